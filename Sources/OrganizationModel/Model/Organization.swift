package import SourceText

/// Everything that one description says, checked and resolved. Collections are in the order of their names.
package struct Organization: Sendable {
  package var name: Name
  /// The day the book speaks of, where the description says it.
  package var asOf: Day?
  package var platform = Platform()
  package var policy = Policy()
  package var outside: Entries<OutsideOrganization> = Entries()
  package var people: Entries<Person> = Entries()
  package var teams: Entries<Team> = Entries()
  package var machineUsers: Entries<MachineUser> = Entries()
  package var apps: Entries<App> = Entries()
  package var repositories: Entries<Repository> = Entries()
  package var packages: Entries<Package> = Entries()
  package var consumers: Entries<Consumer> = Entries()
  package var services: Entries<DescribedService> = Entries()
  package var credentials: Entries<ExistingCredential> = Entries()
  package var decisions: Entries<DecisionEntry> = Entries()
  package var facts: Entries<FactOverride> = Entries()
  /// In the order of their checks.
  package var ignoredFindings: [IgnoredFinding] = []
  /// The defaults that were used, in the order of their keys.
  package var assumptions: [Assumption] = []
  package var note: String?

  package init(name: Name) {
    self.name = name
  }
}

/// What is known of another organization that accesses reach. The defaults of a policy hold here too.
package struct OutsideOrganization: Named, Sendable {
  package var name: Name
  /// Nil is unknown.
  package var sameEnterprise: Bool?
  package var deployKeys: Switch?
  package var classicPATs: ClassicPATPolicy = .allowed
  package var fineGrainedPATs: FineGrainedPATPolicy = .approval
  package var apps: AppPolicy = .ifDescribed
  /// Nil is unknown.
  package var plan: Platform.Plan?
  package var repositories: Entries<OutsideRepository> = Entries()
  /// Our machine users there.
  package var machineUsers: [Name: OrganizationRole] = [:]
  package var note: String?
  /// Nil for one that no `outside:` describes.
  package var range: SourceRange?

  package init(name: Name, range: SourceRange? = nil) {
    self.name = name
    self.range = range
  }
}

package struct OutsideRepository: Named, Sendable {
  package var name: Name
  package var visibility: Visibility?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// A person's override or acceptance of one decision, under `decisions:`.
package struct DecisionEntry: Named, Sendable {
  /// The access id.
  package var name: Name
  /// A kind of credential in the spelling of decisions.md, `fine_grained_pat`; of a service, the id of an option.
  package var choose: String?
  package var because: String?
  package var by: Name?
  package var until: Day?
  package var accepted: Day?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// This organization knows better than a shipped fact, under `facts:`.
package struct FactOverride: Named, Sendable {
  package var name: Name
  package var holds: Bool
  package var because: String?
  package var by: Name?
  package var checked: Day?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, holds: Bool, range: SourceRange) {
    self.name = name
    self.holds = holds
    self.range = range
  }
}

/// A finding of `tokenbook audit` that may stay until a day, under `audit: {ignore: …}`.
package struct IgnoredFinding: Sendable, Hashable {
  /// Where it holds.
  package enum Scope: Sendable, Hashable, Comparable {
    case everywhere
    case repository(Name)
    case workflow(repository: Name, workflow: Name)
  }

  /// The id of the check.
  package var check: String
  package var scope: Scope
  package var because: String
  package var by: Name?
  /// The last day on which it holds.
  package var until: Day
  /// Where the entry stands.
  package var range: SourceRange
  /// Where the id of the check stands.
  package var checkRange: SourceRange
}

/// A default that was used because the description does not say.
package struct Assumption: Sendable, Hashable, Comparable {
  /// The place in the description, `policy.classic_pats`.
  package let key: String
  package let value: String

  package init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  package static func < (left: Assumption, right: Assumption) -> Bool { left.key < right.key }
}
