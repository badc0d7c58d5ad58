import Foundation
import Testing

@testable import Publishing

@Suite struct ExampleBookTests {
  @Test func dump() async throws {
    let files = try await BookFixture.render(try BookFixture.example())
    let out = URL(filePath: "/tmp/book-example")
    try? FileManager.default.removeItem(at: out)
    for (path, bytes) in files {
      let file = out.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    let pages = files.filter { $0.key.hasSuffix(".html") }.mapValues { String(decoding: $0, as: UTF8.self) }
    let problems = await LinkChecker.problems(in: pages, files: Set(files.keys))
    for problem in problems.prefix(40) { print(problem) }
    print("files \(files.count) problems \(problems.count)")
  }
}
