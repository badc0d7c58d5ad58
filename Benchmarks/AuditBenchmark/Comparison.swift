import Foundation
import Measuring
import SourceText
import Subprocess
import Workflows

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What zizmor finds held against what Tokenbook finds, audit by audit, as the guide's page pairs them.
struct Comparison {
  /// Where a finding is.
  struct Place: Hashable, Comparable {
    let file: String
    let lines: ClosedRange<Int>
    /// The job that it begins in; nil for what is about the whole workflow.
    let job: String?

    /// Whether two are about the same: lines in common, a job in common, or one of them is about the whole workflow.
    func meets(_ other: Place) -> Bool {
      file == other.file
        && (lines.overlaps(other.lines) || job == nil || other.job == nil || job == other.job)
    }

    static func < (left: Place, right: Place) -> Bool {
      (left.file, left.lines.lowerBound) < (right.file, right.lines.lowerBound)
    }
  }

  private let theirs: [ZizmorFinding]
  private let own: [OwnFinding]
  private let jobs: [String: [(name: String, lines: ClosedRange<Int>)]]

  static func print(_ folder: String, _ files: [String], placeByPlace: Bool) async throws {
    guard let zizmor = Programs.inPath("zizmor") else { return Swift.print("zizmor is not in PATH") }
    guard let tokenbook = Programs.beside(Contestant.own) else {
      return Swift.print("first: swift build -c release --product tokenbook")
    }
    let theirs = try await output(
      zizmor,
      Contestant.zizmor.filter { !$0.hasPrefix("--persona") } + [
        "--persona=auditor", "--format=json", "--no-exit-codes", folder,
      ])
    let own = try await output(tokenbook, ["audit", "--format", "json", "--no-exit-codes", folder])
    let comparison = Comparison(
      theirs: try JSONDecoder().decode([ZizmorFinding].self, from: theirs).filter { !$0.ignored },
      own: try JSONDecoder().decode(OwnReport.self, from: own).findings,
      jobs: Dictionary(uniqueKeysWithValues: files.map { ($0, jobs(of: $0)) }))
    comparison.print(try GuidePage.answers(), placeByPlace)
  }

  private static func output(_ program: String, _ arguments: [String]) async throws -> Data {
    let result = try await run(
      .path(FilePath(program)), arguments: Arguments(arguments), input: .none, output: .data(limit: 1 << 30),
      error: .discarded)
    return result.standardOutput
  }

  /// The lines of each job of a workflow.
  private static func jobs(of path: String) -> [(name: String, lines: ClosedRange<Int>)] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let file = SourceFile(path: path, bytes: Array(data))
    let reading = WorkflowReader.read(file, as: SourceFileID(index: 0), path: ".github/workflows/a.yml")
    return (reading.workflow?.jobs ?? []).map { job in
      let first = file.place(at: Int(job.idRange.start)).line
      return (job.id, first...max(first, file.place(at: Int(job.range.end)).line))
    }
  }
}

// MARK: - Printing

extension Comparison {
  private func print(_ answers: [GuidePage.Answer], _ placeByPlace: Bool) {
    Swift.print(
      "zizmor's audit: findings; those where ours lie too, only theirs, only ours; for auditors only")
    let audits = Set(answers.map(\.audit)).union(theirs.map(\.ident)).sorted()
    for audit in audits {
      let answer = answers.first { $0.audit == audit }
      print(audit, answer?.checks ?? [], isKnown: answer != nil, placeByPlace)
    }
    let paired = Set(answers.flatMap(\.checks))
    let alone = Dictionary(grouping: own.filter { !paired.contains($0.check) }, by: \.check)
    Swift.print("\nchecks that answer no audit of zizmor")
    for (check, findings) in alone.sorted(by: { $0.key < $1.key }) {
      Swift.print("\(check): \(findings.count)")
      if placeByPlace { print(findings.map(place), "only ours") }
    }
  }

  private func print(_ audit: String, _ checks: [String], isKnown: Bool, _ placeByPlace: Bool) {
    let all = theirs.filter { $0.ident == audit }
    let regular = all.filter { $0.determinations.persona == "Regular" }
    let others = all.count - regular.count
    let more = others == 0 ? "" : "; \(others) for auditors"
    guard !checks.isEmpty else {
      return Swift.print("\(audit): \(regular.count)\(more), \(isKnown ? "a stated no" : "NOT ON THE PAGE")")
    }
    let (left, right) = (regular.compactMap(place), own.filter { checks.contains($0.check) }.map(place))
    let onlyTheirs = left.filter { one in !right.contains { $0.meets(one) } }
    let everyOther = all.compactMap(place)
    let onlyOurs = right.filter { one in !everyOther.contains { $0.meets(one) } }
    Swift.print(
      "\(audit): \(left.count); \(left.count - onlyTheirs.count) both, \(onlyTheirs.count) only theirs, "
        + "\(onlyOurs.count) only ours (\(checks.joined(separator: ", ")))\(more)")
    if placeByPlace {
      print(onlyTheirs, "only theirs")
      print(onlyOurs, "only ours")
    }
  }

  private func print(_ places: [Place], _ words: String) {
    for place in Set(places).sorted() {
      Swift.print("  \(words): \(place.file):\(place.lines.lowerBound) \(place.job ?? "")")
    }
  }

  private func place(_ finding: ZizmorFinding) -> Place? {
    guard let primary = finding.locations.first(where: { $0.symbolic.kind == "Primary" }),
      let file = primary.symbolic.key.path
    else { return nil }
    let location = primary.concrete.location
    return place(file, location.start_point.row + 1...location.end_point.row + 1)
  }

  private func place(_ finding: OwnFinding) -> Place {
    let place = place(finding.file, finding.line...max(finding.line, finding.end_line))
    // Stands at the first job, and is about all that say nothing.
    let isOfWhole = finding.check == "permissions-missing"
    return isOfWhole ? Place(file: place.file, lines: place.lines, job: nil) : place
  }

  private func place(_ file: String, _ lines: ClosedRange<Int>) -> Place {
    let job = jobs[file]?.first { $0.lines.contains(lines.lowerBound) }
    return Place(file: file, lines: lines, job: job?.name)
  }
}
