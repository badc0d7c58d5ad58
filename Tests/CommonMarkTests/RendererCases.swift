extension RendererCase {
  static let all: [RendererCase] = [headings, tasks, links, code, alerts, rawHTML, tables, parts].flatMap {
    $0
  }

  private static func anchor(_ slug: String) -> String {
    " <a class=\"anchor\" href=\"#\(slug)\" aria-label=\"Link to this section\">#</a>"
  }

  static let headings: [RendererCase] = [
    RendererCase("heading", "## Set it up", "<h2 id=\"set-it-up\">Set it up\(anchor("set-it-up"))</h2>"),
    RendererCase(
      "heading with markup", "# A *b* <i> &lt;\n---\n",
      "<h1 id=\"a-b--\">A <em>b</em> <!-- raw HTML omitted --> &lt;\(anchor("a-b--"))</h1>\n<hr />"),
    RendererCase(
      "setext heading in a quote", "> a\n> ===",
      "<blockquote>\n<h1 id=\"a\">a\(anchor("a"))</h1>\n</blockquote>"),
  ]

  private static func fold(_ slug: String, _ title: String, _ open: String = "") -> String {
    "<details class=\"act\"\(open)>\n<summary>\n<h2 id=\"\(slug)\">\(title)</h2>\n</summary>\n"
  }

  static let parts: [RendererCase] = [
    RendererCase(
      "a part with a look", "<!-- begin cards broken -->\n1. a\n\n<!-- end -->\n\nb",
      "<div class=\"cards broken\">\n<ol>\n<li>a</li>\n</ol>\n</div>\n<p>b</p>"),
    RendererCase(
      "a fold takes its first paragraph as its title",
      "<!-- begin fold -->\nA *b* &lt;i>\n\nc\n\n<!-- end -->",
      "<details>\n<summary>\nA <em>b</em> &lt;i&gt;\n</summary>\n<p>c</p>\n</details>"),
    RendererCase(
      "a part within a part",
      "<!-- begin fold open -->\na\n\n<!-- begin tiles -->\n- b\n<!-- end -->\n\nc\n\n<!-- end -->\n\nd",
      "<details open>\n<summary>\na\n</summary>\n<div class=\"tiles\">\n<ul>\n<li>b</li>\n</ul>\n</div>\n<p>c</p>\n</details>\n<p>d</p>"
    ),
    RendererCase(
      "a fold without a title", "<!-- begin fold -->\n- a\n\n<!-- end -->", "<ul>\n<li>a</li>\n</ul>"),
    RendererCase(
      "a comment that is no part, or has no end",
      "<!-- begin x\" onclick=\"y -->\na\n\n<!-- end -->\n\n<!-- begin ways -->\nb",
      "<p>a</p>\n<p>b</p>"),
    RendererCase(
      "a table whose rows become cards", "<!-- stack -->\n| a | \"b\" |\n| - | -: |\n| c | d |",
      "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table: a, &quot;b&quot;\">\n<table class=\"stack\">\n"
        + "<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\" class=\"right\">&quot;b&quot;</th>\n</tr>\n</thead>\n"
        + "<tbody>\n<tr>\n<td data-label=\"a\">c</td>\n<td class=\"right\" data-label=\"&quot;b&quot;\">d</td>\n</tr>\n</tbody>\n</table>\n</div>"
    ),
    RendererCase(
      "a fold takes a heading as its title",
      "<!-- begin fold -->\n\n## a\n\nb\n\n<!-- end -->\n\nc",
      fold("a", "a") + "<p>b</p>\n</details>\n<p>c</p>"),
    RendererCase(
      "an open fold with a heading", "<!-- begin fold open -->\n\n## a\n\n<!-- end -->",
      fold("a", "a", " open") + "</details>"),
    RendererCase(
      "a fold without an end", "<!-- begin fold -->\n\n## a\n\nb",
      "<h2 id=\"a\">a\(anchor("a"))</h2>\n<p>b</p>"),
    RendererCase("an end without a beginning", "a\n\n<!-- end -->\n\nb", "<p>a</p>\n<p>b</p>"),
  ]

  private static func box(_ id: String, _ text: String, checked: Bool = false) -> String {
    "<label class=\"task\"><input type=\"checkbox\" id=\"task-\(id)\"\(checked ? " checked" : "")>"
      + " <span>\(text)</span></label>"
  }

  static let tasks: [RendererCase] = [
    RendererCase(
      "task list", "- [ ] a\n- [x] *b*\n- c",
      "<ul>\n<li>\(box("8546307b5081774", "a"))</li>\n<li>\(box("8546607b5081c8d", "<em>b</em>", checked: true))</li>\n"
        + "<li>c</li>\n</ul>"),
    RendererCase(
      "no task", "- \\[ \\] a\n- [y] b\n- [ ]\n- [ ]c\n- `[ ] d`\n- > [ ] e",
      "<ul>\n<li>[ ] a</li>\n<li>[y] b</li>\n<li>[ ]</li>\n<li>[ ]c</li>\n<li><code>[ ] d</code></li>\n"
        + "<li>\n<blockquote>\n<p>[ ] e</p>\n</blockquote>\n</li>\n</ul>"),
  ]

  static let links: [RendererCase] = [
    RendererCase(
      "links to documents",
      "[a](b.md) [c](../d/E.MD#f) [g](h.md?i=j#k.md) [l](m/README.md) [n](a.md.txt#o.md) [p](q.txt) [r](#s)",
      "<p><a href=\"b.html\">a</a> <a href=\"../d/E.html#f\">c</a> <a href=\"h.html?i=j#k.md\">g</a> "
        + "<a href=\"m/README.html\">l</a> <a href=\"a.md.txt#o.md\">n</a> <a href=\"q.txt\">p</a> "
        + "<a href=\"#s\">r</a></p>"),
    RendererCase(
      "links elsewhere stay", "<https://a.example/b.md> [c](http://d.example/e.md#f) <g@h.example>",
      "<p><a href=\"https://a.example/b.md\">https://a.example/b.md</a> "
        + "<a href=\"http://d.example/e.md#f\">c</a> <a href=\"mailto:g@h.example\">g@h.example</a></p>"),
    RendererCase(
      "unsafe links become text",
      "[a](javascript:alert(1)) [*b*](JaVaScRiPt&colon;x) <javascript:c> [d](data:text/html,x) [e](file:///f) "
        + "![g](data:image/png;base64,aa) [h](vbscript:i)\n\n[j]\n\n[j]: javascript:k",
      "<p>a <em>b</em> javascript:c d e g h</p>\n<p>j</p>"),
    RendererCase(
      "spaces and controls do not hide a scheme",
      "[a](<\u{1}javascript:b>) [c](< javascript:d>) [e](java\\\nscript:f)",
      "<p><a href=\"%01javascript:b\">a</a> c [e](java<br />\nscript:f)</p>"),
  ]

  static let code: [RendererCase] = [
    RendererCase(
      "fenced code", "```sh\necho '<a>' && b \"c\"\n```",
      "<div class=\"code\"><pre tabindex=\"0\"><code class=\"language-sh\">echo &#39;&lt;a&gt;&#39; &amp;&amp; b "
        + "&quot;c&quot;\n</code></pre></div>"),
    RendererCase(
      "hostile info string", "~~~ \"><script>alert(1)</script> x\ny\n~~~",
      "<div class=\"code\"><pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;script&gt;alert(1)"
        + "&lt;/script&gt;\">y\n</code></pre></div>"),
    RendererCase(
      "indented code", "    a\n",
      "<div class=\"code\"><pre tabindex=\"0\"><code>a\n</code></pre></div>"),
  ]

  static let alerts: [RendererCase] = [
    RendererCase(
      "alert", "> [!WARNING]\n> *a*\n>\n> b",
      "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n"
        + "<p><em>a</em></p>\n<p>b</p>\n</div>"),
    RendererCase(
      "alert in lower case, paragraph apart", "> [!note]  \n>\n> a",
      "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n<p>a</p>\n</div>"),
    RendererCase(
      "no alert", "> [!NOTE]\n\n> [!OTHER]\n> a\n\n> \\[!NOTE]\n> b\n\n> [!NOTE] c\n> d",
      "<blockquote>\n<p>[!NOTE]</p>\n</blockquote>\n<blockquote>\n<p>[!OTHER]\na</p>\n</blockquote>\n"
        + "<blockquote>\n<p>[!NOTE]\nb</p>\n</blockquote>\n<blockquote>\n<p>[!NOTE] c\nd</p>\n</blockquote>"),
  ]

  static let rawHTML: [RendererCase] = [
    RendererCase(
      "raw HTML is left out", "<script>alert(1)</script>\n\na <b onclick=x>c</b>",
      "<!-- raw HTML omitted -->\n<p>a <!-- raw HTML omitted -->c<!-- raw HTML omitted --></p>"),
    RendererCase("comments go without a trace", "<!-- a -->\n\nb <!-- c -->d", "<p>b d</p>"),
  ]
}
