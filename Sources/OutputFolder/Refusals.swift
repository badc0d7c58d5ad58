import SourceText

extension Diagnostic {
  static func outputIsNoFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      "output-no-folder", .error, "`\(path)` is not a folder", at: nil,
      help: "name another folder with `--output`")
  }

  static func outputNotOurs(_ path: String) -> Diagnostic {
    Diagnostic(
      "output-not-ours", .error, "`\(path)` is not empty and was not written by this tool", at: nil,
      help: "name a new or an empty folder with `--output`, or remove this one")
  }

  static func outputLeftover(_ path: String) -> Diagnostic {
    Diagnostic(
      "output-leftover", .error, "`\(path)` is needed to prepare the book, and holds files of somebody else",
      at: nil,
      help: "move it away")
  }

  static func outputManifest(_ path: String, _ problem: ManifestProblem) -> Diagnostic {
    Diagnostic(
      "output-manifest", .error, "`\(path)` \(problem.description)", at: nil,
      help:
        "remove the whole folder if everything in it was written by this tool, or name another with `--output`"
    )
  }
}

extension ManifestProblem: CustomStringConvertible {
  var description: String {
    switch self {
    case .notAManifest: "is not a list of written files"
    case .otherFormat(let format): "has the format `\(format)`, expected `\(Manifest.format)`"
    case .badPath(let problem): "names a path outside the folder: \(problem)"
    case .badDigest(let digest): "has `\(digest)` as a digest, expected 16 hexadecimal digits"
    }
  }
}

/// Tells conflicts as diagnostics, the first twenty by name.
struct ConflictRenderer {
  let folder: String
  static let mostNamed = 20

  func diagnostics(for conflicts: [Conflict]) -> [Diagnostic] {
    var diagnostics = conflicts.prefix(Self.mostNamed).map(diagnostic)
    if conflicts.count > Self.mostNamed {
      let more = conflicts.count - Self.mostNamed
      diagnostics.append(
        Diagnostic("output-more", .error, "\(more) more files in `\(folder)` have such a problem", at: nil))
    }
    return diagnostics
  }

  private func diagnostic(for conflict: Conflict) -> Diagnostic {
    switch conflict {
    case .edited(let path):
      Diagnostic(
        "output-edited", .error, "`\(folder)/\(path)` was changed by hand since it was written", at: nil,
        help: "keep the change elsewhere, then build with `--force` to overwrite it")
    case .note(let path):
      Diagnostic(
        "output-note", .error, "`\(folder)/\(path)` holds a note that the book does not have", at: nil,
        help: "build again if it was written just now; with `--history`, bring it into that folder first")
    case .foreign(let path):
      Diagnostic(
        "output-foreign", .error,
        "`\(folder)/\(path)` was not written by this tool, and the book needs that place",
        at: nil, help: "move it away")
    case .link(let path):
      Diagnostic(
        "output-link", .error, "`\(folder)/\(path)` is a symbolic link, and the book needs a folder there",
        at: nil,
        help: "move it away; links in the output folder are never followed")
    }
  }
}
