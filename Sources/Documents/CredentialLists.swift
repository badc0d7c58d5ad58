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
      link(
        links, order, "In which order", "existing credentials to replace, move or identify, most urgent first"
      ),
      link(
        links, secrets, "Secrets", "secrets that are missing, unused, hidden, or readable by too many"),
      link(
        links, people, "Credentials of people",
        "the credentials of each person, their users, and their replacements"),
      link(links, places, HoldingsPage.title, "pictures, with tables that say the same"),
    ]
  }

  private static func link(
    _ links: MarkdownLinks, _ path: BookPath, _ title: String, _ about: String
  ) -> TemplateContext {
    ["link": links.to(path, title), "about": about]
  }
}
