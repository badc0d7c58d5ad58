import Fuzzing
import Testing

/// Each reader keeps its promises for what fuzzing begins with, and for some of what it makes of that; `make fuzz` goes
/// further.
@Suite struct ReaderTests {
  @Test(arguments: FuzzedReader.allCases) func seeds(reader: FuzzedReader) async {
    let seeds = reader.seeds
    #expect(seeds.count >= 5)
    for seed in seeds { await check(reader, seed) }
  }

  @Test(arguments: FuzzedReader.allCases) func mutatedSeeds(reader: FuzzedReader) async {
    let vocabulary = Vocabulary(of: reader)
    let seeds = reader.seeds
    for number in 0..<150 {
      var mutator = StructureMutator(vocabulary, seed: UInt64(number))
      await check(reader, mutator.mutated(seeds[number % seeds.count]))
    }
  }

  @Test(arguments: FuzzedReader.allCases) func beginnings(reader: FuzzedReader) async {
    for seed in reader.seeds.filter({ $0.count < 2_000 }).prefix(3) {
      for length in stride(from: 0, to: seed.count, by: 17) { await check(reader, Array(seed[..<length])) }
    }
  }

  @Test(arguments: FuzzedReader.allCases) func randomBytes(reader: FuzzedReader) async {
    var random = SplitMix(seed: 11)
    for _ in 0..<100 {
      let count = Int.random(in: 0..<200, using: &random)
      await check(reader, (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
  }

  private func check(_ reader: FuzzedReader, _ bytes: [UInt8]) async {
    let broken = await reader.brokenPromises(bytes)
    #expect(broken.isEmpty, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
  }
}
