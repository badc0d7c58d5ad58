import Pages
import Guidance
import OrganizationModel
import Templates

/// One credential's turn in the migration as values for templates.
struct MigrationContext {
  let entry: MigrationEntry
  let links: MarkdownLinks

  private var credential: ExistingCredential { entry.review.credential }

  /// What one row of a table says.
  var row: TemplateContext {
    let made = entry.mints.map(links.plan)
    return [
      "number": entry.number, "credential": links.existing(credential.name),
      "verdict": entry.review.verdict.words,
      "why": why, "is_broken": isBroken,
      "deadline": (entry.deadline?.description).orFalse, "due": (entry.due?.description).orFalse,
      "policy_day": (entry.policyDay?.description).orFalse, "overdue": isOverdue,
      "copies_go": !entry.review.places.removed.isEmpty || !entry.review.places.visibilities.isEmpty,
      "mints": MarkdownList.some(made, limit: 3) { $0 },
      "waits_for": MarkdownList.some(entry.waitsFor, limit: 2, links.access),
      "users": MarkdownList.some(credential.usedBy, limit: 3, links.automation),
      "stays": entry.review.stays, "revoke": links.revoke(existing: credential.name),
      "find_out": entry.review.verdict == .findOut, "wait": entry.review.verdict == .wait,
    ]
  }

  /// Its place in the order, and its steps.
  var whole: TemplateContext {
    let limit = 100
    return row.merging([
      "order": links.to(CredentialLists.order, "In which order"), "count": links.book.migration.entries.count,
      "steps": MarkdownList.rows(steps, limit: limit, step),
      "earlier": MarkdownList.some(entry.reuses, limit: 10, links.plan),
    ]) { first, _ in first }
  }

  /// Who makes a credential stores it and tries it as well: that is one step.
  private var steps: [MigrationStep] {
    let made = Set(entry.mints)
    return entry.steps.filter { step in
      switch step {
      case .store(let plan), .verify(let plan): !made.contains(plan)
      case .settle, .findUsers, .answer, .renewKeys, .create, .grant, .mint, .changeOver, .storeCopy,
        .setVisibility, .remove, .revoke:
        true
      }
    }
  }

  private var findOut: FindOutContext { FindOutContext(review: entry.review, links: links) }

  private var isBroken: Bool {
    switch entry.urgency {
    case .broken, .refused: true
    case .holderLeaves, .ends, .banned, .reach: false
    }
  }

  private var isOverdue: Bool { entry.due.map { $0 < links.book.decisions.day } ?? false }

  /// Why it comes where it comes, as Markdown.
  private var why: String {
    switch entry.urgency {
    case .broken(let day): Prose.markdown("it ended on \(day) and is in use: that fails today")
    case .refused(let limit):
      Prose.markdown(
        "GitHub refuses a member's token that lives for more than \(limit) days: it fails today"
          + (links.book.organization.role(ofHolderOf: credential) == nil
            ? ", unless its holder isn't a member" : ""))
    case .holderLeaves(let holder, let day):
      Prose.markdown(
        "`\(holder)` leaves on \(day), and "
          + (credential.kind.diesWithItsHolder
            ? "it stops working with that account's access" : "keeps what they know of it"))
    case .ends(let day): Prose.markdown("it ends on \(day)")
    case .banned(let day): Prose.markdown("classic PATs are refused from \(day) on")
    case .reach(let reach):
      Prose.markdown(
        "it \(reach.words)" + (entry.review.readers.map { "; accounts that can read it: \($0)" } ?? ""))
    }
  }

  // MARK: Steps

  /// Every kind of step by a name of its own; the template says the words.
  private func step(_ step: MigrationStep) -> TemplateContext {
    var context: TemplateContext = [
      "settle": false, "find_users": false, "answer": false, "renew_keys": false, "create": false,
      "grant": false, "set_up": false,
      "store": false, "store_copy": false, "show": false, "change_over": false, "verify": false,
      "remove": false,
      "revoke_it": false, "commands": [TemplateContext](), "ui_only": false,
    ]
    let (key, value, commands) = parts(of: step)
    context[key] = value
    context["commands"] = commands.map { ["command": $0] as TemplateContext }
    return context
  }

  private typealias StepParts = (key: String, value: any TemplateConvertible, commands: [String])

  private func parts(of step: MigrationStep) -> StepParts {
    switch step {
    case .settle(let access): ("settle", links.access(access), [])
    case .findUsers:
      ("find_users", findOut.how, findOut.searches)
    case .answer(let unknown): ("answer", FindOutContext.question(unknown), [])
    case .renewKeys(let keys):
      (
        "renew_keys",
        [
          "made": MarkdownList.some(keys.made, limit: 10, links.existing),
          "possible": MarkdownList.some(keys.possible, limit: 10, links.existing),
        ] as TemplateContext, []
      )
    case .create(let name): ("create", creation(of: name), [])
    case .grant(let name, let plan):
      ("grant", ["account": links.account(name), "plan": links.plan(plan)] as TemplateContext, [])
    case .mint(let plan): ("set_up", links.runbook(.mint, plan: plan), [])
    case .store(let plan): ("store", links.runbook(.store, plan: plan), [])
    case .verify(let plan): ("verify", links.runbook(.verify, plan: plan), [])
    case .changeOver(let automation): ("change_over", changeOver(automation), [])
    case .storeCopy(let place):
      (
        "store_copy", ["place": PlaceContext.markdown(place), "is_key": isKey] as TemplateContext,
        [commands.store(place, isKey: isKey)].compactMap(\.self)
      )
    case .setVisibility(let change): ("show", show(change), commands.show(change))
    case .remove(let place):
      ("remove", PlaceContext.markdown(place), [commands.deleteSecret(place)].compactMap(\.self))
    case .revoke: ("revoke_it", links.revoke(existing: credential.name), [])
    }
  }

  /// A key has several lines: it is read from its file.
  private var isKey: Bool {
    credential.kind.isKeyFile
  }

  private var commands: SetupCommands {
    SetupCommands(organization: links.book.organization.name, hosts: links.book.hosts)
  }

  private func creation(of name: Name) -> String {
    links.book.paths.runbook(createMachineUser: name) == nil
      ? links.account(name) : links.create(machineUser: name)
  }

  private func changeOver(_ automation: AutomationID) -> TemplateContext {
    let checklist: BookPath? =
      switch automation {
      case .workflow(let repository, _): links.book.paths.checklist(repository: repository)
      case .consumer(let name): links.book.paths.checklist(consumer: name)
      }
    return [
      "automation": links.automation(automation),
      "checklist": links.to(checklist, "its checklist"),
    ]
  }

  private func show(_ change: PlaceChanges.Visibility) -> TemplateContext {
    [
      "secret": change.secret, "store": change.store.title, "today": change.from.countWords,
      "to": MarkdownList.some(change.to, limit: 10, links.repository),
      "in_browser": commands.show(change).isEmpty,
    ]
  }
}
