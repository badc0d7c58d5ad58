package import Pages

/// One kind of document: a Swift file that turns the book's values into documents, a Markdown template of the same
/// name (`templates/documents/NAME.md.mustache`), and one line in `DocumentKinds.all`.
package struct DocumentKind: Sendable {
  /// Kebab case; also the name of the template.
  package let name: String
  package let section: BookSection
  /// The pages of this kind, in the order of their paths.
  package let documents: @Sendable (Book) -> [Document]

  package init(
    _ name: String, in section: BookSection, documents: @escaping @Sendable (Book) -> [Document]
  ) {
    self.name = name
    self.section = section
    self.documents = { book in
      documents(book).map { document in
        var document = document
        document.responsible = document.responsible.map(book.successors.words)
        return document
      }
    }
  }
}

/// The parts of the book, in the order of its pages.
package enum BookSection: String, Sendable, CaseIterable, Hashable {
  case overview
  case repositories
  case checklists
  case people
  case accounts
  case credentials
  case rotation
  case decisions
  case runbooks
  case guidance

  /// What its first page is called.
  package var title: String {
    switch self {
    case .overview: "What to do"
    case .repositories: "Repositories"
    case .checklists: "Checklists"
    case .people: "People and teams"
    case .accounts: "Accounts"
    case .credentials: "Credentials"
    case .rotation: "Calendar"
    case .decisions: "Decision records"
    case .runbooks: "Runbooks"
    case .guidance: "Guidance"
    }
  }

  /// What of the description its pages come from, where they do not say it more exactly.
  package var source: String {
    switch self {
    case .overview: "organization"
    case .repositories: "repositories"
    case .checklists, .credentials, .runbooks, .decisions: "repositories, consumers"
    case .people: "people, teams"
    case .accounts: "machine_users, apps"
    case .rotation: "credentials"
    case .guidance: "policy"
    }
  }

  /// Its first page.
  package var index: BookPath {
    self == .overview ? BookPath(folder: "", "index") : BookPath(folder: rawValue, "index")
  }
}
