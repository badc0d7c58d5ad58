package import OrganizationModel

/// The owner of what a credential reaches governs it, which need not be this organization (decisions.md, Policy).
extension Organization {
  /// The organization whose thing a need reaches.
  func owner(of need: Need) -> Name {
    switch need.target {
    case .package(let key): packages[key]?.owner ?? name
    case .repository(let reference): reference.owner ?? name
    case .organization(let other): other ?? name
    }
  }

  /// The organizations that the users of a credential reach, sorted; this one where nobody says what they reach.
  private func owners(reachedBy credential: ExistingCredential) -> [Name] {
    let needs = credential.usedBy.flatMap(needs(of:))
    return needs.isEmpty ? [name] : Set(needs.map(owner(of:))).sorted()
  }

  private func needs(of automation: AutomationID) -> [Need] {
    switch automation {
    case .workflow(let repository, let workflow):
      repositories[repository]?.workflows[workflow]?.needs ?? []
    case .consumer(let name): consumers[name]?.needs ?? []
    }
  }

  func classicPATs(of owner: Name) -> ClassicPATPolicy {
    owner == name ? policy.classicPATs : outside[owner]?.classicPATs ?? .allowed
  }

  /// The first day on which an organization that the credential is for forbids classic PATs, and which that is; nil of
  /// other kinds, and where none has such a day.
  package func classicPATBan(for credential: ExistingCredential) -> (owner: Name, day: Day)? {
    guard credential.kind == .classicPAT else { return nil }
    return owners(reachedBy: credential).compactMap { owner in
      if case .forbiddenFrom(let day) = classicPATs(of: owner) { (owner, day) } else { nil }
    }.min { ($0.day, $0.owner) < ($1.day, $1.owner) }
  }

  /// An organization that the credential is for and that forbids its kind; nil where none does.
  func forbidder(of credential: ExistingCredential) -> Name? {
    owners(reachedBy: credential).first { owner in
      switch credential.kind {
      case .classicPAT: classicPATs(of: owner) == .forbidden
      case .fineGrainedPAT:
        (owner == name ? policy.fineGrainedPATs : outside[owner]?.fineGrainedPATs) == .forbidden
      case .deployKey, .sshKey, .appKey, .oauthToken, .other, .unknown: false
      }
    }
  }

  /// An organization that the credential is for and in which its holder is an outside collaborator; nil where there is
  /// none.
  func hostOfGuest(holding credential: ExistingCredential) -> Name? {
    guard let holder = credential.holder else { return nil }
    return owners(reachedBy: credential).first { owner in
      let role =
        owner == name ? role(ofHolderOf: credential) : outside[owner]?.machineUsers[holder]
      return role == .outsideCollaborator
    }
  }
}
