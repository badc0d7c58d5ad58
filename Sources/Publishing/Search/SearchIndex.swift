import CommonMark
import Catalog
import Synchronization

/// The search index as the site's script reads it: scripts, so that it also opens from a disk, each so small that a query
/// loads little. `site/assets/search.js` says what is in them.
///
/// Records may be added in any order, from any thread: the same ones give the same bytes.
final class SearchIndex: Sendable {
  /// About how many bytes a file of words has; one word's places stay together.
  static let bytesPerWordFile = 24_000
  /// About how many bytes of records: those that a query finds are often in as many files as they are.
  static let bytesPerRecordFile = 12_000
  /// A word that is in the text of more records than this, or of a quarter of them, is found in titles and headings only.
  static let commonRecords = 2_000

  private let state = Mutex(State())
  private let synonyms: [SearchSynonym]

  /// - Parameter synonyms: what people type, and the book's words for it.
  init(_ synonyms: [SearchSynonym] = []) {
    self.synonyms = synonyms
  }

  /// Adds one record.
  ///
  /// - Parameters:
  ///   - number: its place among all records, each once; those that should be found first have lower ones.
  ///   - html: its finished page, empty where it is found by its own texts alone.
  ///   - headings: those of its page.
  func add(
    _ record: SearchRecord, number: Int, html: [UInt8] = [], headings: [RenderedMarkdown.Heading] = []
  ) {
    let sections = headings.filter { (2...4).contains($0.level) }
    let words = PageWords(record, html: html, sections: sections)
    let encoded = SearchIndex.encode(record, sections)
    state.withLock { $0.add(words, encoded, record, number) }
  }

  /// The files by their names below `search/`.
  func files() -> [String: [UInt8]] {
    state.withLock { $0.files(synonyms) }
  }

  /// `["title","repositories/web.html","summary","slug","heading",…]`
  private static func encode(_ record: SearchRecord, _ sections: [RenderedMarkdown.Heading]) -> [UInt8] {
    ScriptText.array([record.title, record.href, record.summary] + sections.flatMap { [$0.slug, $0.text] })
  }
}

// MARK: - What was added

extension SearchIndex {
  /// Where one word is: for each `PageWords.Place` the records and their sections, packed as one number.
  fileprivate struct Places: Sendable {
    var names: [UInt64] = []
    var titles: [UInt64] = []
    var headings: [UInt64] = []
    var texts: [UInt64] = []
    /// How many records have it in their text; one may be counted again for each of its sections in `texts` only.
    var textRecords = 0
    private var lastTextRecord: UInt64?

    mutating func add(_ place: PageWords.Place, _ record: Int, _ section: Int) {
      let packed = UInt64(record) << 16 | UInt64(min(section, 0xFFFF))
      switch place {
      case .name: names.append(packed)
      case .title: titles.append(packed)
      case .heading: headings.append(packed)
      case .text: addText(packed)
      }
    }

    private mutating func addText(_ packed: UInt64) {
      if lastTextRecord != packed >> 16 {
        lastTextRecord = packed >> 16
        textRecords += 1
      }
      if textRecords <= SearchIndex.commonRecords { texts.append(packed) } else { texts = [] }
    }

    /// - Parameter limit: in how many records a text's word may be.
    func encoded(_ limit: Int) -> String {
      let isCommon = textRecords > limit
      let lists = [
        PlaceList.records(names), PlaceList.records(titles), PlaceList.sections(headings),
        isCommon ? "" : PlaceList.sections(texts),
      ]
      let end = (lists.lastIndex { !$0.isEmpty } ?? -1) + 1
      return (isCommon ? "*" : "") + lists[..<end].joined(separator: ",")
    }
  }

  fileprivate struct State: Sendable {
    fileprivate var table = WordTable()
    fileprivate var places: [Places] = []
    fileprivate var records: [Int: (encoded: [UInt8], kind: String, weight: Double)] = [:]

    mutating func add(_ words: PageWords, _ encoded: [UInt8], _ record: SearchRecord, _ number: Int) {
      records[number] = (encoded, record.kind, record.weight)
      let numbers = words.table.words.map { table.number(of: $0, in: words.table) }
      while places.count < table.words.count { places.append(Places()) }
      for one in words.occurrences { places[numbers[one.word]].add(one.place, number, one.section) }
    }
  }
}

// MARK: - Files

