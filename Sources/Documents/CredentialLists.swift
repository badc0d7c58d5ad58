import Pages
import Templates
import Guidance
import OrganizationModel

/// The pages of the section on credentials that look at all of them.
enum CredentialLists {
  static let order = BookPath(folder: "credentials", "order")
  static let secrets = BookPath(folder: "credentials", "secrets")
  static let people = BookPath(folder: "credentials", "people")
  static let places = BookPath(folder: "credentials", "places")

  /// Every one of them: no credential's page may take its path.
  static let all = [order, secrets, people, places]

  static func links(_ links: MarkdownLinks) -> [TemplateContext] {
    [
      link(links, order, "In which order", "what exists today and goes or moves, the most urgent first"),
      link(
        links, secrets, "Secrets", "those that are unused, missing, hidden by others, or seen by too many"),
      link(
        links, people, "Credentials of people",
        "what each person holds, what hangs on it, what takes its place"),
      link(links, places, HoldingsPage.title, "pictures, with tables that say the same"),
    ]
  }

  private static func link(
    _ links: MarkdownLinks, _ path: BookPath, _ title: String, _ about: String
  ) -> TemplateContext {
    ["link": links.to(path, title), "about": about]
  }
}
