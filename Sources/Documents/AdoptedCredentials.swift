import Guidance

/// The page that a credential had while it was planned: people keep its address, so it leads on to the page of what exists.
enum AdoptedCredentials {
  static let kind = DocumentKind("adopted-credential", in: .credentials) { book in
    book.decisions.credentials.compactMap { document($0, book) }
  }

  private static func document(_ plan: CredentialPlan, _ book: Book) -> Document? {
    guard let name = plan.existing, let path = book.paths.credential(beforeItExisted: plan.id),
      let page = book.paths.credential(existing: name)
    else { return nil }
    return Document(path, title: plan.id, summary: "This planned credential exists as \(name).") {
      ["name": name.text, "link": path.link(to: page)]
    }
  }
}
