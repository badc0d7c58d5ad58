import Foundation
import Testing

@Suite struct ImportWorkflowsTests {
  private static let workflow = """
    on: push
    jobs:
      a:
        runs-on: ubuntu-latest
        steps:
          - uses: ./tools/release

    """
  private static let action = """
    name: Release
    description: Releases
    runs:
      using: composite
      steps:
        - {uses: softprops/action-gh-release@v2}

    """
  private static let files = [
    "src/web/.git/config": "[remote \"origin\"]\n\turl = https://github.com/acme/web\n",
    "src/web/.github/workflows/ci.yml": workflow, "src/web/tools/release/action.yml": action,
    "src/web/node_modules/x/.github/workflows/no.yml": "on: push\n",
    "src/group/acme__infra/.github/workflows/ci.yaml": "on: pull_request\njobs: {a: {runs-on: x}}\n",
    "src/notes/read.yml": "a: b\n",
  ]

  private static let next =
    "next, import what clusters and build servers use: tokenbook import manifests FOLDER --into tokenbook.yaml\n"

  @Test func writesADescriptionThatIsValid() async throws {
    let folder = try TestFolder(Self.files)
    let run = try await Program.run("import", "workflows", "src", in: folder)
    #expect(run.error == Self.next)
    #expect(run.status == .exited(0))
    #expect(run.output.contains("organization: acme\n"))
    #expect(run.output.contains("need: release repository web, x-guess: \"tools/release/action.yml:6\""))
    #expect(run.output.contains("\n  infra: "))
    #expect(!run.output.contains("no:"))
    let checked = try await Program.run("check", "-", in: folder, input: run.output)
    #expect(checked.output == "-: no problems\n")
    let single = try await Program.run("import", "workflows", "./src/web/", in: folder)
    #expect(single.output.contains("need: release repository web"))
    #expect(!single.output.contains("infra"))
  }

  @Test func aFolderThatIsNamedTwiceIsReadOnce() async throws {
    let folder = try TestFolder(Self.files)
    let one = try await Program.run("import", "workflows", "src", in: folder)
    let two = try await Program.run(
      "import", "workflows", "src/web", "./src/./group/", "src/web/.", ".//src", in: folder)
    #expect(two.output == one.output && two.error == one.error)
  }

  @Test func followsWhatAnotherCheckoutHas() async throws {
    let uses = """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{uses: acme/shared/tools/release@v2}]

      """
    let folder = try TestFolder([
      "acme__web/.github/workflows/ci.yml": uses, "acme__shared/tools/release/action.yml": Self.action,
      "acme__shared/.github/dependabot.yml": "version: 2\n",
    ])
    let run = try await Program.run("import", "workflows", ".", in: folder)
    #expect(run.error == Self.next)
    #expect(
      run.output.contains(
        "need: release repository web, x-guess: \".github/workflows/ci.yml:5 uses acme/shared/tools/release/action.yml:6\", x-confidence: medium"
      ))
  }

  @Test func addsToADescription() async throws {
    let mine =
      "tokenbook: 1\norganization: acme\n# mine\nrepositories:\n  web: {visibility: private}   # the shop\n"
    let folder = try TestFolder(Self.files.merging(["tokenbook.yaml": mine]) { $1 })
    let run = try await Program.run("import", "workflows", "src", "--into", "tokenbook.yaml", in: folder)
    #expect(run.status == .exited(0))
    #expect(run.output == "added repositories.infra\nadded repositories.web.workflows.ci\n")
    #expect(run.error == "added 2 to `tokenbook.yaml`; check the entries marked `x-guess`\n" + Self.next)
    let text = try folder.read("tokenbook.yaml")
    #expect(
      text.hasPrefix(
        "tokenbook: 1\norganization: acme\n# mine\nrepositories:\n  web: {visibility: private, workflows: {ci:"
      ))
    #expect(text.contains("   # the shop\n"))
    #expect(try await Program.run("check", in: folder).output == "tokenbook.yaml: no problems\n")
    let again = try await Program.run("import", "workflows", "src", "--into", "tokenbook.yaml", in: folder)
    #expect(again.output == "")
    #expect(again.error == "`tokenbook.yaml` already contains everything that was found\n")
    #expect(try folder.read("tokenbook.yaml") == text)
  }

  /// What is described in an included file is added there, and what is new to the top.
  @Test func addsWhereThingsAreDescribed() async throws {
    let folder = try TestFolder(
      Self.files.merging([
        "tokenbook.yaml": "tokenbook: 1\norganization: acme\ninclude: repositories/*.yaml\n",
        "repositories/web.yaml": "# the shop\nrepositories:\n  web: {visibility: private}   # ours\n",
      ]) { $1 })
    let run = try await Program.run("import", "workflows", "src", "--into", "tokenbook.yaml", in: folder)
    #expect(run.output == "added repositories.infra\nadded repositories.web.workflows.ci\n")
    #expect(
      run.error
        == "added 2 to `tokenbook.yaml`, `repositories/web.yaml`; check the entries marked `x-guess`\n"
        + Self.next)
    let web = try folder.read("repositories/web.yaml")
    #expect(web.hasPrefix("# the shop\nrepositories:\n  web: {visibility: private, workflows: {ci: "))
    #expect(web.hasSuffix("   # ours\n"))
    #expect(try folder.read("tokenbook.yaml").contains("infra: {workflows: {ci: "))
    #expect(try await Program.run("check", in: folder).output == "tokenbook.yaml: no problems\n")
    let again = try await Program.run("import", "workflows", "src", "--into", "tokenbook.yaml", in: folder)
    #expect(again.error == "`tokenbook.yaml` already contains everything that was found\n")
  }

  /// Peribolos after workflows is as good as workflows after Peribolos.
  @Test func everySourceAddsToADescription() async throws {
    let folder = try TestFolder(
      Self.files.merging([
        "tokenbook.yaml": "tokenbook: 1\norganization: acme\n", "org/org.yaml": "members: [ada]\n",
      ]) { $1 })
    _ = try await Program.run("import", "workflows", "src", "--into", "tokenbook.yaml", in: folder)
    let run = try await Program.run("import", "peribolos", "org", "--into", "tokenbook.yaml", in: folder)
    #expect(run.status == .exited(0))
    #expect(run.output == "added people.ada\n")
    #expect(try folder.read("tokenbook.yaml").contains("people: {ada: {role: member, x-seen: "))
    #expect(try await Program.run("check", in: folder).output == "tokenbook.yaml: no problems\n")
  }

  @Test func saysWhatItCannot() async throws {
    let folder = try TestFolder(Self.files.merging(["tokenbook.yaml": "tokenbook: 2\n"]) { $1 })
    let broken = try await Program.run("import", "workflows", "src", "--into", "tokenbook.yaml", in: folder)
    #expect(broken.status == .exited(1))
    #expect(try folder.read("tokenbook.yaml") == "tokenbook: 2\n")
    let other = try await Program.run("import", "peribolos", "src", "--into", "tokenbook.yaml", in: folder)
    #expect(other.status == .exited(1))
    let both = try await Program.run("import", "workflows", "src", "--into", "x", "-o", "y", in: folder)
    #expect(both.status == .exited(64))
    let nothing = try await Program.run("import", "workflows", "src/notes", in: folder)
    #expect(nothing.status == .exited(1))
    #expect(nothing.error.contains("found no workflow files"))
  }
}
