import Testing

@testable import SourceText

/// Tokens are put together here so that no scanner takes this file for a leak.
private let letters36 = "abcDEF123456789012345678901234567890"

@Suite struct TokenShapeTests {
  @Test(arguments: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"])
  func masksThePrefixedKinds(prefix: String) {
    #expect(TokenShape.mask("a \(prefix)\(letters36) b") == "a \(prefix)…(masked) b")
    #expect(TokenShape.mask("\(prefix)\(letters36)") == "\(prefix)…(masked)")
    #expect(
      TokenShape.mask("x=\(prefix)\(letters36.prefix(20)).") == "x=\(prefix)…(masked).".masked(for: prefix))
  }

  @Test func masksFineGrainedTokens() {
    let token = "github_pat_11ABCDEFG0abcdefghijkl_" + String(repeating: "Z9", count: 29) + "q"
    #expect(TokenShape.mask("(\(token))") == "(github_pat_…(masked))")
  }

  @Test func masksLongInstallationTokens() {
    let segment = String(repeating: "eyJ-Abc_123", count: 14)
    let token = "ghs_1234567_\(segment).\(segment).\(segment)"
    #expect(token.utf8.count > 450)
    #expect(TokenShape.mask("is \(token), so") == "is ghs_…(masked), so")
  }

  @Test func masksPrivateKeys() {
    let key = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA " + "PRIVATE KEY-----"
    #expect(
      TokenShape.mask("k: |\n\(key)\nnext: 1") == "k: |\n-----BEGIN … PRIVATE KEY-----…(masked)\nnext: 1")
    let cut = "-----BEGIN OPENSSH " + "PRIVATE KEY-----\n  b3Bl\n"
    #expect(!TokenShape.mask(cut).contains("b3Bl"))
  }

  @Test(arguments: [
    "&#103;hp&#95;", "&#x67;hp_", "ghp&lowbar;", #"\u0067hp_"#, #"\x67hp_"#, "%67hp_", #"gh\U00000070_"#,
    #"\u{67}hp_"#,
  ])
  func masksEscapedTokens(prefix: String) {
    let masked = TokenShape.mask("a \(prefix)\(letters36) b")
    #expect(masked == "a ghp_…(masked) b")
  }

  @Test func masksATokenWhoseEveryLetterIsAnEntity() {
    let text = "ghp_\(letters36)".utf8.map { "&#\($0);" }.joined()
    #expect(TokenShape.mask("see \(text)!") == "see ghp_…(masked)!")
  }

  /// As a shell and YAML in double quotes put the lines together.
  @Test(arguments: ["\\\n", "\\\n    ", "\\\r\n\t"]) func masksTokensOverSeveralLines(_ end: String) {
    let text = "a \"ghp_\(letters36.prefix(12))\(end)\(letters36.dropFirst(12))\" b"
    #expect(TokenShape.mask(text) == "a \"ghp_…(masked)\" b")
    #expect(TokenShape.mask("make \(end)all") == "make \(end)all")
  }

  @Test(arguments: [
    "tokens begin with `ghp_`, `gho_` or `github_pat_`",
    "ghs_installation_token_rotation_runbook_for_everyone",
    "laughs_and_more_than_twenty_letters_follow_here", "github_pat_for_the_release_workflow", "ghp_short",
    "-----BEGIN CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----", "100% & more \\n", "",
  ])
  func leavesPlainWordsAlone(text: String) {
    #expect(TokenShape.mask(text) == text)
  }

  @Test func maskingTwiceChangesNothing() {
    let once = TokenShape.mask("ghp_\(letters36) -----BEGIN " + "PRIVATE KEY-----\nabc")
    #expect(TokenShape.mask(once) == once)
  }
}

extension String {
  /// An installation token may end in a dot, so the dot after it goes with it.
  fileprivate func masked(for prefix: String) -> String {
    prefix == "ghs_" ? String(dropLast()) : self
  }
}

