import Foundation
import Measuring

/// A program that audits workflow files, and how it is started.
struct Contestant {
  static let own = "tokenbook"

  let name: String
  /// Nil where it is not there.
  let path: String?
  let arguments: [String]
  /// The exit statuses of a run that went well.
  let statuses: Set<Int32>

  /// What is printed where there is no measurement.
  var absence: String {
    path == nil
      ? name == Contestant.own
        ? "not built: swift build -c release --product tokenbook" : "not there: not found in PATH"
      : "refused to run"
  }

  /// Each with its findings only: no network, no settings, no other programs started.
  static func all(_ folder: String, _ files: [String]) -> [Contestant] {
    [
      Contestant(
        name: own, path: Programs.beside(own), arguments: ["audit", folder], statuses: findings),
      Contestant(
        name: "zizmor", path: Programs.inPath("zizmor"), arguments: zizmor + [folder], statuses: findings),
      Contestant(
        name: "actionlint", path: Programs.inPath("actionlint").map(binary),
        arguments: ["-no-color", "-shellcheck=", "-pyflakes="] + files, statuses: [0, 1]),
    ]
  }

  static let zizmor = [
    "--offline", "--no-config", "--no-progress", "--persona=regular", "--collect=workflows",
    "--collect=actions",
  ]
  private static let findings: Set<Int32> = [0, 11, 12, 13, 14]

  /// From PyPI comes a script that starts the program: the program is what is measured.
  private static func binary(_ path: String) -> String {
    let script = FileHandle(forReadingAtPath: path)?.readData(ofLength: 2) == Data("#!".utf8)
    guard script else { return path }
    let root = URL(filePath: path).deletingLastPathComponent().deletingLastPathComponent().path
    let names = FileManager.default.enumerator(atPath: "\(root)/lib")?.lazy.compactMap { $0 as? String }
    let found = names?.first { $0.hasSuffix("/bin/actionlint") }
    return found.flatMap { Programs.executable("\(root)/lib/\($0)") } ?? path
  }
}
