import OutputFolder

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where the templates and the site's assets are that the program came with.
enum ResourceFolder {
  /// `TOKENBOOK_RESOURCES`, else `../share/tokenbook` beside the program, else the package it was built in; nil
  /// where none of them is there.
  static func find(_ files: FileSystem = .system) -> String? {
    if let named = Environment["TOKENBOOK_RESOURCES"] { return named }
    guard let program = programPath(files) else { return nil }
    var folder = parent(of: program)
    let installed = parent(of: folder) + "/share/tokenbook"
    if isThere(installed + "/templates", files) { return installed }
    while folder != "/" && !folder.isEmpty {
      if isThere(folder + "/templates", files) && isThere(folder + "/Package.swift", files) { return folder }
      folder = parent(of: folder)
    }
    return nil
  }

  private static func isThere(_ path: String, _ files: FileSystem) -> Bool {
    ((try? files.kind(path)) ?? .missing) != .missing
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The program's own file, without links.
  private static func programPath(_ files: FileSystem) -> String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _ = _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size) + 1)
      guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
      let bytes = path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return try? files.realPath(String(decoding: bytes, as: UTF8.self))
    #else
      return try? files.realPath("/proc/self/exe")
    #endif
  }
}
