/// Text as one word of a POSIX shell's command line.
package enum ShellWord {
  /// The text as it is where no shell makes anything of it, else in single quotes.
  package static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy(isPlain)
    return isPlain ? text : "'" + text.replacing(bytesOf: "'", with: "'\\''") + "'"
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:@+,=".utf8.contains(byte)
    }
  }
}
