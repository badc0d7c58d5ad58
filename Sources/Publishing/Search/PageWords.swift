import CommonMark

/// The words of one record, each once for the place where it weighs most: the title, a heading, the text below a heading.
struct PageWords: Sendable {
  /// Where a word is on its page, from what weighs most to what weighs least.
  enum Place: UInt8, Sendable {
    /// It is the whole title.
    case name
    /// In the title, by itself.
    case title
    /// In a heading, or part of a word of the title.
    case heading
    case text
  }

  /// A word, where it is, and in which section: 0 is what is above the first heading below the title.
  struct Occurrence: Sendable {
    let word: Int
    let section: Int
    let place: Place
  }

  private(set) var table = WordTable()
  private(set) var occurrences: [Occurrence] = []
  /// The place in which each word was seen last, and the section; by number of the word.
  private var last: [(place: Place, section: Int)] = []

  /// - Parameters:
  ///   - html: the finished page; what counts is its article, without pictures.
  ///   - sections: the headings that a hit can lead to, in their order.
  init(_ record: SearchRecord, html: [UInt8] = [], sections: [RenderedMarkdown.Heading] = []) {
    add(record.title, as: .title)
    add(record.keywords, as: .title)
    for (index, section) in sections.enumerated() { add(section.text, as: .heading, in: index + 1) }
    html.withUnsafeBufferPointer { addArticle(of: $0, sections) }
    if html.isEmpty { add(record.summary, as: .text) }
  }

  private mutating func add(_ text: String, as place: Place, in section: Int = 0) {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      add(bytes, bytes.indices, as: place, in: section)
    }
  }

  private mutating func add(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, as place: Place, in section: Int
  ) {
    SearchWord.forEach(in: text, range) { word, isPart in
      guard word.count <= SearchWord.maximumLength else { return }
      let number = SearchWord.number(of: word, of: text, in: &table)
      let place =
        switch place {
        case .title where isPart: Place.heading
        case .title where word == range: Place.name
        case .name, .title, .heading, .text: place
        }
      add(number, place, section)
    }
  }

  /// A word of the title is found with the page, so where else it is tells nothing; one of a heading so with its section.
  private mutating func add(_ number: Int, _ place: Place, _ section: Int) {
    if number == last.count {
      last.append((place, section))
    } else {
      let (seen, where_) = last[number]
      if seen.rawValue <= Place.title.rawValue { return }
      if where_ == section, seen.rawValue <= place.rawValue { return }
      last[number] = (place, section)
    }
    occurrences.append(Occurrence(word: number, section: section, place: place))
  }
}

// MARK: - HTML

extension PageWords {
  private mutating func addArticle(
    of html: UnsafeBufferPointer<UInt8>, _ sections: [RenderedMarkdown.Heading]
  ) {
    var reader = ArticleReader(html)
    var section = 0
    while let part = reader.next() {
      switch part {
      case .text(let range): add(html, range, as: .text, in: section)
      case .id(let range):
        guard section < sections.count,
          html[range].elementsEqual(sections[section].slug.utf8)
        else { continue }
        section += 1
      }
    }
  }
}

/// The texts and the ids of headings of a page's article. The page is one of ours: every `<` begins a tag, and no attribute
/// has a `>` in it.
private struct ArticleReader {
  enum Part {
    case text(Range<Int>)
    case id(Range<Int>)
  }

  private let html: UnsafeBufferPointer<UInt8>
  private var place: Int
  private let end: Int

  init(_ html: UnsafeBufferPointer<UInt8>) {
    self.html = html
    end = html.count
    place = 0
    while let tag = nextTag() {
      if starts(tag.lowerBound, "<article") { return }
    }
    place = 0
  }

  mutating func next() -> Part? {
    while place < end {
      switch html[place] {
      case UInt8(ascii: "<"):
        guard let tag = nextTag() else { return nil }
        if starts(tag.lowerBound, "</article") { place = end; return nil }
        if starts(tag.lowerBound, "<svg") { skip(to: "</svg") }
        if let id = headingID(of: tag) { return .id(id) }
      case UInt8(ascii: "&"): place = (index(of: UInt8(ascii: ";")) ?? end - 1) + 1
      default:
        let start = place
        while place < end, html[place] != UInt8(ascii: "<"), html[place] != UInt8(ascii: "&") { place += 1 }
        return .text(start..<place)
      }
    }
    return nil
  }

  /// The next tag from here; then it is behind us.
  private mutating func nextTag() -> Range<Int>? {
    guard let start = index(of: UInt8(ascii: "<")) else { place = end; return nil }
    place = start
    let close = index(of: UInt8(ascii: ">")) ?? end - 1
    place = close + 1
    return start..<place
  }

  private mutating func skip(to tag: StaticString) {
    while let next = nextTag() {
      if starts(next.lowerBound, tag) { return }
    }
  }

  /// The slug of `<h2 id="slug">`.
  private func headingID(of tag: Range<Int>) -> Range<Int>? {
    let start = tag.lowerBound + 8
    guard tag.count > 10, html[tag.lowerBound + 1] == UInt8(ascii: "h"),
      html[start - 1] == UInt8(ascii: "\""),
      starts(tag.lowerBound + 3, " id=")
    else { return nil }
    let close = html[start..<tag.upperBound].firstIndex(of: UInt8(ascii: "\"")) ?? start
    return start..<close
  }

  private func starts(_ start: Int, _ text: StaticString) -> Bool {
    guard start + text.utf8CodeUnitCount <= end else { return false }
    return text.withUTF8Buffer { text in
      for offset in text.indices where html[start + offset] != text[offset] { return false }
      return true
    }
  }

  private func index(of byte: UInt8) -> Int? { html[place..<end].firstIndex(of: byte) }
}
