import OutputFolder
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that a command makes for a person, never over another one unasked.
struct NewFile {
  /// `-` is standard output.
  let path: String
  let force: Bool

  func write(_ text: String, _ console: Console) throws {
    if path == "-" { return try console.write(text) }
    do throws(FileError) {
      try put(Array(text.utf8))
    } catch {
      let isThere = error.code == FileError.exists
      throw console.fail(error, help: isThere ? "overwrite it with `--force`" : nil)
    }
  }

  /// The file is whole at every moment: a draft beside it takes its place.
  private func put(_ bytes: [UInt8]) throws(FileError) {
    let files = FileSystem.system
    if !force { return try files.create(path, bytes, true) }
    try NewFile.replace(path, with: bytes)
  }

  /// Takes the place of a file that is there or not; it is whole at every moment, and may be read by whom the old one
  /// could. A link stays, and a device is written to.
  static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let files = FileSystem.system
    let place = try files.kind(path) == .link ? files.realPath(path) : path
    if try files.kind(place) == .special { return try OpenFile.write(bytes, to: place, O_WRONLY) }
    let draft = place + ".tokenbook-new"
    if try files.kind(draft) == .file { try files.removeFile(draft) }
    try files.create(draft, bytes, true)
    OpenFile.copyMode(from: place, to: draft)
    try files.move(draft, place)
  }

  /// Adds to the end of a file that may be missing; what others add at the same time stays.
  static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
    try OpenFile.write(bytes, to: path, O_WRONLY | O_APPEND | O_CREAT)
  }
}

/// Writing to what is there, without another file in its place.
private enum OpenFile {
  static func write(_ bytes: [UInt8], to path: String, _ flags: Int32) throws(FileError) {
    let descriptor = open(SystemPath.bytes(of: path), flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
    var failure = drain(bytes, into: descriptor)
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure != 0 { throw FileError("write", path, code: failure) }
  }

  /// Writes all bytes; returns an error number or 0.
  private static func drain(_ bytes: [UInt8], into descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// Who may do what with a file is as with another; as it is where that is not there.
  static func copyMode(from old: String, to new: String) {
    var status = stat()
    if stat(SystemPath.bytes(of: old), &status) == 0 {
      chmod(SystemPath.bytes(of: new), status.st_mode & 0o7777)
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
