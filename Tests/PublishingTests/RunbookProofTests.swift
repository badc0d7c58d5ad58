import Foundation
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// A step of a runbook that shows that something is so, a world in which it is, and worlds in which it is not.
struct Proof: Sendable {
  /// A world in which the step must not print what the page expects.
  struct Failure: Sendable {
    let why: String
    /// Merged into the proof's world, JSON.
    let change: String
    /// Instead of the proof's.
    let answers: [String]?
    /// Besides the proof's.
    let home: [String: String]
    /// Steps that are left out, as in another terminal.
    let without: [String]

    init(
      _ why: String, _ change: String = "{}", answers: [String]? = nil, home: [String: String] = [:],
      without: [String] = []
    ) {
      (self.why, self.change, self.answers, self.home, self.without) = (why, change, answers, home, without)
    }
  }

  let step: String
  /// The name of the page, without its folder, and the case that has it.
  let page: String
  let runbooks: String
  /// Steps of the page that come before it.
  let after: [String]
  /// Shell of the test's own that comes before it.
  let setting: [String]
  let answers: [String]
  /// Merged into the world, JSON.
  let world: String
  let home: [String: String]
  /// What the page says one should see, as a regular expression of a part of a line.
  let sees: String
  let fails: [Failure]

  init(
    _ step: String, on page: String, of runbooks: String = "github.com", after: [String] = [],
    setting: [String] = [], answers: [String] = [], world: String = "{}", home: [String: String] = [:],
    sees: String = "Proved: ", fails: [Failure]
  ) {
    (self.step, self.page, self.runbooks, self.after) = (step, page, runbooks, after)
    (self.setting, self.answers, self.world, self.home) = (setting, answers, world, home)
    (self.sees, self.fails) = (sees, fails)
  }
}

