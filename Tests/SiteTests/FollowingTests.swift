import Foundation
import Testing

/// The preview in front of somebody who changes the description: the story of `follow.py`.
@Suite(.enabled(if: Chromium.isThere, Chromium.needs)) struct FollowingTests {
  @Test func pagesFollowTheDescription() async throws {
    let folder = try ScratchFolder()
    let example = Site.package.appending(path: "site/example")
    let names = FileManager.default.enumerator(atPath: example.path)?.compactMap { $0 as? String } ?? []
    for name in names where name.hasSuffix(".yaml") {
      try folder.write(try String(contentsOf: example.appending(path: name), encoding: .utf8), to: name)
    }
    let findings = try await Chromium.follow(folder)
    #expect(findings == [])
  }
}
