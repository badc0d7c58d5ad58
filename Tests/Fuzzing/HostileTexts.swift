/// Texts that some reader gives a meaning, one kind beside the other.
package enum HostileTexts {
  /// Scalars that join a neighbour to one character of Swift, or that end lines, hide or turn text for some reader.
  package static let joiners = [
    "\u{301}", "\u{20DD}", "\u{FE0F}", "\u{200D}", "\u{600}", "\u{6DD}", "\u{110BD}", "\u{1F3FB}",
    "\u{E0061}", "\u{903}",
  ]

  package static let lineEnds = ["\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"]

  package static let invisibles = [
    "\u{200B}", "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{AD}", "\u{9B}31m", "\u{E000}", "\u{E001}",
  ]

  /// What ends a quote, a cell, a span, a command or a tag.
  package static let marks = [
    "'", "\"", "`", "|", "<", ">", "&", ";", "$(id)", "\\", ",", "%", ":", "::", "=", "+", "-", "@", "#", "[",
    "]", "(", ")",
    "{{x}}", "!", "*", "_", "~",
  ]

  /// Attacks that once worked, or that would where one function escaped too little.
  package static let payloads = [
    "a'\u{301};id;'\u{301}", "q\"\u{301},=1+1",
    "`\u{301} [go](https://evil.example) ![p](https:e.png) `\u{301}",
    "\u{600}`<img src=https://evil.example/q.png>\u{600}`", "x\u{600}<img src=y onerror=alert(1)>",
    "v\r\n::stop-commands::x", "v\r::error title=x::y", "a|\u{301}b", "c\u{600}|d", "\u{600}=1+1",
    "=cmd|' /C calc'!A0",
    "</code></pre><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)",
    "](javascript:alert)", "[x](javascript:alert(1))", "a\u{202E}b", "```\u{301}\nend", "~~~\n# x",
    "---\nkey: v",
  ]

  /// Every mark before and behind every joiner, every payload, and a few thousand mixtures; the same every time.
  package static let all: [String] = {
    var texts = payloads + invisibles + lineEnds + marks
    for mark in marks {
      for joiner in joiners {
        texts += [mark + joiner, joiner + mark, "a" + mark + joiner + "b" + mark + joiner]
      }
    }
    let pieces = payloads + invisibles + lineEnds + marks + joiners + ["a", " ", "  ", "ä", "😀"]
    var random = SplitMix(seed: 2_026_1130)
    for _ in 0..<2_000 {
      texts.append(
        (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
          .joined())
    }
    return texts
  }()
}
