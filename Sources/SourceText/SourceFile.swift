/// A text file as it was read: the path it is shown under, its bytes, and where its lines begin.
package struct SourceFile: Sendable {
  /// The path as printed in diagnostics: relative to the working directory, `-` for standard input.
  package let path: String
  /// The bytes, with a leading byte-order mark already taken off.
  package let bytes: [UInt8]
  /// The byte offset at which each line begins; never empty.
  let lineStarts: [UInt32]

  /// Whether every byte is one character.
  let isASCII: Bool

  /// Takes the bytes as they are; a leading UTF-8 byte-order mark is dropped.
  package init(path: String, bytes: [UInt8]) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let text = hasMark ? Array(bytes.dropFirst(3)) : bytes
    self.path = path
    self.bytes = text
    self.isASCII = text.allSatisfy { $0 < 0x80 }
    self.lineStarts = SourceFile.lineStarts(of: text)
  }

  private static func lineStarts(of bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(UInt32(offset + 1))
    }
    return starts
  }
}

/// Names one file of a `SourceFiles` table.
package struct SourceFileID: Hashable, Sendable, Comparable {
  /// Its position in the table.
  package let index: UInt32

  package init(index: UInt32) {
    self.index = index
  }

  package static func < (left: SourceFileID, right: SourceFileID) -> Bool {
    left.index < right.index
  }
}

/// A stretch of one source file, in byte offsets; `end` is exclusive.
package struct SourceRange: Hashable, Sendable, Comparable {
  /// The file that it is in.
  package let file: SourceFileID
  /// The first byte.
  package let start: UInt32
  /// The byte after the last; `start` for a place between two bytes.
  package let end: UInt32

  package init(file: SourceFileID, start: UInt32, end: UInt32) {
    self.file = file
    self.start = start
    self.end = end
  }

  package static func < (left: SourceRange, right: SourceRange) -> Bool {
    (left.file, left.start, left.end) < (right.file, right.start, right.end)
  }
}

/// A place as people and editors say it; both numbers count from 1, columns in Unicode scalars.
package struct LineAndColumn: Hashable, Sendable, Comparable {
  /// From 1.
  package let line: Int
  /// From 1, in Unicode scalars.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: LineAndColumn, right: LineAndColumn) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Every file that was read in one run, so that a place is twelve bytes wherever it is kept.
package struct SourceFiles: Sendable {
  /// The files in the order in which they were read.
  package private(set) var files: [SourceFile] = []

  package init() {}

  /// Adds a file and returns the name it goes by from here on.
  package mutating func add(_ file: SourceFile) -> SourceFileID {
    files.append(file)
    return SourceFileID(index: UInt32(files.count - 1))
  }

  /// The file of a name that `add` gave.
  package subscript(id: SourceFileID) -> SourceFile {
    files[Int(id.index)]
  }
}
