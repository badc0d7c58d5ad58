import SourceText
import Testing

@Suite struct NearestMatchTests {
  @Test(arguments: [
    ("visibilty", "visibility"), ("Visibility", "visibility"), ("ndees", "needs"), ("rgistry", "registry"),
    ("visiblity", "visibility"),
  ])
  func findsTheMistypedWord(typed: String, meant: String) {
    let keys = ["note", "needs", "registry", "visibility", "repository"]
    #expect(NearestMatch.match(typed, among: keys) == meant)
  }

  @Test(arguments: ["", "x", "kubernetes", "visibilityvisibility", "no"])
  func findsNothingFarAway(typed: String) {
    #expect(NearestMatch.match(typed, among: ["visibility", "registry", "needs"]) == nil)
  }

  /// `leaves` is far from `leaves_on` by letters, and plainly meant.
  @Test(arguments: [
    ("leaves", ["leaves_on"]), ("PAT", ["classic_pat", "fine_grained_pat"]),
    ("grained", ["fine_grained_pat"]),
    ("leavs_on", ["leaves_on"]), ("pa", []), ("at", []), ("key", []),
  ])
  func aWordOfANameIsMeant(_ typed: String, _ meant: [String]) {
    let keys = ["leaves_on", "classic_pat", "fine_grained_pat", "a_key", "b_key", "c_key", "d_key"]
    #expect(NearestMatch.matches(typed, among: keys) == meant)
  }

  @Test func theNearestWins() {
    #expect(NearestMatch.match("wbe-1", among: ["web-21", "web-1", "web-2"]) == "web-1")
  }
}
