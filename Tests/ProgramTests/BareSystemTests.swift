import Foundation
import Testing

/// The release in the folder `TOKENBOOK_DIST`, on systems that have neither Swift nor a library of ours: `make test-dist`.
@Suite(.enabled(if: BareSystem.release != nil, "set TOKENBOOK_DIST, as `make test-dist` does"), .serialized)
struct BareSystemTests {
  /// How it gets there.
  enum Package: String, CaseIterable {
    case tarball, debian, wheel, container
  }

  private static let workflow =
    "on: push\npermissions: write-all\njobs:\n  a: {runs-on: x, steps: [{run: make}]}\n"

  @Test(arguments: BareSystem.suites, Package.allCases)
  func itRunsWhereSwiftIsNot(_ suite: String, _ package: Package) async throws {
    // A container has no system below it, so one is enough.
    if package == .container, suite != BareSystem.suites[0] { return }
    let system = try await BareSystem(suite, package)
    let version = try await system.run("--version")
    #expect(version.status == .exited(0) && version.error == "")
    #expect(
      version.output.wholeMatch(of: /\d+\.\d+\.\d+(\+g[0-9a-f]{7}(\.dirty)?)?\n/) != nil, "\(version.output)")
    try system.write(Self.workflow, to: ".github/workflows/ci.yml")
    let expected: [(String, Int32)] = [
      ("init", 0), ("check", 0), ("decide", 0), ("build", 0), ("build --check", 0), ("audit", 14), ("try", 0),
      ("list checks", 0),
    ]
    for (command, status) in expected {
      let run = try await system.run(command)
      #expect(run.status == .exited(status), "\(suite), \(package): \(command): \(run.output)\(run.error)")
    }
    #expect(
      try system.size(of: "book/index.html") > 1000 && system.size(of: "tokenbook-try/book/index.html") > 1000
    )
  }
}

/// A folder with a system, made by debootstrap once, and copied for each test.
final class BareSystem: Sendable {
  static let release = ProcessInfo.processInfo.environment["TOKENBOOK_DIST"]
  /// With glibc 2.36 and 2.31.
  static let suites = ["bookworm", "bullseye"]

  private let folder: TestFolder
  private let program: String

  init(_ suite: String, _ package: BareSystemTests.Package) async throws {
    folder = try TestFolder()
    let dist = try #require(Self.release)
    let base = "\(Program.package)/.build-tools/bare/\(suite)"
    let debian = """
      if [ ! -e '\(base)/etc/os-release' ]; then
        rm -rf '\(base)' && mkdir -p '\(base)' && debootstrap --variant=minbase \(suite) '\(base)' > debootstrap.log || { tail debootstrap.log >&2; exit 1; }
      fi
      cp -a '\(base)' root && mkdir -p root/work
      """
    let script: String
    switch package {
    case .tarball:
      program = "/opt/tokenbook/bin/tokenbook"
      script =
        debian
        + "\nmkdir root/opt/tokenbook && tar -xzf '\(dist)'/tokenbook-*-linux-*.tar.gz --strip-components=1 -C root/opt/tokenbook"
    case .debian:
      program = "/usr/bin/tokenbook"
      script =
        debian
        + "\ncp '\(dist)'/tokenbook_*.deb root/tmp/ && chroot root sh -c 'dpkg -i /tmp/tokenbook_*.deb' > /dev/null"
    case .wheel:
      // A bare system has no Python: what pip installs is moved there.
      program = "/opt/venv/bin/tokenbook"
      script =
        debian + """

          python3 -m venv venv && venv/bin/pip install --quiet --no-index --disable-pip-version-check '\(dist)'/tokenbook-*.whl
          mkdir -p root/opt/venv/bin && cp -a venv/bin/tokenbook root/opt/venv/bin/ && cp -a venv/share root/opt/venv/
          """
    case .container:
      program = "/usr/bin/tokenbook"
      script = "mkdir root && tar -xzf '\(dist)'/tokenbook-*-root-*.tar.gz -C root"
    }
    let made = try await Program.shell("set -e\n" + script, in: folder)
    try #require(made.status == .exited(0), "\(made.error)")
    let libraries = try await Program.shell(
      "find root -name 'libswift*' -o -name 'libcmark*' -o -name 'libyaml*' | grep -v '^root/[^ ]*/licenses/'",
      in: folder)
    #expect(libraries.output == "")
  }

  /// Runs the program in the system's folder `/work`, with its own `/proc` and nothing of the tester's environment.
  func run(_ arguments: String) async throws -> Program.Run {
    try await Program.shell(
      "env -i unshare --mount --pid --fork --root=root --wd=/work --mount-proc '\(program)' \(arguments)",
      in: folder)
  }

  func write(_ text: String, to file: String) throws { try folder.write(text, to: "root/work/\(file)") }

  func size(of file: String) throws -> Int { try folder.read("root/work/\(file)").utf8.count }
}
