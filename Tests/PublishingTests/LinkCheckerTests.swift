import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

struct LinkCheckerTests {
  @Test("links that lead somewhere are no problem")
  func sound() async {
    let problems = await LinkChecker.problems(
      in: [
        "index.html": """
        <a href="a/b.html#x&amp;y">1</a> <a href="a/b.html?q=1#x&amp;y">2</a> <a href="https://e.example/no">3</a>
        <a href="mailto:a@b.example">4</a> <a href="//c.example">5</a> <a href="a/">6</a> <a href="#">7</a>
        <link rel="icon" href="assets/i.svg"> <script src="assets/s.js"></script> href="none" &lt;a href="none"
        """,
        "a/b.html":
          ##"<p id="x&amp;y">1 <a href="../index.html">2</a> <a href="#%C3%A4">3</a> <b id="ä">4</b></p>"##,
        "a/index.html": ##"<a href="./b.html">1</a> <a href=".">2</a> <a href="..">3</a>"##,
      ], files: ["assets/i.svg", "assets/s.js"])
    #expect(problems == [])
  }

  @Test("every link that leads nowhere is told once, in order")
  func broken() async {
    let problems = await LinkChecker.problems(in: [
      "b.html":
        ##"<a href="no.html">1</a> <a href="no.html">2</a> <img src="no.png" alt=""> <a href="">3</a>"##,
      "a/a.html":
        ##"<i id="x"></i><i id="x"></i> <a href="../../b.html">1</a> <a href="../b.html#y">2</a> <a href="#z">3</a>"##,
    ])
    #expect(
      problems == [
        LinkProblem(file: "a/a.html", target: "#z", kind: .noAnchor),
        LinkProblem(file: "a/a.html", target: "../../b.html", kind: .outside),
        LinkProblem(file: "a/a.html", target: "../b.html#y", kind: .noAnchor),
        LinkProblem(file: "a/a.html", target: "x", kind: .repeatedID),
        LinkProblem(file: "b.html", target: "", kind: .empty),
        LinkProblem(file: "b.html", target: "no.html", kind: .noPage),
        LinkProblem(file: "b.html", target: "no.png", kind: .noPage),
      ])
    #expect(problems[5].description == "`b.html` links to `no.html`, which is not there")
  }
}
