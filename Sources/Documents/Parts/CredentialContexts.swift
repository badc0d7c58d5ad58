import Exposure
import SourceText
import Guidance
import OrganizationModel
import Templates

/// A planned credential as values for templates.
struct PlanContext {
  let plan: CredentialPlan
  let links: MarkdownLinks

  /// What one row of a table says; `credential`, `holder`, `rights` and
  /// `key_of`, the repository of a deploy key, are Markdown.
  var row: TemplateContext {
    [
      "credential": links.plan(plan.id), "kind": plan.kind.title, "exists": plan.existing != nil,
      "holder": plan.holder.map(links.account).orFalse, "rights": rights, "has_rights": !rights.isEmpty,
      "can_write": plan.canWrite, "is_deploy_key": plan.kind.isOfRepository,
      "expires_in": plan.expiresInDays.orFalse, "rotate_every": plan.rotateEveryDays.orFalse,
      "key_of": plan.repositories.first.map(links.repository).orFalse,
    ]
  }

  var whole: TemplateContext {
    let book = links.book
    return row.merging([
      "holder_described": plan.holderDescribed, "existing": plan.existing.map(links.existing).orFalse,
      "is_classic": plan.kind == .classicPAT, "is_fine_grained": plan.kind == .fineGrainedPAT,
      "is_app": plan.kind.isOfApp, "is_personal": plan.kind.isPersonal,
      "target_owner": plan.targetOwner.text, "is_outside": plan.targetOwner != book.organization.name,
      "repositories": MarkdownList.some(plan.repositories, limit: 50, links.repository),
      "expires_on": expiresOn.orFalse, "overlap": plan.overlapDays, "forbidden_from": forbiddenFrom.orFalse,
      "needs_approval": plan.needsApproval(in: book.organization),
      "needs_sso": plan.kind == .classicPAT && book.organization.platform.samlSSO,
      "secret_name": plan.secretName, "client_id_variable": plan.clientIDVariable,
      "places": plan.storedIn.map { PlaceContext.withAudience($0, links.contexts) },
      "has_places": !plan.storedIn.isEmpty,
      "opens": BlastRadius(of: .plan(plan.id), book.index).map {
        ReachContext(radius: $0, links: links).whole
      }
      .orFalse,
      "serves": MarkdownList.some(plan.serves, limit: 200, links.access),
      "places_unknown": false,
    ]) { first, _ in first }
  }

  private var rights: String { AccessContext.rights(scopes: plan.scopes, plan.permissions) }

  /// The day on which what exists ends.
  private var expiresOn: String? {
    guard let name = plan.existing, case .on(let day) = links.book.organization.credentials[name]?.expires
    else { return nil }
    return day.description
  }

  private var forbiddenFrom: String? {
    guard plan.kind == .classicPAT,
      case .forbiddenFrom(let day) = plan.policies(in: links.book.organization).classic
    else { return nil }
    return day.description
  }
}

extension PlaceContext {
  /// A place with who can read it.
  static func withAudience(_ place: SecretPlace, _ links: Links) -> TemplateContext {
    [
      "place": PlaceContext(place: place, links: links).whole,
      "audience": AudienceContext(book: links.book).whole(place),
      "holds": false, "is_planned": false, "goes": false,
    ]
  }
}

/// A credential that exists today as values for templates.
struct ExistingContext {
  let review: ExistingCredentialReview
  let links: MarkdownLinks

  private var credential: ExistingCredential { review.credential }

  /// What one row of a table says; `credential`, `holder`, `reason` and `replaced_by` are Markdown.
  var row: TemplateContext {
    [
      "credential": links.existing(credential.name), "kind": links.book.services.kind(of: credential),
      "holder": holder, "keep": review.verdict == .keep, "move": review.verdict == .move,
      "stays": review.stays,
      "replace": review.verdict == .replace, "revoke": review.verdict == .revoke,
      "find_out": review.verdict == .findOut, "wait": review.verdict == .wait,
      "verdict": review.verdict.words,
      "expires_on": (expiresOn?.description).orFalse, "never_expires": credential.expires == .never,
      "is_past": expiresOn.map { $0 < links.book.decisions.day } ?? false,
      "reason": review.reasons.first.map(Prose.sentence).orFalse,
      "replaced_by": replacedBy,
    ]
  }

