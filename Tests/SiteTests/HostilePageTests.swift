import Testing

/// Hostile texts in pages, as Chromium runs them.
@Suite(.enabled(if: Chromium.isThere, Chromium.needs)) struct HostilePageTests {
  @Test func nothingRunsAndNothingIsAdded() async throws {
    for finding in try await Chromium.hostilePages() { Issue.record("\(finding)") }
  }
}
