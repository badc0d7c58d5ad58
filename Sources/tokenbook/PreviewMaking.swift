import Documents
import Guidance
import OrganizationModel
import OutputFolder
import Preview
import Publishing
import SourceText

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

  /// One book, or why there is none.
  struct Made: Sendable {
    /// Nil where a diagnostic is an error.
    let book: BookFiles?
    let diagnostics: [Diagnostic]
    let files: SourceFiles
    let observation: Observation
  }

  func make() async -> Made {
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
      let made = try await BookMaking(
        templates: templates, catalog: catalog, settings: settings, classification: classification,
        files: files
      ).make(decisions, after: earlier?.book)
      return Made(
        book: made.book,
        diagnostics: reading.diagnostics + decisions.findings + (earlier?.warnings ?? []) + made.warnings,
        files: reading.files, observation: observation)
    } catch {
      let files = error.files.files.isEmpty ? reading.files : error.files
      return Made(book: nil, diagnostics: error.diagnostics, files: files, observation: observation)
    }
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

extension Observation {
  /// Looks a few times a second, which is the same on every system and costs little; returns when something has
  /// changed and then stayed as it is for a moment: an editor may still be writing.
  func wait() async {
    while !isOutdated {
      guard await isPausing(milliseconds: 150) else { return }
    }
    var last = current
    while await isPausing(milliseconds: 60) {
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
