import Foundation
import OrganizationModel
import SourceText
import Testing

/// The fixtures of this folder, and descriptions held in memory.
enum FixtureFiles {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// The names of the folders below one, sorted.
  static func cases(in name: String) -> [String] {
    let urls = try? FileManager.default.contentsOfDirectory(
      at: folder.appending(path: name), includingPropertiesForKeys: [.isDirectoryKey])
    return (urls ?? []).filter(\.hasDirectoryPath).map(\.lastPathComponent).sorted()
  }

  static func read(_ path: String) -> DescriptionReader.Reading {
    DescriptionReader.read(
      "tokenbook.yaml", disk(folder.appending(path: path)), endpoints: endpoints, services: services)
  }

  /// A table of four endpoints.
  static let endpoints: EndpointLookup = {
    let known = [
      endpoint("GET /repos/{owner}/{repo}/issues", .repository, ["issues": .read]),
      endpoint("GET /orgs/{org}/members", .organization, ["members": .read]),
      endpoint("GET /gists", nil, ["gists": .read]),
      endpoint("GET /repos/{owner}/{repo}/secret-ways", .repository, [:]),
    ]
    return EndpointLookup { text in
      if let found = known.first(where: { $0.text == text }) { return .known(found) }
      return .unknown(near: NearestMatch.match(text, among: known.map(\.text)))
    }
  }()

  /// One service, and the record for all others.
  static let services = ServiceLookup { id in
    switch id {
    case "parcels":
      .known(
        ServiceOutline(
          needs: [
            .init(verb: .upload, kind: "parcel", asksWhetherItExists: false, options: ["identity", "robot"])
          ],
          asks: ["plan": .choice(["small", "large"]), "desk": .text, "accounts": .accounts]))
    case "other":
      .known(
        ServiceOutline(needs: [], asks: ["proof": .text, "takes_job_identity": .boolean], isGeneric: true))
    default: .unknown(near: NearestMatch.match(id, among: ["parcels"]))
    }
  }

  private static func endpoint(
    _ text: String, _ target: TargetKind?, _ permissions: [String: AccessLevel]
  ) -> EndpointRecord {
    EndpointRecord(
      text: text, target: target, permissions: permissions, refuses: [], undocumented: [], scopes: nil)
  }

  /// Paths below a folder, as they stand on the disk.
  static func disk(_ top: URL) -> FileLoader {
    FileLoader(
      load: { path in
        guard let data = try? Data(contentsOf: top.appending(path: path)) else { return .failure(.missing) }
        return .success(Array(data))
      },
      list: { path in
        let folder = path.isEmpty ? top : top.appending(path: path)
        return try? FileManager.default.contentsOfDirectory(
          at: folder, includingPropertiesForKeys: [.isDirectoryKey]
        )
        .map { $0.lastPathComponent + ($0.hasDirectoryPath ? "/" : "") }
      })
  }

  /// Files by their paths.
  static func memory(_ files: [String: String]) -> FileLoader {
    FileLoader(
      load: { path in files[path].map { .success(Array($0.utf8)) } ?? .failure(.missing) },
      list: { folder in
        let prefix = folder.isEmpty ? "" : folder + "/"
        let below = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        return Set(below.map { path in path.firstIndex(of: "/").map { String(path[...$0]) } ?? String(path) })
          .sorted()
      })
  }
}

/// What diagnostics look like in the tests: `line:column id message`.
func lines(_ reading: DescriptionReader.Reading) -> [String] {
  reading.diagnostics.map { diagnostic in
    let place = diagnostic.range.map { range in
      let place = reading.files[range.file].place(at: Int(range.start))
      return "\(place.line):\(place.column)"
    }
    return "\(place ?? "-") \(diagnostic.id) \(diagnostic.message)"
  }
}

/// Reads a description of the given text.
func read(_ text: String) -> DescriptionReader.Reading {
  DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
}
