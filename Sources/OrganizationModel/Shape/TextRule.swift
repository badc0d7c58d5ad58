/// What a text at one place must look like: GitHub's own rules for names, and the forms of days and durations.
package struct TextRule: Sendable {
  /// The id of the diagnostic about a text that breaks it.
  package let problem: String
  /// What is expected, with its article: `a repository name`.
  package let expectation: String
  /// The rule in words, for the help.
  package let words: String?
  /// The rule as an ECMA 262 regular expression, for the JSON Schema; nil for any text.
  package let pattern: String?
  /// A `format` of the JSON Schema that says more than the pattern can.
  package let format: String?
  /// Whether YAML's numbers and booleans are meant as text here, as in the login `249043822`.
  package let takesNumbers: Bool
  /// Whether the UTF-8 of a text keeps the rule.
  package let accepts: @Sendable (ArraySlice<UInt8>) -> Bool

  package init(
    _ problem: String, _ expectation: String, words: String? = nil, pattern: String? = nil,
    format: String? = nil,
    takesNumbers: Bool = true, accepts: @escaping @Sendable (ArraySlice<UInt8>) -> Bool
  ) {
    self.problem = problem
    self.expectation = expectation
    self.words = words
    self.pattern = pattern
    self.format = format
    self.takesNumbers = takesNumbers
    self.accepts = accepts
  }

  /// A name of so many bytes of one alphabet.
  private static func name(
    _ expectation: String, words: String, pattern: String,
    accepts: @escaping @Sendable (ArraySlice<UInt8>) -> Bool
  ) -> TextRule {
    TextRule("bad-name", expectation, words: words, pattern: pattern, accepts: accepts)
  }
}

// MARK: - Names (each says in `expectation` what it is, and in `words` which rule of GitHub it holds)

extension TextRule {
  package static let free = TextRule("bad-text", "a text") { _ in true }

  package static let organization = name(
    "an organization name", words: "letters, digits and single hyphens, at most 39",
    pattern: "^(?=.{1,39}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", accepts: Names.isOrganization)

  /// Old accounts may hold two hyphens in a row; those of managed users end in `_` and a short code; those of Apps in `[bot]`.
  package static let login = name(
    "a login", words: "letters, digits and hyphens, at most 39",
    pattern: #"^(?=[^\[]{1,39}(\[|$))[A-Za-z0-9][A-Za-z0-9-]*(_[A-Za-z0-9]+)?(\[bot\])?$"#,
    accepts: Names.isLogin)

  package static let team = name(
    "a team", words: "the team's slug: letters, digits, `-`, `_` and `.`", pattern: "^[A-Za-z0-9._-]{1,100}$",
    accepts: { Names.are($0, atMost: 100, Names.isNameByte) })

  package static let teamOrLogin = name(
    "a team or login", words: "a key of `teams`, `people` or `machine_users`",
    pattern: #"^[A-Za-z0-9._-]{1,100}(\[bot\])?$"#,
    accepts: { Names.are(Names.withoutBot($0), atMost: 100, Names.isNameByte) })

  package static let app = name(
    "an App", words: "the App's slug: letters, digits and hyphens", pattern: "^[A-Za-z0-9_-]{1,100}$",
    accepts: { Names.are($0, atMost: 100) { Names.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F } })

