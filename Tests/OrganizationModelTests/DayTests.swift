import OrganizationModel
import Testing

@Suite("Days")
struct DayTests {
  @Test func aDayOfOurOwnListsIsRead() {
    #expect(Day.known("2024-02-29").description == "2024-02-29")
  }

  /// A day that does not exist is no day at all, least of all "always".
  @Test(arguments: ["2026-02-30", "2025-02-29", "2026-13-01", "2026-1-1", ""])
  func aDayThatDoesNotExistIsNone(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test func aDayThatDoesNotExistStopsTheProgramThatListsIt() async {
    await #expect(processExitsWith: .failure) { _ = Day.known("2026-02-30") }
  }
}