extension SearchIndex.State {
  fileprivate func files(_ synonyms: [SearchSynonym]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let chunks = recordFiles(&files)
    let firsts = String(decoding: wordFiles(&files), as: UTF8.self)
    var index = "\"count\":\(records.count),\"records\":\(chunks),\"kinds\":["
    index +=
      kinds.joined(separator: ",") + "],\n\"words\":\(firsts),\n\"synonyms\":["
    let words = synonyms.map { synonym in
      let lists = [synonym.typed, synonym.finds].map { String(decoding: ScriptText.array($0), as: UTF8.self) }
      return "[\(lists.joined(separator: ","))]"
    }
    index += words.joined(separator: ",\n") + "]"
    files["index.js"] = Array("tokenbookIndex(\"\", {\(index)});\n".utf8)
    return files
  }

  /// The records in their order; the number of the first one in each file.
  private func recordFiles(_ files: inout [String: [UInt8]]) -> [Int] {
    var file = SearchFile()
    var starts: [Int] = []
    let numbers = records.keys.sorted()
    func finish() {
      if !file.isEmpty {
        files["records-\(starts.count - 1).js"] = file.script("records-\(starts.count - 1)", "[", "]")
      }
      file = SearchFile()
    }
    for number in numbers {
      if file.isEmpty { starts.append(number) }
      file.add(records[number]?.encoded ?? [])
      if file.count > SearchIndex.bytesPerRecordFile { finish() }
    }
    finish()
    return starts
  }

  /// `[3,"Runbooks",1.5]`: from the third record on, until the next one.
  private var kinds: [String] {
    var last: (kind: String, weight: Double)?
    return records.sorted { $0.key < $1.key }.compactMap { number, record in
      if let last, last.kind == record.kind, last.weight == record.weight { return nil }
      last = (record.kind, record.weight)
      var kind: [UInt8] = []
      ScriptText.append(record.kind, to: &kind)
      return "[\(number),\(String(decoding: kind, as: UTF8.self)),\(record.weight)]"
    }
  }

  /// The words in the order in which JavaScript compares them; the first word of each file.
  private func wordFiles(_ files: inout [String: [UInt8]]) -> [UInt8] {
    let limit = min(SearchIndex.commonRecords, max(records.count / 4, 40))
    let words = table.words.map { String(decoding: table.bytes(of: $0), as: UTF8.self) }
    let order = words.indices.map { (units: Array(words[$0].utf16), number: $0) }
      .sorted { $0.units.lexicographicallyPrecedes($1.units) }
    var file = SearchFile()
    var firsts: [String] = []
    func finish() {
      let name = "words-\(firsts.count - 1)"
      if !file.isEmpty { files["\(name).js"] = file.script(name, "{", "}") }
      file = SearchFile()
    }
    for (_, number) in order {
      if file.isEmpty { firsts.append(words[number]) }
      var entry: [UInt8] = []
      ScriptText.append(words[number], to: &entry)
      entry += ":\"\(places[number].encoded(limit))\"".utf8
      file.add(entry)
      if file.count > SearchIndex.bytesPerWordFile { finish() }
    }
    finish()
    return ScriptText.array(firsts)
  }
}

/// The entries of one file of the index.
private struct SearchFile {
  private var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  mutating func add(_ entry: [UInt8]) {
    if !bytes.isEmpty { bytes += ",\n".utf8 }
    bytes += entry
  }

  func script(_ name: String, _ open: String, _ close: String) -> [UInt8] {
    Array("tokenbookIndex(\"\(name)\",\(open)\n".utf8) + bytes + Array("\n\(close));\n".utf8)
  }
}

/// Places of a word as text: rising numbers as differences, each in digits of 64 signs, of which the first 32 end a number.
enum PlaceList {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The records alone.
  static func records(_ places: [UInt64]) -> String {
    var bytes: [UInt8] = []
    var last: UInt64 = 0
    for place in places.sorted() {
      append((place >> 16) - last, to: &bytes)
      last = place >> 16
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Each record, and its sections: each twice its difference, and one more where another follows.
  static func sections(_ places: [UInt64]) -> String {
    var bytes: [UInt8] = []
    var lastRecord: UInt64 = 0
    var rest = distinct(places)[...]
    while let first = rest.first {
      let record = first >> 16
      append(record - lastRecord, to: &bytes)
      lastRecord = record
      let sections = rest.prefix { $0 >> 16 == record }
      rest = rest[sections.endIndex...]
      var last: UInt64 = 0
      for (index, place) in zip(sections.indices, sections) {
        let section = place & 0xFFFF
        append((section - last) * 2 + (index + 1 < sections.endIndex ? 1 : 0), to: &bytes)
        last = section
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func distinct(_ places: [UInt64]) -> [UInt64] {
    var distinct: [UInt64] = []
    for place in places.sorted() where place != distinct.last { distinct.append(place) }
    return distinct
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 32 {
      bytes.append(digits[32 + Int(rest & 31)])
      rest >>= 5
    }
    bytes.append(digits[Int(rest)])
  }
}
