import SourceText

/// What the tool wrote into an output folder: the only files it may ever replace or delete.
///
/// It lies in the folder as `.tokenbook.json`, sorted, without dates. While a build is under way it also names
/// what is about to be written, so that a run that was killed leaves nothing that the next one does not know.
struct Manifest: Equatable, Sendable {
  static let fileName = ".tokenbook.json"
  static let format = "tokenbook.manifest/1"

  /// The files as they were last seen or written.
  var files: [RelativePath: ContentDigest] = [:]
  /// What a build under way is writing; empty when it has ended.
  var pending: [RelativePath: ContentDigest] = [:]

  /// Whether the tool may replace or delete the path at all.
  func names(_ path: RelativePath) -> Bool {
    files[path] != nil || pending[path] != nil
  }

  /// Whether content with this digest at this path is ours, and no person's edit.
  func wrote(_ digest: ContentDigest, at path: RelativePath) -> Bool {
    files[path] == digest || pending[path] == digest
  }

  /// Every path it names, in any order.
  var paths: [RelativePath] {
    Array(files.keys) + pending.keys.filter { files[$0] == nil }
  }
}

/// Writes a manifest as JSON, the same bytes for the same manifest.
struct ManifestRenderer {
  func render(_ manifest: Manifest) -> [UInt8] {
    var text = "{\n  \"format\": \"\(Manifest.format)\",\n  \"tool\": \"tokenbook\",\n  \"digest\": \"xxh64\""
    text += section("files", manifest.files)
    if !manifest.pending.isEmpty { text += section("pending", manifest.pending) }
    return Array((text + "\n}\n").utf8)
  }

  private func section(_ name: String, _ digests: [RelativePath: ContentDigest]) -> String {
    let lines = digests.sorted { $0.key < $1.key }.map { path, digest in
      "\n    \"\(escaped(path.text))\": \"\(digest.hexadecimal)\""
    }
    return ",\n  \"\(name)\": {" + lines.joined(separator: ",") + (lines.isEmpty ? "}" : "\n  }")
  }

  /// A path has neither control characters nor backslashes; the quote is what is left to escape.
  private func escaped(_ path: String) -> String {
    path.replacing(bytesOf: "\"", with: "\\\"")
  }
}
