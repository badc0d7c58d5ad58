import Guidance
import OrganizationModel
import SourceText

/// What a proposed App is registered with: exactly the permissions of all its planned credentials, nothing that listens.
struct AppManifest: Sendable {
  let name: Name
  let permissions: [String: AccessLevel]
  private let hosts: Hosts
  private let organization: Name

  init(_ name: Name, in book: Book) {
    self.name = name
    hosts = book.hosts
    organization = book.organization.name
    permissions = book.accounts.plans(of: name).reduce(into: [:]) { all, plan in
      all.merge(plan.permissions) { max($0, $1) }
    }
  }

  private var home: String { "https://\(hosts.web)/\(organization)" }
  private var sorted: [(key: String, value: AccessLevel)] { permissions.sorted { $0.key < $1.key } }

  /// The form with its fields filled in from the address (A-14).
  var formLink: String {
    let rights = sorted.map { "&\($0.key)=\($0.value.rawValue)" }.joined()
    return
      "https://\(hosts.web)/organizations/\(organization)/settings/apps/new?name=\(Slug.kebab(name.text))"
      + "&url=\(URLText.query(home))&public=false&webhook_active=false\(rights)"
  }

  /// The manifest as JSON without a line end: private, its webhook off. The browser is sent to an address of the own
  /// machine, where nothing has to answer: the code stands in the address bar.
  var text: String {
    let rights = sorted.map { "    \(quoted($0.key)): \(quoted($0.value.rawValue))" }
    return """
      {
        "name": \(quoted(name.text)),
        "url": \(quoted(home)),
        "public": false,
        "hook_attributes": {"url": \(quoted(home)), "active": false},
        "redirect_url": "http://localhost:8765/",
        "default_events": [],
        "default_permissions": {
      \(rights.joined(separator: ",\n"))
        }
      }
      """
  }

  private func quoted(_ text: String) -> String { JSONText.quoted(text) }
}
