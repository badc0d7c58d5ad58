import OrganizationModel
import OutputFolder

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files that a command reads, from the disk and from standard input.
enum InputFiles {
  /// For the reader of descriptions.
  static let loader = FileLoader(load: loadRegular, list: list, realPath: realPath)

  /// `-` is standard input; else a regular file or a link to one. A pipe or device that lies among the files of a description
  /// would be waited for without end.
  @Sendable static func loadRegular(_ path: String) -> Result<[UInt8], LoadFailure> {
    var status = stat()
    guard path != "-", stat(SystemPath.bytes(of: path), &status) == 0 else { return load(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFDIR: return load(path)
    default: return .failure(.unreadable("it is neither a file nor a folder; `-` reads standard input"))
    }
  }

  /// `-` is standard input. Files that are too large are refused unread.
  @Sendable static func load(_ path: String) -> Result<[UInt8], LoadFailure> {
    if path == "-" { return read(0) }
    let descriptor = open(SystemPath.bytes(of: path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(failure(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(failure(errno)) }
    if status.st_mode & S_IFMT == S_IFDIR { return .failure(.isFolder) }
    if status.st_size > largestFile { return .failure(.tooLarge(Int(status.st_size))) }
    return read(descriptor, expecting: Int(status.st_size))
  }

  /// The mark at the start of a file: it is no part of its text, and stays.
  static func byteOrderMark(of path: String) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard case .success(let bytes) = load(path), bytes.starts(with: mark) else { return [] }
    return mark
  }

  /// How many bytes a file has; 0 where there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(SystemPath.bytes(of: path), &status) == 0 ? Int(status.st_size) : 0
  }

  /// The absolute path without links; nil where nothing is there.
  @Sendable static func realPath(_ path: String) -> String? {
    try? FileSystem.system.realPath(path.isEmpty ? "." : path)
  }

  /// Nil where there is no such folder.
  @Sendable static func list(_ folder: String) -> [String]? {
    let files = FileSystem.system
    let path = folder.isEmpty ? "." : folder
    guard let names = try? files.names(path) else { return nil }
    return names.map { isFolder("\(path)/\($0)") ? $0 + "/" : $0 }
  }

  /// Whether there is a folder, or a link to one.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(SystemPath.bytes(of: path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Reads to the end: a file in one piece, a pipe, which does not say how long it is, in several.
  private static func read(_ descriptor: Int32, expecting size: Int = 0) -> Result<[UInt8], LoadFailure> {
    var bytes: [UInt8] = []
    // One more than expected, so that the end is seen where it should be.
    var piece = size > 0 ? size + 1 : 1 << 16
    while bytes.count <= largestFile {
      var failed: Int32 = 0
      let part = [UInt8](unsafeUninitializedCapacity: piece) { buffer, count in
        (count, failed) = fill(buffer, from: descriptor)
      }
      if failed != 0 { return .failure(failure(failed)) }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if part.count < piece { return .success(bytes) }
      piece = 1 << 16
    }
    return .failure(.tooLarge(bytes.count))
  }

  /// Reads until the buffer is full or the end comes: how much it was, and the error number of what went wrong.
  private static func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>, from descriptor: Int32) -> (
    Int, Int32
  ) {
    var count = 0
    while count < buffer.count {
      let taken = systemRead(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      if taken == 0 { break }
      if taken < 0, errno != EINTR { return (count, errno) }
      count += max(0, taken)
    }
    return (count, 0)
  }

  private static func failure(_ code: Int32) -> LoadFailure {
    switch code {
    case ENOENT, ENOTDIR: .missing
    case EISDIR: .isFolder
    default: .unreadable(String(cString: strerror(code)).lowercased())
    }
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