/// A step that proves something fails where the thing is not so.
@Suite(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
struct RunbookProofTests {
  @Test func eachProofPassesWhereItIsSoAndFailsWhereItIsNot() async throws {
    let proofs = Proof.all
    let visits = try proofs.flatMap { proof in
      [try visit(proof, nil)] + (try proof.fails.map { try visit(proof, $0) })
    }
    var outcomes = try await SmallGitHub.outcomes(of: visits)[...]
    #expect(Set(outcomes.flatMap(\.missing)) == [], "the small GitHub has no answer")
    var killed = 0
    defer {
      print("told apart \(killed) of \(proofs.flatMap(\.fails).count) worlds in which a proof must fail")
    }
    for proof in proofs {
      let sees = try Regex(proof.sees).anchorsMatchLineEndings()
      let name = "\(proof.step) (\(proof.page))"
      let passed = outcomes.removeFirst()
      #expect(passed.outputs.last?.contains(sees) == true, "\(name): \(passed.outputs.last ?? "")")
      #expect(passed.left == [], "\(name) leaves files")
      for failure in proof.fails {
        let failed = outcomes.removeFirst()
        let isTakenIn = failed.outputs.last?.contains(sees) != false
        killed += isTakenIn ? 0 : 1
        #expect(!isTakenIn, "\(name) is taken in: \(failure.why)\n\(failed.outputs.last ?? "")")
        #expect(failed.left == [], "\(name) leaves files: \(failure.why)")
      }
    }
  }

  private func visit(_ proof: Proof, _ failure: Proof.Failure?) throws -> SmallGitHub.Visit {
    let runbooks = try RunbookCase.named(proof.runbooks)
    let page = RunbookCase.path(proof.page)
    let steps = try #require(try runbooks.steps()[page], "\(page)")
    let wanted = (["terminal"] + proof.after + [proof.step]).filter { failure?.without.contains($0) != true }
    let blocks = try wanted.map { name in
      try #require(steps.first { $0.name == name }, "\(page) has no step \(name)").blocks
    }
    return SmallGitHub.Visit(
      steps: blocks.dropLast() + [proof.setting] + blocks.suffix(1),
      answers: failure?.answers ?? proof.answers,
      changes: [try JSONValue(proof.world), try JSONValue(failure?.change ?? "{}")],
      home: proof.home.merging(failure?.home ?? [:]) { $1 })
  }

  /// The steps that claim to show something have a proof here, and the page says what they print.
  @Test func everyStepThatProvesHasItsWorlds() throws {
    let proved = Set(Proof.all.map(\.step))
    let steps = try RunbookCase.all.flatMap { try $0.steps().values.flatMap(\.self) }
    for step in steps where step.blocks.contains(where: { $0.contains("Proved") }) {
      #expect(proved.contains(step.name), "\(step.name) has no worlds in which it fails")
      #expect(step.markdown.contains("**You should see**"), "\(step.name)")
    }
    #expect(proved.isSubset(of: Set(steps.map(\.name))))
  }

  // MARK: Harm

  private func blocks(_ page: String, _ names: [String], of runbooks: String = "github.com") throws
    -> [[String]]
  {
    let steps = try #require(
      try RunbookCase.named(runbooks).steps()[RunbookCase.path(page)], "\(page)")
    return try names.map { name in try #require(steps.first { $0.name == name }, "\(name)").blocks }
  }

  @Test func theReadersOwnRegistryLoginIsNeitherUsedNorChanged() async throws {
    let page = "credentials/acme-pull-read-packages-prod"
    let steps = try blocks(page, ["terminal", "read-token", "verify-pull"])
    let visit = SmallGitHub.Visit(
      steps: steps, answers: ["@reader"], changes: [try JSONValue(#"{"keychain": "mine"}"#)])
    let outcome = try #require(try await SmallGitHub.outcomes(of: [visit]).first)
    #expect(outcome.world["keychain"] == .string("mine"))
    #expect(!outcome.calls.contains { $0.hasPrefix("docker") && $0.contains("log") })
  }

  @Test func anOwnerWhoIsThereStaysOne() async throws {
    let steps = try blocks("create-machine-user-acme-pull", ["terminal", "account-invite"])
    let owner = SmallGitHub.Visit(
      steps: steps, changes: [try JSONValue(#"{"members": {"acme-pull": "admin"}}"#)])
    let stranger = SmallGitHub.Visit(
      steps: steps, changes: [try JSONValue(#"{"members": {"acme-pull": null}}"#)])
    let outcomes = try await SmallGitHub.outcomes(of: [owner, stranger])
    #expect(outcomes[0].world["members", "acme-pull"] == .string("admin"))
    #expect(outcomes[0].outputs.last == "there already: active admin\n")
    #expect(outcomes[1].world["pending"] == .list([.string("acme-pull")]))
    #expect(outcomes[1].outputs.last == "invited: pending\n")
  }

  @Test func whyAnAppIsRefusedIsShown() async throws {
    let page = "credentials/existing-release_app_key"
    let visit = SmallGitHub.Visit(
      steps: try blocks(page, ["terminal", "have-key", "app-token"]), answers: ["~/keys/app"],
      changes: [try JSONValue(#"{"installation": {"key_deleted": true}}"#)])
    let output = try await SmallGitHub.outcome(of: visit).outputs.last ?? ""
    #expect(output.contains("refused:\n") && output.contains("A JSON web token could not be decoded"))
    #expect(!output.contains("ghs_"))
  }

  @Test func withoutAClipboardItSaysSo() async throws {
    let steps = try blocks(
      "credentials/acme-pull-read-packages-jenkins", ["terminal", "read-token", "store-jenkins"])
    let visit = SmallGitHub.Visit(steps: steps, answers: ["@reader"])
    #expect(
      try await SmallGitHub.outcome(of: visit).outputs.last == "not copied: no clipboard here\n")
  }

  /// The value of a pull secret gets from the cluster into the terminal, unseen.
  @Test func aPullSecretIsReadFromItsCluster() async throws {
    let stored = try blocks(
      "credentials/acme-pull-read-packages-prod", ["terminal", "read-token", "store-kubernetes"])
    let read = try blocks(
      "credentials/existing-pull_prod", ["read-cluster"], of: "what exists is planned")
    let visit = SmallGitHub.Visit(
      steps: stored + [["unset TOKEN\n"]] + read + [["GH_TOKEN=\"${TOKEN:?}\" gh api user --jq .login\n"]],
      answers: ["@reader", "ns", "ns acme-pull-read-packages-prod"])
    let outcome = try await SmallGitHub.outcome(of: visit)
    #expect(outcome.outputs.suffix(2).first?.hasSuffix("read 40 characters\n") == true)
    #expect(outcome.outputs.last == "acme-pull\n")
  }

  /// A rotation whose new key was never added must not take the old one away.
  @Test func theOldKeyStaysWhereTheNewOneIsMissing() async throws {
    let steps = try blocks(
      "credentials/web-ci-deploy-key-shared", ["terminal", "deploy-key-generate", "rotate-delete-old-key"])
    let visit = SmallGitHub.Visit(steps: steps, changes: [try JSONValue("{}")])
    let outcome = try #require(try await SmallGitHub.outcomes(of: [visit]).first)
    #expect(!outcome.calls.contains { $0.contains("DELETE") })
    #expect(outcome.outputs.last?.contains("Nothing deleted") == true)
  }

  /// Nothing that the client keeps beside the secret says what is in it.
  @Test func theClusterKeepsNoReadableCopy() async throws {
    let steps = try blocks(
      "credentials/acme-pull-read-packages-prod", ["terminal", "read-token", "store-kubernetes"])
    let old = #"{"cluster": {"pull_secrets": {"ns/acme-pull-read-packages-prod": {"annotation": "old"}}}}"#
    let visit = SmallGitHub.Visit(
      steps: steps, answers: ["@reader", "ns"], changes: [try JSONValue(old)])
    let outcome = try #require(try await SmallGitHub.outcomes(of: [visit]).first)
    let secret = outcome.world["cluster", "pull_secrets", "ns/acme-pull-read-packages-prod"]
    #expect(secret?["data"] != nil && secret?["annotation"] == nil)
  }

  /// In a new terminal the variables of earlier steps are empty. Then nothing is proved, changed or stored.
  @Test func aNewTerminalProvesAndChangesNothing() async throws {
    var shapes: [String: String] = [:]
    for runbooks in RunbookCase.all {
      for step in try runbooks.steps().values.joined() {
        for block in step.blocks where !ShellVariables.lacking(in: block).isEmpty {
          shapes["\(step.name) \(block.count(where: \.isNewline))"] = block
        }
      }
    }
    #expect(shapes.count > 30)
    let blocks = shapes.sorted { $0.key < $1.key }
    let visits = blocks.map { SmallGitHub.Visit(steps: [[$0.value]]) }
    for (block, outcome) in zip(blocks, try await SmallGitHub.outcomes(of: visits)) {
      let output = outcome.outputs.last ?? ""
      #expect(!output.contains("Proved: "), "\(block.key): \(output)")
      let changing = try Regex(
        "-X (PUT|POST|DELETE|PATCH)|secret set|variable set|kubectl (apply|patch|run)|docker")
      #expect(!outcome.calls.contains { $0.contains(changing) }, "\(block.key): \(outcome.calls)")
    }
  }
}
