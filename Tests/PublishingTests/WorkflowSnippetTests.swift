import Foundation
import LocatedYAML
import OrganizationModel
import SourceText
import Subprocess
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct WorkflowSnippetTests {
  private func snippet(_ description: String, _ workflow: Name = "ci") throws -> String {
    let book = try BookFixture.book(description)
    let repository = try #require(book.organization.repositories["web"])
    return WorkflowSnippet(try #require(repository.workflows[workflow]), of: repository, in: book).text
  }

  @Test func theJobsTokenIsNarrowedToTheUnion() throws {
    let text = try snippet(
      """
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [publish package web, comment-on-pull-request repository web]}}}
      packages: {web: {registry: container, repository: web, visibility: private, inherits_access: true}}
      """)
    #expect(
      text.hasPrefix(
        "permissions:\n  contents: read\n  packages: write\n  pull-requests: write\njobs:\n  ci:\n"))
    #expect(text.contains("password: ${{ secrets.GITHUB_TOKEN }}"))
    #expect(text.contains("docker push \"ghcr.io/acme/web:$GITHUB_SHA\""))
  }

  @Test func deployKeysCheckOutAndLeaveNothingBehind() throws {
    let text = try snippet(
      """
      policy: {deploy_keys: allowed}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      """)
    #expect(text.contains("repository: acme/shared\n          path: shared\n          ssh-key: ${{ secrets."))
    #expect(text.components(separatedBy: "persist-credentials: false").count == 3)
    #expect(text.hasPrefix("permissions:\n  contents: read\njobs:"))
  }

  @Test func appTokensNameRepositoriesAndPermissions() throws {
    let text = try snippet(
      """
      apps: {acme-release: {repositories: [web, infra], permissions: {contents: write}, key: RELEASE_APP_KEY}}
      credentials:
        RELEASE_APP_KEY:
          {kind: app_key, holder: acme-release, stored_in: [{repository_secret: RELEASE_APP_KEY, repository: web}]}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [notify repository infra]}}}
        infra: {visibility: private}
      """)
    #expect(text.contains("repositories: infra\n          permission-contents: write"))
    #expect(text.contains("private-key: ${{ secrets.RELEASE_APP_KEY }}"))
    #expect(text.contains("GH_TOKEN: ${{ steps.acme-release.outputs.token }}"))
  }

  @Test func aRegistryHoldsOneLoginAtATime() throws {
    let text = try snippet(
      """
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [publish package web, pull package theirs]}}}
      packages:
        web: {registry: container, repository: web, visibility: private, inherits_access: true}
        theirs: {registry: container, owner: globex, visibility: private}
      """)
    let order = text.components(separatedBy: "\n").filter {
      $0.contains("password:") || $0.contains("docker pu")
    }
    #expect(order.count == 4)
    #expect(order[0].contains("secrets.GITHUB_TOKEN") == order[1].contains("docker push"))
    #expect(order[2].contains("secrets.GITHUB_TOKEN") == order[3].contains("docker push"))
  }

  @Test func jobsArePartedByEnvironment() throws {
    let text = try snippet(
      """
      repositories:
        web:
          visibility: private
          environments: {production: {}}
          workflows:
            ci: {needs: [publish package web, {need: set-status repository web, environment: production}]}
      packages: {web: {registry: container, repository: web, visibility: private}}
      """)
    #expect(text.contains("\n  ci:\n"))
    #expect(text.contains("\n  ci-production:\n    runs-on: ubuntu-latest\n    environment: production\n"))
  }

  @Test func whatIsNotDecidedIsLeftOut() throws {
    let text = try snippet(
      """
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      """)
    #expect(text.hasPrefix("# left out, needs an answer: clone repository shared\npermissions:"))
  }

  // MARK: A pull request in another repository

  private static let opening = """
    apps: {acme-release: {repositories: [web, infra], permissions: {contents: write, pull_requests: write}, key: RELEASE_APP_KEY}}
    credentials:
      RELEASE_APP_KEY:
        {kind: app_key, holder: acme-release, stored_in: [{repository_secret: RELEASE_APP_KEY, repository: web}]}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [%s]}}}
      infra: {visibility: private}
    """

  private func opening(_ need: String) throws -> (text: String, step: WorkflowStep) {
    let description = Self.opening.replacing("%s", with: need)
    let book = try BookFixture.book(description)
    let web = try #require(book.organization.repositories["web"])
    let access = try #require(RepositoryPages.accesses(of: web, book).first)
    return (
      try snippet(description), try #require(AccessSteps(book: book, repository: web).use(access).first)
    )
  }

  /// Runs the lines of a step with the real git in a clone of a bare repository, and a `gh` that only notes its words.
  private func run(_ step: WorkflowStep, change: String) async throws -> (isFine: Bool, said: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pull-request-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "bin"), withIntermediateDirectories: true)
    try Data("#!/bin/sh\necho \"gh $*\" >> \"$PLACE/calls\"\n".utf8).write(
      to: folder.appending(path: "bin/gh"))
    let lines = step.run.map { $0 == RepositoryCommands.changeHere ? change : $0 }
    let script = """
      set -e
      export PLACE='\(folder.path)' GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null HOME='\(folder.path)'
      export GITHUB_RUN_ID=7 GITHUB_RUN_ATTEMPT=1 GITHUB_REPOSITORY=acme/web
      chmod +x "$PLACE/bin/gh"
      git init --quiet "$PLACE/tree"
      git -C "$PLACE/tree" -c user.name=a -c user.email=a@localhost commit --quiet --allow-empty -m a
      git clone --quiet --bare "$PLACE/tree" "$PLACE/infra.git"
      git clone --quiet "$PLACE/infra.git" "$PLACE/job/infra"
      export PATH="$PLACE/bin:$PATH"
      cd "$PLACE/job\(step.workingDirectory.map { "/\($0)" } ?? "")"
      (
      \(lines.joined(separator: "\n"))
      )
      cat "$PLACE/calls"
      git -C "$PLACE/infra.git" show --format='%an' --name-only change-7-1
      """
    let result = try await Subprocess.run(
      .name("sh"), arguments: ["-c", script], output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    return (result.terminationStatus.isSuccess, result.standardOutput + result.standardError)
  }

  @Test func aPullRequestInAnotherRepositoryIsReallyOpened() async throws {
    let (text, step) = try opening("open-pull-request repository infra")
    #expect(text.contains("path: infra\n") && text.contains("\n        working-directory: infra\n"))
    let (isFine, said) = try await run(step, change: "echo new > version")
    #expect(isFine, "\(said)")
    #expect(said.contains("gh pr create --repo acme/infra --head change-7-1 --title Change of run 7"))
    #expect(said.contains("github-actions[bot]\n\nversion\n"))
  }

  /// No branch and no pull request of nothing.
  @Test func withoutAChangeNoneIsOpened() async throws {
    let (_, step) = try opening("open-pull-request repository infra")
    let (isFine, said) = try await run(step, change: "true")
    #expect(!isFine && said.contains("nothing to commit") && !said.contains("gh pr"))
  }

  @Test func inTheOwnRepositoryItIsOpenedFromTheJobsCheckout() throws {
    let (text, step) = try opening("open-pull-request repository web")
    #expect(step.workingDirectory == nil && text.contains("persist-credentials: true"))
    #expect(text.contains("gh pr create --repo acme/web --head \"$BRANCH\""))
  }

  @Test func everySnippetOfTheExampleIsYAML() throws {
    let book = try BookFixture.example()
    for repository in book.organization.repositories {
      for workflow in repository.workflows where !workflow.needs.isEmpty {
        let text = WorkflowSnippet(workflow, of: repository, in: book).text
        let read = YAMLParser.parse(
          SourceFile(path: workflow.path, bytes: Array(text.utf8)), as: SourceFileID(index: 0))
        #expect(read.document != nil && read.diagnostics.isEmpty, "\(repository.name)/\(workflow.name)")
        #expect(!text.contains("\t"))
      }
    }
  }

  private static let brokered = """
    repositories:
      web:
        visibility: private
        environments: {"live: eu": {}}
        workflows:
          ci:
            path: .github/workflows/ci.yml
            needs:
              - dispatch repository infra
              - {need: comment-on-issue repository infra, environment: "live: eu"}
      infra: {visibility: private}
    apps: {sts: {repositories: [infra], permissions: {actions: write, issues: write}, broker: sts.acme.example}}
    """

  @Test func brokersGiveTokensForTheIdentityOfTheJob() throws {
    let text = try snippet(Self.brokered)
    #expect(text.hasPrefix("permissions: {}\n"))
    #expect(text.contains("      contents: read\n      id-token: write\n"))
    #expect(
      text.contains(
        "uses: \(PinnedActions.octoSTS.reference)\n        id: broker-acme-infra\n        with:\n"
          + "          domain: sts.acme.example\n          scope: acme/infra\n          identity: web-ci\n"))
    #expect(text.contains("identity: web-ci-live-eu"))
    #expect(text.contains("GH_TOKEN: ${{ steps.broker-acme-infra.outputs.token }}"))
    #expect(!text.contains("secrets."))
  }

  /// Each job has its own policy, which names the job's subject and workflow, and gives what its accesses need.
  @Test func trustPoliciesNameTheJob() throws {
    let book = try BookFixture.book(Self.brokered)
    let policies = try book.decisions.accesses.map { try #require(TrustPolicy($0, in: book)) }
    let values = policies.map { "\($0.values)" }
    #expect(policies.map(\.name) == ["web-ci-live-eu", "web-ci"])
    let files = policies.map(\.file)
    #expect(
      files == [
        """
        issuer: https://token.actions.githubusercontent.com
        subject: "repo:acme/web:environment:live%3A eu"
        claim_pattern:
          workflow_ref: "acme/web/\\\\.github/workflows/ci\\\\.yml@refs/.+"
        permissions:
          issues: write
        """,
        """
        issuer: https://token.actions.githubusercontent.com
        subject: "repo:acme/web:ref:refs/heads/BRANCH"
        claim_pattern:
          workflow_ref: "acme/web/\\\\.github/workflows/ci\\\\.yml@refs/heads/BRANCH"
        permissions:
          actions: write
        """,
      ])
    // octo-sts refuses a subject with a blank in it.
    #expect(policies.map(\.isRefused) == [true, false])
    #expect(values.allSatisfy { $0.contains("repo:acme@ORG_ID/web@REPO_ID:") })
    for file in files {
      let read = YAMLParser.parse(
        SourceFile(path: "a.yaml", bytes: Array(file.utf8)), as: SourceFileID(index: 0))
      #expect(read.document != nil && read.diagnostics.isEmpty)
    }
  }

  @Test func actionsArePinnedByFullHash() {
    for action in PinnedActions.all {
      #expect(action.commit.utf8.count == 40)
      #expect(action.commit.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
      #expect(action.version.hasPrefix("v"))
    }
  }

  /// Each action was seen at its hash under its version in files of two independent projects.
  @Test func actionsAreSeenInPublicWorkflows() throws {
    let corpus =
      ProcessInfo.processInfo.environment["TOKENBOOK_CORPUS"].map { URL(filePath: $0) }
      ?? BookFixture.packageRoot.deletingLastPathComponent().appending(path: "shared/corpus")
    let folder = corpus.appending(path: "workflows")
    guard let projects = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      print("skipped: no corpus at \(folder.path)")
      return
    }
    // That of octo-sts is none of those: its commit is that of its tag, read in its own repository on 2026-12-01.
    for action in PinnedActions.all where action.name != PinnedActions.octoSTS.name {
      let seen = projects.filter { uses(action.reference, in: folder.appending(path: $0)) }
      #expect(seen.count >= 2, "\(action.name)")
    }
  }

  private func uses(_ reference: String, in project: URL) -> Bool {
    let files = FileManager.default.enumerator(at: project, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard ["yml", "yaml"].contains(file.pathExtension), let data = try? Data(contentsOf: file) else {
        continue
      }
      if String(decoding: data, as: UTF8.self).contains(reference) { return true }
    }
    return false
  }
}
