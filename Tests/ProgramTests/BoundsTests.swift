import Foundation
import Testing

/// What must end, ends: pipes that nobody writes to, and more connections than a program may hold.
@Suite struct BoundsTests {
  @Test(arguments: ["[p.yaml]", "[p*.yaml]"]) func aPipeAmongTheFilesIsRefused(_ include: String) async throws
  {
    let folder = try TestFolder(["tokenbook.yaml": "tokenbook: 1\norganization: acme\ninclude: \(include)\n"])
    try #require(mkfifo("\(folder.path)/p.yaml", 0o600) == 0)
    let run = try await Program.shell("timeout 20 \"$tokenbook\" check", in: folder)
    #expect(run.status == .exited(1))
    #expect(run.output.contains("it is neither a file nor a folder"), "\(run.output)")
  }

  @Test func aLinkOutOfTheFolderIsRefused() async throws {
    let folder = try TestFolder([
      "d/tokenbook.yaml": "tokenbook: 1\norganization: acme\ninclude: [f.yaml]\n", "elsewhere.yaml": "words",
    ])
    let run = try await Program.shell(
      "ln -s ../elsewhere.yaml d/f.yaml; cd d; \"$tokenbook\" check", in: folder)
    #expect(run.status == .exited(1) && run.output.contains("include-outside"), "\(run.output)")
    #expect(!run.output.contains("words"))
  }

  #if os(Linux)
    /// A workflow runs on GitHub whatever its file is called, and somebody's file stays whatever it is called.
    @Test func namesThatAreNotUTF8() async throws {
      let folder = try TestFolder([
        "src/.git/config": "",
        "w.yml": "on: push\njobs: {j: {uses: o/r/.github/workflows/x.yml@main, secrets: inherit}}\n",
        "tokenbook.yaml": "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n",
      ])
      let audit = try await Program.shell(
        "mkdir -p src/.github/workflows; mv w.yml src/.github/workflows/$'a\\xff.yml'; \"$tokenbook\" audit src",
        in: folder)
      #expect(
        audit.output.contains("secrets-inherit") && audit.error.contains("1 file"),
        "\(audit.output)\(audit.error)")
      let build = try await Program.shell(
        """
        set -e; "$tokenbook" build -o book 2> /dev/null; echo mine > book/$'\\xff\\xfe.txt'
        for name in web api; do
          echo "repositories: {$name: {visibility: private}}" > more.yaml; "$tokenbook" build -o book 2> /dev/null
        done
        cat book/$'\\xff\\xfe.txt'; ls -A | tr '\\n' ' '
        """, in: folder)
      #expect(
        build.status == .exited(0) && build.output == "mine\nbook more.yaml src tokenbook.yaml ",
        "\(build.output)\(build.error)")
    }
  #endif

  /// Descriptors that ran out ended the preview: macOS gives a program 256.
  @Test(.enabled(if: Program.has("python3")))
  func thePreviewOutlivesMoreConnectionsThanItMayHold() async throws {
    let script = """
      import os, re, resource, signal, socket, subprocess, sys, time, urllib.request
      limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
      run = subprocess.Popen([os.environ["tokenbook"], "serve", "--port", "0"], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True, preexec_fn=limit)
      address = run.stdout.readline().strip()
      port = int(re.search(r":(\\d+)/", address)[1])
      idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
      time.sleep(1)
      for connection in idle:
          connection.close()
      for _ in range(40):
          try:
              status = urllib.request.urlopen(address, timeout=5).status
              break
          except OSError as problem:
              status = problem
              time.sleep(0.25)
      alive = run.poll() is None
      run.send_signal(signal.SIGTERM)
      print(alive, status, run.wait(20))
      """
    let folder = try TestFolder([
      "tokenbook.yaml": "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n", "many.py": script,
    ])
    let run = try await Program.shell("timeout 60 python3 many.py", in: folder)
    #expect(run.output == "True 200 0\n", "\(run.error)")
  }
}

/// What is built is what was tested: this is a program, and no library of somebody's.
@Suite struct SupplyTests {
  private static func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(Program.package)/\(path)", encoding: .utf8)
  }

  @Test func everyDependencyIsExact() throws {
    let lines = try Self.read("Package.swift").split(separator: "\n").filter { $0.contains(".package(") }
    #expect(!lines.isEmpty)
    for line in lines {
      #expect(line.contains(/exact: "\d+\.\d+\.\d+"/), "\(line)")
    }
  }

  @Test func everyToolOfTheTestsIsPinned() throws {
    let makefile = try Self.read("Makefile").replacing("\\\n", with: " ")
    let lists = makefile.split(separator: "\n").filter {
      $0.hasPrefix("PYTHON_PACKAGES") || $0.hasPrefix("PYTHON_DATA") || $0.hasPrefix("HUGO_PACKAGE")
    }
    #expect(lists.count == 3)
    for list in lists {
      for package in list.split(separator: " ").dropFirst(2) {
        #expect(package.wholeMatch(of: /[A-Za-z0-9-]+==[0-9.]+/) != nil, "\(package)")
      }
    }
  }
}
