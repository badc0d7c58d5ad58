import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A running preview, asked by curl.
struct RunningPreview {
  struct Answer {
    let status: Int
    let headers: String
    let body: String
  }

  let address: String

  /// Runs it at a free port until the body ends; then interrupts it, and gives its status and what it said.
  static func serve(
    _ arguments: String..., in folder: TestFolder, _ body: (RunningPreview) async throws -> Void
  ) async throws -> Program.Run {
    let result = try await Subprocess.run(
      .path(FilePath(Program.path)), arguments: Arguments(["serve", "--port", "0"] + arguments),
      workingDirectory: FilePath(folder.path), input: .none, output: .sequence, error: .string(limit: 1 << 20)
    ) { execution in
      var lines = execution.standardOutput.strings().makeAsyncIterator()
      let address = try await lines.next() ?? ""
      defer { try? execution.send(signal: .interrupt) }
      if !address.isEmpty {
        try await body(RunningPreview(address: address.trimmingCharacters(in: .whitespacesAndNewlines)))
      }
      return address
    }
    return Program.Run(
      status: result.terminationStatus, output: result.closureResult, error: result.standardError)
  }

  func get(_ path: String, _ options: String...) async throws -> Answer {
    let arguments = ["-s", "-i", "--max-time", "20", "--path-as-is"] + options + [address + path.dropFirst()]
    let result = try await Subprocess.run(
      .name("curl"), arguments: Arguments(arguments), output: .string(limit: 16 << 20))
    let parts = result.standardOutput.split(
      separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let head = parts.first ?? ""
    return Answer(
      status: Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0,
      headers: String(head).lowercased(),
      body: parts.count > 1 ? String(parts[1]) : "")
  }

  /// Sends these bytes as they are, and gives the statuses that come back until the preview closes the connection, or
  /// has said nothing more for two seconds.
  func send(_ request: String) async throws -> [String] {
    let place = address.dropFirst("http://".count).dropLast().split(separator: ":")
    let script = """
      exec 3<> "/dev/tcp/$1/$2"
      printf '%s' "$3" >&3
      timeout 2 cat <&3 || true
      """
    let result = try await Subprocess.run(
      .name("bash"), arguments: Arguments(["-c", script, "send"] + place.map(String.init) + [request]),
      output: .string(limit: 16 << 20))
    return result.standardOutput.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("HTTP/1.") }
      .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
  }

