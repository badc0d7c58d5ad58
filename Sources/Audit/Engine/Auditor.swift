package import Catalog
package import OrganizationModel
package import SourceText
import Workflows

/// Holds workflow and action files against the checks.
package struct Auditor: Sendable {
  /// A file to look at.
  package struct Input: Sendable {
    package let file: SourceFile
    /// Inside its repository, `.github/workflows/ci.yml`.
    package let path: String
    /// Whether other files of its repository may be there and were not given.
    package let isAlone: Bool

    package init(_ file: SourceFile, path: String, isAlone: Bool = false) {
      self.file = file
      self.path = path
      self.isAlone = isAlone
    }

    /// Whether it is to be looked at, and does not only say whose the checkout is.
    package var isSubject: Bool { !Checkout.isSetting(path) }
  }

  /// What came out.
  package struct Outcome: Sendable {
    package let result: AuditResult
    /// What is wrong with the files themselves, and with comments that suppress.
    package let diagnostics: [Diagnostic]
    /// How many findings a comment or the description suppressed.
    package let suppressed: Int
    /// How many files were looked at.
    package let count: Int
    /// Why files could not be read.
    package let unread: [Diagnostic]
  }

  let checks: [AuditCheck]
  let catalog: Catalog
  let known: Set<String>
  /// The checks that find more with a description.
  private let needingDescription: Set<String>
  /// The day of a file that no description speaks of.
  let day: Day?

  /// - Parameters:
  ///   - catalog: what is known of GitHub's API.
  ///   - day: today; nil for the day on which the catalog was last looked at.
  package init(checks: [AuditCheck] = AuditChecks.all, knowing catalog: Catalog, on day: Day? = nil) {
    self.day = day
    self.checks = checks
    self.catalog = catalog
    self.known = Set(checks.flatMap { [$0.id] + $0.description.formerIDs })
    self.needingDescription = Set(checks.filter(\.looksAtDescription).map(\.id))
  }

  /// Every file on all cores, held against the checks that need no description; the result is in the order of the files.
  package func audit(_ inputs: [Input]) async -> Outcome {
    await audit(inputs) { .loaded($0) }
  }

  /// What became of a file that was to be looked at.
  package enum Loading: Sendable {
    case loaded(Input)
    /// Why it could not be read.
    case failed(Diagnostic)
  }

  /// The same of files that are loaded when their turn comes, and let go where there is nothing to be said of them: of
  /// thousands most are so.
  package func audit<Place: Sendable>(
    _ places: [Place], load: @escaping @Sendable (Place) -> Loading
  ) async -> Outcome {
    let numbered = Array(places.enumerated())
    let called = CalledWorkflows(
      await numbered.mapInParallel(chunk: 8) { index, place -> CalledWorkflows.Part? in
        guard case .loaded(let input) = load(place), CalledWorkflows.mayAdd(input.file) else { return nil }
        let named = NamedInput(id: SourceFileID(index: UInt32(index)), input: input)
        return CalledWorkflows.part(read(named).source, input, knowing: catalog)
      }.compactMap(\.self))
    let looked = await numbered.mapInParallel(chunk: 8) { index, place -> Kept in
      switch load(place) {
      case .failed(let problem): return Kept(unread: problem)
      case .loaded(let input):
        let looked = look(at: NamedInput(id: SourceFileID(index: UInt32(index)), input: input), among: called)
        // Places in other files are shown too.
        let isQuiet =
          looked.findings.isEmpty && looked.diagnostics.isEmpty && !called.isShown(input.file.path)
        return Kept(looked, isQuiet ? SourceFile(path: input.file.path, bytes: []) : input.file)
      }
    }
    var files = SourceFiles()
    for kept in looked { _ = files.add(kept.file) }
    return outcome(
      looked.map(\.looked), in: files, count: looked.count, unread: looked.compactMap(\.unread))
  }

  private func look(at input: NamedInput, among called: CalledWorkflows) -> Looked {
    let reading = read(input)
    guard let source = reading.source else { return Looked(diagnostics: reading.diagnostics) }
    return look(
      at: AuditedFile(source, input.input, among: called, knowing: catalog, on: day), input.id,
      reading.diagnostics)
  }

  /// What came of one file, and the file, without its text where nothing did.
  private struct Kept: Sendable {
    var looked = Looked()
    var file = SourceFile(path: "", bytes: [])
    var unread: Diagnostic?

    init(_ looked: Looked, _ file: SourceFile) {
      self.looked = looked
      self.file = file
    }

    init(unread: Diagnostic) {
      self.unread = unread
    }
  }

  /// An input, and what it goes by.
  struct NamedInput: Sendable {
    let id: SourceFileID
    let input: Input

    var file: SourceFile { input.file }
  }

  /// What came of one file.
  struct Looked: Sendable {
    var findings: [Finding] = []
    var diagnostics: [Diagnostic] = []
    var suppressed = 0
    /// The entries of the description that suppressed something.
    var entriesInUse: Set<SourceRange> = []
  }

  func read(_ input: NamedInput) -> WorkflowReader.Reading {
    WorkflowReader.read(input.file, as: input.id, path: input.input.path)
  }

  /// Holds a file against the checks, and drops what its comments suppress.
  func look(at file: AuditedFile, _ id: SourceFileID, _ diagnostics: [Diagnostic]) -> Looked {
    let findings = checks.flatMap { check -> [Finding] in
      if case .file(let find) = check.look { find(file) } else { [] }
    }
    return suppressing(
      findings.eachOnce, in: file.text, id, diagnostics, isDescribed: file.described != nil)
  }

  /// Without what comments suppress; says which comments are wrong, or suppress nothing.
  /// - Parameter isDescribed: whether the file was held against a description; without one there may be less to suppress.
  func suppressing(
    _ findings: [Finding], in file: SourceFile, _ id: SourceFileID, _ diagnostics: [Diagnostic] = [],
    isDescribed: Bool
  ) -> Looked {
    let (read, problems) = SuppressionComment.read(file, as: id, known: known)
    let comments = read.map(\.withPresentNames)
    let (kept, all) = SuppressionComment.apply(comments, to: findings, in: file)
    let unused = isDescribed ? all : all.compactMap { $0.without(needingDescription) }
    return Looked(
      findings: kept, diagnostics: diagnostics + problems + unused.map(Auditor.unused),
      suppressed: findings.count - kept.count)
  }

  func outcome(
    _ looked: [Looked], in files: SourceFiles, descriptionCount: Int = 0, count: Int,
    unread: [Diagnostic] = []
  ) -> Outcome {
    Outcome(
      result: AuditResult(
        looked.flatMap(\.findings), in: files, checks: checks.map(\.description),
        descriptionCount: descriptionCount),
      diagnostics: looked.flatMap(\.diagnostics), suppressed: looked.reduce(0) { $0 + $1.suppressed },
      count: count, unread: unread)
  }

  private static func unused(_ comment: SuppressionComment) -> Diagnostic {
    Diagnostic(
      "unused-suppression", .warning,
      "this comment suppresses no finding of `\(comment.checks.joined(separator: ", "))`",
      at: comment.range,
      help: comment.isInPart ? "remove the check from the brackets" : "remove the comment")
  }
}

