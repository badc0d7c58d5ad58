import CRename

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension FileError: CustomStringConvertible {
  /// The error as a message: lower case, no full stop.
  package var description: String {
    "cannot \(operation) `\(path)`: \(String(cString: strerror(code)))"
  }

  /// What to do about it: lower case, no full stop; nil where the message says it all.
  package var help: String? {
    switch code {
    case ENOSPC, EDQUOT: "free some space on that disk, then run the command again"
    case EACCES, EPERM: "use a path that you have access to, or change the permissions"
    case EROFS: "use a path on a disk that can be written"
    default: nil
    }
  }

  /// Something stands there already.
  package static let exists = EEXIST
  /// Nothing is there.
  package static let missing = ENOENT
  /// What is there can only be read.
  package static let readOnly = EROFS

  var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  var isNotEmpty: Bool { code == ENOTEMPTY || code == EEXIST }
  /// The system or the file system cannot do this here, another way may work.
  var isUnsupported: Bool {
    [EACCES, EPERM, EROFS, EBUSY, EXDEV, EINVAL, ENOSYS, ENOTSUP].contains(code)
  }
}

/// A lock on a folder; gone with the value, or with its process.
package final class FolderLock: Sendable {
  private let descriptor: Int32

  fileprivate init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}

extension FileSystem {
  /// The files of this machine.
  package static let system = FileSystem(
    kind: SystemFiles.kind, names: SystemFiles.names, read: SystemFiles.content, create: SystemFiles.create,
    makeFolder: SystemFiles.makeFolder, move: SystemFiles.move, exchange: SystemFiles.exchange,
    removeFile: SystemFiles.removeFile, removeFolder: SystemFiles.removeFolder,
    realPath: SystemFiles.realPath, lock: SystemFiles.lock)
}

/// The calls behind `FileSystem.system`.
private enum SystemFiles {
  @Sendable static func kind(_ path: String) throws(FileError) -> FileSystem.Kind {
    var status = stat()
    guard lstat(SystemPath.bytes(of: path), &status) == 0 else {
      let error = FileError("look at", path, code: errno)
      if error.isMissing { return .missing }
      throw error
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .special
    }
  }

  @Sendable static func names(_ folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(SystemPath.bytes(of: folder)) else {
      throw FileError("list", folder, code: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { name in
          SystemPath.text(of: UnsafeBufferPointer(start: name, count: strnlen(name, 256)))
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  @Sendable static func content(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(SystemPath.bytes(of: path), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("read", path, code: errno) }
    let size = Int(status.st_size)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      failure = fill(buffer, &count, from: descriptor)
    }
    guard failure == 0 else { throw FileError("read", path, code: failure) }
    return bytes
  }

  /// Reads until the buffer is full or the file ends; returns an error number or 0.
  private static func fill(
    _ buffer: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int, from descriptor: Int32
  ) -> Int32 {
    while count < buffer.count {
      let taken = read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      if taken == 0 { return 0 }
      if taken > 0 {
        count += taken
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  @Sendable static func create(_ path: String, _ bytes: [UInt8], _ durably: Bool) throws(FileError) {
    let descriptor = open(
      SystemPath.bytes(of: path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
    var failure = drain(bytes, into: descriptor)
    if failure == 0 && durably && fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0 && failure == 0 { failure = errno }
    if failure == 0 { return }
    // It is new, so nobody misses the half of it.
    unlink(SystemPath.bytes(of: path))
    throw FileError("write", path, code: failure)
  }

  /// Writes all bytes; returns an error number or 0.
  private static func drain(_ bytes: [UInt8], into descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let written = write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if written >= 0 {
          offset += written
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  @Sendable static func makeFolder(_ path: String, _ like: String?) throws(FileError) {
    try check(mkdir(SystemPath.bytes(of: path), 0o777), "make the folder", path)
    guard let like else { return }
    var status = stat()
    try check(stat(SystemPath.bytes(of: like), &status), "look at", like)
    try check(chmod(SystemPath.bytes(of: path), status.st_mode & 0o7777), "make the folder", path)
  }

  @Sendable static func move(_ from: String, _ to: String) throws(FileError) {
    try check(rename(SystemPath.bytes(of: from), SystemPath.bytes(of: to)), "write", to)
  }

  @Sendable static func exchange(_ left: String, _ right: String) throws(FileError) {
    try check(tokenbook_exchange(SystemPath.bytes(of: left), SystemPath.bytes(of: right)), "exchange", right)
  }

  @Sendable static func removeFile(_ path: String) throws(FileError) {
    try check(unlink(SystemPath.bytes(of: path)), "delete", path)
  }

  @Sendable static func removeFolder(_ path: String) throws(FileError) {
    try check(rmdir(SystemPath.bytes(of: path)), "delete", path)
  }

  @Sendable static func realPath(_ path: String) throws(FileError) -> String {
    guard let resolved = realpath(SystemPath.bytes(of: path), nil) else {
      throw FileError("find", path, code: errno)
    }
    defer { free(resolved) }
    return resolved.withMemoryRebound(to: UInt8.self, capacity: strlen(resolved)) {
      SystemPath.text(of: UnsafeBufferPointer(start: $0, count: strlen(resolved)))
    }
  }

  /// A system that cannot lock here goes on without: the lock only orders two runs at once.
  @Sendable static func lock(_ folder: String) throws(FileError) -> FolderLock {
    let descriptor = open(SystemPath.bytes(of: folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 || errno == EACCES else { throw FileError("open", folder, code: errno) }
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    return FolderLock(descriptor: descriptor)
  }

  private static func check(_ result: Int32, _ operation: String, _ path: String) throws(FileError) {
    guard result == 0 else { throw FileError(operation, path, code: errno) }
  }
}
