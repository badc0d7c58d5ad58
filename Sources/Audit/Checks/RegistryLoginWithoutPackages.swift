import SourceText
import Workflows

/// A login to the container registry with a token that may not use it.
enum RegistryLoginWithoutPackages {
  static let check = AuditCheck(about, examples: examples) { file in
    file.registryLogins.compactMap { login in
      guard login.password.isJobToken, let permissions = login.list.permissions else { return nil }
      let needed: PermissionLevel = login.pushes ? .write : .read
      guard permissions.level(of: "packages") < needed else { return nil }
      let has = permissions.level(of: "packages")
      return about.finding(
        "the job logs in to ghcr.io and its token has `packages: \(has.rawValue)`",
        about: login.list.subject(login.step), at: login.password.range,
        help: "add `packages: \(needed.rawValue)` to the job's `permissions`",
        related: [
          Diagnostic.RelatedPlace(message: "the permissions that hold here", range: permissions.range)
        ],
        edits: edits(permissions, needed, file))
    }
  }

  private static func edits(
    _ permissions: TokenPermissions, _ level: PermissionLevel, _ file: AuditedFile
  ) -> [TextEdit] {
    let edit =
      permissions.setting("packages", to: level) ?? permissions.adding("packages", level, in: file.text)
    return [edit].compactMap(\.self)
  }

  private static let about = CheckDescription(
    "registry-login-without-packages", title: "a job logs in to ghcr.io and may not use it",
    severity: .medium,
    confidence: .high,
    why:
      "The login succeeds all the same: the registry looks at what a token may do only when something is pulled or pushed. The failure comes later and reads `denied`, and people then reach for a PAT.",
    how:
      "Looks for `docker/login-action` on `ghcr.io` with the job's token where `permissions` are written and `packages` is not among them, or is read where an image is pushed.",
    fix: "Give the job `packages: read`, or `packages: write` where it pushes.",
    falseAlarms: "A job that pulls nothing but public images needs no login at all.",
    sources: ["C-08", "C-15", "G-05"])

  private static let examples = [
    AuditExample(
      "naming one permission dropped the other",
      """
      on: push
      permissions:
        contents: read
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ secrets.GITHUB_TOKEN }}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """, finds: [12]),
    AuditExample(
      "on the job",
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          permissions: {contents: read, packages: write}
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with:
                registry: ghcr.io
                username: ${{ github.actor }}
                password: ${{ github.token }}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """),
  ]
}
