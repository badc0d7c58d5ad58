import Foundation
import Fuzzing
import Testing

/// What a person sees on a terminal that is not ours is the text that was sent: nothing of the input acts on it.
@Suite struct TerminalTests {
  private struct Screen: Decodable {
    let lines: [String]
    /// The lines that were sent, as this terminal draws them.
    let sent: [String]
    let missing: [String]
    let acted: [String]
  }

  private static func hasTerminal() async -> Bool {
    if ProcessInfo.processInfo.environment["CI"] != nil { return true }
    let run = try? await Program.shell("python3 -c 'import pyte'", in: TestFolder())
    return run?.status == .exited(0)
  }

  /// What else a terminal gives a meaning.
  private static let sequences = [
    "\u{1B}[31mred", "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{1B}[10;1Hup", "\u{9B}31m", "\u{9D}0;t\u{9C}",
    "a\u{8}b",
    "a\rb", "\u{E}lines", "\u{1B}c", "\u{1B}#8", "\u{1B}[?5h", "\u{1B}[6n", "\u{1B}P1$r\u{1B}\\", "a\tb",
  ]

  /// What YAML may have, at least as an escape.
  private static let texts: [String] =
    HostileTexts.payloads
    + (HostileTexts.invisibles + HostileTexts.lineEnds).filter { !hasControl($0) }.map { "a\($0)b" }
    + HostileTexts.joiners.map { "'\($0)b" }

  private static func hasControl(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar.properties.generalCategory == .control && !["\t", "\n", "\r", "\u{85}"].contains(scalar)
    }
  }

  private static func screen(
    of command: String, expecting texts: [String] = [], in folder: TestFolder, forEach loop: String = "i in 1"
  ) async throws -> Screen {
    try folder.write(String(decoding: try JSONEncoder().encode(texts), as: UTF8.self), to: "texts.json")
    let script = "\(Program.package)/Tests/ProgramTests/terminal.py"
    let runs = "for \(loop); do \"$tokenbook\" \(command) --color never 2>&1; done"
    let run = try await Program.shell("\(runs) | python3 '\(script)' texts.json", in: folder)
    #expect(run.error == "")
    return try JSONDecoder().decode(Screen.self, from: Data(run.output.utf8))
  }

  private static func expectPlain(_ screen: Screen, atLeast count: Int) {
    #expect(screen.lines == screen.sent)
    #expect(screen.acted == [] && screen.missing == [] && screen.lines.count >= count)
  }

  @Test(.enabled("needs pyte") { await hasTerminal() }) func check() async throws {
    let entries = Self.texts.enumerated().map {
      "  r\($0.offset): {visibility: \(YAMLQuotes.quoted($0.element))}\n"
    }
    let folder = try TestFolder([
      "tokenbook.yaml": "tokenbook: 1\norganization: acme\nrepositories:\n" + entries.joined()
    ])
    let screen = try await Self.screen(of: "check", expecting: Self.texts, in: folder)
    Self.expectPlain(screen, atLeast: Self.texts.count * 4)
  }

  /// As they are, in a line that an error shows.
  @Test(.enabled("needs pyte") { await hasTerminal() }, arguments: sequences)
  func sequence(text: String) async throws {
    let folder = try TestFolder([
      "tokenbook.yaml": "tokenbook: 1\norganization: acme\nrepositories: {web: {visibility: '\(text)'}}\n",
      "web/.github/workflows/ci.yml":
        "on: [push, '\(text)']\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n",
    ])
    Self.expectPlain(try await Self.screen(of: "check", in: folder), atLeast: 4)
    Self.expectPlain(try await Self.screen(of: "audit web", in: folder), atLeast: 4)
  }

  @Test(.enabled("needs pyte") { await hasTerminal() }) func audit() async throws {
    let jobs = Self.texts.enumerated().map { index, text in
      """
        j\(index):
          runs-on: x
          uses: \(YAMLQuotes.quoted("o/r/.github/workflows/\(text)@main"))
          secrets: inherit

      """
    }
    let folder = try TestFolder([
      "web/.github/workflows/ci.yml": "on: push\npermissions: {}\njobs:\n" + jobs.joined()
    ])
    Self.expectPlain(try await Self.screen(of: "audit web", in: folder), atLeast: Self.texts.count * 4)
  }

  /// Texts that a description may have.
  @Test(.enabled("needs pyte") { await hasTerminal() }) func explain() async throws {
    let texts = Self.texts.filter { !$0.unicodeScalars.contains { ["\n", "\r", "\u{85}"].contains($0) } }
    let needs = texts.enumerated().map { index, text in
      "        - {need: publish package p\(index), why: \(YAMLQuotes.quoted(text))}\n"
    }
    let packages = texts.indices.map {
      "  p\($0): {registry: container, repository: web, visibility: private}\n"
    }
    let folder = try TestFolder([
      "tokenbook.yaml":
        "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\nrepositories:\n  web:\n    workflows:\n"
        + "      ci:\n        needs:\n" + needs.joined() + "packages:\n" + packages.joined()
    ])
    Self.expectPlain(try await Self.screen(of: "decide", in: folder), atLeast: texts.count)
    let explain = "explain \"web/ci#publish-package-p$i\""
    let every = try await Self.screen(
      of: explain, expecting: texts, in: folder, forEach: "i in $(seq 0 \(texts.count - 1))")
    Self.expectPlain(every, atLeast: texts.count * 5)
  }
}
