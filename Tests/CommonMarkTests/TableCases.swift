extension RendererCase {
  private static func table(_ names: String, _ head: String, _ rows: String...) -> String {
    let body = rows.isEmpty ? "" : "<tbody>\n\(rows.map { "<tr>\n\($0)\n</tr>\n" }.joined())</tbody>\n"
    return """
      <div class="table" role="region" tabindex="0" aria-label="Table: \(names)">
      <table>
      <thead>
      <tr>
      \(head)
      </tr>
      </thead>
      \(body)</table>
      </div>
      """
  }

  private static let head = "<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>"

  static let tables: [RendererCase] = [
    RendererCase(
      "table", "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |",
      table("a, b", head, "<td>1</td>\n<td>2</td>", "<td>3</td>\n<td>4</td>")),
    RendererCase(
      "tables with the same columns", "| a | b |\n|-|-|\n\n| b | a |\n|-|-|\n\n| a | b |\n|-|-|",
      table("a, b", head) + "\n"
        + table("b, a", "<th scope=\"col\">b</th>\n<th scope=\"col\">a</th>") + "\n"
        + table("a, b", head).replacing("Table:", with: "Table 2:")),
    RendererCase(
      "tables with the same columns, one in a paragraph", "| a | b |\n|-|-|\n\nx\n| a | b |\n|-|-|",
      table("a, b", head) + "\n<p>x</p>\n" + table("a, b", head).replacing("Table:", with: "Table 2:")),
    RendererCase("table without rows", "| a | b |\n|-|-|", table("a, b", head)),
    RendererCase(
      "table without outer pipes, rows too short and too long", "a | b\n--- | ---\n1\n2 | 3 | 4",
      table("a, b", head, "<td>1</td>\n<td></td>", "<td>2</td>\n<td>3</td>")),
    RendererCase(
      "alignment", "|a|b|c|\n|:-|:-:|-:|\n|1|2|3|",
      table(
        "a, b, c",
        "<th scope=\"col\" class=\"left\">a</th>\n<th scope=\"col\" class=\"center\">b</th>\n"
          + "<th scope=\"col\" class=\"right\">c</th>",
        "<td class=\"left\">1</td>\n<td class=\"center\">2</td>\n<td class=\"right\">3</td>")),
    RendererCase(
      "escaped pipes, also in code", "| a \\| | b |\n|-|-|\n| `x \\| y` | \\\\| |\n| \\*z\\* | **p \\| q** |",
      table(
        "a |, b", "<th scope=\"col\">a |</th>\n<th scope=\"col\">b</th>",
        "<td><code>x | y</code></td>\n<td>|</td>", "<td>*z*</td>\n<td><strong>p | q</strong></td>")),
    RendererCase(
      "only inlines in cells", "| # a | - b |\n|-|-|\n| > 1 | 2. |\n| ``` | # |\n| x # | |",
      table(
        "# a, - b", "<th scope=\"col\"># a</th>\n<th scope=\"col\">- b</th>",
        "<td>&gt; 1</td>\n<td>2.</td>", "<td>```</td>\n<td>#</td>", "<td>x #</td>\n<td></td>")),
    RendererCase(
      "links and references in cells", "| a | b |\n|-|-|\n| [c](d.md) | [e] |\n\n[e]: f.md#g",
      table(
        "a, b", head, "<td><a href=\"d.html\">c</a></td>\n<td><a href=\"f.html#g\">e</a></td>")),
    RendererCase(
      "an empty header cell is no header", "| | b |\n|-|-|\n| <x> | `<y>` |",
      table(
        "b", "<td></td>\n<th scope=\"col\">b</th>",
        "<td><!-- raw HTML omitted --></td>\n<td><code>&lt;y&gt;</code></td>")),
    RendererCase(
      "a table ends at a blank line or another block",
      "| a | b |\n|-|-|\n| 1 | 2 |\n> c\n\n| a | b |\n|-|-|\n\nd",
      table("a, b", head, "<td>1</td>\n<td>2</td>") + "\n<blockquote>\n<p>c</p>\n</blockquote>\n"
        + table("a, b", head).replacing("Table:", with: "Table 2:") + "\n<p>d</p>"),
    RendererCase(
      "a table after lines of a paragraph", "x\ny\n| a | b |\n|-|-|\n| 1 | 2 |",
      "<p>x\ny</p>\n" + table("a, b", head, "<td>1</td>\n<td>2</td>")),
    RendererCase(
      "a table in a list in a quote", "> 1. | a | b |\n>    |-|-|\n>    | 1 | 2 |\n>\n> z",
      "<blockquote>\n<ol>\n<li>\n" + table("a, b", head, "<td>1</td>\n<td>2</td>")
        + "\n</li>\n</ol>\n<p>z</p>\n</blockquote>"),
    RendererCase(
      "a table in a quote in a list", "- x\n  > | a | b |\n  > |-|-|\n  > | 1 | 2 |\n| 3 | 4 |",
      "<ul>\n<li>x\n<blockquote>\n" + table("a, b", head, "<td>1</td>\n<td>2</td>")
        + "\n</blockquote>\n</li>\n</ul>\n<p>| 3 | 4 |</p>"),
    RendererCase(
      "a line that only continues a paragraph is no row", "- | a | b |\n|-|-|\n\n> | a | b |\n|-|-|",
      "<ul>\n<li>| a | b |\n|-|-|</li>\n</ul>\n<blockquote>\n<p>| a | b |\n|-|-|</p>\n</blockquote>"),
    RendererCase(
      "a table in an alert", "> [!TIP]\n> | a | b |\n> |-|-|\n> | 1 | 2 |",
      "<div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">Tip</p>\n"
        + table("a, b", head, "<td>1</td>\n<td>2</td>") + "\n</div>"),
    RendererCase(
      "no table: columns differ, escaped, in code",
      "| a | b |\n|-|\n\n\\| a |\n\\|-|\n\n```\n| a |\n|-|\n```",
      "<p>| a | b |\n|-|</p>\n<p>| a |\n|-|</p>\n"
        + "<div class=\"code\"><pre tabindex=\"0\"><code>| a |\n|-|\n</code></pre></div>"),
    RendererCase(
      "Windows line ends", "| a | b |\r\n|-|-|\r\n| 1 | 2 |\r\n\r\nc\r\n",
      table("a, b", head, "<td>1</td>\n<td>2</td>") + "\n<p>c</p>"),
    RendererCase(
      "text in the name of a table stays text", "| \"><b> | &amp; `<` |\n|-|-|",
      table(
        "&quot;&gt;, &amp; &lt;",
        "<th scope=\"col\">&quot;&gt;<!-- raw HTML omitted --></th>\n<th scope=\"col\">&amp; <code>&lt;</code></th>"
      )),
  ]
}
