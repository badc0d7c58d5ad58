import Templates
import Guidance
import OrganizationModel

/// Every secret of the organization that a person should look at.
enum SecretFindings {
  static let kind = DocumentKind("secret-findings", in: .credentials) { book in
    let links = MarkdownLinks(book: book, page: CredentialLists.secrets)
    return [
      Document(
        links.page, title: "Secrets",
        summary:
          "Secrets that are missing, unused, hidden by another of the same name, or readable by too many."
      ) { context(links) }
    ]
  }

  /// The most rows of one kind; each repository's and each credential's page has its own.
  private static let limit = 200

  private static func context(_ links: MarkdownLinks) -> TemplateContext {
    let groups = Dictionary(grouping: links.book.secretReview.findings, by: \.kind)
    return [
      "groups": SecretFinding.Kind.allCases.compactMap { kind in
        groups[kind].map { group(kind, $0, links) }
      },
      "any": !groups.isEmpty,
      "checks": ["secret-missing", "secret-too-visible", "secret-unused"].map(links.check)
        .joined(separator: ", "),
    ]
  }

  private static func group(
    _ kind: SecretFinding.Kind, _ findings: [SecretFinding], _ links: MarkdownLinks
  ) -> TemplateContext {
    [
      "title": title(kind), "about": about(kind),
      "findings": MarkdownList.rows(findings, limit: limit) { row($0, links) },
    ]
  }

  /// What one row of a table says.
  static func row(_ finding: SecretFinding, _ links: MarkdownLinks) -> TemplateContext {
    [
      "kind": title(finding.kind), "place": finding.place.map(PlaceContext.markdown).orFalse,
      "credential": subject(finding.subject, links), "words": Prose.markdown(finding.words),
      "repository": finding.repository.map(links.repository).orFalse,
      "verdict": (finding.credential.flatMap(links.book.review)?.verdict.words).orFalse,
    ]
  }

  private static func subject(_ subject: SecretFinding.Subject, _ links: MarkdownLinks) -> String {
    switch subject {
    case .existing(let name): links.existing(name)
    case .plan(let id): links.plan(id)
    }
  }

  static func title(_ kind: SecretFinding.Kind) -> String {
    switch kind {
    case .missing: "Missing"
    case .contested: "Two values in one place"
    case .shadowed: "Hidden by another of its name"
    case .planLacks: "Not on this plan"
    case .tooWide: "Seen by too many"
    case .unused: "Unused"
    case .unusedCopy: "A copy that nobody reads"
    }
  }

  private static func about(_ kind: SecretFinding.Kind) -> String {
    switch kind {
    case .missing:
      "The job reads an empty value, because the secret isn't stored where the job looks for it. Store it there, or finish the replacement."
    case .contested:
      "One place can hold only one value. Correct the description, or rename one of the secrets."
    case .shadowed:
      "A repository secret overrides an organization secret of the same name, and an environment secret overrides both. Rename one of them, or delete the hidden one."
    case .planLacks: "On this plan, GitHub doesn't give it to any job. Store it in the repository."
    case .tooWide:
      "Anyone with write access to one of these repositories can read it. The page of the credential has the next step."
    case .unused: "Find out who uses it, then list them under `used_by`."
    case .unusedCopy: "Delete it, so that fewer people can read the value."
    }
  }
}
