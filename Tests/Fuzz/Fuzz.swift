import CLibFuzzer
import Foundation
import Fuzzing
import Synchronization

// What libFuzzer calls. Its `main` takes the flags: https://llvm.org/docs/LibFuzzer.html, read on 2026-11-30.

/// `TOKENBOOK_READER` says which reader is fuzzed.
private let reader: FuzzedReader = {
  let name = ProcessInfo.processInfo.environment["TOKENBOOK_READER"] ?? ""
  guard let reader = FuzzedReader(rawValue: name) else {
    fatalError("set TOKENBOOK_READER to one of \(FuzzedReader.allCases.map(\.rawValue))")
  }
  return reader
}()

private let vocabulary = Vocabulary(of: reader)

/// Before libFuzzer looks at its flags and folders: writes the seeds to the folder that `TOKENBOOK_SEEDS` names.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?) -> CInt {
  guard let folder = ProcessInfo.processInfo.environment["TOKENBOOK_SEEDS"] else { return 0 }
  do {
    let url = URL(filePath: folder)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (index, seed) in reader.seeds.enumerated() {
      try Data(seed).write(to: url.appending(path: "\(reader.rawValue)-\(index)"))
    }
  } catch {
    fatalError("cannot write the seeds: \(error)")
  }
  return 0
}

/// One input. A broken promise ends the process: libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let broken = waiting { await reader.brokenPromises(bytes) }
  if !broken.isEmpty { fatalError("broken promises:\n" + broken.joined(separator: "\n")) }
  return 0
}

/// Half of all changes are libFuzzer's, half know lines, nodes and words.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ limit: Int, _ seed: CUnsignedInt)
  -> Int
{
  guard let start, !seed.isMultiple(of: 2) else { return LLVMFuzzerMutate(start, count, limit) }
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var mutator = StructureMutator(vocabulary, seed: UInt64(seed))
  let mutated = mutator.mutated(bytes).prefix(limit)
  for (offset, byte) in mutated.enumerated() { start[offset] = byte }
  return mutated.count
}

/// What asynchronous work comes to: libFuzzer calls from its own thread, and knows no tasks.
private func waiting<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) -> Result {
  let (box, done) = (Box<Result>(), DispatchSemaphore(value: 0))
  Task {
    let result = await work()
    box.value.withLock { $0 = result }
    done.signal()
  }
  done.wait()
  guard let result = box.value.withLock({ $0 }) else { fatalError("the work has no result") }
  return result
}

private final class Box<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
