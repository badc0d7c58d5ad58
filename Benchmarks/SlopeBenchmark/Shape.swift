/// A kind of input that can be made as large as one likes.
struct Shape {
  /// What is repeated, in words.
  let name: String
  /// The arguments of the program before the path of the input.
  let arguments: [String]
  /// The file below the folder of the input.
  let file: String
  let text: @Sendable (_ count: Int) -> String

  static let all = workflows + descriptions + dumps

  // MARK: - Workflow files

  private static let workflows = [
    workflow("steps with a login, in one job") { count in
      job(repeated(count) { _ in login })
    },
    workflow("jobs with a login") { count in
      head + repeated(count) { "  j\($0):\n    runs-on: x\n    steps:\n\(login)" }
    },
    workflow("logins on the command line, each with a push") { count in
      job(
        repeated(count) { _ in
          "      - run: docker login ghcr.io -u x -p ${{ secrets.A }}\n      - run: docker push ghcr.io/acme/web\n"
        })
    },
    workflow("lines with a token, in one script") { count in
      let line = "          git push https://x:${{ secrets.A }}@github.com/acme/web\n"
      return job("      - run: |\n" + repeated(count) { _ in line })
    },
    workflow("jobs in a chain that hand outputs on") { count in
      head
        + repeated(count) { index in
          let before = index == 0 ? "" : "    needs: j\(index - 1)\n"
          let outputs = "    outputs: {a: '${{ needs.j\(index - 1).outputs.a }}'}\n"
          return "  j\(index):\n\(before)    runs-on: x\n\(outputs)    steps: [{run: x}]\n"
        }
    },
    workflow("jobs in a chain with a secret, which anybody starts") { count in
      "on: pull_request_target\npermissions: {}\njobs:\n"
        + repeated(count) { index in
          let before = index == 0 ? "" : "    needs: j\(index - 1)\n"
          return
            "  j\(index):\n\(before)    runs-on: x\n    steps: [{run: x, env: {A: '${{ secrets.A }}'}}]\n"
        }
    },
    workflow("comments that ignore a check") { count in
      job(repeated(count) { _ in "      # tokenbook: ignore[secret-in-run] because so\n      - run: x\n" })
    },
    workflow("jobs that hand every secret on") { count in
      head
        + repeated(count) { "  j\($0):\n    uses: o/r/.github/workflows/x.yml@main\n    secrets: inherit\n" }
    },
  ]

  private static func workflow(_ name: String, _ text: @escaping @Sendable (Int) -> String) -> Shape {
    Shape(name: name, arguments: ["audit"], file: ".github/workflows/w.yml", text: text)
  }

  private static let head = "on: push\npermissions: {}\njobs:\n"
  private static let login =
    "      - uses: docker/login-action@v3\n        with: {registry: ghcr.io, username: x, password: '${{ secrets.A }}'}\n"

  private static func job(_ steps: String) -> String {
    head + "  j:\n    runs-on: x\n    steps:\n" + steps
  }

  // MARK: - Answers of GitHub

  private static let dumps = [
    dump("secrets of an organization", "/orgs/acme/actions/secrets") {
      "{\"name\":\"S\($0)\",\"visibility\":\"all\"}\n"
    },
    dump("deploy keys of one title", "/repos/acme/web/keys") { _ in "{\"title\":\"ci\",\"read_only\":true}\n"
    },
    dump("repositories", "/orgs/acme/repos?type=all") {
      "{\"name\":\"r\($0)\",\"visibility\":\"private\",\"archived\":false}\n"
    },
  ]

  private static func dump(
    _ name: String, _ path: String, _ row: @escaping @Sendable (Int) -> String
  ) -> Shape {
    Shape(name: name, arguments: ["import", "github", "--organization", "acme"], file: "answer.jsonl") {
      count in
      "{\"path\":\"\(path)\",\"status\":200,\"day\":\"2026-11-30\",\"lines\":\(count)}\n"
        + repeated(count, row)
    }
  }

  // MARK: - Descriptions

  private static let descriptions = [
    description("references to nothing, among as many names", "check") { count in
      let needs = repeated(count) { "          - pull package p\($0)x\n" }
      return "repositories:\n  web:\n    workflows:\n      ci:\n        needs:\n\(needs)packages:\n"
        + repeated(count) { "  q\($0): {registry: npm, repository: web}\n" }
    },
    description("teams in a chain", "check") { count in
      "people: {ada: {role: owner}}\nteams:\n"
        + repeated(count) { "  t\($0): {members: [ada]\($0 == 0 ? "" : ", parent: t\($0 - 1)")}\n" }
    },
    accesses,
    description("accesses of as many repositories", "decide") { count in
      "repositories:\n"
        + repeated(count) {
          "  r\($0): {visibility: private, workflows: {ci: {needs: [clone repository r\(max(0, $0 - 1))]}}}\n"
        }
    },
  ]

  // As many accesses of five kinds, with plans, grants and secrets for each.
  private static let accesses = description("accesses of every kind", "decide") { count in
    "platform: {plan: team}\npolicy: {deploy_keys: allowed, base_permission: none}\npeople: {ada: {role: owner}}\n"
      + "repositories:\n"
      + repeated(count / 5) { index in
        let other = max(0, index - 1)
        let needs =
          "clone repository r\(other), push repository r\(index), pull package p\(index), publish package p\(index), open-pull-request repository r\(other)"
        return
          "  r\(index): {visibility: private, workflows: {ci: {triggers: [push], dependabot: false, needs: [\(needs)]}}}\n"
      } + "packages:\n"
      + repeated(count / 5) { "  p\($0): {registry: container, repository: r\($0), visibility: private}\n" }
  }

  private static func description(
    _ name: String, _ command: String, _ text: @escaping @Sendable (Int) -> String
  ) -> Shape {
    Shape(name: name, arguments: [command], file: "tokenbook.yaml") { count in
      "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n" + text(count)
    }
  }

  private static func repeated(_ count: Int, _ piece: (Int) -> String) -> String {
    (0..<count).map(piece).joined()
  }
}
