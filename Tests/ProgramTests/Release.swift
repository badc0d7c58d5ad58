import Foundation
import Testing

/// A release as `make dist` packs it, with a script in the place of the program: building one takes ten minutes.
final class Release: Sendable {
  let folder: TestFolder
  /// The names of its files, sorted.
  let names: [String]
  let version: String

  /// Whether there is what it takes.
  static let isPossible = isLinux && Program.has("python3", "make", "git", "dpkg-query", "tar")

  #if os(Linux)
    private static let isLinux = true
  #else
    private static let isLinux = false
  #endif

  static let machine: String = {
    #if arch(arm64)
      "aarch64"
    #else
      "x86_64"
    #endif
  }()

  /// - Parameter setting: a line of shell that comes before.
  init(_ setting: String = "true") async throws {
    folder = try TestFolder(["program": "#!/bin/bash\nexec '\(Program.path)' \"$@\"\n"])
    let run = try await Release.pack(folder, program: "\(folder.path)/program", setting)
    try #require(run.status == .exited(0), "\(run.output)\(run.error)")
    names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/dist").sorted()
    let found = names.lazy.compactMap { $0.firstMatch(of: /^tokenbook-(.*)-linux-/)?.1 }.first
    version = String(try #require(found))
  }

  /// Packs a program into `dist` of a folder.
  static func pack(
    _ folder: TestFolder, program: String, _ setting: String = "true", _ variables: String = ""
  ) async throws -> Program.Run {
    try await Program.shell(
      """
      chmod +x program 2> /dev/null; \(setting)
      make --no-print-directory -C '\(Program.package)' dist-files PROGRAM='\(program)' DIST="$PWD/dist" \(variables)
      """, in: folder)
  }

  func name(_ pattern: some RegexComponent) throws -> String {
    try #require(names.first { $0.contains(pattern) })
  }

  var tarball: String { "tokenbook-\(version)-linux-\(Release.machine).tar.gz" }

  /// The sum of a file, as the release says it.
  func sum(of name: String) throws -> String {
    let lines = try folder.read("dist/SHA256SUMS").split(separator: "\n")
    return try String(#require(lines.first { $0.hasSuffix("  \(name)") }).prefix(64))
  }

  /// Runs something while a server on this machine answers with the files of the release; its address is given.
  func serving<Value>(_ operation: (String) async throws -> Value) async throws -> Value {
    try folder.write(
      """
      import functools, http.server, sys
      handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
      server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
      print(server.server_port, flush=True)
      server.serve_forever()
      """, to: "server.py")
    let started = try await Program.shell(
      """
      python3 server.py dist > port 2> /dev/null < /dev/null &
      for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
      echo "$! $(cat port)"
      """, in: folder)
    let numbers = started.output.split(whereSeparator: \.isWhitespace)
    try #require(numbers.count == 2, "\(started.error)")
    let result: Result<Value, any Error>
    do {
      result = .success(try await operation("http://127.0.0.1:\(numbers[1])"))
    } catch {
      result = .failure(error)
    }
    _ = try await Program.shell("kill \(numbers[0])", in: folder)
    return try result.get()
  }
}
