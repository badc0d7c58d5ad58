/// Names for headings as github.com makes them, so that a `#fragment` works there and in our pages.
///
/// Lower case; letters, marks, decimal digits and connector punctuation stay, spaces become `-`, the rest goes;
/// the second of two equal names gets `-1`. (The rule of html-pipeline and github-slugger.)
package struct HeadingSlugs: Sendable {
  private var taken: [String: Int] = [:]

  package init() {}

  /// The name for the next heading with this text. Never the same twice, never empty.
  package mutating func slug(for text: String) -> String {
    let base = Self.base(of: text)
    guard var count = taken[base] else {
      taken[base] = 0
      return base
    }
    var candidate = base
    repeat {
      count += 1
      candidate = "\(base)-\(count)"
    } while taken[candidate] != nil
    taken[base] = count
    taken[candidate] = 0
    return candidate
  }

  /// The name of the first heading with this text in a document, for whoever links to it.
  package static func base(of text: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "-" {
        slug.append("-")
      } else if scalar.isASCII ? scalar.isASCIIWord : scalar.isWord {
        slug.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return slug.isEmpty ? "section" : String(slug)
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIWord: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  /// Ruby's `\p{Word}`.
  fileprivate var isWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}
