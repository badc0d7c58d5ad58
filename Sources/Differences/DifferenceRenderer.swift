package import Guidance
import OrganizationModel
import SourceText

/// Writes a difference for people, as text for a terminal or as Markdown for a comment, and for programs, as JSON.
package struct DifferenceRenderer: Sendable {
  private let difference: OrganizationDifference
  private let organization: String

  /// - Parameter organization: its name.
  package init(_ difference: OrganizationDifference, organization: String) {
    self.difference = difference
    self.organization = organization
  }

  /// What each kind of change has to say, those that are empty left out.
  var sections: [ReportSection] {
    [
      ReportSection("To do", difference.tasks.map(\.text), isTasks: true),
      ReportSection("Credentials", difference.credentials.flatMap(lines)),
      ReportSection("Accesses", difference.accesses.flatMap(lines)),
    ].filter { !$0.lines.isEmpty }
  }

  private var head: String {
    let (before, after) = difference.days
    let days = before == after ? "\(after)" : "\(before) to \(after)"
    if difference.isEmpty { return "No decision, credential or task changed (`\(organization)`, \(days))." }
    let counts = [
      Words.count(difference.tasks.count, "thing to do", "things to do"),
      Words.count(difference.credentials.count, "credential", "credentials"),
      Words.count(difference.accesses.count, "access", "accesses"),
    ]
    return "Changes in `\(organization)`, \(days): \(counts.joined(separator: ", "))."
  }

  private func lines(_ credential: CredentialDifference) -> [String] {
    credential.changes.map { "`\(credential.name)` \(words($0))" }
  }

  private func words(_ change: CredentialDifference.Change) -> String {
    switch change {
    case .new: "is new."
    case .gone: "is no longer described. Make sure that it is revoked."
    case .moreReaders(let names):
      "can be read by \(Words.count(names.count, "account", "accounts")) more: \(list(names.map(\.text)))."
    case .fewerReaders(let names):
      "can no longer be read by \(list(names.map(\.text))). They may have kept the value."
    case .expired(let day): "expired on \(day)."
    case .ends(let before, let after): "expires: \(after). Before: \(before)."
    case .verdict(let before, let after, let because):
      "changed from \(before.words) to \(after.words)" + (because.isEmpty ? "." : ": \(sentence(because))")
    }
  }

  private func lines(_ access: AccessDifference) -> [String] {
    let line =
      switch (access.before, access.after) {
      case (nil, let after?): "`\(access.id)` is new: \(after.words)"
      case (let before?, nil): "`\(access.id)` is gone. Before: \(before.words)"
      case (let before?, let after?): "`\(access.id)`: \(after.words). Before: \(before.words)"
      case (nil, nil): "`\(access.id)`"
      }
    return [line] + access.causes.map { "  \($0.text)\(sources($0))" }
  }

  private func sources(_ cause: AccessDifference.Cause) -> String {
    let ids = (cause.rules + cause.facts).map { "`\($0)`" }
    return ids.isEmpty ? "" : " (\(ids.joined(separator: ", ")))"
  }

  // MARK: Forms

  private var report: Report { Report(head: head, sections: sections) }

  /// For a terminal.
  package func text(_ style: TextStyle) -> String { report.text(style) }

  /// The body of a comment on a pull request: nothing in it is read as markup but what is ours.
  package var markdown: String { report.markdown }

  /// `tokenbook.difference/1`, the same input in the same bytes.
  package var json: [UInt8] { JSONWriter.bytes(document) + Array("\n".utf8) }

  /// What the JSON holds.
  var document: JSONValue {
    [
      "schema": .text("tokenbook.difference/1"), "organization": .text(organization),
      "before": .text(difference.days.before.description), "after": .text(difference.days.after.description),
      "tasks": JSONValue(difference.tasks.map(\.text)),
      "credentials": .list(
        difference.credentials.map { ["name": .text($0.name.text), "changes": .list($0.changes.map(value))] }),
      "accesses": .list(difference.accesses.map(value)),
    ]
  }

  private func value(_ change: CredentialDifference.Change) -> JSONValue {
    switch change {
    case .new: ["change": .text("new")]
    case .gone: ["change": .text("gone")]
    case .moreReaders(let names): ["change": .text("more-readers"), "accounts": JSONValue(names.map(\.text))]
    case .fewerReaders(let names):
      ["change": .text("fewer-readers"), "accounts": JSONValue(names.map(\.text))]
    case .expired(let day): ["change": .text("expired"), "on": .text(day.description)]
    case .ends(let before, let after):
      ["change": .text("expires"), "before": .text(before), "after": .text(after)]
    case .verdict(let before, let after, let because):
      [
        "change": .text("verdict"), "before": .text(before.rawValue), "after": .text(after.rawValue),
        "because": .text(because),
      ]
    }
  }

  private func value(_ access: AccessDifference) -> JSONValue {
    [
      "id": .text(access.id.description), "before": access.before.map(value) ?? .null,
      "after": access.after.map(value) ?? .null,
      "causes": .list(
        access.causes.map {
          ["text": .text($0.text), "rules": JSONValue($0.rules), "facts": JSONValue($0.facts)]
        }),
    ]
  }

  private func value(_ answer: AccessDifference.Answer) -> JSONValue {
    [
      "credential": .text(answer.label), "holder": JSONValue(answer.holder?.text),
      "rights": JSONValue(answer.rights),
    ]
  }
}
