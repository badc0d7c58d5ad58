package import SourceText

/// What kind of thing a need is about.
package enum TargetKind: String, Sendable, CaseIterable, Hashable {
  case package
  case repository
  case organization
}

/// What an automation does with its target. The list is closed (description.md, Needs); `record` says all that is known
/// of each.
package enum Verb: String, Sendable, CaseIterable, Hashable {
  case pull, publish, delete
  case clone, push, release
  case readContents = "read-contents"
  case downloadRelease = "download-release"
  case writeContents = "write-contents"
  case openPullRequest = "open-pull-request"
  case merge, enqueue
  case enableAutoMerge = "enable-auto-merge"
  case approve
  case requestTeamReview = "request-team-review"
  case label
  case commentOnIssue = "comment-on-issue"
  case commentOnPullRequest = "comment-on-pull-request"
  case assignAgent = "assign-agent"
  case setStatus = "set-status"
  case createCheckRun = "create-check-run"
  case dispatch, notify
  case readAlerts = "read-alerts"
  case uploadSARIF = "upload-sarif"
  case attest
  case verifyAttestation = "verify-attestation"
  case createDeployment = "create-deployment"
  case deployPages = "deploy-pages"
  case manageRepositorySecrets = "manage-repository-secrets"
  case manageRepositoryVariables = "manage-repository-variables"
  case manageWebhooks = "manage-webhooks"
  case administer
  case readMembers = "read-members"
  case manageMembers = "manage-members"
  case manageSecrets = "manage-secrets"
  case manageRunners = "manage-runners"
  case updateProject = "update-project"
  case createRepository = "create-repository"
  case readAuditLog = "read-audit-log"
  /// Whatever has no verb of its own: the need says what it calls.
  case api
  case apiOfOrganization = "api-organization"
}

/// What a need is about.
package enum NeedTarget: Hashable, Sendable, CustomStringConvertible {
  /// A key of `packages`.
  case package(Name)
  case repository(RepositoryReference)
  /// Nil is `self`: this organization.
  case organization(Name?)

  package var description: String {
    switch self {
    case .package(let name): name.text
    case .repository(let reference): reference.description
    case .organization(let name): name?.text ?? "self"
    }
  }
}

/// One access that an automation must have.
package struct Need: Sendable, Hashable, Guessable {
  package var verb: Verb
  package var target: NeedTarget
  /// What it calls; nil of every verb but `api`.
  package var api: APICalls?
  /// What it does must start other workflows without anyone's approval.
  package var triggersWorkflows = false
  /// It touches `.github/workflows`.
  package var changesWorkflows = false
  /// It comes from a fork of the account's own, so that the owner of the target grants nothing.
  package var fromFork = false
  /// The branch that it writes to; nil is the default branch.
  package var branch: Name?
  /// The job's environment; wins over the workflow's.
  package var environment: Name?
  package var why: String?
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(_ verb: Verb, _ target: NeedTarget, range: SourceRange) {
    self.verb = verb
    self.target = target
    self.range = range
  }

  /// `publish package web`: the short form. That of `api` says what it calls, `api repository web (issues: write)`.
  package var text: String {
    "\(verb.word) \(verb.targetKind.rawValue) \(target)" + (api.map { " (\($0.words))" } ?? "")
  }
}

/// A use of a credential in a person's words: no verb says what it does, nobody decides it, and what it uses is kept.
package struct OtherUse: Sendable, Hashable, Guessable {
  package var words: String
  /// The key of `credentials` that it uses.
  package var credential: Name
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(_ words: String, with credential: Name, range: SourceRange) {
    self.words = words
    self.credential = credential
    self.range = range
  }
}

/// Whatever has needs: a workflow of this organization, or a consumer.
package enum AutomationID: Hashable, Sendable, Comparable, CustomStringConvertible {
  case workflow(repository: Name, workflow: Name)
  case consumer(Name)

  /// `web/ci` or `prod`.
  package var description: String {
    switch self {
    case .workflow(let repository, let workflow): "\(repository)/\(workflow)"
    case .consumer(let name): name.text
    }
  }

  package static func < (left: AutomationID, right: AutomationID) -> Bool {
    left.description.lowercased() < right.description.lowercased()
  }
}

/// The name of one access, `web/ci#publish-package-web`: stable under reordering. That of `api` carries the permissions,
/// `web/ci#api-repository-web-vulnerability-alerts-read`.
package struct AccessID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: Name

  package init(_ automation: AutomationID, _ need: Need) {
    let calls = need.api.map { "-\($0.slug)" } ?? ""
    self.text = Name(
      "\(automation)#\(need.verb.word)-\(need.verb.targetKind.rawValue)-\(need.target)\(calls)")
  }

  package init(_ automation: AutomationID, _ use: ServiceUse) {
    self.text = Name("\(automation)#\(use.verb.rawValue)-\(use.service)-\(use.kind)-\(use.target)")
  }

  package init(_ text: String) {
    self.text = Name(text)
  }

  package var description: String { text.text }
  package static func < (left: AccessID, right: AccessID) -> Bool { left.text < right.text }
}

/// Whatever has needs and is not a workflow of this organization.
package struct Consumer: Named, Sendable, Guessable {
  package enum Kind: String, Sendable, CaseIterable, Hashable {
    case kubernetes, flux, argocd, jenkins, gitlab, ci, host, dependabot, codespaces, actions, other
  }

  package var name: Name
  package var kind: Kind
  package var responsible: Name?
  /// Where it keeps its secrets, in the organization's own words.
  package var storesIn: String?
  /// Of `dependabot` and `codespaces`: the repositories whose store of that name holds the secret.
  package var repositories: [Name] = []
  /// Of `actions`: whether its organization is of the same enterprise; nil is unknown.
  package var sameEnterprise: Bool?
  package var needs: [Need] = []
  /// What it needs of services that aren't GitHub.
  package var services: [ServiceUse] = []
  /// Uses of credentials that no need names.
  package var otherUses: [OtherUse] = []
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, kind: Kind, range: SourceRange) {
    self.name = name
    self.kind = kind
    self.range = range
  }
}

/// A workflow or a consumer, with what both say of their needs.
package struct Automation: Sendable {
  package let id: AutomationID
  package let needs: [Need]
  /// What it needs of services that aren't GitHub.
  package let services: [ServiceUse]
  package let otherUses: [OtherUse]
  package let guess: Guess?
}

extension Organization {
  /// Everything that has needs, described with some or without.
  package var automations: [Automation] {
    repositories.flatMap { repository in
      repository.workflows.map { workflow in
        Automation(
          id: .workflow(repository: repository.name, workflow: workflow.name), needs: workflow.needs,
          services: workflow.services, otherUses: workflow.otherUses, guess: workflow.guess)
      }
    }
      + consumers.map {
        Automation(
          id: .consumer($0.name), needs: $0.needs, services: $0.services, otherUses: $0.otherUses,
          guess: $0.guess)
      }
  }
}
