import Guidance
import OrganizationModel
import Templates

extension RunbookPlan {
  /// The values that the template of each of its runbooks, and every step, looks up.
  var values: TemplateContext {
    ground.values
      .merging(kindValues) { $1 }
      .merging(rights) { $1 }
      .merging(placesAndUsers) { $1 }
      .merging(wayValues) { $1 }
  }

  private var kindValues: TemplateContext {
    [
      "plan": plan.title, "kind": plan.kind.title, "is_classic": isClassic, "is_token": isToken,
      "is_key": !isToken, "is_deploy_key": plan.kind.isOfRepository, "is_ssh_key": isSSHKey,
      "is_app": plan.kind.isOfApp, "can_write": plan.canWrite, "needs_approval": needsApproval,
      "is_person": plan.kind.isPersonal,
      "holder": (plan.holder?.text).orFalse, "owner": plan.targetOwner.text, "slug": slug,
      "is_outside": plan.targetOwner != ground.organization.name,
      "owner_names": ground.people.names(.owner(plan.targetOwner)).orFalse,
      "token_name": isClassic ? label : tokenName, "token_page": tokenPage,
      "key_title": label,
      "stops": stops, "users": stops, "audit_phrase": false,
    ]
  }

  private var rights: TemplateContext {
    [
      "scopes": plan.scopes.sorted().joined(separator: ", "),
      "scope_list": RunbookGround.list(plan.scopes.sorted()), "has_scopes": !plan.scopes.isEmpty,
      "has_repo_scope": plan.scopes.contains("repo"),
      "permissions": PermissionLabel.rows(plan.permissions), "has_permissions": !plan.permissions.isEmpty,
      "has_rights": !plan.scopes.isEmpty || !plan.permissions.isEmpty,
      "repositories": RunbookGround.list(plan.repositories.map(ground.fullName)),
      "has_repositories": !plan.repositories.isEmpty,
      "repository": plan.repositories.first.map(ground.fullName).orFalse,
      "expires_in_days": plan.expiresInDays.orFalse, "rotate_every_days": plan.rotateEveryDays.orFalse,
      "overlap_days": plan.overlapDays,
    ]
  }

  private var placesAndUsers: TemplateContext {
    let shown = plan.automations.prefix(20)
    let more = plan.automations.count - shown.count
    return [
      "secret_name": plan.secretName, "places": plan.storedIn.map(place),
      "many_places": plan.storedIn.count > 1, "existing": (plan.existing?.text).orFalse,
      "described_today": (plan.existing?.text).orFalse,
      "existing_created": (described?.created?.description).orFalse,
      "automations": shown.map { automation in
        let link = ground.links.automation(automation)
        return ["name": automation.description, "link": link.value("href") ?? false] as TemplateContext
      },
      "more_automations": more > 0 ? more as any TemplateConvertible : false,
      "password_manager": plan.kind.isMachineUserPAT ? (plan.holder?.text).orFalse : false,
      "escalation": escalation,
    ]
  }

  private func place(_ place: SecretPlace) -> TemplateContext {
    var context: TemplateContext = [
      "organization_secret": false, "repository_secret": false, "environment_secret": false, "outside": false,
      "store": "Actions",
    ]
    switch place {
    case .organization(_, let visibility, let store):
      context["organization_secret"] = true
      context["store"] = PlaceContext.title(store)
      context["audience"] = audience(visibility)
    case .repository(_, let name, let store):
      context["repository_secret"] = "\(ground.organization.name)/\(name)"
      context["store"] = PlaceContext.title(store)
    case .environment(_, let name, let environment):
      context["environment_secret"] = environment.text
      context["repository"] = "\(ground.organization.name)/\(name)"
    case .outside(let words): context["outside"] = words
    }
    return context
  }

  private func audience(_ visibility: SecretVisibility) -> String {
    switch visibility {
    case .all: "all repositories"
    case .private: "private repositories"
    case .selected(let names): RunbookGround.sentence(names.sorted().map(\.text), limit: 10)
    }
  }

  private var wayValues: TemplateContext {
    let paths = ground.book.paths
    let tasks = BookPaths.Task.allCases.map { task in
      ("\(task.rawValue)_link", ground.link(paths.runbook(task, plan: plan.id)))
    }
    let own: TemplateContext = [
      "credential_link": ground.link(paths.credential(plan: plan.id)),
      "holder_link": ground.link(plan.holder.flatMap(paths.account)), "records": records,
    ]
    return own.merging(TemplateContext(tasks)) { $1 }
  }

  /// The decision records behind it, at most five.
  private var records: [TemplateContext] {
    let subjects = Set(plan.serves.compactMap { ground.book.access($0).map(DecisionRecordSubject.init) })
    return subjects.sorted().prefix(5).compactMap { subject in
      ground.book.paths.record(subject).map { ["name": subject.title, "link": ground.page.link(to: $0)] }
    }
  }
}

extension RunbookGround {
  var links: Links { Links(book: book, page: page) }
}
