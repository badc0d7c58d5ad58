/// The name of an account, repository, package or other described thing.
///
/// Names compare without regard to case, as GitHub compares logins, repositories and packages, and print as they
/// were first written.
package struct Name: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as it was written.
  package let text: String
  /// The lower-cased name: what equality, order and hashing look at.
  package let folded: String

  package init(_ text: String) {
    self.text = text
    // Most names are lower case: one text serves for both then.
    let isFolded = text.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    self.folded = isFolded ? text : text.lowercased()
  }

  package init(stringLiteral text: String) {
    self.init(text)
  }

  package var description: String { text }
}

extension Name: Hashable, Comparable {
  package static func == (left: Name, right: Name) -> Bool {
    left.folded == right.folded
  }

  package static func < (left: Name, right: Name) -> Bool {
    left.folded < right.folded
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(folded)
  }
}

/// A described thing that goes by a name.
package protocol Named {
  var name: Name { get }
}

/// Described things of one kind, in the order of their names, found by name in constant time.
package struct Entries<Element: Named & Sendable>: Sendable, RandomAccessCollection {
  private let elements: [Element]
  private let positions: [Name: Int]

  package init() {
    self.init(EmptyCollection())
  }

  /// Sorts by name; of two with one name the first stays (the reader has already reported the second).
  package init(_ unordered: some Sequence<Element>) {
    var elements: [Element] = []
    var seen: Set<Name> = []
    for element in unordered where seen.insert(element.name).inserted {
      elements.append(element)
    }
    elements.sort { $0.name < $1.name }
    self.elements = elements
    self.positions = Dictionary(
      elements.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var startIndex: Int { elements.startIndex }
  package var endIndex: Int { elements.endIndex }
  package subscript(position: Int) -> Element { elements[position] }

  package subscript(name: Name) -> Element? {
    positions[name].map { elements[$0] }
  }

  package var names: [Name] { elements.map(\.name) }
}
