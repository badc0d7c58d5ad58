import OrganizationModel
import Services
import SourceText
import Workflows

/// A stored secret of a service that accepts the identity of the job instead, by the records of services.
enum StoredSecretWhereJobIdentityServes {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    return StoredForService.all(in: file).compactMap { stored in
      guard !stored.isIdentifier, !SecretName.isPlain(stored.secret), !isFederated(stored, file),
        let (option, confidence) = option(for: stored, in: workflow, of: file)
      else { return nil }
      return finding(stored, option, confidence)
    }
  }

  /// `static-beside-federation` reports a step that has both.
  private static func isFederated(_ stored: StoredForService, _ file: AuditedFile) -> Bool {
    guard let use = stored.step?.action else { return false }
    return Federation.all(of: use, knowing: file.catalog).contains { $0.service == stored.record.id }
  }

  /// The first way without anything stored that serves what the secret is used for, and how sure that is.
  private static func option(
    for stored: StoredForService, in workflow: WorkflowFile, of file: AuditedFile
  ) -> (ServiceOption, Confidence)? {
    let needs = stored.need.map { [$0] } ?? stored.record.needs.map(\.name)
    let values = stored.circumstances(in: workflow, of: file)
    let day = file.day
    for option in stored.record.options where option.rung == .jobIdentity || option.rung == .through {
      guard needs.allSatisfy(option.serves.contains) else { continue }
      let strikes = option.strikes.map { stored.record.applies($0.condition, on: day, where: values) }
      if strikes.contains(true) { continue }
      let facts = option.facts.compactMap { stored.record.fact($0)?.confidence(on: day) }
      let isSure = !strikes.contains(nil) && facts.allSatisfy { $0 == .documented || $0 == .reported }
      return (option, isSure ? .medium : .low)
    }
    return nil
  }

  private static func finding(
    _ stored: StoredForService, _ option: ServiceOption, _ confidence: Confidence
  ) -> Finding {
    let permissions = option.workflow?.permissions.map { "\($0.name): \($0.level)" } ?? ["id-token: write"]
    return about.finding(
      "`secrets.\(stored.secret)` is stored for \(stored.record.title), which also accepts \(option.title)",
      about: stored.subject, at: stored.range, confidence: confidence,
      help:
        "set that up, give the job `permissions: {\(permissions.joined(separator: ", "))}`, and delete the secret after a run without it, once nothing else reads it. `tokenbook explain \(stored.record.id)` shows each step"
    )
  }

  private static let about = CheckDescription(
    "stored-secret-where-job-identity-serves",
    title: "a secret is stored where the job's own identity works", severity: .low, confidence: .medium,
    why:
      "Everyone who can write to the repository can read a stored secret, and it works from anywhere until someone ends it. Many services also accept the identity that GitHub signs for one job (OpenID Connect). It names the repository, branch and environment, and expires with the job.",
    how:
      "Reports a stored secret of a service with a record in the catalog. An action, a command, a variable of a tool or a host must show whose it is. The record must have an option without a stored secret that serves the same need. Doesn't report an option that the record rules out on this day, with this runner, or in a called workflow. The confidence is low if the option depends on something that the file doesn't show, such as a plan.",
    fix:
      "Let the service trust this repository's workflow, best limited to an environment. Give the job `id-token: write`. After a run without the secret has worked and nothing else reads it, delete it on GitHub and at the service.",
    falseAlarms:
      "The job uses your own server, which the file doesn't show. Or this is the first release of a package that doesn't exist yet. Or you aren't allowed to set up trust there.",
    sources: [
      "https://docs.github.com/en/actions/concepts/security/openid-connect",
      "https://docs.npmjs.com/trusted-publishers", "https://docs.pypi.org/trusted-publishers/",
      "https://github.com/aws-actions/configure-aws-credentials",
    ], formerIDs: ["cloud-key-stored", "publishing-token-stored"])

  private static let examples = [
    AuditExample(
      "a key for a cloud, and tokens to publish",
      """
      on: push
      permissions: {contents: read}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with:
                aws-access-key-id: ${{ secrets.SHIP_KEY_ID }}
                aws-secret-access-key: ${{ secrets.SHIP_KEY }}
                aws-region: eu-west-1
            - run: npm ci && npm publish --provenance
              env:
                NODE_AUTH_TOKEN: ${{ secrets.PACKAGES }}
        copy:
          runs-on: ubuntu-latest
          env:
            AWS_SECRET_ACCESS_KEY: ${{ secrets.COPY_KEY }}
          steps:
            - run: aws s3 sync site s3://site
      """, finds: [10, 14, 18]),
    AuditExample(
      "the job's identity, your own registry, GitHub Packages, a self-hosted runner, another service's endpoint",
      """
      on: push
      permissions: {contents: read, id-token: write, packages: write}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with: {role-to-assume: "${{ secrets.ROLE }}", aws-region: eu-west-1}
            - run: npm publish --registry https://npm.example.org
              env:
                NODE_AUTH_TOKEN: ${{ secrets.PACKAGES }}
            - run: npm publish
              env:
                NODE_AUTH_TOKEN: ${{ secrets.GITHUB_TOKEN }}
        own:
          runs-on: [self-hosted, linux]
          steps:
            - run: npm publish
              env:
                NODE_AUTH_TOKEN: ${{ secrets.PACKAGES }}
        storage:
          runs-on: ubuntu-latest
          steps:
            - run: aws s3 sync site s3://site --endpoint-url https://store.example.org
              env:
                AWS_SECRET_ACCESS_KEY: ${{ secrets.STORE_KEY }}
      """),
  ]
}