/// Tokens of other services, made of their patterns so that no scanner takes this file for a leak.
@Suite struct ServiceTokenTests {
  /// A text that a pattern matches: of each set the last byte that it has, as often as it must.
  private static func example(_ pattern: String) -> String {
    var (text, set, literal) = ("", "", [Character](pattern))
    literal.reverse()
    while let next = literal.popLast() {
      switch next {
      case "(":
        literal.removeLast(2)
        // The first of the alternatives; a nested group only stands in later ones.
        var depth = 1
        var inner: [Character] = []
        while depth > 0, let part = literal.popLast() {
          if part == "(" { depth += 1 }
          if part == ")" { depth -= 1 }
          if depth > 0 { inner.append(part) }
        }
        let first = firstAlternative(String(inner))
        set = example(first)
        text += set
      case "[":
        var members: [Character] = []
        while let part = literal.popLast(), part != "]" { members.append(part) }
        set = String(members.first ?? "a")
        text += set
      case "{":
        var count = ""
        while let part = literal.popLast(), part != "}" { count.append(part) }
        let least = Int(count.split(separator: ",").first ?? "") ?? 1
        if least == 0 { text.removeLast(set.count) } else { text += String(repeating: set, count: least - 1) }
      case "?": text.removeLast(set.count)
      case "+": break
      case "\\":
        set = String(literal.popLast() ?? " ")
        text += set
      default:
        set = String(next)
        text += set
      }
    }
    return text
  }

  private static func firstAlternative(_ text: String) -> String {
    var (depth, first) = (0, "")
    for part in text {
      if part == "(" { depth += 1 }
      if part == ")" { depth -= 1 }
      if part == "|", depth == 0 { break }
      first.append(part)
    }
    return first
  }

  @Test func everyPatternIsRead() {
    #expect(ServiceTokens.shapes.count == ServiceTokenRecord.all.count)
  }

  @Test(arguments: ServiceTokenRecord.all.map(\.pattern)) func isMasked(_ pattern: String) {
    let token = Self.example(pattern)
    for text in ["a \(token) b", token, "k: \"\(token)\"", "x=\(token)\n"] {
      let masked = TokenShape.mask(text)
      #expect(!masked.contains(token) && masked.contains("…(masked)"), "\(masked)")
    }
  }

  /// One letter less than the shape has.
  @Test(arguments: ServiceTokenRecord.all.map(\.pattern)) func aShorterTextIsNone(_ pattern: String) throws {
    let parsed = try #require(TokenPattern(pattern))
    for cut in [String(Self.example(pattern).dropLast()), String(Self.example(pattern).prefix(12))] {
      #expect(!Self.matches(parsed, cut), "\(cut)")
    }
  }

  /// A letter that the shape does not have, in its middle.
  @Test(arguments: ServiceTokenRecord.all.map(\.pattern)) func anotherLetterMakesItNone(_ pattern: String)
    throws
  {
    let parsed = try #require(TokenPattern(pattern))
    var text = Array(Self.example(pattern))
    text[text.count - 10] = "*"
    #expect(!Self.matches(parsed, String(text)))
    #expect(Self.matches(parsed, Self.example(pattern)))
  }

  private static func matches(_ pattern: TokenPattern, _ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      bytes.indices.contains { place in
        place + pattern.anchor.count <= bytes.count
          && bytes[place..<place + pattern.anchor.count].elementsEqual(pattern.anchor)
          && pattern.match(bytes, anchorAt: place) != nil
      }
    }
  }

  @Test func everyShapeHasASourceAndADay() {
    for record in ServiceTokenRecord.all {
      #expect(
        record.source.address.wholeMatch(of: /https:\/\/[a-z.-]+\/\S+[^\/#\s]/) != nil, "\(record.service)")
      #expect(record.looked.wholeMatch(of: /20\d\d-\d\d-\d\d/) != nil, "\(record.service)")
    }
    #expect(Set(ServiceTokenRecord.all.map(\.pattern)).count == ServiceTokenRecord.all.count)
  }

  /// Routable tokens of GitLab have no fixed length.
  @Test func masksRoutableTokens() {
    let token = "glpat-" + String(repeating: "aB3-_", count: 8) + ".01.0w1abcdef"
    #expect(TokenShape.mask("a \(token) b") == "a glpat-…(masked) b")
  }

  @Test func thePasswordOfAnAddressIsMasked() {
    #expect(TokenShape.mask("https://bot:s3cr3tvalue@host/x") == "https://bot:password …(masked)@host/x")
    for text in [
      "https://user:password@host", "https://x:${TOKEN}@host", "https://host:8080/a@b", "https://a@b",
      "https://$U:$P@h",
      "http://localhost:12345678 a@b",
    ] {
      #expect(TokenShape.mask(text) == text)
    }
  }

  @Test(arguments: [
    "the npm_config_registry variable", "sk-learn and sq_a", "AKIA is what they begin with", "do_v1_", "eyJ",
    "API-KEY",
    "docker pull ghcr.io/acme/web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "uses: actions/checkout@9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0", "pul-request", "gl-pages", "hf_hub",
  ])
  func wordsAreNone(_ text: String) {
    #expect(TokenShape.mask(text) == text)
  }
}
