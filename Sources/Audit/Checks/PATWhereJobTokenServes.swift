import SourceText
import Workflows

/// A stored token for the container registry in a job whose own token would do.
enum PATWhereJobTokenServes {
  static let check = AuditCheck(about, examples: examples) { file in
    file.registryLogins.compactMap { login in
      guard let secret = login.password.onlySecret, secret != "GITHUB_TOKEN", login.list.job != nil else {
        return nil
      }
      let isSure = login.namesOwnImage
      let level: PermissionLevel = login.pushes ? .write : .read
      return about.finding(
        "the job logs in to ghcr.io with `secrets.\(secret)`, and its own token reaches the packages of this organization",
        about: login.list.subject(login.step, "secrets.\(secret)"), at: login.password.range,
        confidence: isSure ? .high : .medium,
        help:
          "use `${{ secrets.GITHUB_TOKEN }}` with `packages: \(level.rawValue)`; a package that is not linked to this repository must grant it access first: Package settings, Manage Actions access",
        edits: isSure ? edits(login, level, file) : [])
    }
  }

  /// Only where the permissions are written: naming one where none is would drop all others.
  private static func edits(
    _ login: RegistryLogin, _ level: PermissionLevel, _ file: AuditedFile
  ) -> [TextEdit] {
    guard let permissions = login.list.permissions,
      let password = quoted("${{ secrets.GITHUB_TOKEN }}", login.password, file)
    else { return [] }
    let user = login.username.flatMap { name in
      name.text == "${{ github.actor }}" ? nil : quoted("${{ github.actor }}", name, file)
    }
    guard permissions.level(of: "packages") < level else { return [password] + [user].compactMap(\.self) }
    guard
      let grant = permissions.setting("packages", to: level)
        ?? permissions.adding("packages", level, in: file.text)
    else { return [] }
    return [password, grant] + [user].compactMap(\.self)
  }

  /// In quotes where the text stood in quotes or inside a flow mapping; nil for a block.
  private static func quoted(_ text: String, _ old: WorkflowText, _ file: AuditedFile) -> TextEdit? {
    switch file.text.bytes[Int(old.range.start)] {
    case UInt8(ascii: "\""): TextEdit(old.range, "\"\(text)\"")
    case UInt8(ascii: "'"): TextEdit(old.range, "'\(text)'")
    case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "&"): nil
    default: TextEdit(old.range, text)
    }
  }

  private static let about = CheckDescription(
    "pat-where-job-token-serves", title: "a stored token where the job's own would do", severity: .medium,
    confidence: .medium,
    why:
      "Since 2021-03-24 the container registry takes the job's token. A stored PAT instead reaches every package of its account, lives for months, can be read by everyone who can write to the repository, and must be rotated.",
    how:
      "Looks for `docker/login-action` on `ghcr.io` whose password is a secret other than `GITHUB_TOKEN`. It is surer where an image of the repository's own owner is named in the same job.",
    fix:
      "Log in with `GITHUB_TOKEN` and give the job `packages: read` or `write`. Where the package was first pushed by hand, or belongs to another repository, grant this repository access in the package's settings.",
    falseAlarms:
      "The images belong to another organization, or the login is there to pull what the job's token cannot reach.",
    sources: ["T-03", "C-01", "C-15", "C-17", "C-18"])

  private static let examples = [
    AuditExample(
      "a PAT for the repository's own image",
      """
      on: push
      permissions:
        contents: read
        packages: write
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with:
                registry: ghcr.io
                username: acme-bot
                password: ${{ secrets.CR_PAT }}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """, finds: [13]),
    AuditExample(
      "the job's own token, and another registry",
      """
      on: push
      permissions: {contents: read, packages: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ secrets.GITHUB_TOKEN }}
            - uses: docker/login-action@v3
              with:
                username: acme
                password: ${{ secrets.DOCKERHUB_TOKEN }}
      """),
  ]
}
