import Audit
import OrganizationModel
import SourceText
import Testing

/// What an audit makes of a description, besides what each check's examples show.
@Suite struct DescribedAuditTests {
  private static let description = """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-26
    policy: {deploy_keys: allowed}
    people: {cleo: {role: member}}
    repositories:
      infra: {visibility: private}
      web: {visibility: private, workflows: {ci: {needs: []}}}
    credentials:
      CR_PAT: {kind: classic_pat, holder: cleo, stored_in: [{organization_secret: CR_PAT, visibility: all}]}
    """

  private static let workflow = """
    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - run: ./publish
            env: {TOKEN: "${{ secrets.CR_PAT }}"}

    """

  /// A guess decides nothing, but it is enough to leave a file alone that a missing grant would break.
  @Test(arguments: [
    ("", "repository: web", true), (", x-guess: \"ci.yml:9\"", "repository: web", true),
    ("", "visibility: private", false), (", x-guess: \"ci.yml:9\"", "visibility: private", false),
  ])
  func onlyALoginThatIsSureToWorkIsChanged(_ guess: String, _ package: String, _ isChanged: Bool) async throws
  {
    let description = """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-26
      repositories:
        web:
          visibility: private
          workflows: {ci: {forks: false, dependabot: false, needs: [{need: publish package web\(guess)}]}}
      packages: {web: {registry: container, \(package)}}
      credentials: {CR_PAT: {kind: unknown}}
      """
    let workflow = """
      on: push
      permissions: {contents: read, packages: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v4
              with: {registry: ghcr.io, username: x, password: "${{ secrets.CR_PAT }}"}
            - run: docker push ghcr.io/acme/web:1

      """
    let outcome = try await Described(description).outcome(["ci": workflow])
    let found = outcome.result.findings.filter { $0.check == "pat-where-job-token-serves" }
    #expect(found.count == 1)
    #expect(found.map { !$0.edits.isEmpty } == [isChanged])
  }

