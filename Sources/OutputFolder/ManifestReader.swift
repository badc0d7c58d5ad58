import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why a `.tokenbook.json` cannot be trusted to say what is ours.
enum ManifestProblem: Error, Equatable {
  case notAManifest
  case otherFormat(String)
  case badPath(PathProblem)
  case badDigest(String)
}

/// Reads a manifest strictly: a path that leads out of the folder would let it delete what is not ours.
struct ManifestReader {
  private struct Document: Decodable {
    let format: String
    let files: [String: String]?
    let pending: [String: String]?
  }

  func read(_ bytes: [UInt8]) throws(ManifestProblem) -> Manifest {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(bytes))
    } catch {
      throw .notAManifest
    }
    guard document.format == Manifest.format else { throw .otherFormat(document.format) }
    return Manifest(
      files: try digests(document.files ?? [:]), pending: try digests(document.pending ?? [:]))
  }

  private func digests(_ texts: [String: String]) throws(ManifestProblem) -> [RelativePath: ContentDigest] {
    var digests: [RelativePath: ContentDigest] = [:]
    digests.reserveCapacity(texts.count)
    for (path, text) in texts {
      guard let digest = ContentDigest(hexadecimal: text) else { throw .badDigest(text) }
      digests[try checked(path)] = digest
    }
    return digests
  }

  private func checked(_ path: String) throws(ManifestProblem) -> RelativePath {
    do {
      return try RelativePath(path)
    } catch {
      throw .badPath(error)
    }
  }
}
