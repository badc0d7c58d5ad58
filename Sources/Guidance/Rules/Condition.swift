/// When a rule applies: circumstances and facts, joined.
package indirect enum Condition: Sendable, Hashable {
  case circumstance(Circumstance)
  /// The id of a fact that holds.
  case fact(String)
  case not(Condition)
  case all([Condition])
  case any([Condition])
  case always
}