  /// A login in a composite action is one of the steps that use it, at the place where they give it a token.
  @Test func looksIntoActions() async throws {
    let action = """
      name: push
      description: push
      inputs: {token: {default: "${{ github.token }}"}}
      runs:
        using: composite
        steps:
          - run: echo "$T" | docker login ghcr.io -u x --password-stdin && docker push ghcr.io/acme/web
            shell: bash
            env: {T: "${{ inputs.token }}"}

      """
    let workflow = """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - uses: ./push
              with: {token: "${{ secrets.CR_PAT }}"}
            - uses: ./push

      """
    let outcome = try await Described(Self.description).outcome(
      ["ci": workflow],
      AuditChecks.all.filter {
        ["pat-where-job-token-serves", "registry-login-without-packages"].contains($0.id)
      },
      others: ["push/action.yml": action])
    let found = outcome.result.findings.map { finding in
      let file = outcome.result.files[finding.range.file]
      return
        "\(finding.check) \(file.path):\(file.place(at: Int(finding.range.start)).line) \(finding.confidence)"
    }
    #expect(
      found == [
        "pat-where-job-token-serves acme__web/.github/workflows/ci.yml:9 medium",
        "registry-login-without-packages acme__web/.github/workflows/ci.yml:10 high",
      ])
  }

  private func ids(_ outcome: Auditor.Outcome) -> [String] { outcome.result.findings.map(\.check) }

  private func outcome(ignoring entries: String, day: String = "2026-11-26") async throws -> Auditor.Outcome {
    let text = Self.description.replacing("2026-11-26", with: day) + "\naudit: {ignore: [\(entries)]}"
    return try await Described(text).outcome(["ci": Self.workflow])
  }

  @Test(arguments: ["", ", in: web", ", in: web/ci"])
  func theDescriptionLetsFindingsStay(_ scope: String) async throws {
    let entry = "{check: credential-of-person\(scope), because: until spring, until: 2026-11-26}"
    let outcome = try await outcome(ignoring: entry)
    #expect(ids(outcome) == [] && outcome.suppressed == 1 && outcome.diagnostics.isEmpty)
  }

  @Test(arguments: ["credential-of-person, in: infra", "secret-in-run"])
  func butNotOthers(_ entry: String) async throws {
    let outcome = try await outcome(ignoring: "{check: \(entry), because: x, until: 2026-12-01}")
    #expect(ids(outcome) == ["credential-of-person"] && outcome.suppressed == 0)
  }

  @Test func noLongerThanItsLastDay() async throws {
    let entry = "{check: credential-of-person, because: until spring, until: 2026-11-26}"
    let outcome = try await outcome(ignoring: entry, day: "2026-11-27")
    #expect(ids(outcome) == ["credential-of-person"])
    #expect(outcome.diagnostics.map(\.id) == ["expired-suppression"])
  }

  /// Told only where everything was looked at that the entry names.
  @Test(arguments: [
    ("secret-in-run", ["web"], []),
    ("secret-in-run", ["web", "infra"], []),
    ("secret-in-run", ["web", "infra", "caller"], ["anywhere"]),
    ("credential-of-person", ["web", "infra", "caller"], []),
    ("secret-in-run, in: web", ["web"], ["in `web`"]),
    ("credential-of-person, in: web", ["web"], []),
    ("secret-in-run, in: web/ci", ["web"], ["in `web/ci`"]),
    ("secret-in-run, in: web/ci", ["infra"], []),
    ("credential-of-person, in: infra", ["web"], []),
    ("credential-of-person, in: infra", ["infra"], ["in `infra`"]),
    // It calls a workflow of a repository that was not looked at.
    ("secret-in-run, in: caller", ["caller"], []),
    ("secret-in-run, in: caller", ["caller", "infra"], ["in `caller`"]),
  ])
  func anEntryThatSuppressesNothingIsTold(
    _ entry: String, _ checkouts: [String], _ places: [String]
  ) async throws {
    let lint = "{visibility: private, workflows: {lint: {needs: []}}}"
    let text =
      Self.description.replacing("infra: {visibility: private}", with: "infra: \(lint)\n  caller: \(lint)")
      + "\naudit: {ignore: [{check: \(entry), because: x, until: 2026-12-01}]}"
    let files = [
      "web": ("web/ci", Self.workflow),
      "infra": ("infra/lint", "on: push\npermissions: {}\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n"),
      "caller": (
        "caller/lint",
        "on: push\npermissions: {}\njobs: {a: {uses: acme/infra/.github/workflows/lint.yml@main}}\n"
      ),
    ]
    let inputs = Dictionary(checkouts.compactMap { files[$0] }, uniquingKeysWith: { first, _ in first })
    let outcome = try await Described(text).outcome(inputs)
    let check = entry.split(separator: ",")[0]
    #expect(
      outcome.diagnostics.filter { $0.id == "unused-suppression" }.map(\.message)
        == places.map { "the entry for `\(check)` suppresses nothing \($0)" })
  }

  /// A file without `on` is wrong, and no part of other workflows: it is held against the description.
  @Test func aWorkflowThatNothingStartsIsNotCalled() async throws {
    let text =
      "permissions: {}\nenv: {K: '${{ secrets.K }}'}\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n"
    let outcome = try await Described(Self.description).outcome(["other": text])
    #expect(ids(outcome).contains("workflow-undescribed"))
    let called = try await Described(Self.description).outcome(["other": "on: workflow_call\n" + text])
    #expect(!ids(called).contains("workflow-undescribed"))
  }

  /// What is only called has findings of its own file, which an entry for it suppresses.
  @Test func theDescriptionLetsFindingsOfCalledWorkflowsStay() async throws {
    let text = """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-26
      repositories: {web: {visibility: private, workflows: {ci: {needs: []}}}}
      audit: {ignore: [{check: secret-in-run, in: web/ci, because: x, until: 2026-12-01}]}
      """
    let called = """
      on: workflow_call
      jobs: {a: {runs-on: x, steps: [{run: "echo ${{ secrets.KEY }}"}]}}

      """
    let outcome = try await Described(text).outcome(["ci": called])
    #expect(!ids(outcome).contains("secret-in-run") && outcome.suppressed == 1)
    #expect(!outcome.diagnostics.contains { $0.id == "unused-suppression" })
  }

  @Test func aCheckThatThereIsNotIsAnError() async throws {
    let outcome = try await outcome(
      ignoring: "{check: credential-of-persons, because: x, until: 2027-01-01}")
    #expect(outcome.diagnostics.map(\.id) == ["unknown-check"] && outcome.diagnostics.hasErrors)
    #expect(outcome.diagnostics.first?.help == "did you mean `credential-of-person`?")
  }

  @Test func commentsInTheDescriptionSuppressToo() async throws {
    let text = """
      tokenbook: 1
      organization: acme
      repositories: {web: {visibility: private, workflows: {ci: {needs: []}}}}
      credentials:
        # tokenbook: ignore[secret-unused] kept for the old branch
        OLD: {kind: unknown, stored_in: [{repository_secret: OLD, repository: web}]}
      """
    let plain = text.replacing("# tokenbook: ignore[secret-unused] kept for the old branch", with: "# x")
    let file = "on: push\npermissions: {}\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n"
    let outcome = try await Described(text).outcome(["ci": file])
    #expect(ids(outcome) == [] && outcome.suppressed == 1)
    #expect(ids(try await Described(plain).outcome(["ci": file])) == ["secret-unused"])
  }

  @Test func whatIsCalledIsReportedWhereItIsCalled() async throws {
    let called = Self.workflow.replacing("on: push", with: "on: workflow_call")
    let caller = """
      on: push
      permissions: {}
      jobs:
        call: {uses: acme/shared/.github/workflows/build.yml@v1, secrets: {CR_PAT: "${{ secrets.CR_PAT }}"}}

      """
    let text = Self.description.replacing("  infra:", with: "  shared: {visibility: private}\n  infra:")
    let outcome = try await Described(text).outcome(["ci": caller, "shared/build": called])
    #expect(ids(outcome) == ["credential-of-person"])
    let range = try #require(outcome.result.findings.first).range
    #expect(outcome.result.files[range.file].path == "acme__web/.github/workflows/ci.yml")
    #expect(outcome.result.files[range.file].place(at: Int(range.start)).line == 4)
  }

  @Test func anotherOrganizationsFilesAreHeldAgainstNothing() async throws {
    let described = try Described(Self.description)
    let file = SourceFile(path: "globex__web/.github/workflows/ci.yml", bytes: Array(Self.workflow.utf8))
    let inputs = [Auditor.Input(file, path: ".github/workflows/ci.yml")]
    let foreign = await Auditor().audit(inputs, against: described.description)
    #expect(ids(foreign) == [] && foreign.diagnostics.map(\.id) == ["other-organization"])
    for name in ["acme/web", "web"] {
      let named = await Auditor().audit(inputs, against: described.description, as: name)
      #expect(ids(named) == ["credential-of-person"] && named.diagnostics.isEmpty)
    }
  }

  @Test func whoseAFileIsSaysTheRemote() async throws {
    let described = try Described(Self.description)
    let config = SourceFile(
      path: ".git/config", bytes: Array("[remote \"origin\"]\n\turl = git@github.com:Acme/Web.git\n".utf8))
    let file = SourceFile(path: ".github/workflows/ci.yml", bytes: Array(Self.workflow.utf8))
    let input = Auditor.Input(file, path: file.path)
    let alone = await Auditor().audit([input], against: described.description)
    #expect(ids(alone) == [] && alone.diagnostics.map(\.id) == ["unknown-repository"])
    let known = await Auditor().audit(
      [Auditor.Input(config, path: config.path), input], against: described.description)
    #expect(ids(known) == ["credential-of-person"] && known.count == 1)
  }

  @Test func aFileThatCannotBeReadWholeProvesNothing() async throws {
    let text = """
      tokenbook: 1
      organization: acme
      repositories: {web: {visibility: private, workflows: {ci: {}, gone: {}}}}
      credentials: {OLD: {kind: unknown, stored_in: [{repository_secret: OLD, repository: web}]}}
      """
    let good = "on: push\npermissions: {}\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n"
    let whole = try await Described(text).outcome(["ci": good])
    #expect(ids(whole).sorted() == ["secret-unused", "workflow-missing"])
    let broken = try await Described(text).outcome(["ci": good, "other": "on: [\n"])
    #expect(ids(broken) == [] && broken.diagnostics.hasErrors)
  }

  /// An exception in force lets a person's own credential be used, until its end.
  @Test func anExceptionIsNoFinding() async throws {
    let text = """
      tokenbook: 1
      organization: acme
      policy: {deploy_keys: allowed}
      people: {cleo: {role: owner}}
      repositories:
        infra: {visibility: private}
        web: {visibility: private, workflows: {ci: {triggers: [push], needs: [push repository infra]}}}
      credentials:
        MINE: {kind: classic_pat, holder: cleo, stored_in: [{repository_secret: MINE, repository: web}]}
      decisions:
        web/ci#push-repository-infra: {choose: personal_pat, because: moving, by: cleo, until: 2026-12-31}
      """
    let file = """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {repository: acme/infra, token: "${{ secrets.MINE }}"}
            - run: git push

      """
    #expect(ids(try await Described(text).outcome(["ci": file])) == [])
    let late = try await Described(text, day: Day("2027-01-01")).outcome(["ci": file])
    #expect(
      Set(ids(late)) == ["credential-of-person", "classic-pat-where-narrower-serves"])
  }

  @Test func theSameTwiceGivesTheSame() async throws {
    let described = try Described(Self.description)
    let files = ["ci": Self.workflow, "infra/a": Self.workflow, "b": Self.workflow]
    let (one, other) = (await described.outcome(files), await described.outcome(files))
    #expect(one.result.entries == other.result.entries && !one.result.entries.isEmpty)
  }
}

@Suite struct DependabotConfigurationTests {
  /// Where the description does not say whether a workflow runs for Dependabot, its configuration does.
  @Test func theConfigurationTellsWhatIsNotDescribed() async throws {
    let text = """
      tokenbook: 1
      organization: acme
      repositories: {web: {visibility: private, workflows: {ci: {triggers: [pull_request]}}}}
      credentials: {R: {kind: unknown, stored_in: [{repository_secret: READ_TOKEN, repository: web}]}}
      """
    let file = """
      on: pull_request
      permissions: {}
      jobs:
        a: {runs-on: x, steps: [{run: make, env: {T: "${{ secrets.READ_TOKEN }}"}}]}

      """
    let described = try Described(text)
    #expect(await described.outcome(["ci": file]).result.findings.isEmpty)
    let with = await described.outcome(["ci": file], others: [".github/dependabot.yml": "version: 2\n"])
    #expect(with.result.findings.map(\.check) == ["dependabot-secret-missing"])
  }
}
