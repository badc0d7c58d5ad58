import CommonMark

/// Goes through everything that `CommonMark` does with memory of libcmark's, for valgrind to watch.
///
/// With `--leak` it keeps one document for ever, so that the test knows that a leak would be seen.
@main
enum LeakCheck {
  static func main() throws {
    for _ in 0..<3 {
      try renderPlainly()
      try renderWithEverything()
      refuse()
    }
    if CommandLine.arguments.contains("--leak") { try leak() }
  }

  private static let page = """
    # A page with `code`

    Text with a [link](other.md#there), a [refused](javascript:alert(1)) one and ![an image](data:x).

    ## A page with code

    - [ ] open
    - [x] done with *emphasis*
      > | a | b |
      > | - | -: |
      > | `x\\|y` | [ref] |
      > | short |

    > [!WARNING]
    > Mind this.

    ```sh
    echo '<script>'
    ```

    <div>raw</div> <!-- comment -->

    [ref]: https://example.com
    """

  private static func renderPlainly() throws {
    let document = try MarkdownDocument(parsing: page)
    precondition(document.renderHTML([.sourcePositions]).contains("<h1"))
    precondition(document.firstParagraph?.contains("link") == true && document.plainText.contains("echo"))
  }

  private static func renderWithEverything() throws {
    var renderer = MarkdownHTMLRenderer()
    renderer.collectsPlainText = true
    let html = try renderer.render(page).html
    precondition(html.contains("<table>"))
  }

  private static func refuse() {
    let document = try? MarkdownDocument(parsing: "a\0b").renderHTML()
    precondition(document == nil)
  }

  /// A class that refers to itself is never freed.
  private final class Keeper {
    let document: MarkdownDocument
    var own: Keeper?

    init(_ text: String) throws { document = try MarkdownDocument(parsing: text) }
  }

  private static func leak() throws {
    let keeper = try Keeper(page)
    keeper.own = keeper
  }
}
