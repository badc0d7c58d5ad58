/// What GitHub the organization lives on.
package struct Platform: Sendable {
  package enum Product: String, Sendable, CaseIterable, Hashable {
    case githubCom = "github.com"
    case gheCom = "ghe.com"
    case ghes
  }

  package enum Plan: String, Sendable, CaseIterable, Hashable {
    case free
    case team
    case enterprise
  }

  package var product: Product = .githubCom
  /// Of GitHub Enterprise Server only; nil is unknown.
  package var version: ServerVersion?
  /// The host of GHES or GHE.com; nil for github.com, and where it is not said.
  package var host: String?
  /// Nil is unknown.
  package var plan: Plan?
  package var managedUsers = false
  package var samlSSO = false
  /// Of GitHub Enterprise Server only: whether it asks everyone to sign in; nil is unknown.
  package var privateMode: Bool?

  package init() {}
}

/// A release of GitHub Enterprise Server, `3.20`.
package struct ServerVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let major: Int
  package let minor: Int

  package init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  package static func < (left: ServerVersion, right: ServerVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  package var description: String { "\(major).\(minor)" }
}

/// A switch that an organization sets one way or the other.
package enum Switch: String, Sendable, CaseIterable, Hashable {
  case allowed
  case forbidden
}

/// What an organization's policy says of classic PATs.
package enum ClassicPATPolicy: Sendable, Hashable {
  case allowed
  case forbidden
  /// Allowed before that day.
  case forbiddenFrom(Day)

  package func allows(on day: Day) -> Bool {
    switch self {
    case .allowed: true
    case .forbidden: false
    case .forbiddenFrom(let first): day < first
    }
  }
}

/// What an organization's policy says of fine-grained PATs.
package enum FineGrainedPATPolicy: String, Sendable, CaseIterable, Hashable {
  case allowed
  /// An organization owner approves each one.
  case approval
  case forbidden
}

/// What an organization's policy says of GitHub Apps.
package enum AppPolicy: String, Sendable, CaseIterable, Hashable {
  case ifDescribed = "if-described"
  case preferred
  case forbidden
}

/// The order among credentials that serve.
package enum Profile: String, Sendable, CaseIterable, Hashable {
  case hybrid
  case githubDocs = "github-docs"

  package var other: Profile { self == .hybrid ? .githubDocs : .hybrid }
}

/// How needs are parted among machine users.
package enum Isolation: String, Sendable, CaseIterable, Hashable {
  case byPrivilege = "by-privilege"
  case byConsumer = "by-consumer"
  case one
}

/// Which credentials of services an organization wants first, and which it forbids.
package struct ServicePolicy: Sendable, Hashable {
  /// The rungs that come first, in that order; the others follow as the record of the service ranks them.
  package var order: [Rung] = []
  package var forbidden: Set<Rung> = []

  package init() {}
}

/// What this organization allows and wants. Every nil is unknown.
package struct Policy: Sendable {
  package enum WorkflowPermissions: String, Sendable, CaseIterable, Hashable { case read, write }
  package enum BasePermission: String, Sendable, CaseIterable, Hashable { case none, read, write, admin }

  package var profile: Profile = .hybrid
  package var classicPATs: ClassicPATPolicy = .allowed
  package var fineGrainedPATs: FineGrainedPATPolicy = .approval
  package var deployKeys: Switch?
  package var apps: AppPolicy = .ifDescribed
  package var isolation: Isolation = .byPrivilege
  package var maximumClassicPATLifetime = Days(90)
  package var maximumFineGrainedPATLifetime = Days(90)
  /// Beyond which GitHub refuses a member's token; nil is unknown, or no limit.
  package var enforcedClassicPATLifetime: Days?
  package var enforcedFineGrainedPATLifetime: Days?
  package var rotateDeployKeysEvery: Days?
  package var rotateAppKeysEvery: Days?
  package var defaultWorkflowPermissions: WorkflowPermissions?
  package var basePermission: BasePermission?
  package var actionsCanCreatePullRequests: Bool?
  package var services = ServicePolicy()

  package init() {}
}
