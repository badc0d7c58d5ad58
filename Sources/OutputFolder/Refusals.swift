import SourceText

extension Diagnostic {
  static func outputIsNoFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      "output-no-folder", .error, "`\(path)` is not a folder", at: nil,
      help: "name another folder with `--output`")
  }

  static func outputNotOurs(_ path: String) -> Diagnostic {
    Diagnostic(
      "output-not-ours", .error, "`\(path)` isn't empty and wasn't written by tokenbook", at: nil,
      help: "choose a new or empty folder with `--output`, or delete this one")
  }

  static func outputLeftover(_ path: String) -> Diagnostic {
    Diagnostic(
      "output-leftover", .error,
      "`\(path)` contains files that tokenbook didn't write, but the build needs this path",
      at: nil,
      help: "move it away")
  }

  static func outputManifest(_ path: String, _ problem: ManifestProblem) -> Diagnostic {
    Diagnostic(
      "output-manifest", .error, "`\(path)` \(problem.description)", at: nil,
      help:
        "delete the folder if tokenbook wrote everything in it, or choose another with `--output`"
    )
  }
}

extension ManifestProblem: CustomStringConvertible {
  var description: String {
    switch self {
    case .notAManifest: "isn't a list of written files"
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
        Diagnostic("output-more", .error, "\(more) more files in `\(folder)` have the same problem", at: nil))
    }
    return diagnostics
  }

  private func diagnostic(for conflict: Conflict) -> Diagnostic {
    switch conflict {
    case .edited(let path):
      Diagnostic(
        "output-edited", .error, "`\(folder)/\(path)` was changed by hand since it was written", at: nil,
        help: "save the change elsewhere, then build with `--force` to overwrite it")
    case .note(let path):
      Diagnostic(
        "output-note", .error, "`\(folder)/\(path)` contains a note that isn't in the book", at: nil,
        help: "build again if someone has just written it; with `--history`, copy it into that folder first")
    case .foreign(let path):
      Diagnostic(
        "output-foreign", .error,
        "`\(folder)/\(path)` wasn't written by tokenbook, but the book needs this path",
        at: nil, help: "move it away")
    case .link(let path):
      Diagnostic(
        "output-link", .error, "`\(folder)/\(path)` is a symbolic link, but the book needs a folder there",
        at: nil,
        help: "move it away, because tokenbook never follows links in the output folder")
    }
  }
}
