/// The actions that are known.
package struct KnownActions: Sendable {
  private let byName: [String: KnownAction]

  /// Of two records with one name the later one counts.
  init(_ actions: [KnownAction]) {
    byName = Dictionary(actions.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// The record of an action by its name in lower case, `docker/login-action`; nil for one that is not known.
  package subscript(_ name: String) -> KnownAction? { byName[name] }

  /// Every record, by name.
  package var all: [KnownAction] { byName.values.sorted { $0.name < $1.name } }
}
