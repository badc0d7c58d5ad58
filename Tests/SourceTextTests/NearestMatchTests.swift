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

  @Test func theNearestWins() {
    #expect(NearestMatch.match("wbe-1", among: ["web-21", "web-1", "web-2"]) == "web-1")
  }
}
