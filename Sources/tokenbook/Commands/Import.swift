import Guidance
import ArgumentParser
import Importers
import OrganizationModel
import OutputFolder
import SourceText

/// Writes a description from what another tool knows.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a description from an existing source.",
    discussion: "Sources:\n" + Importer.all.map { "  \($0.name)  \($0.abstract)" }.joined(separator: "\n"))

  @Argument(
    help: ArgumentHelp("The source that the files come from.", valueName: "source"),
    transform: { try Import.importer(named: $0) })
  var importer: Importer

  @Argument(help: "Files, and folders that contain them.", completion: .file())
  var paths: [String] = []

  @Option(
    help: "The login of the organization to import, if there are several, or to query with `--plan`.")
  var organization: String?

  @OptionGroup(title: "Asking GitHub") var asking: AskingOptions

  @Option(
    name: .shortAndLong, help: "The file to write; `-` is standard output.",
    completion: .file(extensions: ["yaml", "yml"]))
  var output = "-"

  @Flag(help: "Overwrite an existing file.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Add what is missing to this description; existing text is not changed.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var into: String?

  @Flag(help: "Print what would change, and write nothing. Exits with 3 if anything would.")
  var dryRun = false

  @OptionGroup var catalog: CatalogOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    if asking.isAsked { return try plan(console) }
    let files = try readFiles(console)
    if let into { return try merge(files, into: into, console) }
    let imported = importer.convert(files, organization, try console.catalog(catalog))
    console.show(imported.diagnostics, in: files)
    if imported.diagnostics.hasErrors { throw ExitCode.wrongInput }
    let description = try choose(imported.descriptions, console)
    if dryRun { return try show(description, console) }
    try NewFile(path: output, force: force).write(description.text, console)
    if output != "-" {
      console.note(
        "wrote `\(output)`; answer the questions in it (`#?`), then run `tokenbook check \(output)`")
    }
    if let next = importer.next { console.note("next, \(next)") }
    if output == "-" { console.next("save it as `tokenbook.yaml`, then run `tokenbook check`") }
  }

  /// Says what a description that would be written holds.
  private func show(_ description: ImportedDescription, _ console: Console) throws {
    let text = Array(description.text.utf8)
    if output != "-", case .success(let bytes) = InputFiles.load(output), bytes == text {
      return console.note("`\(output)` already contains everything that was found")
    }
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: text), endpoints: Resources.endpoints,
      services: KnownServices(own: catalog.catalog).lookup)
    guard let found = reading.organization else {
      console.show(reading.diagnostics, in: reading.files)
      throw ExitCode.wrongInput
    }
    let counts = [
      ("people", found.people.count), ("teams", found.teams.count), ("apps", found.apps.count),
      ("repositories", found.repositories.count), ("packages", found.packages.count),
      ("consumers", found.consumers.count), ("credentials", found.credentials.count),
    ]
    try console.write(shown: counts.filter { $0.1 > 0 }.map { "would write \($0.0): \($0.1)\n" }.joined())
    let questions = description.text.split(separator: "\n").count { $0.contains("#? ") }
    console.note(
      "would write a description of `\(found.name)` with \(questions) lines of questions; nothing was written"
    )
    throw ExitCode.stale
  }

  /// Writes what a person asks the source with.
  private func plan(_ console: Console) throws {
    guard let planner = importer.planner else {
      throw ValidationError("'\(importer.name)' has no '--plan' and no '--app-manifest'")
    }
    switch ImportPlan.plan(organization: organization, host: asking.host, isQuick: asking.quick) {
    case .success(let plan):
      let text = asking.appManifest ? planner.appManifest(plan) : planner.script(plan)
      try NewFile(path: output, force: force).write(text, console)
    case .failure(let problem): throw ValidationError(problem.words)
    }
  }

  private func choose(_ found: [ImportedDescription], _ console: Console) throws -> ImportedDescription {
    let chosen = organization.map { name in
      found.filter { $0.organization.lowercased() == name.lowercased() }
    }
    if let only = (chosen ?? found).first, (chosen ?? found).count == 1 { return only }
    let names = found.map { "`\($0.organization)`" }.joined(separator: ", ")
    let message =
      organization.map { "found the organizations \(names), expected `\($0)`" }
      ?? "found several organizations: \(names)"
    console.show([
      Diagnostic("which-organization", .error, message, at: nil, help: "choose one with `--organization`")
    ])
    throw ExitCode.wrongInput
  }

  func validate() throws {
    if asking.isAsked, !paths.isEmpty || into != nil {
      throw ValidationError("'--plan' and '--app-manifest' read no files; leave out the paths and '--into'")
    }
    if !asking.isAsked, paths.isEmpty {
      throw ValidationError(
        importer.planner == nil
          ? "Missing expected argument '<paths> ...'"
          : "name the folder that the script wrote; '--organization NAME --plan' prints the script")
    }
    if !asking.isAsked, asking.quick || asking.host != AskingOptions.gitHub {
      throw ValidationError("'--quick' and '--host' require '--plan' or '--app-manifest'")
    }
    if asking.isAsked, dryRun {
      throw ValidationError("'--plan' and '--app-manifest' change nothing; leave out '--dry-run'")
    }
    guard into != nil else { return }
    if output != "-" || force {
      throw ValidationError("'--into' names the file to write; leave out '--output' and '--force'")
    }
  }

  private static func importer(named name: String) throws -> Importer {
    if let importer = Importer.all.first(where: { $0.name == name }) { return importer }
    let names = Importer.all.map(\.name).joined(separator: ", ")
    throw ValidationError("there is no source '\(name)', only: \(names)")
  }
}

