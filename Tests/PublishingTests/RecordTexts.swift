import Guidance
import Services

@testable import Documents

/// What the records of services put into a book. The small world has neither npm nor a cloud, and what runs in a job
/// doesn't use the reader's own settings.
enum RecordTexts {
  /// Every command.
  static func commands(of book: Book) -> Set<String> { Set(steps(of: book).flatMap(\.commands)) }

  /// Every command, and every sentence that says what one should see.
  static func all(of book: Book) -> [String] {
    let sentences = steps(of: book).compactMap { step in
      step.step.expect.map { "**You should see** \(step.text.markdownClause($0))." }
    }
    return Set(sentences).union(commands(of: book)).sorted()
  }

  private static func steps(of book: Book) -> [FilledStep] {
    let uses = book.services.uses.flatMap { use in
      use.steps.all.map { book.services.filled($0, use.text) }
    }
    let issued = book.decisions.existing.compactMap { book.services.credential($0) }.flatMap {
      $0.revoke + [$0.lastUse].compactMap(\.self) + $0.positive + $0.negative
    }
    return uses + issued
  }
}
