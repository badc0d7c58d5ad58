/// Something that is so, is not so, or is unknown of one access.
package enum Circumstance: String, Sendable, CaseIterable, Hashable {
  case runsInActions = "runs-in-actions"
}
