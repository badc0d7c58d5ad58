import Foundation
import Testing

/// What `make dist` makes of a program.
@Suite(.enabled(if: Release.isPossible, "needs Debian, python3 and make")) struct ReleaseTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(Program.package)/\(path)", encoding: .utf8)
  }

  /// The list of RELEASING is what is made, and the sums are those of the files.
  @Test func theFilesAreThoseOfTheChecklist() async throws {
    let release = try await Release()
    let architecture = Release.machine == "x86_64" ? "amd64" : "arm64"
    let listed = try Self.text("RELEASING.md").matches(of: /(?m)^\| `([^`]+)` \|/).map { match in
      String(match.1).replacing("VERSION", with: release.version).replacing("MACHINE", with: Release.machine)
        .replacing("ARCH", with: architecture)
    }
    #expect(listed.sorted() == release.names)
    let checked = try await Program.shell(
      "cd dist && sha256sum --check --strict SHA256SUMS | grep -c ': OK'", in: release.folder)
    #expect(checked.output == "\(release.names.count - 1)\n", "\(checked.error)")
    #expect(try Self.text("SECURITY.md").contains("tokenbook-0.2.0-linux-x86_64.tar.gz"))
  }

  /// In another folder, time zone and language, with another mask and at another time.
  @Test func theSameCommitGivesTheSameBytes() async throws {
    let one = try await Release()
    let folder = try TestFolder()
    let setting = "umask 077; export TZ=Asia/Tokyo LC_ALL=C; sleep 1.1"
    let run = try await Release.pack(folder, program: "\(one.folder.path)/program", setting)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(try folder.read("dist/SHA256SUMS") == one.folder.read("dist/SHA256SUMS"))
  }

  /// Each archive has the program, and everything that it looks for.
  @Test func eachArchiveIsWhole() async throws {
    let release = try await Release()
    let run = try await Program.shell(
      """
      cd dist && mkdir ../tar ../deb ../root && tar -xzf '\(release.tarball)' --strip-components=1 -C ../tar &&
      dpkg-deb -x *.deb ../deb && tar -xzf *-root-*.tar.gz -C ../root &&
      python3 -m venv ../venv && ../venv/bin/pip install --quiet --no-index --disable-pip-version-check *.whl
      """, in: release.folder)
    #expect(run.status == .exited(0), "\(run.error)")
    let shipped = ["templates", "catalog", "site/assets", "site/preview", "site/schemas", "site/example"]
    for place in ["tar", "deb/usr", "root/usr", "venv"] {
      let program = try await Program.shell("'\(place)/bin/tokenbook' --version", in: release.folder)
      #expect(program.status == .exited(0), "\(place)")
      #expect(try release.folder.read("\(place)/share/tokenbook/version") == release.version + "\n")
      for folder in shipped {
        let same = try await Program.shell(
          "diff -r '\(Program.package)/\(folder)' '\(place)/share/tokenbook/\(folder)'", in: release.folder)
        #expect(same.status == .exited(0), "\(place): \(same.output)\(same.error)")
      }
      let files = Set(try release.folder.files(in: "\(place)/share").keys)
      let end = place == "deb/usr" ? ".gz" : ""
      #expect(
        files.contains("man/man1/tokenbook.1\(end)") && files.contains("man/man1/tokenbook-build.1\(end)"))
      #expect(files.contains("bash-completion/completions/tokenbook"))
      #expect(
        files.contains("doc/tokenbook/licenses/glibc") && files.contains("doc/tokenbook/sbom.spdx.json"))
    }
    let control = try await Program.shell(
      "dpkg-deb -f dist/*.deb Package Version Depends", in: release.folder)
    #expect(control.output == "Package: tokenbook\nVersion: \(release.version)\n")
    let container = try release.folder.read("dist/Containerfile")
    #expect(try container.contains("\nFROM scratch\nADD \(release.name(/-root-/)) /\n"))
  }

  /// Each command has a page without a mistake, and the page every option of its help.
  @Test(.enabled(if: Program.has("groff"))) func eachCommandHasAManualPage() async throws {
    let release = try await Release()
    let help = try await Program.run("help", in: release.folder).output
    let commands = help.matches(of: /(?m)^  ([a-z]+) {2,}/).map { String($0.1) }.filter { $0 != "help" }
    #expect(commands.count > 10)
    _ = try await Program.shell("tar -xzf 'dist/\(release.tarball)' --strip-components=1", in: release.folder)
    for command in commands {
      let page = "share/man/man1/tokenbook-\(command).1"
      let shown = try await Program.shell(
        "groff -man -ww -Kutf8 -Tutf8 '\(page)' | col -bx", in: release.folder)
      #expect(shown.status == .exited(0) && shown.error == "", "\(command): \(shown.error)")
      let words = shown.output.replacing(/‐\n +/, with: "").replacing(/[‐−]/, with: "-")
      let options = try await Program.run(command, "--help", in: release.folder).output
        .matches(of: /(?m)^  (?:-[a-z], )?(--[a-z-]+)/).map { String($0.1) }
      // One with commands of its own has few.
      #expect(options.count >= 2)
      for option in options { #expect(words.contains(option), "\(command) \(option)") }
    }
  }

  private struct Bill: Decodable {
    struct Package: Decodable {
      let name: String
      let SPDXID: String
      let versionInfo: String
      let licenseDeclared: String
    }

    struct Relationship: Decodable {
      let spdxElementId: String
      let relatedSpdxElement: String
    }

    let packages: [Package]
    let relationships: [Relationship]
  }

  @Test func everyLibraryIsInTheBill() async throws {
    let release = try await Release()
    let text = try release.folder.read("dist/\(release.name(/\.spdx\.json$/))")
    let bill = try JSONDecoder().decode(Bill.self, from: Data(text.utf8))
    let pins = try Self.text("Package.resolved").matches(of: /"identity" : "([^"]+)"/).map { String($0.1) }
    let names = bill.packages.map(\.name)
    #expect(pins.count >= 6 && Set(pins).isSubset(of: names))
    #expect(
      Set(["cmark", "libyaml", "glibc", "libstdc++", "swift-runtime", "tokenbook"]).isSubset(of: names))
    let ids = Set(bill.packages.map(\.SPDXID))
    #expect(ids.count == names.count && bill.relationships.count == names.count)
    for package in bill.packages {
      #expect(package.versionInfo.contains(/\d/) && !package.licenseDeclared.isEmpty, "\(package.name)")
      #expect(package.SPDXID.wholeMatch(of: /SPDXRef-[A-Za-z0-9.-]+/) != nil)
    }
    for relationship in bill.relationships { #expect(ids.contains(relationship.relatedSpdxElement)) }
  }

  /// A library without a known licence, a program that needs libraries, a version without notes: nothing is packed.
  @Test func nothingHalfIsPacked() async throws {
    let folder = try TestFolder(["program": "#!/bin/bash\nexec '\(Program.path)' \"$@\"\n"])
    let dynamic = try await Release.pack(folder, program: Program.path)
    #expect(
      dynamic.status != .exited(0) && dynamic.error.contains("the program needs libraries where it runs"))
    let version = try await Release.pack(folder, program: "\(folder.path)/program", "true", "VERSION=9.9.9")
    #expect(version.status != .exited(0) && version.error.contains("CHANGELOG.md has no section for 9.9.9"))
    try folder.write(
      Self.text("Package.resolved").replacing("\"swift-nio\"", with: "\"swift-unheard-of\""),
      to: "resolved.json")
    let licence = try await Program.shell(
      """
      make --no-print-directory -C '\(Program.package)' install-files PROGRAM="$PWD/program" DESTDIR="$PWD/root" PREFIX= &&
      cd '\(Program.package)' && python3 packaging/dist.py --root "$OLDPWD/root" --output "$OLDPWD/dist" --version 1+g1 \
        --epoch 0 --resolved "$OLDPWD/resolved.json"
      """, in: folder)
    #expect(
      licence.status != .exited(0) && licence.error.contains("the licence of swift-unheard-of is unknown"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/dist"))
  }

  /// A folder of a person's own is not taken for an earlier release.
  @Test func anotherFolderIsNotReplaced() async throws {
    let folder = try TestFolder([
      "program": "#!/bin/bash\nexec '\(Program.path)' \"$@\"\n", "dist/mine.txt": "mine",
    ])
    let run = try await Release.pack(folder, program: "\(folder.path)/program")
    #expect(run.status != .exited(0) && run.error.contains("has files of someone else"))
    #expect(try folder.read("dist/mine.txt") == "mine")
  }

  @Test func notesAreThoseOfTheChangelog() async throws {
    let changelog =
      "# C\n\n## [Unreleased]\n\n- new\n\n## [0.2.0] - 2026-12-01\n\n- two\n\n## [0.1.0] - 2026-01-01\n\n- one\n"
    let folder = try TestFolder(["changelog.md": changelog])
    for (version, expected) in [("0.2.0", "two"), ("0.1.0", "one"), ("0.2.0+g1", "new")] {
      let run = try await Program.shell(
        """
        PYTHONDONTWRITEBYTECODE=1 PYTHONPATH='\(Program.package)/packaging' python3 -c 'if True:
          import dist
          print(dist.notes(open("changelog.md").read(), "\(version)").decode(), end="")'
        """, in: folder)
      #expect(run.output == "# Tokenbook \(version)\n\n- \(expected)\n", "\(run.error)")
    }
  }

  // MARK: Other people's CI

  private static let careless =
    "on: push\npermissions: write-all\njobs:\n  a: {runs-on: x, steps: [{run: make}]}\n"

  /// The lines of the guide for GitLab CI and Jenkins, with the release of this machine's server.
  @Test(arguments: ["yaml", "groovy"]) func theLinesOfTheGuideWork(_ language: String) async throws {
    let guide = try Self.text("site/content/auditing.md")
    let section = try #require(
      guide.firstMatch(of: #/## In GitLab CI, Jenkins and others\n([\s\S]*?)\n## /#)?.1)
    let fence = try Regex("```\(language)\n([\\s\\S]*?)```", as: (Substring, Substring).self)
    let block = try #require(String(section).firstMatch(of: fence)?.1)
    let script =
      language == "yaml"
      ? block.matches(of: /(?m)^    - (.*)$/).map { String($0.1) }.joined(separator: "\n")
      : String(try #require(block.firstMatch(of: /'''\n([\s\S]*?)\n *'''/)?.1))
    #expect(script.contains("sha256sum --check") && script.split(separator: "\n").count == 4)
    let release = try await Release()
    let right = try release.sum(of: release.tarball)
    try await release.serving { address in
      for sum in [right, String(right.reversed())] {
        let checkout = try TestFolder([".github/workflows/ci.yml": Self.careless])
        let run = try await Program.shell(
          "set -eo pipefail\n\(script)", in: checkout,
          environment: ["RELEASE": address, "FILE": release.tarball, "SHA256": sum])
        #expect(run.status == .exited(sum == right ? 14 : 1), "\(run.error)")
        #expect(run.output.contains("permissions-write-all") == (sum == right))
      }
    }
  }

  /// pre-commit installs the wheel that `pyproject.toml` names.
  @Test(.enabled(if: Program.has("pre-commit"), "pre-commit is not installed"))
  func theHooksTakeTheWheel() async throws {
    let release = try await Release()
    let folder = release.folder
    for file in [".pre-commit-hooks.yaml", "pyproject.toml"] {
      try folder.write(Self.text(file), to: "hooks/\(file)")
    }
    try folder.write(
      "repos:\n- {repo: ../hooks, rev: v1, hooks: [{id: tokenbook-audit-wheel}, {id: tokenbook-check-wheel}]}\n",
      to: "work/.pre-commit-config.yaml")
    try folder.write(Self.careless, to: "work/.github/workflows/ci.yml")
    try folder.write("tokenbook: 1\norganization: acme\n", to: "work/tokenbook.yaml")
    let run = try await Program.shell(
      """
      for repository in hooks work; do
        git init -q -b main $repository && git -C $repository add -A &&
        git -C $repository -c user.name=Ada -c user.email=ada@example.com commit -q -m one || exit
      done
      git -C hooks tag v1
      seeds=$(dirname "$(readlink -f "$(command -v pre-commit)")")/python
      seeds=$("$seeds" -c 'import os, virtualenv.seed.wheels.embed as e; print(os.path.dirname(e.__file__))')
      export PIP_NO_INDEX=1 PIP_FIND_LINKS="$PWD/dist $seeds" PRE_COMMIT_HOME="$PWD/cache"
      cd work && pre-commit run --all-files --color never
      """, in: folder, environment: PublishingPlace.environment)
    #expect(
      run.status == .exited(1) && run.output.contains("--> .github/workflows/ci.yml:2:"),
      "\(run.output)\(run.error)")
    #expect(run.output.contains(/description of the organization\.+Passed/))
  }
}
