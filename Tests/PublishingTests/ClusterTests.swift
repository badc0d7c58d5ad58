import Guidance
import OrganizationModel
import Subprocess
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Every cluster gets its steps, whatever is said of where it keeps its secrets.
@Suite struct ClusterTests {
  private func page(_ name: String) throws -> String {
    let pages = try RunbookCase.named("clusters").pages()
    return try #require(pages[BookPath(folder: "credentials", name)], "\(name)")
  }

  @Test(arguments: [
    (nil, "store-kubernetes"), ("Kubernetes Secrets", "store-kubernetes"),
    ("k8s secrets", "store-kubernetes"),
    ("sealed-secrets", "store-sealed"), ("Sealed Secrets in git", "store-sealed"),
    ("external-secrets", "store-external"), ("External Secrets Operator", "store-external"),
    ("a vault", "store-cluster"), ("SOPS", "store-cluster"),
  ])
  func theWordsOfAStoreAreKnown(_ words: String?, _ step: String) {
    #expect(ClusterStore(words).step == step)
  }

  @Test(arguments: [("sealed", "store-sealed"), ("external", "store-external"), ("other", "store-cluster")])
  func eachHasAPullSecretAndAPullTest(_ consumer: String, _ step: String) throws {
    let plan = "acme-pull-read-packages-\(consumer)"
    let steps = try RunbookCase.named("clusters").steps()
    let own = try #require(steps[BookPath(folder: "credentials", plan)])
    #expect(own.contains { $0.name == step } && own.contains { $0.name == "verify-kubernetes" })
    let page = try page(plan)
    #expect(page.contains("kubernetes.io/dockerconfigjson"))
    #expect(page.contains("'jsonpath={.data.\\.dockerconfigjson}'"))
  }

  @Test func otherCredentialsAreStoredAsWhatTheyAre() throws {
    #expect(
      try page("own-deploy-key-shared").contains(
        "--type kubernetes.io/ssh-auth --from-file ssh-privatekey="))
    #expect(try page("sealed-deploy-key-shared").contains("| kubeseal --format yaml >"))
    let pages = try RunbookCase.named("clusters").pages()
    let tokens = pages.filter { $0.value.contains("      type: Opaque\n      data:\n        token: ") }
    #expect(!tokens.isEmpty)
  }

  /// RFC 1123, as the server checks it.
  @Test func namesOfSecretsAreLegal() throws {
    let legal = try Regex("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
    for runbooks in RunbookCase.all {
      let book = try runbooks.book()
      for plan in book.decisions.credentials {
        let ground = RunbookGround(book: book, page: BookPath(folder: "runbooks", "x"))
        let secret = ClusterSecret(of: RunbookPlan(plan: plan, ground: ground), isPullSecret: true)
        #expect(secret.name.wholeMatch(of: legal) != nil, "\(secret.name)")
      }
    }
  }

  /// `kubectl` itself reads each command that makes a Secret; it asks no server for that.
  @Test(.enabled(if: ShellPrograms.isInstalled("kubectl"), "kubectl is not installed"))
  func kubectlReadsWhatMakesASecret() async throws {
    let pages = try RunbookCase.named("clusters").pages().values
    let commands = Set(
      pages.flatMap { $0.split(separator: "\n") }.compactMap { line -> String? in
        guard let start = line.firstRange(of: "kubectl create secret"),
          let end = line.firstRange(of: "--output yaml")
        else { return nil }
        return String(line[start.lowerBound..<end.upperBound])
      })
    #expect(commands.count >= 3)
    for command in commands {
      let script =
        "cd \"$(mktemp -d)\" && PULL_DIR=$PWD NAMESPACE=ns && export KUBECONFIG=/dev/null && printf '{\"auths\":{}}' > value && \(command)"
      let result = try await Subprocess.run(
        .name("bash"), arguments: ["-c", script], output: .string(limit: 1 << 16),
        error: .string(limit: 1 << 16))
      #expect(result.terminationStatus.isSuccess, "\(command): \(result.standardError)")
      #expect(result.standardOutput.contains("kind: Secret"))
    }
  }
}
