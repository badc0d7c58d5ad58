package import Catalog
import Guidance
import OrganizationModel
import SourceText
import Workflows

/// One example of a check, and what the check finds in it: on the check's page and in `explain`.
package struct CheckedExample: Sendable {
  /// A file of the example.
  package struct File: Sendable {
    /// `tokenbook.yaml`, `.github/workflows/ci.yml` or `.github/chainguard/web-ci.sts.yaml`.
    package let path: String
    /// The repository that it is in, where there are several; nil otherwise.
    package let repository: String?
    package let text: String
    package let findings: [Found]
  }

  /// One finding in a file.
  package struct Found: Sendable {
    /// Where it begins, from 1.
    package let line: Int
    package let finding: Finding
  }

  package let title: String
  package let files: [File]

  init(_ example: AuditExample, by check: AuditCheck, knowing catalog: Catalog) {
    let ground = ExampleGround(example, catalog)
    let result = AuditResult(ground.findings(of: check), in: ground.files, checks: [check.description])
    let findings = Dictionary(grouping: result.findings, by: \.range.file)
    title = example.title
    files = ground.files.files.enumerated().map { index, file in
      let (repository, path) = ExampleGround.place(of: file)
      let found = findings[SourceFileID(index: UInt32(index))] ?? []
      return File(
        path: path, repository: example.others.isEmpty ? nil : repository,
        text: String(decoding: file.bytes, as: UTF8.self),
        findings: found.map { Found(line: file.place(at: Int($0.range.start)).line, finding: $0) })
    }
  }

  package var findings: [Found] { files.flatMap(\.findings) }
}

extension AuditCheck {
  /// Its examples, looked at.
  package func checkedExamples(knowing catalog: Catalog) -> [CheckedExample] {
    examples.map { CheckedExample($0, by: self, knowing: catalog) }
  }
}

/// The files of an example as they would lie on a disk: checkouts side by side, and the description.
private struct ExampleGround {
  private(set) var files = SourceFiles()
  private var description: AuditedDescription?
  private let checkouts: [Checkout]
  private let catalog: Catalog

  /// The day on which the facts were last looked at: what an example shows is the same in every book.
  private static let day = Fact.all.map(\.checked).max() ?? Day(number: 0)

  init(_ example: AuditExample, _ catalog: Catalog) {
    self.catalog = catalog
    if let text = example.description { description = ExampleGround.description(text) }
    files = description?.files ?? SourceFiles()
    let others = example.others.sorted { $0.key < $1.key }.map { name, text in
      let parts = name.split(separator: "/").map(String.init)
      return ("acme__\(parts.first ?? "")/.github/workflows/\(parts.last ?? "").yml", text)
    }
    for (path, text) in [("acme__web/\(example.path)", example.text)] + others {
      _ = files.add(SourceFile(path: path, bytes: Array((text + "\n").utf8)))
    }
    checkouts = Checkout.read(files).checkouts
  }

  private static func description(_ text: String) -> AuditedDescription? {
    let file = SourceFile(path: "tokenbook.yaml", bytes: Array((text + "\n").utf8))
    let reading = DescriptionReader.read(file)
    return reading.organization.map { organization in
      AuditedDescription(
        Guide(organization, day: organization.asOf ?? day).decide(), files: reading.files)
    }
  }

  /// The repository and the path inside it; no repository for the description.
  static func place(of file: SourceFile) -> (repository: String?, path: String) {
    guard let slash = file.path.firstIndex(of: "/") else { return (nil, file.path) }
    let folder = file.path[..<slash].replacing("__", with: "/")
    return (String(folder), String(file.path[file.path.index(after: slash)...]))
  }

  func findings(of check: AuditCheck) -> [Finding] {
    let homes = description.map { CheckoutHomes(checkouts, $0, unread: [], knowing: catalog) }
    switch check.look {
    case .file(let find):
      let workflows = checkouts.flatMap(\.tree.workflows).map { workflow in
        (workflow, Auditor.Input(files[workflow.file], path: workflow.path))
      }
      let called = CalledWorkflows(
        workflows.compactMap { CalledWorkflows.part(.workflow($0), $1, knowing: catalog) })
      return workflows.flatMap { workflow, input in
        find(
          AuditedFile(
            .workflow(workflow), input, described: homes?[workflow.file]?.workflow, among: called,
            knowing: catalog))
      }
        + checkouts.flatMap(\.tree.policies).flatMap { policy in
          find(
            AuditedFile(
              .policy(policy), Auditor.Input(files[policy.file], path: policy.path),
              policy: homes?[policy.file]?.policy, knowing: catalog))
        }
    case .organization(let find):
      guard let description, let homes else { return [] }
      return find(AuditedOrganization(description: description, checkouts: homes.checkouts))
    }
  }
}