/// How a source is asked that answers over the network: by the reader, with a script.
struct AskingOptions: ParsableArguments {
  static let gitHub = "github.com"

  @Flag(help: "Print a read-only script that queries GitHub with your `gh`. Review it before you run it.")
  var plan = false

  @Flag(help: "Print the manifest of a GitHub App that can run these queries.")
  var appManifest = false

  @Flag(help: "For repositories, query only deploy keys, environments and Actions secrets.")
  var quick = false

  @Option(help: "The host of GitHub Enterprise Server or GHE.com.")
  var host = gitHub

  var isAsked: Bool { plan || appManifest }
}

// MARK: - Files

extension Import {
  /// Reads every path; all that cannot be read are shown at once.
  private func readFiles(_ console: Console) throws -> SourceFiles {
    var (files, problems) = (SourceFiles(), [Diagnostic]())
    var seen: Set<String> = []
    for path in try paths.flatMap({ try expanded($0, console) }) where seen.insert(path).inserted {
      read(path, &files, &problems)
    }
    console.show(problems)
    if problems.hasErrors { throw ExitCode.wrongInput }
    return files
  }

  private func read(_ path: String, _ files: inout SourceFiles, _ problems: inout [Diagnostic]) {
    switch InputFiles.load(path) {
    case .success(let bytes): _ = files.add(SourceFile(path: path, bytes: bytes))
    case .failure(let failure):
      problems.append(
        Diagnostic("unreadable-file", .error, "can't read `\(path)`: \(failure.words)", at: nil))
    }
  }

  /// A folder stands for the files below it that the importer reads, sorted.
  private func expanded(_ path: String, _ console: Console) throws -> [String] {
    switch importer.reads {
    case .checkouts: return try checkouts(path, console)
    case .endings(let endings):
      return try files(path, console) { path in
        let isHidden = path.split(atByte: "/").contains { $0.hasPrefix(bytesOf: ".") }
        return !isHidden && endings.contains(where: { path.hasSuffix(bytesOf: $0) })
      }
    case .paths(let isWanted): return try files(path, console, isWanted)
    case .anything: return try checkouts(path, console) + files(path, console, Importer.isWanted)
    }
  }

  private func checkouts(_ path: String, _ console: Console) throws -> [String] {
    try console.attempt { () throws(FileError) in try WorkflowPaths.find(path, owners: true).map(\.path) }
  }

  private func files(_ path: String, _ console: Console, _ isWanted: (String) -> Bool) throws -> [String] {
    guard path != "-", InputFiles.isFolder(path) else { return [path] }
    let folder = path.hasSuffix(bytesOf: "/") ? String(Substring(path.utf8.dropLast())) : path
    return try console.attempt { () throws(FileError) in try FolderWalk.files(below: folder, isWanted) }
  }
}

// MARK: - Adding to a description

extension Import {
  private func merge(_ files: SourceFiles, into path: String, _ console: Console) throws {
    let reading = DescriptionReader.read(
      path, InputFiles.loader, endpoints: Resources.endpoints,
      services: KnownServices(own: catalog.catalog).lookup)
    guard let known = reading.organization else {
      console.show(reading.diagnostics, in: reading.files)
      throw ExitCode.wrongInput
    }
    let merged = importer.merge(files, reading.files, known, try console.catalog(catalog))
    console.show(merged.diagnostics, in: files)
    if merged.diagnostics.hasErrors { throw ExitCode.wrongInput }
    if merged.added.isEmpty { return console.note("`\(path)` already contains everything that was found") }
    try checkReadable(merged.texts, path, console)
    if dryRun {
      try console.write(shown: merged.added.map { "would add \($0)\n" }.joined())
      console.note("would add \(merged.added.count) to \(Self.named(merged.texts)); nothing was written")
      throw ExitCode.stale
    }
    for (path, text) in merged.texts {
      let mark = String(decoding: InputFiles.byteOrderMark(of: path), as: UTF8.self)
      try NewFile(path: path, force: true).write(mark + text, console)
    }
    try console.write(shown: merged.added.map { "added \($0)\n" }.joined())
    let isGuess = merged.texts.contains { $0.text.contains("x-guess") }
    console.note(
      "added \(merged.added.count) to \(Self.named(merged.texts))"
        + (isGuess ? "; check the entries marked `x-guess`" : ""))
    if let next = importer.next { console.note("next, \(next)") }
  }

  private static func named(_ texts: [(path: String, text: String)]) -> String {
    texts.map { "`\($0.path)`" }.joined(separator: ", ")
  }

  /// Nothing is written that would not read.
  private func checkReadable(
    _ texts: [(path: String, text: String)], _ path: String, _ console: Console
  ) throws {
    let changed = Dictionary(texts.map { ($0.path, Array($0.text.utf8)) }, uniquingKeysWith: { $1 })
    let loader = FileLoader(
      load: { changed[$0].map { .success($0) } ?? InputFiles.load($0) }, list: InputFiles.list,
      realPath: InputFiles.realPath)
    let reading = DescriptionReader.read(
      path, loader, endpoints: Resources.endpoints, services: KnownServices(own: catalog.catalog).lookup)
    guard reading.diagnostics.hasErrors else { return }
    console.show(reading.diagnostics, in: reading.files)
    console.complain("nothing was written, because the new entries don't fit the description")
    throw ExitCode.wrongInput
  }
}
