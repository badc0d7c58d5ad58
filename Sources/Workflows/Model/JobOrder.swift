/// Which jobs of a workflow wait for which, by their ids without regard to case. Worked out once for a file, in time and
/// memory that grow with it, whatever waits for what: jobs may form chains without end, and circles.
package struct JobOrder: Sendable {
  private let places: [String: Int]
  /// For each job, in the order of the file, the jobs that it waits for, as far as the file has them.
  private let waitsFor: [[Int]]
  /// For each job, whether it or one that it waits for runs in an environment.
  private let isBehindEnvironment: [Bool]

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

  /// The places of the jobs that a job waits for.
  package func jobsBefore(_ place: Int) -> [Int] { waitsFor[place] }

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

  /// Whether a job, or one that it waits for, runs in an environment, where somebody may have to approve it.
  package func isBehindEnvironment(_ id: String) -> Bool {
    place(of: id).map { isBehindEnvironment[$0] } ?? false
  }
}
