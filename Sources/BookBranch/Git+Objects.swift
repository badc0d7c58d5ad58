import Subprocess

extension Git {
  /// The files of a commit.
  func tree(of commit: ObjectName) async throws(GitFailure) -> BranchTree {
    BranchTree(listing: try await demand("ls-tree", "-r", "-z", "--full-tree", commit.text).text)
  }

  /// The contents of blobs, each once, in one run.
  func contents(of objects: Set<ObjectName>) async throws(GitFailure) -> [ObjectName: [UInt8]] {
    if objects.isEmpty { return [:] }
    let asked = objects.map(\.text).sorted().joined(separator: "\n") + "\n"
    var batch = ObjectBatch()
    do {
      let result = try await Subprocess.run(
        configuration(["cat-file", "--batch"]), input: .string(asked), output: .sequence,
        error: .string(limit: Git.mostOutput)
      ) { execution in
        var batch = ObjectBatch()
        for try await piece in execution.standardOutput { piece.withUnsafeBytes { batch.take($0) } }
        return batch
      }
      guard result.terminationStatus.isSuccess else {
        throw GitFailure.failed("cat-file", result.standardError)
      }
      batch = result.closureResult
    } catch {
      throw GitFailure(error, "cat-file")
    }
    guard batch.isComplete, batch.contents.count == objects.count else {
      throw .failed("cat-file", batch.complaint ?? "it ended early")
    }
    return batch.contents
  }

  /// Writes contents as blobs, byte for byte, into one pack; gives their names in the same order.
  ///
  /// The lowest compression: whoever pushes or packs compresses again, and a person waits for this.
  func write(_ contents: [[UInt8]]) async throws(GitFailure) -> [ObjectName] {
    do {
      let result = try await Subprocess.run(
        configuration(["-c", "pack.compression=1"] + ["fast-import", "--quiet", "--done", "--depth=0"]),
        input: .inputWriter, output: .string(limit: Git.mostOutput), error: .string(limit: Git.mostOutput)
      ) { execution in
        // Where git has gone, it has said why.
        try? await BlobStream.write(contents, to: execution.standardInputWriter)
      }
      let names = result.standardOutput.split(separator: "\n").compactMap { ObjectName($0) }
      guard result.terminationStatus.isSuccess, names.count == contents.count else {
        throw GitFailure.failed("fast-import", result.standardError)
      }
      return names
    } catch {
      throw GitFailure(error, "fast-import")
    }
  }
}

/// Blobs as `git fast-import` reads them; after each it is asked for the blob's name.
enum BlobStream {
  private static let pieceSize = 1 << 20

  static func write(_ contents: [[UInt8]], to writer: StandardInputWriter) async throws {
    var piece: [UInt8] = []
    for (index, bytes) in contents.enumerated() {
      piece += "blob\nmark :\(index + 1)\ndata \(bytes.count)\n".utf8
      piece += bytes
      piece += "\nget-mark :\(index + 1)\n".utf8
      guard piece.count >= pieceSize else { continue }
      _ = try await writer.write(piece)
      piece.removeAll(keepingCapacity: true)
    }
    piece += "done\n".utf8
    _ = try await writer.write(piece)
    try await writer.finish()
  }
}
