import OrganizationModel
import Services
import SourceText
import Workflows

/// A service that a workflow uses, and the description lists no need of.
enum ServiceUndescribed {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let described = file.described, let workflow = described.workflow else { return [] }
    let services = described.organization.services.map { (name: $0.name, id: $0.recordID) }
    // Where nobody describes services, each would be missing.
    guard !services.isEmpty else { return [] }
    let names = Set(workflow.services.map(\.service))
    var seen = Set(services.filter { names.contains($0.name) }.map(\.id))
    return StoredForService.all(in: file).compactMap { stored in
      guard !stored.isIdentifier, stored.sign > .variable, seen.insert(stored.record.id).inserted else {
        return nil
      }
      let name = services.first { $0.id == stored.record.id }?.name.text ?? stored.record.id
      let need = (stored.need ?? stored.record.needs.first?.name ?? "").split(separator: " ")
      return about.finding(
        "this job uses \(stored.record.title) with `secrets.\(stored.secret)`, but the description lists no such need",
        about: stored.subject, at: stored.range,
        help: need.count == 2
          ? "add it to `needs` of `\(workflow.name)`, such as `\(need[0]) \(name):\(need[1]) TARGET`"
          : "add it to `needs` of `\(workflow.name)`")
    }
  }

  private static let about = CheckDescription(
    "service-undescribed", title: "a workflow uses a service that the description doesn't list",
    severity: .low, confidence: .medium,
    why:
      "Nothing is decided for an access that nobody described. The book then has no checklist for it, and the runbooks for a leak or a leaving person miss it.",
    how:
      "Reports a secret of a service with a record, if the workflow has no need of that service. An action, a command or a host must show whose it is. Reports each service once for a workflow, and only if the description has `services`.",
    fix:
      "Add the need to the workflow. `tokenbook import workflows --into` adds the service and the credential.",
    falseAlarms: "The job only checks that the secret exists, and does nothing with the service.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"], needsDescription: true)

  private static let description = """
    tokenbook: 1
    organization: acme
    services: {aws: {}, npm: {}}
    repositories:
      web:
        workflows:
          ci: {triggers: [push], needs: [assume aws:role web]}
    """

  private static let examples = [
    AuditExample(
      "publishing to npm", against: description,
      """
      on: push
      permissions: {contents: read}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with: {aws-secret-access-key: "${{ secrets.SHIP_KEY }}", aws-region: eu-west-1}
            - run: npm publish
              env: {NODE_AUTH_TOKEN: "${{ secrets.PACKAGES }}"}
      """, finds: [10]),
    AuditExample(
      "what the description lists", against: description,
      """
      on: push
      permissions: {contents: read}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v6
              with: {aws-secret-access-key: "${{ secrets.SHIP_KEY }}", aws-region: eu-west-1}
      """),
  ]
}
