internal import SourceText

/// The manifest of an App that may read what the script asks, and nothing else.
///
/// <https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest>, read on 2026-11-30.
struct GitHubAppManifest {
  let plan: ImportPlan

  /// Every permission that a call of the script needs, all of them to read.
  var permissions: [String] {
    let calls = GitHubCalls.all(isServer: plan.isServer, isQuick: plan.isQuick)
    return Set(calls.flatMap(\.all).flatMap(\.needs.permissions)).sorted()
  }

  /// Names of Apps have at most 34 characters.
  private var name: String { "\(plan.organization.prefix(19))-tokenbook-read" }
  private var home: String { "https://\(plan.host)/\(plan.organization)" }

  /// The form with its fields filled in from the address.
  var formLink: String {
    "https://\(plan.host)/organizations/\(plan.organization)/settings/apps/new?name=\(name)&url=\(home)&public=false"
      + "&webhook_active=false" + permissions.map { "&\($0)=read" }.joined()
  }

  func render() -> String {
    let permissions = Dictionary(permissions.map { ($0, JSONValue.text("read")) }, uniquingKeysWith: { $1 })
    let manifest: JSONValue = .object([
      "name": .text(name), "url": .text(home), "public": false, "default_events": [],
      "hook_attributes": .object(["url": .text(home), "active": false]),
      "redirect_url": "http://localhost:8765/",
      "default_permissions": .object(permissions),
    ])
    return String(decoding: JSONWriter.bytes(manifest, pretty: true), as: UTF8.self) + "\n"
  }
}
