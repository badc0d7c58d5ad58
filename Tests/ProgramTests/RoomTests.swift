import Foundation
import Testing

/// The rooms of `Sources` as README lists them: each imports only rooms that stand before it, and only those that
/// `Package.swift` gives it.
@Suite struct RoomTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The rooms in the order of README.
  private static func rooms() throws -> [String] {
    let list = try text("README.md").split(separator: "Sources/\n")[1].split(separator: "Tests/")[0]
    return list.split(separator: "\n").flatMap { line in
      line.matches(of: /(\w+)\/(?: |$)/).map { String($0.1) }
    }
  }

  /// What each target of `Package.swift` may import of ours.
  private static func dependencies() throws -> [String: Set<String>] {
    let package = try text("Package.swift")
    var found: [String: Set<String>] = [:]
    for match in package.matches(
      of: /\.(?:target|executableTarget)\(\s*name: "(\w+)"(?:,\s*dependencies: \[([^\]]*)\])?/)
    {
      let names = (match.2 ?? "").replacing(/\.product\([^)]*\)/, with: "").matches(of: /"(\w+)"/)
      found[String(match.1)] = Set(names.map { String($0.1) })
    }
    return found
  }

  /// The modules that each file of a room imports, by its path.
  private static func imports(of room: String) throws -> [String: Set<String>] {
    let folder = root.appending(path: "Sources/\(room)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".swift")
    }
    var found: [String: Set<String>] = [:]
    for file in files {
      let lines = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      found[file] = Set(
        lines.matches(of: /(?m)^(?:@testable )?(?:package |public |internal )?import (?:\w+ )?(\w+)/).map {
          String($0.1)
        })
    }
    return found
  }

  @Test func everyRoomIsListed() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Sources").path)
    #expect(Set(try Self.rooms()) == Set(folders.filter { !$0.hasPrefix(".") }))
  }

  @Test func everyRoomKnowsOnlyThoseBeforeIt() throws {
    let rooms = try Self.rooms()
    let dependencies = try Self.dependencies()
    #expect(rooms.count > 15)
    let modules = rooms.filter { $0.hasPrefix("C") && dependencies[$0] == nil }
    for (place, room) in rooms.enumerated() where !modules.contains(room) {
      let allowed = Set(rooms[..<place]).union(modules)
      let given = try #require(dependencies[room], "\(room) is no target")
      var used: Set<String> = []
      for (file, imports) in try Self.imports(of: room) {
        let ours = imports.intersection(rooms)
        #expect(ours.isSubset(of: allowed), "\(room)/\(file) imports \(ours.subtracting(allowed))")
        #expect(ours.isSubset(of: given), "\(room)/\(file) imports what Package.swift does not give it")
        used.formUnion(ours)
      }
      #expect(given.intersection(rooms) == used, "\(room) has what no file of it imports")
    }
  }

  /// Documents and pages know nothing of audits, and pages nothing of organizations.
  @Test func theBookIsNotMadeOfAudits() throws {
    for room in ["Pages", "Exposure", "Documents", "Publishing"] {
      for (file, imports) in try Self.imports(of: room) {
        #expect(imports.isDisjoint(with: ["Audit", "Workflows", "Importers"]), "\(room)/\(file)")
        if room == "Pages" {
          #expect(imports.isDisjoint(with: ["OrganizationModel", "Guidance", "Exposure"]), "\(file)")
        }
        if room == "Exposure" {
          #expect(imports.isDisjoint(with: ["Templates", "Pages", "CommonMark"]), "\(file)")
        }
      }
    }
  }
}
