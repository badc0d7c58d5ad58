package import Guidance
import SourceText
import Workflows

/// The report as text that can be pasted: the block of each job as YAML, the reasons as comments.
package struct PermissionReportText {
  private let report: PermissionReport
  private let style: TextStyle

  package init(_ report: PermissionReport, _ style: TextStyle) {
    self.report = report
    self.style = style
  }

  /// How many things of one kind are named before the rest is counted.
  private static let most = 6

  /// With a line end at the end; empty where there is no job.
  package var text: String {
    report.files.filter { !$0.jobs.isEmpty }.map { file in
      let lines = ["# \(report.sources[file.id].path)", "jobs:"].enumerated().map { index, line in
        index == 0 ? style.bold(line) : line
      }
      return (lines + file.jobs.flatMap { self.lines($0) }).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// One line on all jobs.
  package var summary: String {
    let jobs = report.jobs
    let parts = [
      "\(Words.count(report.files.count, "file")), \(Words.count(jobs.count, "job"))",
      "\(jobs.count(where: \.isExact)) exact",
      "\(jobs.count { !$0.isExact }) at least",
      "\(jobs.count { !$0.missing.isEmpty }) without a permission they need",
      "\(jobs.count { !$0.surplus.isEmpty }) with one they don't need",
    ]
    return parts.joined(separator: "; ")
  }

  // MARK: One job

  private func lines(_ job: JobPermissions) -> [String] {
    ["  \(job.job.id):"] + block(job) + remarks(job).map { "    # \($0)" }
  }

  private func block(_ job: JobPermissions) -> [String] {
    let state = job.isExact ? (job.isAsToday ? "exact, as today" : "exact") : "at least"
    if job.needs.isEmpty { return ["    permissions: {}  # \(state)"] }
    let width = job.needs.map { "\($0.name): \($0.level.rawValue)".count }.max() ?? 0
    return ["    permissions:  # \(state)"]
      + job.needs.flatMap { need in
        let text = "\(need.name): \(need.level.rawValue)"
        let padding = String(repeating: " ", count: width - text.count + 2)
        let blank = String(repeating: " ", count: width + 2)
        return reasons(need, job).enumerated().map { index, reason in
          "      " + (index == 0 ? text + padding : blank) + style.faint("# \(reason)")
        }
      }
  }

  /// Each reason once, with every line that has it.
  private func reasons(_ need: JobPermissions.Need, _ job: JobPermissions) -> [String] {
    var lines: [(why: String, numbers: [Int])] = []
    for place in need.places {
      let number = line(place.range)
      if let index = lines.firstIndex(where: { $0.why == place.why }) {
        if !lines[index].numbers.contains(number) { lines[index].numbers.append(number) }
      } else {
        lines.append((place.why, [number]))
      }
    }
    let shown = lines.prefix(Self.most).map { "\(Self.lines($0.numbers)): \($0.why)" }
    return lines.count > Self.most ? shown + ["and \(lines.count - Self.most) more"] : shown
  }

  private func remarks(_ job: JobPermissions) -> [String] {
    let words = { (needs: [JobPermissions.Need]) in
      needs.map { "\($0.name): \($0.level.rawValue)" }.joined(separator: ", ")
    }
    let (reads, writes) = (
      job.missing.filter { $0.level == .read }, job.missing.filter { $0.level == .write }
    )
    let surplus = job.surplus.map { "\($0.name): \($0.level.rawValue)" }
    return [
      writes.isEmpty ? nil : "Not allowed today: \(words(writes))",
      reads.isEmpty ? nil : "Not allowed today, and needed unless the repository is public: \(words(reads))",
      surplus.isEmpty ? nil : "Allowed today, needed by nothing: \(surplus.joined(separator: ", "))",
      job.unexplained.isEmpty
        ? nil : "Allowed today, and no step shows what for: \(job.unexplained.joined(separator: ", "))",
    ].compactMap(\.self) + unseen(job)
  }

  private func unseen(_ job: JobPermissions) -> [String] {
    let tokens = job.unseen.filter { $0.reach == .token }
    let shown = tokens.prefix(Self.most).map {
      "Can't tell, line \(line($0.calls.first ?? $0.range)): \($0.words)"
    }
    let more = tokens.count > Self.most ? ["Can't tell: \(tokens.count - Self.most) more"] : []
    let pushes = subjects(job, .checkout).map {
      "`contents: write` as well, if one of these pushes: \($0). With `persist-credentials: false` at the checkout, none can"
    }
    let packages = subjects(job, .login).map {
      "`packages: write` as well, if one of these pushes packages: \($0)"
    }
    return shown + more + [pushes, packages].compactMap(\.self)
  }

  /// `` line 14 `make test`, line 18 `./check` ``; nil where there is none.
  private func subjects(_ job: JobPermissions, _ reach: UnseenUse.Reach) -> String? {
    let uses = job.unseen.filter { $0.reach == reach }
    if uses.isEmpty { return nil }
    let shown = uses.prefix(Self.most).map { "line \(line($0.calls.first ?? $0.range)) \($0.words)" }
    let more = uses.count > Self.most ? ["\(uses.count - Self.most) more"] : []
    return (shown + more).joined(separator: ", ")
  }

  private func line(_ range: SourceRange) -> Int {
    report.sources[range.file].place(at: Int(range.start)).line
  }

  private static func lines(_ numbers: [Int]) -> String {
    "\(numbers.count == 1 ? "line" : "lines") \(numbers.map(String.init).joined(separator: ", "))"
  }
}

/// The report for programs: `tokenbook.permissions/1`. Lines count from 1.
package enum PermissionReportJSON {
  /// One job on a line, in the order of the files.
  package static func text(_ report: PermissionReport) -> String {
    let jobs = report.files.flatMap { file in file.jobs.map { "  " + object($0, in: file, report.sources) } }
    let list = jobs.isEmpty ? "[]" : "[\n\(jobs.joined(separator: ",\n"))]"
    return "{\n\"schema\": \"tokenbook.permissions/1\",\n\"jobs\": \(list)\n}\n"
  }

  private static func object(
    _ job: JobPermissions, in file: PermissionReport.File, _ sources: SourceFiles
  ) -> String {
    let line = { (range: SourceRange) in sources[range.file].place(at: Int(range.start)).line }
    let needs = job.needs.map { need in
      let places = need.places.map { "{\"line\": \(line($0.range)), \"why\": \(quoted($0.why))}" }
      return
        "{\"permission\": \(quoted(need.name)), \"level\": \"\(need.level.rawValue)\", \"places\": [\(places.joined(separator: ", "))]}"
    }
    let unseen = job.unseen.map { use in
      "{\"line\": \(line(use.calls.first ?? use.range)), \"reach\": \"\(use.reach)\", \"what\": \(quoted(use.words))}"
    }
    let members = [
      "\"file\": \(quoted(sources[file.id].path))", "\"job\": \(quoted(job.job.id))",
      "\"line\": \(line(job.job.idRange))", "\"exact\": \(job.isExact)",
      "\"permissions\": \(levels(job.needs.map { ($0.name, $0.level) }))",
      "\"missing\": \(levels(job.missing.map { ($0.name, $0.level) }))",
      "\"unneeded\": \(levels(job.surplus.map { ($0.name, $0.level) }))",
      "\"unexplained\": [\(job.unexplained.map(quoted).joined(separator: ", "))]",
      "\"needs\": [\(needs.joined(separator: ", "))]", "\"unseen\": [\(unseen.joined(separator: ", "))]",
    ]
    return "{\(members.joined(separator: ", "))}"
  }

  private static func levels(_ levels: [(String, PermissionLevel)]) -> String {
    "{\(levels.map { "\(quoted($0.0)): \"\($0.1.rawValue)\"" }.joined(separator: ", "))}"
  }

  private static func quoted(_ text: String) -> String { JSONText.quoted(TokenShape.mask(text)) }
}
