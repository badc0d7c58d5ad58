import Foundation

/// Where the programs that are measured are.
package enum Programs {
  /// One in the folder that this program was built into; nil where it is not there.
  package static func beside(_ name: String) -> String? {
    let folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    return executable(folder.appending(path: name).path)
  }

  /// One of `PATH`; nil where it is not there.
  package static func inPath(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.compactMap { executable("\($0)/\(name)") }.first
  }

  /// The path, where a program is there.
  package static func executable(_ path: String) -> String? {
    FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }
}
