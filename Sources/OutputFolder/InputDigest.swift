package import SourceText

/// A digest of everything that a book is made of. While it stays the same, so does the book.
package struct InputDigest: Sendable {
  private var parts: [UInt8] = []

  package init() {}

  /// Adds one input under a name of its own; the order in which inputs are added counts.
  package mutating func add(_ name: String, _ bytes: [UInt8]) {
    add(Array(name.utf8))
    add(bytes)
  }

  /// Adds a text.
  package mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  /// Adds files, whatever their order.
  package mutating func add(_ name: String, _ files: [String: [UInt8]]) {
    add(name, String(files.count))
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) { add(path, bytes) }
  }

  /// Of all that was added so far.
  package var digest: ContentDigest { ContentDigest(of: parts) }

  /// The length keeps two neighbours from being taken for one.
  private mutating func add(_ bytes: [UInt8]) {
    for number in [UInt64(bytes.count), ContentDigest(of: bytes).value] {
      withUnsafeBytes(of: number.littleEndian) { parts += $0 }
    }
  }
}

extension InputDigest {
  /// Adds what a build takes over from a folder besides the files of its manifest: notes, and the names of other files.
  package mutating func add(_ earlier: EarlierFiles) { add(notes: earlier.notes, earlier.foreign) }

  /// Adds what the next build will take over when a folder holds the book.
  ///
  /// - Parameter foreign: the names of files in the folder that are not the book's.
  package mutating func add(_ book: BookFiles, foreign: [String]) {
    var notes: [String: [UInt8]] = [:]
    for entry in book.entries where entry.path.isMarkdown {
      let note = entry.content.note
      if !NoteBlock.isBlank(note) { notes[entry.path.text] = note }
    }
    add(notes: notes, foreign)
  }

  private mutating func add(notes: [String: [UInt8]], _ foreign: [String]) {
    add("notes", notes)
    add("foreign", foreign.sorted().joined(separator: "/"))
  }
}
