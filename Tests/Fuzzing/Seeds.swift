import Audit
import Foundation
import ShippedCatalog

extension FuzzedReader {
  /// What fuzzing begins with: the fixtures, examples and pages of this package, and texts that attack.
  package var seeds: [[UInt8]] {
    switch self {
    case .description: Seeds.descriptions
    case .workflow: Seeds.workflows
    case .expression: Seeds.expressions.map { Array($0.utf8) }
    case .shell: Seeds.scripts
    case .peribolos: Seeds.peribolos
    case .manifests: ImporterPromises.manifests
    case .organizationCode: ImporterPromises.organizationCode
    case .github: GitHubPromises.seeds
    case .markdown: Seeds.markdown
    }
  }
}

private enum Seeds {
  // MARK: Descriptions

  /// Each fixture with its included files, and the descriptions beside the examples of checks.
  static let descriptions: [[UInt8]] = {
    let fixtures = "Tests/OrganizationModelTests/Fixtures"
    let folders = ["valid", "invalid"].flatMap { kind in
      Disk.names("\(fixtures)/\(kind)").map { "\(fixtures)/\(kind)/\($0)" }
    }
    return folders.map { files(below: $0).bytes } + [files(below: "site/example").bytes]
      + examples.flatMap { $0.files.filter { $0.path == "tokenbook.yaml" }.map(\.bytes) }
  }()

  /// The top file first.
  private static func files(below folder: String) -> FuzzedFiles {
    let paths = Disk.paths(below: folder).filter { $0.hasSuffix(".yaml") }
    let sorted = paths.filter { $0 == "tokenbook.yaml" } + paths.filter { $0 != "tokenbook.yaml" }
    return FuzzedFiles(sorted.map { .init(path: $0, bytes: Disk.bytes("\(folder)/\($0)")) })
  }

  // MARK: Workflows

  /// What each check shows of itself, its description included, and the checkouts of the example.
  static let workflows: [[UInt8]] =
    examples.map(\.bytes)
    + Disk.paths(below: "site/example/checkouts").map { path in
      Disk.bytes("site/example/checkouts/\(path)")
    }

  private static let examples: [FuzzedFiles] = AuditChecks.all.flatMap { check in
    check.checkedExamples(knowing: shippedCatalog).map { example in
      let files = example.files.map { file in
        let isDescription = file.path == "tokenbook.yaml"
        let folder = (file.repository ?? "acme/web").replacing("/", with: "__")
        return FuzzedFiles.File(
          path: isDescription ? file.path : "\(folder)/\(file.path)", bytes: Array(file.text.utf8))
      }
      // Where no other path is said, it is that of the first.
      let first = files.filter { $0.path == WorkflowPromises.firstPath }
      return FuzzedFiles(first + files)
    }
  }

  // MARK: Parts of workflows

  /// What stands in `${{ }}` and behind `if:` in the workflows, and what its grammar has besides.
  static let expressions: [String] = {
    let found = texts.flatMap { text in
      text.matches(of: /\$\{\{\s*(.*?)\s*\}\}/).map { String($0.1) }
        + text.matches(of: /\bif: *(.+)/).map { String($0.1) }
    }
    return Set(found).sorted() + [
      "github.event_name == 'push' && !cancelled() || failure()",
      "contains(fromJSON('[\"a\", \"b\"]'), matrix.os) && startsWith(github.ref, 'refs/tags/')",
      "format('{0} {1}', secrets['KEY'], toJSON(secrets))", "github.event.commits.*.message",
      "(1 < 0x2F) != (-1e9 >= .5)",
      "secrets[format('{0}', env.NAME)]", "github['event'][0].a[*]", "case(true, 1, 2)", "'it''s' == \"no\"",
      "github.event.pull_request.head.repo.full_name == github.repository",
      "!!(null || NaN || Infinity)", "hashFiles('**/a') == ''", "\(PlantedToken.example) == 'x'",
    ]
  }()

