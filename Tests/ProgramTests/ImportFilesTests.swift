import Foundation
import Testing

@Suite struct ImportFilesTests {
  private static let pod =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{image: ghcr.io/acme/web}]}\n"
  private static let files = [
    "src/acme__web/.github/CODEOWNERS": "* @acme/ops\n",
    "src/acme__web/.gitlab-ci.yml": "image: ghcr.io/acme/web\n",
    "src/acme__web/.git/config": "[remote \"origin\"]\n\turl = https://github.com/acme/web\n",
    "src/gitops/clusters/prod/web.yaml": pod, "src/gitops/node_modules/x/no.yaml": pod,
    "src/notes.yml": "a: b\n",
    "tokenbook.yaml": "tokenbook: 1\norganization: acme  # ours\n",
  ]

  @Test func autoReadsHiddenFilesAndNoForeignFolders() async throws {
    let folder = try TestFolder(Self.files)
    let run = try await Program.run("import", "auto", "src", "--organization", "acme", in: folder)
    #expect(run.status == .exited(0))
    #expect(
      run.output.contains("  web:\n    responsible: ops\n    x-seen: src/acme__web/.github/CODEOWNERS\n"))
    #expect(run.output.contains("\n  prod:\n") && run.output.contains("\n  gitlab:\n"))
    #expect(run.error.contains("note[recognized]: read 2 files as `manifests`\n"))
    #expect(run.error.contains("read 1 file as `owners`"))
    #expect(!run.error.contains("node_modules"))
    #expect(run.error.contains("next, query GitHub for what no file shows"))
    let checked = try await Program.run("check", "-", in: folder, input: run.output)
    #expect(checked.status == .exited(0))
  }

  @Test func aDryRunSaysWhatWouldChangeAndWritesNothing() async throws {
    let folder = try TestFolder(Self.files)
    let line = ["manifests", "src/gitops", "--into", "tokenbook.yaml"]
    let dry = try await Program.run("import", line[0], line[1], line[2], line[3], "--dry-run", in: folder)
    #expect(dry.status == .exited(3))
    #expect(dry.output == "would add packages.web\nwould add consumers.prod\n")
    #expect(try folder.read("tokenbook.yaml") == Self.files["tokenbook.yaml"])
    let real = try await Program.run("import", line[0], line[1], line[2], line[3], in: folder)
    #expect(real.output == "added packages.web\nadded consumers.prod\n")
    let again = try await Program.run("import", line[0], line[1], line[2], line[3], "--dry-run", in: folder)
    #expect(again.status == .exited(0) && again.output == "")
  }

  @Test func aDryRunOfANewDescriptionCountsWhatItHolds() async throws {
    let folder = try TestFolder(Self.files)
    let line = ["import", "manifests", "src/gitops", "--organization", "acme", "-o", "new.yaml"]
    let dry = try await Program.run(
      line[0], line[1], line[2], line[3], line[4], line[5], line[6], "--dry-run", in: folder)
    #expect(dry.status == .exited(3))
    #expect(dry.output == "would write packages: 1\nwould write consumers: 1\n")
    #expect(dry.error.contains("nothing was written"))
    #expect((try? folder.read("new.yaml")) == nil)
    let real = try await Program.run(
      line[0], line[1], line[2], line[3], line[4], line[5], line[6], in: folder)
    #expect(real.status == .exited(0))
    let same = try await Program.run(
      line[0], line[1], line[2], line[3], line[4], line[5], line[6], "--dry-run", in: folder)
    #expect(same.status == .exited(0) && same.output == "")
  }

  @Test func aPlanHasNoDryRun() async throws {
    let run = try await Program.run(
      "import", "github", "--plan", "--organization", "acme", "--dry-run", in: try TestFolder())
    #expect(run.status == .exited(64))
  }
}
