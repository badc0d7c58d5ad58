import ArgumentParser
import BookBranch
import Differences
import Exposure
import Guidance
import OrganizationModel
import SourceText

/// Compares two states of a description.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what changes between two descriptions: credentials, decisions and what to do.",
    discussion: """
      OLD and NEW are each a file, or a commit of the git repository in this folder: `main` reads `tokenbook.yaml` there, \
      `main:org/tokenbook.yaml` another file. A file comes first where both exist. Exit status: 0 nothing changed, 3 \
      something changed.
      """)

  /// The form of the result.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
    case json
  }

  @Argument(help: "The earlier description.", completion: .file(extensions: ["yaml", "yml"]))
  var old: String

  @Argument(help: "The later description.", completion: .file(extensions: ["yaml", "yml"]))
  var new = DescriptionOptions.usualFile

  @Option(help: "The output format; `markdown` is the body of a comment on a pull request.")
  var format = Form.text

  @Option(
    help: ArgumentHelp(
      "Decide both as of this date, such as `2026-11-22`; overrides `as_of`.", valueName: "date"))
  var asOf: Day?

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    let before = try await decide(old, console)
    let after = try await decide(new, console)
    let difference = OrganizationDifference(from: DecisionIndex(before), to: DecisionIndex(after))
    let renderer = DifferenceRenderer(difference, organization: after.organization.name.text)
    switch format {
    case .text: try console.write(shown: renderer.text(console.style(on: .output)))
    case .markdown: try console.write(renderer.markdown)
    case .json: try console.write(bytes: renderer.json)
    }
    if !difference.isEmpty { throw ExitCode.stale }
  }

  private func decide(_ source: String, _ console: Console) async throws -> OrganizationDecisions {
    let reading: DescriptionReader.Reading
    do throws(Refusal) {
      reading = try await DescriptionSource(source).read()
    } catch {
      throw console.fail(error)
    }
    return try Decided(reading, asOf: asOf, KnownServices(), console).decisions
  }
}

/// A description on the disk or in a commit.
struct DescriptionSource {
  private let text: String

  init(_ text: String) { self.text = text }

  func read() async throws(Refusal) -> DescriptionReader.Reading {
    if text == "-" || InputFiles.realPath(text) != nil || !mayBeCommit {
      return DescriptionReader.read(
        text, InputFiles.loader, endpoints: Resources.endpoints, services: KnownServices().lookup)
    }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let path = parts.count == 2 ? parts[1] : DescriptionOptions.usualFile
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let commit = try await CommitFiles(at: parts[0], of: ".", below: folder, endingIn: [".yaml", ".yml"])
    return DescriptionReader.read(
      path, Self.loader(commit.files), endpoints: Resources.endpoints, services: KnownServices().lookup)
  }

  /// A name of a file that is not there is more likely mistyped than a commit.
  private var mayBeCommit: Bool {
    text.contains(":") || !(text.hasSuffix(".yaml") || text.hasSuffix(".yml"))
  }

  private static func loader(_ files: [String: [UInt8]]) -> FileLoader {
    FileLoader(
      load: { path in files[plain(path)].map { .success($0) } ?? .failure(.missing) },
      list: { folder in
        let start = plain(folder).isEmpty ? "" : plain(folder) + "/"
        let below = files.keys.filter { $0.hasPrefix(start) }.map { $0.dropFirst(start.count) }
        let names = Set(
          below.map { rest in rest.firstIndex(of: "/").map { String(rest[...$0]) } ?? String(rest) })
        return names.isEmpty ? nil : names.sorted()
      })
  }

  /// The path without `.` and `..`.
  private static func plain(_ path: String) -> String {
    path.split(separator: "/").reduce(into: [Substring]()) { parts, part in
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }.joined(separator: "/")
  }
}
