/// The pages of the section on credentials that look at all of them.
enum CredentialLists {
  static let order = BookPath(folder: "credentials", "order")

  /// Every one of them: no credential's page may take its path.
  static let all = [order]

  static func links(_ links: MarkdownLinks) -> [TemplateContext] {
    [
      [
        "link": links.to(order, "In which order"),
        "about": "what exists today and goes or moves, step by step, the most urgent first",
      ]
    ]
  }
}
