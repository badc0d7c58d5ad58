import Templates
import Guidance
import OrganizationModel

/// How a planned credential is made; it ends in the terminal, as `$TOKEN` or in `$KEY_DIR`.
extension RunbookPlan {
  var mintSteps: [RunbookStep] {
    switch plan.kind {
    case .classicPAT, .personalPAT: classicSteps
    case .fineGrainedPAT: fineGrainedSteps
    case .deployKey: deployKeySteps
    case .personalSSHKey:
      [signIn, RunbookStep("deploy-key-generate", tools: [.ssh]), RunbookStep("personal-key-add")]
    case .githubApp: appSteps
    case .anonymous, .githubToken, .brokerToken: []
    }
  }

  private var signIn: RunbookStep { RunbookStep("sign-in-as-holder") }
  private var readToken: RunbookStep { RunbookStep("read-token") }

  private var classicSteps: [RunbookStep] {
    let form = RunbookStep("mint-classic-form", ["form_link": classicFormLink])
    return [signIn, form, readToken] + (needsSSO ? [RunbookStep("authorize-sso")] : [])
  }

  private var fineGrainedSteps: [RunbookStep] {
    let form = RunbookStep(
      "mint-fine-grained-form", ["form_link": fineGrainedFormLink])
    return [signIn, form, readToken] + (needsApproval ? [RunbookStep("approve-fine-grained")] : [])
  }

  private var deployKeySteps: [RunbookStep] {
    let repository = keyRepository.map(ground.fullName) ?? ""
    return [
      RunbookStep("deploy-key-generate", tools: [.ssh]),
      RunbookStep(
        "deploy-key-add", tools: [.gh],
        ["repository_word": Shell.word(repository), "title_word": Shell.word(label)]),
    ]
  }

  private var appSteps: [RunbookStep] {
    let isProposed = ground.book.accounts.accounts[plan.holder ?? ""]?.isProposed ?? false
    let manifest = AppManifest(plan.holder ?? "", in: ground.book)
    let values: TemplateContext = [
      "register_link": manifest.formLink, "manifest": manifest.text,
      "permissions": PermissionLabel.rows(manifest.permissions),
    ]
    let register =
      isProposed
      ? [RunbookStep("app-register", values), RunbookStep("app-manifest", tools: [.gh], values)] : []
    return register + [RunbookStep("app-install"), RunbookStep("app-private-key", tools: [.openssl])]
  }

  // MARK: Prefilled forms

  /// U-01. The parameters are no documented interface (C-12), so the step also says what to fill in by hand.
  private var classicFormLink: String {
    "\(ground.hosts.web)/settings/tokens/new?scopes=\(plan.scopes.sorted().map(URLText.query).joined(separator: ","))"
      + "&description=\(URLText.query(label))"
  }

  /// U-02, U-03.
  private var fineGrainedFormLink: String {
    let rights = plan.permissions.sorted { $0.key < $1.key }.map { "&\($0.key)=\($0.value.rawValue)" }
      .joined()
    return "\(ground.hosts.web)/settings/personal-access-tokens/new?name=\(URLText.query(tokenName))"
      + "&target_name=\(URLText.query(plan.targetOwner.text))&expires_in=\(plan.expiresInDays.map(String.init) ?? "none")"
      + rights
  }
}

/// Text for a URL.
enum URLText {
  /// Percent-encoded for one value of a query or one segment of a path; `:` stays, for it reads better and may.
  static func query(_ text: String) -> String {
    String(decoding: text.utf8.flatMap(encoded), as: UTF8.self)
  }

  private static func encoded(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: ":"):
      [byte]
    default: [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
