package import Guidance

extension CheckDescription {
  /// The facts that it rests on: those that rest on one of the same notes.
  package var facts: [Fact] {
    Fact.all.filter { fact in sources.contains { $0 == fact.id || fact.references.contains($0) } }
  }

  /// The pages of other people that it rests on besides.
  package var addresses: [String] { sources.filter { $0.hasPrefix("https://") } }
}