  /// What stands behind `run:` in the workflows, and the commands of the runbooks.
  static let scripts: [[UInt8]] = {
    let runs = texts.flatMap { text in
      text.matches(of: /(?m)^( *)(?:- )?run: *(?:\|[-+]?\n((?:\1 .*\n|\n)+)|(.+))/).map { match in
        String(match.2 ?? match.3 ?? "")
      }
    }
    let blocks = Disk.texts("Tests/PublishingTests/Golden", "md").flatMap { text in
      text.matches(of: /```sh\n([\s\S]*?)\n *```/).map { String($0.1) }
    }
    let more = [
      "cat <<'EOF' | docker login ghcr.io -u x --password-stdin\n${{ secrets.KEY }}\nEOF\n",
      "A=$(gh api \"repos/$O/web\" -q \".a\" | base64 -d) && git push https://x:${TOKEN}@github.com/acme/web\r\n",
      "if [ -n \"$A\" ]; then curl -H \"Authorization: Bearer $A\" \\\n  https://api.github.com/user; fi",
      "echo \"A=${{ secrets.A }}\" >> \"$GITHUB_ENV\"; npm publish --registry=https://npm.pkg.github.com",
    ]
    return Set(runs + blocks + more).sorted().map { Array($0.utf8) }
  }()

  private static let texts = workflows.map { String(decoding: $0, as: UTF8.self) }

  // MARK: Others

  static let peribolos: [[UInt8]] = [
    """
    admins: [ada, acme-ci-robot]
    members:
    - boris
    - "249043822"
    - no
    default_repository_permission: read
    name: Acme, Incorporated
    teams:
      Release Team:
        description: "Cuts: the releases"
        maintainers: [ADA]
        members: [ada, boris]
        privacy: closed
        repos: {web: admin, tools: push}
        teams:
          release-leads: {members: , repos: {web: maintain}}
      bots: {members: [249043822]}
    repos:
      web: {private: true, description: The shop, has_wiki: false, collaborators: {helper: pull}}
      old: {visibility: public, archived: true}
    """,
    "orgs:\n  globex: {members: [a]}\n  acme: {admins: [b]}\n",
    "members: [a]\n#%% acme/sig-x/teams.yaml\nteams: {x: {members: [a]}}\n#%% globex/org.yaml\nmembers: [b]\n",
    "members: [a]\nteams: {a: {description: deploys with \(PlantedToken.example)}}\n",
    "members: &m [a, b]\nadmins: *m\nteams: {'É ÿ': {description: \"a\\r\\nb\\u0085c\\u2028d # e: f\"}}\n",
  ].map { Array($0.utf8) }

  /// The sections of pages and documents, and every text that once attacked.
  static let markdown: [[UInt8]] = {
    let pages = (Disk.texts("site/content", "md") + Disk.texts("Tests/PublishingTests/Golden", "md")).flatMap
    {
      $0.components(separatedBy: "\n## ")
    }
    let texts = HostileTexts.payloads + HostileTexts.marks + HostileTexts.invisibles + HostileTexts.lineEnds
    let more = [
      "| a | b |\n|:-:|--|\n| `x\\|y` | [l](m.md#n) |\n\n> [!WARNING]\n> t\n\n- [ ] task\n- [x] done\n",
      "# A\n## A\n![p](q.svg)\n\n[a]: b.md\n[a] <https://a.example> <b@c.example> &amp; \\* **x** _y_\n",
    ]
    return Set(pages + texts + more).sorted().map { Array($0.utf8) }
  }()
}

/// Files of this package.
private enum Disk {
  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ path: String) -> [UInt8] {
    (try? Data(contentsOf: package.appending(path: path))).map { Array($0) } ?? []
  }

  /// The names in a folder, sorted.
  static func names(_ folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: package.appending(path: folder).path)
    return (names ?? []).sorted()
  }

  /// The files below a folder by their paths in it, sorted.
  static func paths(below folder: String) -> [String] {
    let root = package.appending(path: folder).path
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    var isFolder: ObjCBool = false
    return paths.sorted().filter {
      FileManager.default.fileExists(atPath: "\(root)/\($0)", isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  /// The texts below a folder whose names end so.
  static func texts(_ folder: String, _ ending: String) -> [String] {
    paths(below: folder).filter { $0.hasSuffix("." + ending) }.map {
      String(decoding: bytes("\(folder)/\($0)"), as: UTF8.self)
    }
  }
}
