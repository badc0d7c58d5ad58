import Synchronization

/// Which jobs of a workflow wait for which, by their ids without regard to case. Worked out once for a file, in time and
/// memory that grow with it, whatever waits for what: jobs may form chains without end, and circles.
package struct JobOrder: Sendable {
  private let places: [String: Int]
  /// For each job, in the order of the file, the jobs that it waits for, as far as the file has them.
  private let waitsFor: [[Int]]
  /// For each job, whether it or one that it waits for runs in an environment.
  private let isBehindEnvironment: [Bool]
  private let stopped = StoppedJobs()

  init(_ jobs: [WorkflowJob]) {
    let places = Dictionary(
      jobs.enumerated().map { ($1.id.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    let waitsFor = jobs.map { $0.needs.compactMap { places[$0.text.lowercased()] } }
    self.places = places
    self.waitsFor = waitsFor
    isBehindEnvironment = Self.marked(waitsFor, from: jobs.map { $0.environment != nil })
  }

  /// The jobs that carry a mark, and all that wait for one of them.
  private static func marked(_ waitsFor: [[Int]], from marks: [Bool]) -> [Bool] {
    var after = [[Int]](repeating: [], count: waitsFor.count)
    for (job, others) in waitsFor.enumerated() { for other in others { after[other].append(job) } }
    var result = marks
    var open = marks.indices.filter { marks[$0] }
    while let job = open.popLast() {
      for next in after[job] where !result[next] {
        result[next] = true
        open.append(next)
      }
    }
    return result
  }

  /// The place of a job in the file; of two with one id the first.
  package func place(of id: String) -> Int? { places[id.lowercased()] }

  /// The places of all jobs that one waits for, at once or through others, each once and without itself.
  package func allBefore(_ place: Int) -> [Int] {
    var seen: Set<Int> = [place]
    var found: [Int] = []
    var open = [place]
    while let next = open.popLast() {
      let new = waitsFor[next].filter { seen.insert($0).inserted }
      found += new
      open += new
    }
    return found
  }

  /// For each job, whether a run comes to it: neither the job nor one that it waits for is stopped. Worked out once for each
  /// run, so that asking for every job of a long chain costs no more than asking for its last.
  ///
  /// - Parameters:
  ///   - run: whatever tells this run from others.
  ///   - stops: whether the run certainly does not pass the condition of the job at a place.
  ///   - ignoresOthers: whether the job at a place runs also where those that it waits for were skipped.
  package func comesTo(
    in run: String, stops: (Int) -> Bool, ignoresOthers: (Int) -> Bool
  ) -> [Bool] {
    stopped.value(for: run) {
      let waits = waitsFor.indices.map { ignoresOthers($0) ? [] : waitsFor[$0] }
      return Self.marked(waits, from: waits.indices.map(stops)).map { !$0 }
    }
  }

  /// Whether a job, or one that it waits for, runs in an environment, where somebody may have to approve it.
  package func isBehindEnvironment(_ id: String) -> Bool {
    place(of: id).map { isBehindEnvironment[$0] } ?? false
  }
}

/// What `comesTo` found for each run.
private final class StoppedJobs: Sendable {
  private let found = Mutex<[String: [Bool]]>([:])

  func value(for run: String, _ make: () -> [Bool]) -> [Bool] {
    if let known = found.withLock({ $0[run] }) { return known }
    let made = make()
    found.withLock { $0[run] = made }
    return made
  }
}
