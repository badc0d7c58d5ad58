import Documents
import Guidance
import OrganizationModel
import OutputFolder
import Preview
import Publishing
import SourceText
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Makes the book that a preview shows, however often, and notes everything that it was made of.
struct PreviewMaking: Sendable {
  let file: String
  /// Wins over the day that the description names.
  let asOf: Day?
  /// The day for a description that names none.
  let today: Day
  /// The folder with templates of the user's own.
  let templates: String?
  /// The folder with files of a catalog of the user's own.
  var catalog: String?
  var settings = FileSettings()
  /// The folder of a book to go on from.
  let history: String?
  /// A banner for every page.
  var classification: String?
  private let known = KnownRenderer()

  /// One book, or why there is none.
  struct Made: Sendable {
    /// Nil where a diagnostic is an error.
    let book: LazyBook?
    /// Of everything that it is made of.
    let inputs: ContentDigest
    let diagnostics: [Diagnostic]
    let files: SourceFiles
    let observation: Observation
  }

  /// Reads and decides; no page is made before somebody asks for it.
  func make() -> Made {
    let observation = Observation(look: Sighting.of)
    let reading = DescriptionReader.read(
      file, observation.observing(InputFiles.loader), endpoints: Resources.endpoints,
      services: KnownServices(own: catalog).lookup)
    let files = observation.observing(FileSystem.system)
    do throws(Refusal) {
      let decisions = try decide(reading)
      let earlier = try history.map { (folder) throws(Refusal) in
        try EarlierBookFolder(folder: BookFolder(at: folder, fileSystem: files), isNamed: true)
          .read(before: decisions)
      }
      let book = LazyBook(decisions, after: earlier?.book, by: try renderer(observation))
      try checkPaths(of: book)
      return Made(
        book: book, inputs: inputs(observation, decisions.day),
        diagnostics: reading.diagnostics + decisions.findings + (earlier?.warnings ?? []) + book.warnings,
        files: reading.files, observation: observation)
    } catch {
      let files = error.files.files.isEmpty ? reading.files : error.files
      return Made(
        book: nil, inputs: observation.digest, diagnostics: error.diagnostics, files: files,
        observation: observation)
    }
  }

  /// What renders the book. Templates and catalog are read again only when one of their files looks different.
  private func renderer(_ observation: Observation) throws(Refusal) -> BookRenderer {
    if let known = known.last, !known.observation.isOutdated {
      observation.include(known.observation)
      return known.renderer
    }
    let own = Observation(look: Sighting.of)
    defer { observation.include(own) }
    let renderer = try BookMaking(
      templates: templates, catalog: catalog, settings: settings, classification: classification,
      files: own.observing(FileSystem.system)
    ).renderer()
    known.last = (own, renderer)
    return renderer
  }

  /// No two pages may have paths that a file system takes for one, as in a book that is built.
  private func checkPaths(of book: LazyBook) throws(Refusal) {
    let paths = Dictionary(book.pagePaths.map { ($0, [UInt8]()) }, uniquingKeysWith: { first, _ in first })
    if case .refused(let diagnostics) = BookFiles.check(paths) { throw Refusal(diagnostics) }
  }

  /// What was read, and what this run was told besides.
  private func inputs(_ observation: Observation, _ day: Day) -> ContentDigest {
    var inputs = InputDigest()
    inputs.add("program", Version.number)
    inputs.add("day", day.description)
    inputs.add("settings", "\(settings.calendarTitles) \(settings.hasOnePage) \(classification ?? "")")
    inputs.add("address", settings.address?.of(file: "") ?? "")
    inputs.add("read", observation.digest.hexadecimal)
    return inputs.digest
  }

  private func decide(_ reading: DescriptionReader.Reading) throws(Refusal) -> OrganizationDecisions {
    guard let organization = reading.organization else { throw Refusal(reading.diagnostics) }
    let decisions = Guide(
      organization, day: asOf ?? organization.asOf ?? today,
      services: KnownServices(own: catalog).records(for: organization)
    ).decide()
    let problems = reading.diagnostics + decisions.findings
    if problems.hasErrors { throw Refusal(problems) }
    return decisions
  }
}

/// The last renderer, and what it was made of.
private final class KnownRenderer: Sendable {
  typealias Made = (observation: Observation, renderer: BookRenderer)

  private let made = Mutex<Made?>(nil)

  var last: Made? {
    get { made.withLock { $0 } }
    set { made.withLock { $0 = newValue } }
  }
}

/// The book of one making as a preview asks for it.
struct LazyPreview: PreviewedBook {
  let book: LazyBook

  func file(_ path: String) async -> PreviewedFile? {
    await book.file(path).map { PreviewedFile($0.bytes, $0.diagnostics) }
  }
}

extension Observation {
  /// Looks some times a second, which is the same on every system and costs little; returns when something has
  /// changed and then stayed as it is for a moment: an editor may still be writing.
  func wait() async {
    while !isOutdated {
      guard await isPausing(milliseconds: 60) else { return }
    }
    var last = current
    while await isPausing(milliseconds: 40) {
      let now = current
      if now == last { return }
      last = now
    }
  }

  /// False where the task is cancelled.
  private func isPausing(milliseconds: Int) async -> Bool {
    (try? await Task.sleep(for: .milliseconds(milliseconds))) != nil
  }
}

extension Sighting {
  /// How a path looks on the disk, behind links.
  @Sendable static func of(_ path: String) -> Sighting {
    var status = stat()
    guard stat(path, &status) == 0 else { return .missing }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Sighting(
      file: Int(truncatingIfNeeded: status.st_ino), size: Int(status.st_size), seconds: time.tv_sec,
      nanoseconds: time.tv_nsec)
  }
}
