/// What an import guessed (`x-guess`): nobody has confirmed it. It gives no certain advice.
package struct Guess: Sendable, Hashable {
  /// Where the import saw it, in its own words; empty where it does not say.
  package var place: String
  /// How sure the import is (`x-confidence`).
  package var confidence: String?

  package init(place: String, confidence: String? = nil) {
    self.place = place
    self.confidence = confidence
  }
}

/// Part of a description that an import may have written.
package protocol Guessable {
  /// Nil for what a person wrote or has checked.
  var guess: Guess? { get }
}
