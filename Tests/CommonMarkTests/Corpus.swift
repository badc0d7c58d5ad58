import Foundation
import Testing

/// Public data files outside the package, which tests read where they are there.
enum Corpus {
  /// The specification of CommonMark 0.30, nil where there is no corpus.
  static let specification = text("commonmark-spec-0.30.txt")

  private static func text(_ name: String) -> String? {
    try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private static var folder: URL {
    if let folder = ProcessInfo.processInfo.environment["TOKENBOOK_CORPUS"] { return URL(filePath: folder) }
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.deletingLastPathComponent().appending(path: "shared/corpus")
  }
}

/// One example of the specification.
struct SpecificationExample: Sendable, CustomTestStringConvertible {
  let number: Int
  let markdown: String
  let html: String

  var testDescription: String { "example \(number)" }

  /// All 652, none where there is no corpus.
  static let all: [SpecificationExample] = Corpus.specification.map(examples) ?? []

  private static func examples(in specification: String) -> [SpecificationExample] {
    let fence = String(repeating: "`", count: 32)
    let text = specification.replacing("→", with: "\t")
    let parts = text.components(separatedBy: "\n\(fence) example\n").dropFirst()
    return parts.enumerated().map { offset, part in
      let example = part.components(separatedBy: "\n\(fence)\n")[0]
      let halves = ("\n" + example + "\n").components(separatedBy: "\n.\n")
      return SpecificationExample(
        number: offset + 1, markdown: String(halves[0].dropFirst()) + "\n", html: halves[1])
    }
  }
}
