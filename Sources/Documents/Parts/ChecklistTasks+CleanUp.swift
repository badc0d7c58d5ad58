import Guidance
import OrganizationModel

// What goes. Nothing that somebody else still uses: the last who changes over deletes it.
extension ChecklistTasks {
  var cleanUp: [ChecklistTask] { reviews.flatMap(cleanUp) }

  /// What exists, goes or moves, and is used or stored here.
  private var reviews: [ExistingCredentialReview] {
    switch subject {
    case .consumer(let consumer): return book.reviews(of: .consumer(consumer.name))
    case .repository(let repository):
      let used = repository.workflows.flatMap {
        book.reviews(of: .workflow(repository: repository.name, workflow: $0.name))
      }
      let stored = book.secrets.own(of: repository.name).compactMap { book.review(of: $0) }
      return used + stored
    }
  }

  private func cleanUp(_ review: ExistingCredentialReview) -> [ChecklistTask] {
    switch review.verdict {
    case .keep, .move: removals(review) + visibilities(review)
    case .replace, .revoke: ending(review)
    case .findOut: [findOut(review)]
    // The questions and what would unlock its accesses are tasks of their own.
    case .wait: []
    }
  }

  private func removals(
    _ review: ExistingCredentialReview, as kind: ChecklistTask.Kind = .removeSecret
  ) -> [ChecklistTask] {
    let others = review.credential.usedBy.filter { !isOurs($0) }
    return review.places.removed.filter(isHere).compactMap { place in
      isRead(place, by: others) ? nil : removal(of: place, review, kind)
    }
  }

  private func ending(_ review: ExistingCredentialReview) -> [ChecklistTask] {
    let credential = review.credential
    let others = credential.usedBy.filter { !isOurs($0) }
    let unknown = credential.usedBy.isEmpty ? [findUsers(review)] : []
    guard !others.isEmpty else {
      guard let ended = ending(atItsService: review) else {
        return unknown + removals(review) + [revocation(review)]
      }
      // While a service can still undo it, its users still find the value.
      return unknown + ended + removals(review, as: .serviceRemove)
    }
    let isUsedHere = others.count < credential.usedBy.count
    return removals(review) + (isUsedHere ? [leaving(review, to: others)] : [])
  }

  private func isOurs(_ automation: AutomationID) -> Bool {
    switch (subject, automation) {
    case (.repository(let repository), .workflow(let name, _)): name == repository.name
    case (.consumer(let consumer), .consumer(let name)): name == consumer.name
    case (.repository, .consumer), (.consumer, .workflow): false
    }
  }

  /// Whether somebody else may still read the value from there.
  private func isRead(_ place: SecretPlace, by others: [AutomationID]) -> Bool {
    others.contains { automation in
      switch automation {
      case .workflow(let repository, _): sees(place, repository, nil)
      case .consumer(let name):
        organization.consumers[name].map { consumer in
          consumer.store.map { store in consumer.repositories.contains { sees(place, $0, store) } }
            ?? place.isOutside
        } ?? true
      }
    }
  }

  /// Whether a repository sees a place, in any store or in that one.
  private func sees(_ place: SecretPlace, _ repository: Name, _ store: SecretStore?) -> Bool {
    guard let placeStore = place.store, store == nil || store == placeStore else { return false }
    return switch place {
    case .organization(_, let visibility, _): visibility.reaches(repository, of: organization)
    case .repository, .environment, .outside: place.repository == repository
    }
  }

  // MARK: Tasks

  private func findUsers(_ review: ExistingCredentialReview) -> ChecklistTask {
    ChecklistTask(
      .findUsers, key: review.credential.name.folded, owner: responsible, commands: searches(review)
    ) { links in ["existing": links.existing(review.credential.name)] }
  }

  /// It is asked on every checklist that it concerns: nobody else may know.
  private func findOut(_ review: ExistingCredentialReview) -> ChecklistTask {
    ChecklistTask(
      .findOut, key: review.credential.name.folded, owner: responsible, commands: searches(review)
    ) { links in
      let context = FindOutContext(review: review, links: links)
      return context.how.merging([
        "existing": ExistingContext(review: review, links: links).row, "questions": context.questions,
      ]) { $1 }
    }
  }

  private func searches(_ review: ExistingCredentialReview) -> [String] {
    FindOutContext.searches(for: review.credential, in: book)
  }

  private func removal(
    of place: SecretPlace, _ review: ExistingCredentialReview, _ kind: ChecklistTask.Kind
  ) -> ChecklistTask {
    ChecklistTask(
      kind, key: "\(review.credential.name.folded) \(place.identity)", owner: storeOwner(place),
      commands: [commands.deleteSecret(place)].compactMap(\.self)
    ) { links in
      [
        "existing": links.existing(review.credential.name),
        "place": PlaceContext(place: place, links: links.contexts).whole,
      ]
    }
  }

  /// Organization secrets that stay, and that too many see.
  private func visibilities(_ review: ExistingCredentialReview) -> [ChecklistTask] {
    review.places.visibilities.filter { isHere($0.today) }.map { change in
      let lines = commands.show(change)
      return ChecklistTask(
        .narrowSecret, key: "\(review.credential.name.folded) \(change.today.identity)",
        owner: organizationOwner(), commands: lines
      ) { links in
        [
          "existing": links.existing(review.credential.name), "secret": change.secret,
          "store": change.store.title, "today": change.from.countWords,
          "to": MarkdownList.some(change.to, limit: 10, links.repository), "ui_only": lines.isEmpty,
        ]
      }
    }
  }

  private func revocation(_ review: ExistingCredentialReview) -> ChecklistTask {
    ChecklistTask(
      .revoke, key: review.credential.name.folded, owner: revoker(of: review.credential)
    ) { links in
      [
        "existing": ExistingContext(review: review, links: links).row,
        "runbook": links.revoke(existing: review.credential.name),
        "keys": MarkdownList.some(review.keys.made + review.keys.possible, limit: 10, links.existing),
      ]
    }
  }

  private func leaving(_ review: ExistingCredentialReview, to others: [AutomationID]) -> ChecklistTask {
    let ours = review.credential.usedBy.filter(isOurs).map(\.description)
    return ChecklistTask(.leave, key: review.credential.name.folded, owner: responsible) { links in
      [
        "existing": ExistingContext(review: review, links: links).row,
        "ours": Prose.codes(ours),
        "others": MarkdownList.some(others, limit: 10, links.automation),
        "migrate": links.runbook(
          .migrate(review.credential.name), "migrate from \(review.credential.name)"),
      ]
    }
  }

  /// Who can end it: its holder, the custodian of a machine user, or whoever answers for a deploy key's repository.
  private func revoker(of credential: ExistingCredential) -> ChecklistTask.Owner {
    if credential.kind == .deployKey {
      guard let repository = credential.repository else { return organizationOwner() }
      return responsible(for: repository).map { .responsible($0) } ?? organizationOwner(repository.owner)
    }
    guard let holder = credential.holder, credential.kind != .appKey else { return organizationOwner() }
    if let user = organization.machineUsers[holder] { return .custodian(user.custodians ?? []) }
    return ChecklistTask.Owner(role: "Holder", names: [holder])
  }
}
