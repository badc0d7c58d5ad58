package import OrganizationModel

/// A stored credential of a service that accesses use: one that exists, or one to create.
package struct ServiceCredential: Sendable {
  /// Of one that exists its name; else `SERVICE-OPTION-AUTOMATION` in kebab case.
  package var id: String
  /// A key of `services`.
  package var service: Name
  package var rung: Rung
  /// The id of the record's option.
  package var option: String
  /// An account of the service, or a person; nil where nobody is described.
  package var holder: Name?
  /// The described credential that it is.
  package var existing: Name?
  package var secretName: String
  /// Empty for one to create.
  package var storedIn: [SecretPlace]
  /// The accesses that it serves, sorted.
  package var serves: [AccessID]
}

extension OrganizationDecisions {
  /// The stored credentials of services that accesses use, in the order of their ids. An automation has one of its own,
  /// unless several use one that exists.
  package var serviceCredentials: [ServiceCredential] {
    var byID: [String: ServiceCredential] = [:]
    for decision in serviceAccesses {
      guard let credential = decision.credential, credential.rung.isStored else { continue }
      let existing = credential.existing.flatMap { organization.credentials[$0] }
      let proposed = Slug.kebab("\(decision.service.name)-\(credential.option)-\(decision.automation)")
      let id = existing?.name.text ?? proposed
      byID[
        id,
        default: ServiceCredential(
          id: id, service: decision.service.name, rung: credential.rung, option: credential.option,
          holder: credential.holder, existing: existing?.name, secretName: credential.secret ?? "",
          storedIn: existing?.storedIn ?? [], serves: [])
      ].serves.append(decision.id)
    }
    return byID.values.sorted { $0.id < $1.id }
  }
}
