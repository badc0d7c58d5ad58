import Foundation
import SourceText

/// What does not hold of what was promised.
struct Promises {
  private(set) var broken: [String] = []

  mutating func expect(_ holds: Bool, _ words: @autoclosure () -> String) {
    if !holds { broken.append(words()) }
  }

  /// Every problem says something, and its places are inside its files.
  /// - Parameter isPlaced: whether each has a place.
  mutating func expect(_ diagnostics: [Diagnostic], in files: SourceFiles, isPlaced: Bool = false) {
    for diagnostic in diagnostics {
      let ranges = [diagnostic.range].compactMap(\.self) + diagnostic.related.map(\.range)
      expect(!isPlaced || diagnostic.range != nil, "no place: \(diagnostic)")
      expect(ranges.allSatisfy { Self.isInside($0, files) }, "a place outside of its file: \(diagnostic)")
      let message = diagnostic.message
      expect(
        !message.isEmpty && !message.hasSuffix("."), "no message, or one with a full stop: \(diagnostic)")
    }
  }

  static func isInside(_ range: SourceRange, _ files: SourceFiles) -> Bool {
    files.files.indices.contains(Int(range.file.index)) && range.start <= range.end
      && Int(range.end) <= files[range.file].bytes.count
  }

  // MARK: Outputs

  /// What a person sees in a terminal: nothing in it acts on the terminal, and no token.
  mutating func expect(shown text: String, _ name: String) {
    let acting = text.unicodeScalars.first { $0 != "\n" && Self.acts($0) }
    expect(acting == nil, "\(name) has U+\(String(acting?.value ?? 0, radix: 16)): \(text.debugDescription)")
    expect(noTokenIn: text, name)
  }

  /// What a program reads.
  mutating func expect(json text: String, _ name: String) {
    let value = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    expect(value != nil, "\(name) is no JSON: \(text.debugDescription)")
    expect(noTokenIn: text, name)
  }

  mutating func expect(noTokenIn text: String, _ name: String) {
    expect(!PlantedToken.isIn(Array(text.utf8)), "\(name) has a token in it: \(text.debugDescription)")
  }

  /// Moves the cursor, hides text, turns its direction or ends a line.
  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

/// A token of GitHub as it is issued, told by other means than the program's.
enum PlantedToken {
  static let example = "ghp_" + String(repeating: "a1B2c3D4e", count: 4)

  static func isIn(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: "_") && index >= 3 && bytes[index - 3] == UInt8(ascii: "g")
        && bytes[index - 2] == UInt8(ascii: "h") && "pousr".utf8.contains(bytes[index - 1])
        && bytes[(index + 1)...].prefix(36).count { isLetterOrDigit($0) } == 36
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }
}
