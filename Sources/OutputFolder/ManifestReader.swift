import SourceText

/// Why a `.tokenbook.json` cannot be trusted to say what is ours.
enum ManifestProblem: Error, Equatable {
  case notAManifest
  case otherFormat(String)
  case badPath(PathProblem)
  case badDigest(String)
}

/// Reads a manifest strictly: a path that leads out of the folder would let it delete what is not ours.
struct ManifestReader {
  func read(_ bytes: [UInt8]) throws(ManifestProblem) -> Manifest {
    guard let document = JSONReader.value(bytes)?.object, let format = document["format"]?.text else {
      throw .notAManifest
    }
    guard format == Manifest.format else { throw .otherFormat(format) }
    return Manifest(files: try digests(document["files"]), pending: try digests(document["pending"]))
  }

  private func digests(_ value: JSONValue?) throws(ManifestProblem) -> [RelativePath: ContentDigest] {
    if value == nil || value == .null { return [:] }
    guard let texts = value?.object else { throw .notAManifest }
    var digests: [RelativePath: ContentDigest] = [:]
    digests.reserveCapacity(texts.count)
    for (path, value) in texts {
      guard let text = value.text else { throw .notAManifest }
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
