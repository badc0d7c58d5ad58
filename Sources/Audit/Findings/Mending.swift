package import SourceText
import Workflows

/// A file with the safe changes made.
package enum Mending {
  /// The bytes with every edit made and all others as they are; nil where GitHub would refuse for it what it took before.
  package static func bytes(of file: SourceFile, with edits: [TextEdit]) -> [UInt8]? {
    let bytes = file.applying(edits)
    let changed = SourceFile(path: file.path, bytes: bytes)
    return problems(of: changed) > problems(of: file) ? nil : bytes
  }

  private static func problems(of file: SourceFile) -> Int {
    // Only workflows are ever changed.
    WorkflowReader.read(file, as: SourceFileID(index: 0), path: ".github/workflows/workflow.yml")
      .diagnostics.count { $0.severity == .error }
  }
}
