import Foundation
import SourceText
import Workflows

/// Real workflow files, where they are at hand: beside the package, or where `TOKENBOOK_CORPUS` says.
enum WorkflowCorpus {
  static let folder: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let corpus =
      ProcessInfo.processInfo.environment["TOKENBOOK_CORPUS"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared/corpus")
    return corpus.appending(path: "workflows").path
  }()

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

  /// Every file, `OWNER__REPO/.github/workflows/NAME`, sorted.
  static func files() throws -> [SourceFile] {
    let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    return try names.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.map { name in
      SourceFile(path: name, bytes: Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
    }
  }

  /// The path inside its repository.
  static func path(of file: SourceFile) -> String {
    file.path.split(separator: "/").dropFirst().joined(separator: "/")
  }
}
