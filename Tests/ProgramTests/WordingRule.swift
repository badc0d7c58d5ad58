import Foundation

/// A wording that isn't idiomatic English, and the advice what to write instead.
struct WordingRule: Sendable {
  /// A regular expression over one sentence, without regard to case.
  let pattern: String
  /// What to write instead.
  let advice: String
  /// A sentence that the pattern finds.
  let sample: String

  private init(_ pattern: String, _ advice: String, in sample: String) {
    (self.pattern, self.advice, self.sample) = (pattern, advice, sample)
  }

  /// Finds the wording of one rule.
  struct Finder {
    let rule: WordingRule
    fileprivate let expression: NSRegularExpression

    /// The first place in a sentence, as text.
    func match(in sentence: String) -> String? {
      let whole = NSRange(sentence.startIndex..., in: sentence)
      guard let match = expression.firstMatch(in: sentence, range: whole) else { return nil }
      return Range(match.range, in: sentence).map { String(sentence[$0]) }
    }
  }

  func finder() throws -> Finder {
    Finder(rule: self, expression: try NSRegularExpression(pattern: pattern, options: .caseInsensitive))
  }
}

extension WordingRule {
  static let all = words + constructions + terms

  /// Old or literal words.
  private static let words = [
    WordingRule(#"\bmend(?:s|ed|ing)?\b"#, "fix", in: "Once it is mended, the pages reload."),
    WordingRule(#"\banew\b"#, "again, or create a new one", in: "The book is made anew."),
    WordingRule(#"\bof today\b"#, "existing, current", in: "Credentials of today that move"),
    WordingRule(#"\bstands?\b"#, "is, is listed, appears", in: "It stands at the top of every page."),
    WordingRule(
      #"\bwhoever\b|\bwhosoever\b"#, "anyone who, or the role", in: "Whoever reads it may hold it."),
    WordingRule(#"\bwhatever\b"#, "any, everything that, even if", in: "It exits with 0 whatever is found."),
    WordingRule(
      #"\b(?:somebody|everybody|anybody)\b"#, "someone, everyone, anyone", in: "Somebody changed a file."),
    WordingRule(
      #"\b(?:die|dies|dying|dead|alive)\b"#, "stops working, is no longer valid",
      in: "The token dies with the account."),
    WordingRule(#"\bhangs? on\b"#, "depends on", in: "An outcome hangs on it."),
    WordingRule(#"\brests? on\b"#, "is based on", in: "A decision rests on facts."),
    WordingRule(
      #"\b(?:apart(?! from)|likewise|besides)\b"#, "except, also", in: "GITHUB_TOKEN apart."),
    WordingRule(#"\bfor ever\b|\bwins over\b"#, "permanently, overrides", in: "`--as-of` wins over `as_of`."),
    WordingRule(#"\bfalse alarms?\b"#, "false positive", in: "It says when it is a false alarm."),
    WordingRule(
      #"\b(?:colour|behaviour|organis|recognis|authoris)\w*"#, "color, behavior, organization",
      in: "It turns colours off."),
    WordingRule(
      #"\b(?:we|our|ours)\b"#, "Tokenbook, the command, you", in: "A finding of ours is there too."),
  ]

  /// Constructions of another language.
  private static let constructions = [
    WordingRule(
      #"(?:^|\*\* )(?:What|Who) (?!.*\?)[a-z].* "#
        + #"(?:is|are|has|have|goes|does|needs|uses|reads|comes|stays|lacks|cannot)\b"#,
      "the noun", in: "What nothing uses is rotated for nothing."),
    WordingRule(
      #"\bwhose an?\b"#, "the owner and name of the repository", in: "Whose a checkout is says its remote."),
    WordingRule(
      #"\b(?:is|are|was|were) (?:not |only |never )*(?:told|said)\b"#, "is reported, isn't set",
      in: "Its visibility is not said."),
    WordingRule(#"\b(?:tells?|told) of\b"#, "reports", in: "zizmor tells of every checkout."),
    WordingRule(
      #"\bgoes\b(?! (?:to|on|back|with|into)\b)"#, "is removed, is revoked", in: "Then the old one goes."),
    WordingRule(
      #"\btak(?:e|es|en|ing) [^.;:|]{0,60}?\b(?:out|away)\b"#, "remove", in: "Then take the `x-` keys out."),
    WordingRule(#"\bput (?:it|them|this|¤) out\b"#, "remove from", in: "Put it out of the organization."),
    WordingRule(
      #"nothing (?:that is )?permitted"#, "no permitted credential", in: "Nothing permitted works."),
    WordingRule(
      #"\bnothing\b.*\bnothing\b"#, "the positive statement", in: "Store nothing where nothing is needed."),
    WordingRule(
      #"(?<!there )\b(?:is|are) no (?!longer|more than|other|different|such|one)[a-z]+"#, "isn't a, aren't",
      in: "A runner by itself is no finding."),
    WordingRule(
      #"^\W*To be [a-z]+ed\b|: to be [a-z]+ed\b|^To [a-z]+:?$"#, "a noun phrase, such as Needs attention",
      in: "To be looked at:"),
    WordingRule(
      #"\b(?:is|are) to (?:be )?[a-z]+"#, "should, must, will", in: "A cluster that is to pull it."),
    WordingRule(
      #", for (?:(?:it|they|he|she|nobody|nothing|that|this|only)\b|¤)"#, "because",
      in: "Ask, for nobody can see it."),
    WordingRule(#"[,;] else\b"#, "otherwise, or else", in: "It is the environment, else the repository."),
    WordingRule(
      #": [a-z¤].*: [a-z¤]"#, "two sentences", in: "If not: no mail arrives: the alias is wrong."),
    WordingRule(
      #"\bhold(?:s|ing)? (?:\w+ )*against\b"#, "compares with, checks against",
      in: "It holds your workflow files against the description."),
    WordingRule(
      #"\btakes? (?:no|only|nothing|what|them|none)\b"#, "accepts, requires",
      in: "Packages takes only classic PATs."),
    WordingRule(#"\[(?:why|there|here|its page)\]"#, "the name of the target", in: "The reason is [here]."),
  ]

  /// One word for one thing.
  private static let terms = [
    WordingRule(
      #"nobody's person"#, "an account for automation", in: "An account that is nobody's person."),
    WordingRule(#"\bmint(?:s|ed|ing)?\b"#, "create", in: "Each credential to mint."),
    WordingRule(#"\bstr(?:uck|ikes?)\b"#, "ruled out, rules out", in: "A strike always takes precedence."),
    WordingRule(
      #"\bserves?\b(?! (?:static|the|every|public|files|a page|nobody))"#, "works", in: "It serves."),
    WordingRule(#"\bunlocks?\b"#, "makes possible, would allow", in: "The change that would unlock it."),
    WordingRule(#"\b(?:no )?way back\b"#, "You can't undo this", in: "There is no way back."),
    WordingRule(#"\bUI only\b"#, "Browser only", in: "Steps that are UI only."),
    WordingRule(#"\*\*Mind\*\*|\bMind the\b"#, "Warning, Check", in: "Mind the second account."),
    WordingRule(
      #"\bstrangers?\b"#, "an outside contributor, untrusted code", in: "A stranger can start the job."),
    WordingRule(
      #"\bDoes not hold\b|\*\*Holds\*\*"#, "a dated sentence, such as True since", in: "Does not hold."),
  ]
}
