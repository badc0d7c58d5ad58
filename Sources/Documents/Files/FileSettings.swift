package import Pages

/// What a person chooses about these files.
package struct FileSettings: Sendable {
  package var calendarTitles: CalendarTitles = .full
  /// Where the book is published; nil where that is not known.
  package var address: BookAddress?
  /// Whether there is an edition of one page.
  package var hasOnePage = false

  package init(
    calendarTitles: CalendarTitles = .full, address: BookAddress? = nil, hasOnePage: Bool = false
  ) {
    self.calendarTitles = calendarTitles
    self.address = address
    self.hasOnePage = hasOnePage
  }
}

/// What the entries of the calendar say.
package enum CalendarTitles: String, Sendable, CaseIterable {
  /// What kind of thing is to be done, without a name.
  case short
  /// What is to be done to what, by whom, and how.
  case full
}

/// The address of a published book: `https://pages.example/tokens/`.
package struct BookAddress: Sendable, Hashable {
  /// Ends with a slash.
  private let text: String

  /// Nil for anything but an `http` or `https` address without credentials, query and fragment.
  package init?(_ text: String) {
    let schemes = ["https://", "http://"]
    guard let scheme = schemes.first(where: text.hasPrefix), text.utf8.allSatisfy(Self.isAllowed) else {
      return nil
    }
    let host = text.dropFirst(scheme.count).prefix { $0 != "/" }
    guard !host.isEmpty else { return nil }
    self.text = text.hasSuffix("/") ? text : text + "/"
  }

  /// The address of a page.
  package func of(_ path: BookPath, anchor: String? = nil) -> String {
    "\(text)\(path).html\(anchor.map { "#\($0)" } ?? "")"
  }

  /// The address of a file by its path in the book.
  package func of(file: String) -> String { text + file }

  /// The part of it that a server sees: begins and ends with a slash.
  package var path: String {
    let host = text.drop { $0 != "/" }.dropFirst(2)
    return String(host.drop { $0 != "/" })
  }

  /// What stands in an address as it is, but `@`, `?` and `#`.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/%+[]".utf8.contains(byte)
    }
  }
}
