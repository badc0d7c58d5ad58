import OrganizationModel
import Services

/// What the texts of a record leave open, for one access.
struct ServiceWords {
  /// By the name of the placeholder; of what the description doesn't say there is none.
  let values: [String: String]

  init(access: ServiceAccess, organization: Organization, credential: ChosenServiceCredential?) {
    var values = access.service.values
    func set(_ name: ServicePlaceholder, _ value: String?) { values[name.rawValue] = value }
    set(.owner, organization.name.text)
    set(.repository, access.repository?.name.text)
    set(.workflow, access.workflow?.name.text)
    set(.workflowPath, access.workflow?.path)
    set(.workflowFile, access.workflow?.path.split(separator: "/").last.map(String.init))
    set(.environment, access.environment?.text)
    set(.branch, access.use.branch?.text)
    set(.target, access.use.target)
    set(.holder, credential?.holder?.text)
    set(.secret, credential?.secret)
    if let repository = access.repository {
      let (owner, name) = (organization.name.text, repository.name.text)
      set(.subject, "repo:\(owner)/\(name):\(Self.context(access))")
      set(.subjectWithIDs, "repo:\(owner)@ORG_ID/\(name)@REPO_ID:\(Self.context(access))")
    }
    self.values = values
  }

  /// The end of the subject of a job's identity. A colon in the name of an environment is escaped
  /// (https://docs.github.com/en/actions/reference/security/oidc, looked at on 2026-11-30).
  private static func context(_ access: ServiceAccess) -> String {
    if let environment = access.environment {
      return "environment:\(environment.text.replacing(":", with: "%3A"))"
    }
    return "ref:refs/heads/\(access.use.branch?.text ?? "BRANCH")"
  }

  func fill(_ text: String) -> String { ServicePlaceholder.fill(text) { values[$0] } }
}

/// What to ask about an unknown of one access to a service, and where the description answers it.
struct ServiceQuestionWords {
  let access: ServiceAccess

  /// Whether a description or its organization can make it another; a need, a consumer or a day can't.
  static func canChange(_ subject: ServiceSubject) -> Bool {
    switch subject {
    case .runner, .called, .visibility, .environment, .target, .account, .asked: true
    case .consumer, .pullRequests, .forks, .dependabot, .olderThan, .platform, .need: false
    }
  }

  func answerAt(_ subject: ServiceSubject) -> String {
    switch subject {
    case .runner: "\(workflow).self_hosted"
    case .called: "\(workflow).called_by"
    case .pullRequests: "\(workflow).triggers"
    case .forks: "\(workflow).forks"
    case .dependabot: "\(workflow).dependabot"
    case .visibility: "\(repository).visibility"
    case .olderThan: "\(repository).created"
    case .environment: "\(workflow).environment"
    case .platform: "platform.product"
    case .consumer, .target, .need: "\(access.automation)"
    case .account: "services.\(access.service.name).accounts"
    case .asked(let key):
      "services.\(access.service.name)." + (access.record.isGeneric ? "answers." : "") + key
    }
  }

  func ask(_ subject: ServiceSubject) -> String {
    switch subject {
    case .runner: "Does a job of the workflow `\(access.automation)` run on self-hosted runners?"
    case .called: "Does another workflow call the workflow `\(access.automation)`?"
    case .pullRequests: "Do pull requests start the workflow `\(access.automation)`?"
    case .forks: "Does the workflow `\(access.automation)` run for pull requests from forks?"
    case .dependabot: "Does the workflow `\(access.automation)` run for Dependabot?"
    case .visibility: "Is the repository `\(access.repository?.name.text ?? "")` public, private or internal?"
    case .olderThan(let day):
      "Was the repository `\(access.repository?.name.text ?? "")` created, renamed and moved only before \(day)?"
    case .environment: "Which environment does the job of the workflow `\(access.automation)` have?"
    case .platform: "Which product of GitHub does the organization use?"
    case .consumer, .need: "What is `\(access.automation)`?"
    case .target: "Does `\(access.use.target)` exist yet?"
    case .account: "Which accounts of `\(access.service.name)` were made for automation?"
    case .asked(let key): access.record.ask(key)?.ask ?? "What is `\(key)` of `\(access.service.name)`?"
    }
  }

  /// As the description says it.
  func answer(_ value: String, to subject: ServiceSubject) -> String {
    switch subject {
    case .runner: value == "own" ? "true" : "false"
    case .olderThan(let day): value == "true" ? "before \(day)" : "\(day) or later"
    case .called, .pullRequests, .forks, .dependabot, .visibility, .environment, .platform, .consumer,
      .target,
      .need, .account, .asked:
      value
    }
  }

  /// A change, as a person would say it.
  func change(_ subject: ServiceSubject, to value: String) -> String {
    switch subject {
    case .runner:
      value == "hosted" ? "run the job on a GitHub-hosted runner" : "run the job on a self-hosted runner"
    case .called:
      value == "true" ? "do it in a called workflow" : "do it in a workflow that no other one calls"
    case .visibility: "make the repository \(value) (`\(answerAt(subject)): \(value)`)"
    case .environment:
      value == "true"
        ? "give the job an environment (`\(answerAt(subject))`)" : "run the job without an environment"
    case .target:
      value == "true" ? "create `\(access.use.target)` first" : "use a target that doesn't exist yet"
    case .account: "describe an account made for automation (`\(answerAt(subject))`)"
    case .asked: "set `\(answerAt(subject)): \(value)`, if that is so"
    case .consumer, .pullRequests, .forks, .dependabot, .olderThan, .platform, .need: "\(value)"
    }
  }

  private var repository: String { "repositories.\(access.repository?.name.text ?? "")" }
  private var workflow: String { "\(repository).workflows.\(access.workflow?.name.text ?? "")" }
}