  /// Asks until the answer is as wanted, for at most half a minute.
  func wait(
    for path: String, _ what: Comment, _ isWanted: (Answer) -> Bool,
    _ place: SourceLocation = #_sourceLocation
  ) async throws {
    for _ in 0..<300 {
      if isWanted(try await get(path)) { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record(what, sourceLocation: place)
  }
}

@Suite struct ServeTests {
  private static let split = BuildTests.text.replacing(
    "consumers:", with: "include: parts/*.yaml\nconsumers:")
  private static let part = "repositories: {api: {visibility: private}}\n"

  @Test func servesTheBookAsItIsBuilt() async throws {
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    _ = try await Program.run(
      "build", "-o", "built", in: folder)
    let built = try folder.files(in: "built")
    let run = try await RunningPreview.serve(in: folder) { preview in
      #expect(preview.address.hasPrefix("http://127.0.0.1:"))
      for (path, text) in built where !path.hasPrefix(".tokenbook") {
        let answer = try await preview.get("/" + path)
        #expect(answer.status == 200, "\(path)")
        let body = answer.body.split(separator: "\n").filter { !$0.contains("/.tokenbook/") }.joined(
          separator: "\n")
        let expected = text.split(separator: "\n").joined(separator: "\n")
        #expect(body == expected, "\(path)")
      }
      let head = try await preview.get("/", "--head")
      #expect(head.status == 200 && head.body.isEmpty && head.headers.contains("cache-control: no-store"))
      #expect(try await preview.get("/nothing").status == 404)
      #expect(try await preview.get("/../../../../etc/passwd").status == 404)
      #expect(try await preview.get("/%2e%2e/%2e%2e/etc/passwd").status == 404)
      #expect(try await preview.get("/", "-H", "Host: evil.example").status == 421)
      #expect(try await preview.get("/", "-X", "POST").status == 405)
    }
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try folder.files(in: ".").keys.filter { !$0.hasPrefix("built/") } == ["tokenbook.yaml"])
  }

  @Test func followsTheDescription() async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.split, "parts/a.yaml": Self.part])
    let run = try await RunningPreview.serve(in: folder) { preview in
      #expect(try await preview.get("/repositories/api.html").status == 200)
      let version = try await preview.get("/.tokenbook/version.js").body

      try folder.write("repositories: {later: {visibility: private}}\n", to: "parts/b.yaml")
      try await preview.wait(for: "/repositories/later.html", "a new file that matches") { $0.status == 200 }
      #expect(try await preview.get("/.tokenbook/version.js").body != version)

      try folder.write("repositories: {later: {visiblity: <script>}}\n", to: "parts/b.yaml")
      try await preview.wait(for: "/index.html", "the mistake stands on the page") {
        $0.status == 200 && $0.body.contains("unknown key <code>visiblity</code>")
          && $0.body.contains("did you mean `visibility`?") && $0.body.contains("&lt;script&gt;")
          && $0.body.contains("parts/b.yaml:1:")
      }
      try folder.write("repositories: {mended: {visibility: private}}\n", to: "parts/b.yaml")
      try await preview.wait(for: "/repositories/mended.html", "mended") {
        $0.status == 200 && !$0.body.contains("tokenbook-problems")
      }
      #expect(try await preview.get("/repositories/later.html").status == 404)

      for path in ["parts/b.yaml", "parts", "tokenbook.yaml"] { try folder.remove(path) }
      try await preview.wait(for: "/", "the description went away") { $0.body.contains("cannot-read") }
      try folder.write(BuildTests.text, to: "tokenbook.yaml")
      try await preview.wait(for: "/", "it came back") { !$0.body.contains("tokenbook-problems") }
    }
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.error.contains("unknown key `visiblity`"))
  }

  @Test func beginsWithAMistakeAndFollowsTemplates() async throws {
    let own = "mine/documents/overview.md.mustache"
    let folder = try TestFolder(["tokenbook.yaml": "tokenbook: 1\n", own: "{{nothing}}"])
    let run = try await RunningPreview.serve("--templates", "mine", in: folder) { preview in
      let broken = try await preview.get("/repositories/")
      #expect(broken.status == 503 && broken.body.contains("organization"))
      #expect(try await preview.get("/.tokenbook/tokenbook.css").status == 200)
      try folder.write(BuildTests.text, to: "tokenbook.yaml")
      try await preview.wait(for: "/", "the template is wrong") { $0.body.contains("documents/overview") }
      try folder.write("# Ours\n", to: own)
      try await preview.wait(for: "/", "the template is mended") {
        $0.status == 200 && $0.body.contains("Ours")
      }
      try folder.remove("mine")
      try await preview.wait(for: "/", "the templates went away") { $0.body.contains("cannot list") }
    }
    #expect(run.status == .exited(0), "\(run.error)")
  }

  @Test func goesOnFromABookAsABuildDoes() async throws {
    let then = BuildTests.text.replacing("as_of: 2026-11-22", with: "as_of: 2020-12-01")
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text, "then.yaml": then])
    let run = try await RunningPreview.serve("--history", "book", in: folder) { preview in
      let none = try await preview.get("/")
      #expect(none.status == 503 && none.body.contains("<code>book</code> is neither a book"))
      _ = try await Program.run("build", "then.yaml", in: folder)
      try await preview.wait(for: "/decisions/index.html", "the book came") {
        $0.body.contains("0003-use-github_token")
      }
    }
    #expect(run.status == .exited(0), "\(run.error)")
  }

  /// Whatever state a file is caught in, the server stays.
  @Test func survivesHalfWrittenFiles() async throws {
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    let run = try await RunningPreview.serve(in: folder) { preview in
      let whole = Array(BuildTests.text.utf8)
      for end in stride(from: 0, to: whole.count, by: 23) {
        let half = String(decoding: whole[..<end], as: UTF8.self)
        try folder.write(
          half + ["", "\u{0}", "\t", "include: ['*', '../x', '']\n", "{{{["][end % 5], to: "tokenbook.yaml")
        try await Task.sleep(for: .milliseconds(30))
        #expect(try await preview.get("/.tokenbook/version.js").status == 200)
      }
      try folder.write(Self.split.replacing("parts/*.yaml", with: "parts/a.yaml"), to: "tokenbook.yaml")
      try await preview.wait(for: "/", "an include of nothing") { $0.body.contains("parts/a.yaml") }
      try folder.write(Self.part, to: "parts/a.yaml")
      try await preview.wait(for: "/repositories/api.html", "the include came") { $0.status == 200 }
    }
    #expect(run.status == .exited(0), "\(run.error)")
  }

  /// What no browser sends, and what a hurried one does.
  @Test func answersWhateverIsSent() async throws {
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    let run = try await RunningPreview.serve(in: folder) { preview in
      let head = "Host: localhost\r\n"
      let sent: [(request: String, statuses: [String])] = [
        ("not HTTP at all\r\n\r\n", ["400"]),
        ("GET / HTTP/1.1\r\n\(head)Content-Length: 1\r\nContent-Length: 2\r\n\r\n", ["400"]),
        ("GET / HTTP/1.1\r\n\r\n", ["421"]),
        ("GET / HTTP/1.1\r\n\(head)\(head)Connection: close\r\n\r\n", ["421"]),
        ("GET /?a=/x HTTP/1.1\r\n\(head)Connection: close\r\n\r\n", ["200"]),
        ("GET / HTTP/1.0\r\n\(head)\r\n", ["200"]),
        ("POST / HTTP/1.1\r\n\(head)Content-Length: 3\r\nConnection: close\r\n\r\nabc", ["405"]),
        (
          "GET /a HTTP/1.1\r\n\(head)\r\nGET / HTTP/1.1\r\n\(head)Connection: close\r\n\r\n",
          ["404", "200"]
        ),
      ]
      for (request, statuses) in sent {
        let got = try await preview.send(request)
        #expect(got == statuses, "\(request)")
      }
      #expect(try await preview.get("/").status == 200)
    }
    #expect(run.status == .exited(0), "\(run.error)")
  }

  @Test func aPortInUseIsTold() async throws {
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    _ = try await RunningPreview.serve(in: folder) { preview in
      let port = preview.address.split(separator: ":").last.map { String($0.dropLast()) } ?? ""
      let second = try await Program.run("serve", "--port", port, in: folder)
      #expect(second.status == .exited(1))
      #expect(second.output == "")
      #expect(
        second.error.contains("can't listen on port \(port) of 127.0.0.1: another program is listening there")
      )
    }
  }

  @Test(arguments: [["-"], ["--host", "example.com"], ["--port", "70000"]])
  func wrongUsageIs64(_ arguments: [String]) async throws {
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    let line = "\"$tokenbook\" serve " + arguments.joined(separator: " ")
    #expect(try await Program.shell(line, in: folder).status == .exited(64))
  }

  @Test func listensAtTheSixthVersionToo() async throws {
    let folder = try TestFolder(["tokenbook.yaml": BuildTests.text])
    let run = try await RunningPreview.serve("--host", "::1", in: folder) { preview in
      #expect(preview.address.hasPrefix("http://[::1]:"))
      let answer = try await preview.get("/", "-g")
      #expect(answer.status == 200)
    }
    #expect(run.status == .exited(0), "\(run.error)")
  }
}