  package static let repository = name(
    "a repository name", words: "letters, digits, `.`, `_` and `-`, at most 100",
    pattern: #"^(?!\.\.?$)[A-Za-z0-9._-]{1,100}$"#, accepts: Names.isRepository)

  package static let repositoryReference = name(
    "a repository", words: "a key of `repositories`, or `owner/name` of another organization",
    pattern: #"^([A-Za-z0-9]+(-[A-Za-z0-9]+)*/)?(?!\.\.?$)[A-Za-z0-9._-]{1,100}$"#,
    accepts: Names.isRepositoryReference)

  package static let package = name(
    "a package name",
    words: "letters, digits, `.`, `_`, `-` and `/`, at most 255; an npm package may start with `@`",
    pattern: "^(?=.{1,255}$)@?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$", accepts: Names.isPackage)

  /// A workflow, a consumer or a credential: ours to name, but part of ids and addresses.
  package static let key = name(
    "a name", words: "letters, digits, `.`, `_` and `-`, at most 100", pattern: "^[A-Za-z0-9._-]{1,100}$",
    accepts: { Names.are($0, atMost: 100, Names.isNameByte) })

  package static let environment = name(
    "an environment", words: "at most 255 characters on one line",
    pattern: #"^[^\u0000-\u001f\u007f]{1,255}$"#,
    accepts: { Names.are($0, atMost: 1020) { $0 >= 0x20 && $0 != 0x7F } && Names.count($0) <= 255 })

  /// Of the rules of `git check-ref-format` those that keep a name on one line and in one word, and no backtick.
  package static let branch = name(
    "a branch",
    words: "at most 255 characters, no blanks or backticks, and none of `~^:?*[\\`",
    pattern: #"^[^\u0000-\u0020\u007f~^:?*\[\\`]{1,255}$"#, accepts: Names.isBranch)

  package static let bypasser = name(
    "`deploy_keys`, an App, an account or a team",
    words: "a key of `apps`, `people`, `machine_users` or `teams`",
    pattern: teamOrLogin.pattern ?? "", accepts: teamOrLogin.accepts)

  /// S-05, S-06.
  package static let secret = name(
    "a secret name", words: "letters, digits and `_`, no digit first, and not `GITHUB_` at the start",
    pattern: "^(?![Gg][Ii][Tt][Hh][Uu][Bb]_)[A-Za-z_][A-Za-z0-9_]{0,999}$", accepts: Names.isSecret)

  package static let service = name(
    "a service", words: "lower-case letters, digits and single hyphens", pattern: fact.pattern ?? "",
    accepts: fact.accepts)

  package static let serviceTarget = name(
    "a target such as `@acme/ui`",
    words: "letters, digits and any of `@._/:+~=-`, at most 255",
    pattern: "^[A-Za-z0-9@._/:+~=-]{1,255}$",
    accepts: { Names.are($0, atMost: 255) { Names.isAlphanumeric($0) || "@._/:+~=-".utf8.contains($0) } })

  /// An account of a service, which has rules of its own.
  package static let serviceAccount = name(
    "an account", words: "at most 255 characters, no blanks or backticks",
    pattern: #"^[^\u0000-\u0020\u007f`]{1,255}$"#,
    accepts: {
      Names.are($0, atMost: 1020) { $0 > 0x20 && $0 != 0x7F && $0 != 0x60 } && Names.count($0) <= 255
    })

  /// A question of a service's record; which there are, the record says.
  package static let answer = name(
    "a question such as `takes_job_identity`", words: "lower-case letters and `_`",
    pattern: "^[a-z_]{1,100}$",
    accepts: { Names.are($0, atMost: 100) { (0x61...0x7A).contains($0) || $0 == 0x5F } })

  /// An option of a service's record; which there are, the record says.
  package static let option = name(
    "an option such as `trusted-publishing`", words: "lower-case letters, digits, `-` and `_`",
    pattern: "^[a-z0-9_-]{1,100}$",
    accepts: { Names.are($0, atMost: 100) { Names.isLowerOrDigit($0) || $0 == 0x2D || $0 == 0x5F } })

  package static let calledWorkflow = name(
    "a called workflow",
    words: "`repository/workflow`, or `owner/name/.github/workflows/FILE.yml` of another organization",
    pattern: #"^[^\u0000-\u0020\u007f`]{1,255}$"#, accepts: serviceAccount.accepts)

  package static let automation = name(
    "a consumer or `repository/workflow`", words: "`repository/workflow` or a key of `consumers`",
    pattern: "^[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100})?$", accepts: Names.isAutomation)

  package static let access = name(
    "an access id such as `prod#pull-package-web`", words: "run `tokenbook decide` to see the ids",
    pattern: #"^[^#\s]{1,1000}#[^#\s]{1,1000}$"#, accepts: Names.isAccess)

  package static let fact = name(
    "a fact id", words: "lower-case letters, digits and hyphens",
    pattern: "^(?=.{1,200}$)[a-z0-9]+(-[a-z0-9]+)*$",
    accepts: {
      Names.are($0, atMost: 200) { Names.isLowerOrDigit($0) || $0 == 0x2D } && Names.hyphensAreSingle($0)
    })

  package static let check = name(
    "the id of a check such as `secrets-inherit`", words: "lower-case letters, digits and hyphens",
    pattern: fact.pattern ?? "", accepts: fact.accepts)

  package static let repositoryOrWorkflow = name(
    "a repository or `repository/workflow`", words: "a key of `repositories`, or `repository/workflow`",
    pattern: automation.pattern ?? "", accepts: Names.isAutomation)

  package static let event = name(
    "an event such as `push`", words: "lower-case letters and `_`", pattern: "^[a-z][a-z_]{0,99}$",
    accepts: { Names.are($0, atMost: 100) { (0x61...0x7A).contains($0) || $0 == 0x5F } && $0.first != 0x5F })

  package static let scope = name(
    "a scope such as `read:packages`", words: "lower-case letters, `_` and `:`",
    pattern: "^[a-z][a-z_:]{0,99}$",
    accepts: {
      Names.are($0, atMost: 100) { (0x61...0x7A).contains($0) || $0 == 0x5F || $0 == 0x3A }
        && $0.first.map { $0 >= 0x61 } == true
    })

  package static let permission = name(
    "a permission in API spelling such as `pull_requests`", words: "lower-case letters and `_`",
    pattern: "^[a-z][a-z_]{0,99}$",
    accepts: { Names.are($0, atMost: 100) { (0x61...0x7A).contains($0) || $0 == 0x5F } && $0.first != 0x5F })

  package static let endpoint = TextRule(
    "bad-endpoint", "an endpoint such as `GET /repos/{owner}/{repo}/dependabot/alerts`",
    words: "a method in upper case, a space and the path, as GitHub's REST reference writes it",
    pattern: #"^(DELETE|GET|PATCH|POST|PUT) /[!-~]+$"#, takesNumbers: false, accepts: Names.isEndpoint)

  package static let host = name(
    "a host name", words: "such as `github.acme.example`, without `https://`",
    pattern: #"^[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$"#, accepts: Names.isHost)

  package static let email = name(
    "an address such as `ada@acme.example`", words: "one `@`, no spaces",
    pattern: #"^[^@\s]{1,320}@[^@\s]{1,320}$"#,
    accepts: Names.isEmail)

  package static let workflowPath = name(
    "a path such as `.github/workflows/ci.yml`", words: "a `.yml` or `.yaml` file in `.github/workflows/`",
    pattern: #"^\.github/workflows/[^/\u0000-\u001f]+\.ya?ml$"#, accepts: Names.isWorkflowPath)

  package static let includePath = name(
    "a path of a file in this folder or below", words: "such as `people.yaml` or `repositories/*.yaml`",
    pattern: #"^[^/\s].*$"#, accepts: { $0.first.map { $0 > 0x20 && $0 != 0x2F } == true })
}

// MARK: - Other forms

extension TextRule {
  package static let formatVersion = TextRule(
    "unsupported-version", "`1`", words: "this program supports version 1 of the format", pattern: "^1$",
    accepts: { $0.elementsEqual("1".utf8) })

  package static let serverVersion = TextRule(
    "bad-version", "a version such as `\"3.20\"`", pattern: #"^[0-9]{1,4}\.[0-9]{1,4}$"#,
    accepts: { ServerVersion(bytes: $0) != nil })

  package static let day = TextRule(
    "no-such-day", "a day such as `2026-11-22`", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", format: "date",
    takesNumbers: false, accepts: { Day(String(decoding: $0, as: UTF8.self)) != nil })

  /// With the lengths of the months, for JSON Schema has a format for a day alone; only leap years are left to the reader.
  package static let dayOrNever = TextRule(
    "no-such-day", "a day such as `2026-11-22`, or `never`",
    pattern: "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
      + "|02-(0[1-9]|[12][0-9]))|never)$",
    takesNumbers: false,
    accepts: { $0.elementsEqual("never".utf8) || Day(String(decoding: $0, as: UTF8.self)) != nil })

  package static let days = TextRule(
    "not-a-duration", "days such as `90d`", pattern: "^[1-9][0-9]{0,4}d$", takesNumbers: false,
    accepts: { Days(bytes: $0) != nil })

  package static let need = TextRule(
    "bad-need", "a need such as `publish package web`", pattern: NeedParser.pattern, takesNumbers: false,
    accepts: { NeedParser.accepts($0) })
}
