/// Names for headings as github.com makes them, so that a `#fragment` works there and in our pages.
///
/// Lower case; letters, marks, decimal digits and connector punctuation stay, spaces become `-`, the rest goes;
/// the second of two equal names gets `-1`. (The rule of html-pipeline and github-slugger.)
package struct HeadingSlugs: Sendable {
  private var taken: [String: Int] = [:]

  package init() {}

  /// Names that a page has already.
  init(taken slugs: [String]) {
    for slug in slugs { taken[slug] = 0 }
  }

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
    let slug = text.utf8.allSatisfy { $0 < 0x80 } ? asciiBase(of: text) : unicodeBase(of: text)
    return slug.isEmpty ? "section" : slug
  }

  private static func asciiBase(of text: String) -> String {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        slug.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.append(byte | 0x20)
      case UInt8(ascii: " "): slug.append(UInt8(ascii: "-"))
      default: break
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }

  private static func unicodeBase(of text: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "-" {
        slug.append("-")
      } else if scalar.isWord {
        slug.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(slug)
  }
}

extension Unicode.Scalar {
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
