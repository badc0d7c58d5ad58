internal import OrganizationModel

// MARK: - Scanners of others, that sign in at their own service

extension KnownAction {
  static let scannerActions: [KnownAction] = [
    outside("neuralegion/run-scan", "Bright", "api_token", read: "06489374fc42621657c47cc0588d3d40978b2154"),
    outside(
      "appknox/appknox-github-action", "Appknox", "appknox_access_token",
      read: "0dcf2779a93f91bcf5fecd2d9ed2ba2d01c1c376"),
    outside(
      "nowsecure/nowsecure-action", "NowSecure", "token", read: "0e515bd512a0e3ea62311ee5305212f3b4683a7f"),
    outside(
      "nowsecure/nowsecure-sbom-action", "NowSecure", "token", does: [.does(nil, ["contents": .write])],
      read: "3e0e14895219ac88fdac9d4b18d82ab42a8341c3"),
    outside(
      "zimperium/zscanmarketplace", "Zimperium", "client_id", "client_secret",
      read: "0aefb4944bc69364d3d8b35276d2551cced26bae"),
    outside(
      "codescan-io/codescan-scanner-action", "CodeScan", "login",
      read: "15802d745bfbf8fa5da85621e50a15e4326366a2"),
    outside(
      "apisec-inc/apisec-run-scan", "APIsec", "apisec-username", "apisec-password",
      read: "025432089674a28ba8fb55f8ab06c10215e772ea"),
    outside(
      "indeni/cloudrail-run-ga", "Cloudrail", "cloudrail-api-key",
      read: "00271348a462fd70ab510904c83acb8e6b2fea1e"),
    KnownAction(
      "forallsecure/mapi-action", [.jobToken("github-token")] + Input.outside("Mayhem", "mayhem-token"),
      does: [.does(.commentOnPullRequest, ["pull-requests": .write], .medium)],
      read: "0101ae733d45dbbc01856b78288b21eebd2a6fae", on: .known("2026-11-26")),
    KnownAction(
      "redhat-actions/crda",
      [.jobToken("github_token")] + Input.outside("CRDA", "crda_key") + Input.outside("Snyk", "snyk_token"),
      does: [
        .does(
          nil, when: .unequal("upload_sarif", "false"), ["contents": .read, "security-events": .write])
      ], read: "11c9e86f18991772bbe73858f8e919aae79fb181", on: .known("2026-11-26")),
    KnownAction(
      "prisma-cloud-shiftleft/iac-scan-action",
      [.jobToken("github_token")] + Input.outside("Prisma Cloud", "access_key", "secret_key"),
      does: [
        .does(nil, when: .equal("create_issue", "true"), ["issues": .write]),
        .does(
          inWords: "creates check runs", when: .equal("create_pull_request_check", "true"), ["checks": .write]
        ),
        .does(
          .commentOnPullRequest, when: .equal("create_pull_request_comment", "true"),
          ["pull-requests": .write]),
      ], read: "53278c231c438216d99b463308a3cbed351ba0c3", on: .known("2026-11-26")),
    KnownAction(
      "blackduck-inc/black-duck-security-scan",
      [.token("github_token")]
        + Input.outside(
          "Black Duck", "coverity_user", "coverity_passphrase", "polaris_access_token", "blackducksca_token",
          "srm_apikey"),
      does: bridge("blackducksca"), read: "0145d61432b2d0b666150fea475b7367747494d0", on: .known("2026-11-26")
    ),
    KnownAction(
      "synopsys-sig/synopsys-action",
      [.token("github_token")]
        + Input.outside(
          "Synopsys", "coverity_user", "coverity_passphrase", "polaris_access_token", "blackduck_token",
          "srm_apikey"),
      does: bridge("blackduck"), read: "015ca19a76f17b049d384746d9025101e986ecdd", on: .known("2026-11-26")),
    KnownAction(
      "soos-io/soos-dast-github-action",
      Input.outside("SOOS", "client_id", "api_key")
        + Input.outside("the application that is tested", "auth_username", "auth_password", "bearer_token"),
      read: "017e3e153f450f32d9676aca688c19454c4cab9c", on: .known("2026-11-26")),
    KnownAction(
      "sysdiglabs/scan-action",
      [.password("registry-password"), .identity("registry-user")]
        + Input.outside("Sysdig", "sysdig-secure-token"), read: "031fe475e275dfcd56b4a66efd57a236c45f4c69",
      on: .known("2026-11-26")),
    KnownAction(
      "stackhawk/hawkscan-action", [.jobToken("githubToken")] + Input.outside("StackHawk", "apiKey"),
      does: [.does(nil, when: .equal("codeScanningAlerts", "true"), ["security-events": .write])],
      read: "0727151b980870934981b119c539b3f81bf32787", on: .known("2026-11-26")),
    outside(
      "codacy/codacy-analysis-cli-action", "Codacy", "project-token", "api-token",
      read: "016fc71e2b358833079b1d806d75ca219fa50063"),
    outside(
      "contrast-security-oss/contrastscan-action", "Contrast", "apiKey", "authHeader",
      read: "339c87f4614b05aae7373929c56573c1bf362c02"),
    outside(
      "returntocorp/semgrep-action", "Semgrep", "publishToken", "publishDeployment",
      env: ["SEMGREP_APP_TOKEN"], read: "11bf42b52ea5933ae89abc3b431cf5b851e01973"),
  ]

  /// What the bridge of Black Duck, once Synopsys, does on GitHub.
  private static func bridge(_ scanner: String) -> [Access] {
    let comments = ["coverity", "polaris", scanner].map {
      Access.does(
        .commentOnPullRequest, when: .equal("\($0)_prComment_enabled", "true"), ["pull-requests": .write])
    }
    let reports = ["polaris", scanner].map {
      Access.does(
        nil, when: .equal("\($0)_upload_sarif_report", "true"),
        ["contents": .read, "security-events": .write])
    }
    let repair = Access.does(
      .openPullRequest, when: .equal("\(scanner)_fixpr_enabled", "true"),
      ["contents": .write, "pull-requests": .write])
    return comments + reports + [repair]
  }
}
