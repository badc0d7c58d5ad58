import OrganizationModel
import Catalog
import OutputFolder
import Services
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The templates, assets and schemas that the program came with.
struct Resources {
  /// By path below `templates/`.
  let templates: [String: [UInt8]]
  /// By path below `site/assets/`.
  let assets: [String: [UInt8]]
  /// The JSON Schemas of the book's data, by name.
  let schemas: [String: [UInt8]]

  /// Throws why, where they are not found or cannot be read.
  static func load(_ files: FileSystem = .system) throws(Refusal) -> Resources {
    let folder = try ResourceFolder.find(files)
    return try Refusal.of { () throws(FileError) in
      var schemas: [String: [UInt8]] = [:]
      for name in schemaNames { schemas[name] = try files.read("\(folder)/site/schemas/\(name)") }
      return Resources(
        templates: try FolderFiles.read("\(folder)/templates", files),
        assets: try FolderFiles.read("\(folder)/site/assets", files),
        schemas: schemas)
    }
  }

  /// What the program knows of GitHub. Throws why, where it is not found, cannot be read, or is wrong.
  ///
  /// - Parameters:
  ///   - own: a folder with files of the user's own.
  ///   - facts: the ids of all facts, where what the files say of them is asked for.
  ///   - kinds: the files that are read, where not all are needed.
  static func catalog(
    own: String?, facts: Set<String>? = nil, only kinds: Set<CatalogFileKind> = CatalogFileKind.all,
    _ files: FileSystem = .system
  ) throws(Refusal) -> Catalog {
    let found = try catalogFiles(own: own, files)
    let reading = Catalog.read(found, facts: facts, only: kinds)
    if reading.diagnostics.hasErrors { throw Refusal(reading.diagnostics, in: found.sources) }
    return reading.catalog
  }

  /// The files of the catalog. Throws why, where they are not found or cannot be read.
  static func catalogFiles(
    own: String?, _ files: FileSystem = .system
  ) throws(Refusal) -> CatalogFiles {
    let folder = try ResourceFolder.find(files) + "/catalog"
    return try Refusal.of { () throws(FileError) in
      var found = CatalogFiles()
      try add(folder, isOwn: false, to: &found, files)
      if let own { try add(own, isOwn: true, to: &found, files) }
      return found
    }
  }

  /// The table of endpoints that a description is read with: that of the catalog that the program came with, read when it
  /// is first asked.
  static let endpoints = EndpointLookup { text in lookup?.find(text) ?? .noTable }

  private static let lookup = (try? catalog(own: nil, only: [.endpoints]))?.lookup

  /// What the catalog that the program came with knows of services, read when it is first asked.
  fileprivate static let services = services(own: nil)
  fileprivate static let serviceLookup = services.lookup

  fileprivate static func services(own: String?) -> ServiceRecords {
    (try? catalog(own: own, only: [.services, .snippets]))?.services ?? ServiceRecords()
  }

  private static func add(
    _ folder: String, isOwn: Bool, to found: inout CatalogFiles, _ files: FileSystem
  ) throws(FileError) {
    for (name, bytes) in try FolderFiles.read(folder, files).sorted(by: { $0.key < $1.key }) {
      found.add(name, at: "\(folder)/\(name)", bytes, isOwn: isOwn)
    }
  }

  private static let schemaNames = ["decisions.schema.json", "decision-records.schema.json"]
}

/// What is known of services. That of the program's own catalog is read only where a description has services.
struct KnownServices: Sendable {
  /// By a catalog that was read already; nil for the program's own.
  private let read: ServiceRecords?

  init(_ catalog: Catalog? = nil) { read = catalog?.services }

  /// Who needs to know what is wrong with a folder of the user's own asks for the catalog.
  init(own folder: String?) {
    read = folder.map { Resources.services(own: $0) }
  }

  /// What a description is read with.
  var lookup: ServiceLookup {
    let known = read?.lookup
    return ServiceLookup { id in (known ?? Resources.serviceLookup).find(id) }
  }

  func records(for organization: Organization) -> ServiceRecords {
    organization.services.isEmpty ? ServiceRecords() : read ?? Resources.services
  }
}

/// Every file of a folder.
enum FolderFiles {
  /// By path below the folder; hidden files and folders are left out, unless they are asked for.
  static func read(
    _ folder: String, hidden: Bool = false, _ files: FileSystem = .system
  ) throws(FileError) -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for name in try files.names(folder) where hidden || !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      if InputFiles.isFolder(path) {
        for (inner, bytes) in try read(path, hidden: hidden, files) { contents["\(name)/\(inner)"] = bytes }
      } else {
        contents[name] = try files.read(path)
      }
    }
    return contents
  }
}

/// Where they are.
enum ResourceFolder {
  /// `TOKENBOOK_RESOURCES`, else `../share/tokenbook` beside the program, else the package it was built in.
  static func find(_ files: FileSystem = .system) throws(Refusal) -> String {
    if let folder = search(files) { return folder }
    throw Refusal([
      Diagnostic(
        "no-resources", .error, "can't find the templates of the program", at: nil,
        help: "set `TOKENBOOK_RESOURCES` to the folder that contains `templates`")
    ])
  }

  private static func search(_ files: FileSystem) -> String? {
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
  static func programPath(_ files: FileSystem) -> String? {
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

/// The program that runs.
enum RunningProgram {
  /// A digest of its file: another program makes another book. Nil where the file cannot be read.
  static func digest(_ files: FileSystem = .system) -> ContentDigest? {
    guard let path = ResourceFolder.programPath(files) else { return nil }
    let descriptor = open(SystemPath.bytes(of: path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var digest = InputDigest()
    // Piece by piece: it is larger than most books.
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while let count = fill(&piece, from: descriptor) {
      digest.add("", Array(piece[..<count]))
      if count < piece.count { return digest.digest }
    }
    return nil
  }

  /// How many bytes there were, fewer only at the end; nil where they cannot be read.
  private static func fill(_ piece: inout [UInt8], from descriptor: Int32) -> Int? {
    piece.withUnsafeMutableBytes { buffer in
      var count = 0
      while count < buffer.count {
        let taken = read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if taken == 0 { break }
        if taken < 0, errno != EINTR { return nil }
        count += max(0, taken)
      }
      return count
    }
  }
}
