/// What a description is read with. The catalog has it, and the model knows no catalog: who reads a description gives it
/// along, so that every need says what it takes from then on.
package struct Lookup<Record: Sendable>: Sendable {
  package enum Answer: Sendable {
    case known(Record)
    /// There is none; `near` is what was probably meant.
    case unknown(near: String?)
    /// There is no table at hand.
    case noTable
  }

  private let answer: @Sendable (String) -> Answer

  /// - Parameter find: given what a description says.
  package init(find: @escaping @Sendable (String) -> Answer) {
    answer = find
  }

  /// No table: nothing can be looked up.
  package static var none: Lookup { Lookup { _ in .noTable } }

  package func find(_ text: String) -> Answer { answer(text) }
}