extension SuppressionComment {
  /// The findings that no comment suppresses, and the comments that suppress none, each with the checks that it names in
  /// vain.
  static func apply(
    _ comments: [SuppressionComment], to findings: [Finding], in file: SourceFile
  ) -> (kept: [Finding], unused: [SuppressionComment]) {
    guard !comments.isEmpty else { return (findings, []) }
    var used: [SourceRange: Set<String>] = [:]
    let kept = findings.filter { finding in
      let line = file.lineIndex(at: Int(finding.range.start))
      let comment = comments.first { $0.line == line && $0.checks.contains(finding.check) }
      if let comment { used[comment.range, default: []].insert(finding.check) }
      return comment == nil
    }
    return (kept, comments.compactMap { $0.without(used[$0.range] ?? []) })
  }

  /// The comment with checks as they are called now.
  fileprivate var withPresentNames: SuppressionComment {
    SuppressionComment(
      checks: checks.map { AuditChecks.renamed[$0] ?? $0 }, reason: reason, range: range, line: line,
      isInPart: isInPart)
  }

  /// The comment without some of its checks; nil where none is left.
  func without(_ names: Set<String>) -> SuppressionComment? {
    let rest = checks.filter { !names.contains($0) }
    if rest.count == checks.count { return self }
    return rest.isEmpty
      ? nil : SuppressionComment(checks: rest, reason: reason, range: range, line: line, isInPart: true)
  }
}
