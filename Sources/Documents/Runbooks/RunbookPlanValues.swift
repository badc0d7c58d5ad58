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
    [
      "secret_name": plan.secretName, "existing": (plan.existing?.text).orFalse,
      "described_today": (plan.existing?.text).orFalse,
      "existing_created": (described?.created?.description).orFalse,
    ]
  }

  private var wayValues: TemplateContext {
    let paths = ground.book.paths
    return [
      "mint_link": ground.link(paths.runbook(.mint, plan: plan.id)),
      "rotate_link": ground.link(paths.runbook(.rotate, plan: plan.id)),
      "revoke_link": ground.link(paths.runbook(.revoke, plan: plan.id)),
      "credential_link": ground.link(paths.credential(plan: plan.id)),
      "holder_link": ground.link(plan.holder.flatMap(paths.account)), "records": records,
    ]
  }

  /// The decision records behind it, at most five.
  var records: [TemplateContext] {
    let subjects = Set(plan.serves.compactMap { ground.book.access($0).map(DecisionRecordSubject.init) })
    return subjects.sorted().prefix(5).compactMap { subject in
      ground.book.paths.record(subject).map { ["name": subject.title, "link": ground.page.link(to: $0)] }
    }
  }
}

extension RunbookGround {
  var links: Links { Links(book: book, page: page) }
}