  var whole: TemplateContext {
    let rights =
      credential.service.map { MarkdownText.inProse($0.may ?? "") }
      ?? AccessContext.rights(scopes: credential.scopes ?? [], credential.permissions ?? [:])
    return row.merging([
      "issuer": links.book.services.credential(review).map {
        ServiceFacts.link(to: $0.service, $0.title, links)
      }
      .orFalse,
      "note": credential.note.orFalse, "rights": rights, "has_rights": !rights.isEmpty,
      "rights_unknown": !credential.kind.isKeyFile,
      "is_deploy_key": credential.kind == .deployKey, "is_app_key": credential.kind == .appKey,
      "is_ssh_key": credential.kind == .sshKey,
      "repository": credential.repository.map(links.repository).orFalse,
      "repositories": credential.repositories.map { MarkdownList.some($0, limit: 50, links.repository) }
        .orFalse,
      "can_write": credential.readOnly == false,
      "created": (credential.created?.description).orFalse,
      "reasons": review.reasons.map { ["text": Prose.sentence($0)] as TemplateContext },
      "places": (credential.storedIn ?? []).map { PlaceContext.withAudience($0, links.contexts) },
      "places_unknown": credential.storedIn == nil,
      "used_by": MarkdownList.some(credential.usedBy, limit: 50, links.automation),
      "accesses": MarkdownList.some(review.accesses, limit: 100, links.access),
      "is_planned": plan != nil,
      "serves": MarkdownList.some(plan?.serves ?? [], limit: 200, links.access),
      "made": MarkdownList.some(review.keys.made, limit: 10, links.existing),
      "possible": MarkdownList.some(review.keys.possible, limit: 10, links.existing),
      "opens": BlastRadius(of: .existing(credential.name), links.book.index)
        .map { ReachContext(radius: $0, links: links).whole }.orFalse,
      "reach": review.reach.words, "is_moved_away": review.isMovedAwayFrom,
      "has_places": credential.storedIn?.isEmpty == false,
      "findings": MarkdownList.rows(links.book.secretReview.findings(of: credential.name), limit: 30) {
        SecretFindings.row($0, links)
      },
      "turn": links.book.migration.entry(credential.name).map {
        MigrationContext(entry: $0, links: links).whole
      }.orFalse,
    ]) { first, _ in first }
  }

  /// An account, or the repository of a deploy key.
  private var holder: String {
    credential.service.flatMap { service in service.account.map { links.account($0, in: service.name) } }
      ?? credential.holder.map(links.account) ?? credential.repository.map {
        "the repository \(links.repository($0))"
      }
      ?? "unknown"
  }

  private var expiresOn: Day? {
    guard case .on(let day) = credential.expires else { return nil }
    return day
  }

  /// What it is, where it stays.
  private var plan: CredentialPlan? {
    links.book.plan(being: credential.name)
  }

  /// Plans by their pages; whatever else stands in its place by its words.
  private var replacedBy: any TemplateConvertible {
    let replacements = review.replacedBy.map { id in
      links.book.plan(id).map { links.plan($0.id) }
        ?? MarkdownText.inProse(links.book.services.title(ofReplacement: id, for: review))
    }
    return replacements.isEmpty ? false : replacements.joined(separator: ", ")
  }

  static func title(_ kind: ExistingCredentialKind) -> String { kind.record.title }
}

extension CredentialPlan {
  /// Whether an organization owner has to approve it (P-04).
  func needsApproval(in organization: Organization) -> Bool {
    kind == .fineGrainedPAT && policies(in: organization).fineGrained == .approval
  }

  /// The policies of the organization whose things it reaches.
  fileprivate func policies(
    in organization: Organization
  ) -> (classic: ClassicPATPolicy, fineGrained: FineGrainedPATPolicy) {
    guard targetOwner != organization.name, let outside = organization.outside[targetOwner] else {
      return (organization.policy.classicPATs, organization.policy.fineGrainedPATs)
    }
    return (outside.classicPATs, outside.fineGrainedPATs)
  }
}
