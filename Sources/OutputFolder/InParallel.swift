import Dispatch
import Synchronization

/// The same work for many things, on all cores.
enum InParallel {
  /// Fewer things than this are not worth a second core.
  static let fewest = 64
  private static let parts = 8

  /// Splits the elements into stretches and gives each to `body`; the results come in the order of the elements. Every
  /// stretch is worked on; of several errors the first in that order is thrown.
  static func map<Element: Sendable, Output: Sendable>(
    _ elements: [Element], _ body: @Sendable (ArraySlice<Element>) throws(FileError) -> Output
  ) throws(FileError) -> [Output] {
    if elements.count < fewest { return [try body(elements[...])] }
    let results = Mutex<[Int: Result<Output, FileError>]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let start = elements.count * part / parts
      let end = elements.count * (part + 1) / parts
      let result = Result { () throws(FileError) in try body(elements[start..<end]) }
      results.withLock { $0[part] = result }
    }
    var outputs: [Output] = []
    for (_, result) in results.withLock({ $0.sorted { $0.key < $1.key } }) {
      outputs.append(try result.get())
    }
    return outputs
  }
}
