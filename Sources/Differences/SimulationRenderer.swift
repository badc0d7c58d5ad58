package import Exposure
package import Guidance
import OrganizationModel
import SourceText

/// Writes a simulation for people, as text for a terminal or as Markdown, and for programs, as JSON.
package struct SimulationRenderer: Sendable {
  private let simulation: Simulation
  private let index: DecisionIndex
  private let address: @Sendable (BookSubject) -> String?

  /// - Parameters:
  ///   - index: the decisions before the event.
  ///   - address: where a page is in the book, `credentials/existing-npm_token.html`.
  package init(
    _ simulation: Simulation, _ index: DecisionIndex, address: @escaping @Sendable (BookSubject) -> String?
  ) {
    (self.simulation, self.index, self.address) = (simulation, index, address)
  }

  private var organization: String { index.organization.name.text }

  // MARK: Forms

  /// For a terminal.
  package func text(_ style: TextStyle) -> String { report.text(style) }

  /// A comment's body: nothing in it is read as markup but what is ours.
  package var markdown: String { report.markdown }

  private var report: Report {
    let changes = difference.map { $0.sections.map(titled) } ?? []
    let sections =
      [
        ReportSection("Stops, the first first", simulation.stops.flatMap(lines)),
        ReportSection("Depends on it", simulation.depends),
        ReportSection("Exposed", exposed),
        ReportSection("May be known to them, widest reach first", known),
        ReportSection("To do, in order", simulation.steps.flatMap(lines), isTasks: true, isOrdered: true),
      ] + changes + [ReportSection("Not known", simulation.unknown + limits)]
    return Report(head: head, sections: sections.filter { !$0.lines.isEmpty })
  }

  private var difference: DifferenceRenderer? {
    simulation.difference.map { DifferenceRenderer($0, organization: organization) }
  }

  /// The steps come first; what else is to do follows from the decisions.
  private func titled(_ section: ReportSection) -> ReportSection {
    ReportSection("Changes: \(section.title.lowercased())", section.lines, isTasks: section.isTasks)
  }

  // MARK: Text

  private var head: String {
    let certain = Set(simulation.stops.filter(\.isCertain).map(\.automation)).count
    let maybe = Set(simulation.stops.map(\.automation)).count - certain
    let stops =
      switch (certain, maybe) {
      case (0, 0): "nothing that the description names stops"
      case (0, _): Words.count(maybe, "automation may stop", "automations may stop")
      case (_, 0): Words.count(certain, "automation stops", "automations stop")
      case (_, _): Words.count(certain, "automation stops", "automations stop") + ", \(maybe) may stop"
      }
    return "\(condition): \(stops)."
  }

  private var condition: String {
    switch simulation.event {
    case .leave(let name): "If `\(name)` leaves `\(organization)`"
    case .leak(let name): "If `\(name)` leaks and is revoked"
    case .expire(let name, let day): "If `\(name)` expires on \(day)"
    case .policy(let key, let value): "With `policy.\(key): \(value)`"
    case .on(let day): "From \(simulation.today) to \(day)"
    }
  }

  private func lines(_ stop: Stop) -> [String] {
    let verb = stop.isCertain ? "stops" : "may stop"
    let line = "`\(stop.automation)` \(verb) on \(stop.day), because it uses `\(stop.credential)`."
    let doubts =
      stop.doubts.isEmpty ? [] : ["  Not certain, because \(stop.doubts.joined(separator: ", and "))."]
    let accesses =
      stop.accesses.isEmpty ? [] : ["  Could need it for \(list(stop.accesses.map(\.description)))."]
    let uses = stop.uses.map { "  \(quoted($0))" }
    let nothing = accesses.isEmpty && uses.isEmpty ? ["  What it does with it isn't described."] : []
    return [line] + doubts + accesses + uses + nothing
  }

  private func lines(_ step: Simulation.Step) -> [String] {
    let who = step.who.isEmpty ? [] : ["  Who: \(list(step.who.map(\.text)))"]
    let page = step.page.flatMap(address).map { ["  Page: `\($0)`"] } ?? []
    return [step.text] + who + page
  }

  private var known: [String] {
    simulation.known.prefix(50).map { row in
      "`\(row.rank.name)` (\(row.rank.kind)), because \(row.way.words)."
    } + (simulation.known.count > 50 ? ["And \(simulation.known.count - 50) more."] : [])
  }

  // MARK: Exposed

  private var exposed: [String] {
    guard let trail = simulation.trail else { return [] }
    let readers =
      simulation.readers.isEmpty
      ? []
      : [
        "\(Words.count(simulation.readers.count, "account", "accounts")) can read its value on GitHub: "
          + "\(list(simulation.readers.map(\.text)))."
      ]
    return lines(trail.first) + trail.stages.prefix(50).map(line)
      + (trail.stages.count > 50 ? ["And \(trail.stages.count - 50) more secrets."] : [])
      + [total(trail)].compactMap(\.self) + readers
  }

  private func lines(_ radius: BlastRadius) -> [String] {
    var lines: [String] = []
    if let account = radius.account { lines.append("It has the access of `\(account)`, within its rights.") }
    if !radius.rights.isEmpty { lines.append("Its rights: \(list(radius.rights)).") }
    switch radius.everywhere {
    case true?: lines.append("It can push to every repository of `\(organization)`.")
    case false?: lines.append("It can access every repository of `\(organization)`, but not push to it.")
    case nil: break
    }
    lines += parts(
      radius.repositories.map { ($0.thing.description, $0.canWrite) }, "push to", "access",
      "repository", "repositories")
    lines += parts(
      radius.packages.map { ($0.thing.text, $0.canWrite) }, "change", "read", "package", "packages")
    if !radius.governs.isEmpty {
      lines.append("It can administer `\(organization)`: \(list(radius.governs)).")
    }
    for service in radius.services {
      lines.append(
        "It opens `\(service)`" + (radius.may.map { ": \(quoted($0))." } ?? "."))
    }
    if radius.changesWorkflows == false, !radius.secrets.isEmpty {
      lines.append("It can't change workflow files. It can change the code that they run.")
    }
    return lines
  }

  private func parts(
    _ parts: [(name: String, canWrite: Bool)], _ write: String, _ read: String, _ one: String, _ many: String
  ) -> [String] {
    [(true, write), (false, read)].compactMap { canWrite, verb in
      let names = parts.filter { $0.canWrite == canWrite }.map(\.name)
      return names.isEmpty ? nil : "It can \(verb) \(Words.count(names.count, one, many)): \(list(names))."
    }
  }

  private func line(_ stage: SecretTrail.Stage) -> String {
    let place = stage.secret.repository.map { "`\($0)`" } ?? "any repository"
    let from = title(stage.from)
    let approval = stage.secret.needsApproval ? ", after a reviewer approves" : ""
    return "`\(title(stage.secret.origin))`: code that `\(from)` pushes to \(place) can read it\(approval)."
  }

  private func title(_ origin: StoredSecret.Origin) -> String {
    switch origin {
    case .existing(let name): name.text
    case .plan(let id): index.plan(id)?.title ?? id
    }
  }

  private func total(_ trail: SecretTrail) -> String? {
    guard !trail.stages.isEmpty else { return nil }
    let repositories =
      trail.isEverywhere
      ? "every repository" : Words.count(trail.repositories.count, "repository", "repositories")
    let others = [
      trail.packages.isEmpty ? nil : Words.count(trail.packages.count, "package", "packages"),
      trail.services.isEmpty ? nil : Words.count(trail.services.count, "service", "services"),
    ].compactMap(\.self)
    return "With these secrets: \(([repositories] + others).joined(separator: ", "))."
  }

  /// What nobody knows of the reach.
  private var limits: [String] {
    guard let trail = simulation.trail else { return [] }
    return trail.first.unknown.map { sentence("Its reach: \($0)") }
      + trail.stages.prefix(50).flatMap { stage in
        stage.radius.unknown.map { sentence("The reach of `\(title(stage.secret.origin))`: \($0)") }
      }
  }

  // MARK: JSON

  /// `tokenbook.simulation/1`, the same input in the same bytes.
  package var json: [UInt8] {
    let document: JSONValue = [
      "schema": .text("tokenbook.simulation/1"), "organization": .text(organization),
      "as_of": .text(simulation.today.description), "event": event,
      "stops": .list(simulation.stops.map(value)), "depends": JSONValue(simulation.depends),
      "exposed": simulation.trail.map(value) ?? .null,
      "may_know": .list(
        simulation.known.map {
          ["credential": .text($0.rank.name), "kind": .text($0.rank.kind), "because": .text($0.way.words)]
        }),
      "steps": .list(simulation.steps.map(value)), "unknown": JSONValue(simulation.unknown),
      "difference": difference?.document ?? .null,
    ]
    return JSONWriter.bytes(document) + Array("\n".utf8)
  }

  private var event: JSONValue {
    switch simulation.event {
    case .leave(let name): ["kind": "leave", "account": .text(name.text)]
    case .leak(let name): ["kind": "leak", "credential": .text(name.text)]
    case .expire(let name, let day):
      ["kind": "expire", "credential": .text(name.text), "on": .text(day.description)]
    case .policy(let key, let value): ["kind": "policy", "key": .text(key), "value": .text(value)]
    case .on(let day): ["kind": "on", "on": .text(day.description)]
    }
  }

  private func value(_ stop: Stop) -> JSONValue {
    [
      "automation": .text(stop.automation.description), "credential": .text(stop.credential.text),
      "on": .text(stop.day.description), "certain": .truth(stop.isCertain), "doubts": JSONValue(stop.doubts),
      "accesses": JSONValue(stop.accesses.map(\.description)), "uses": JSONValue(stop.uses),
    ]
  }

  private func value(_ step: Simulation.Step) -> JSONValue {
    [
      "text": .text(step.text), "page": JSONValue(step.page.flatMap(address)),
      "who": JSONValue(step.who.map(\.text)),
    ]
  }

  private func value(_ trail: SecretTrail) -> JSONValue {
    [
      "itself": value(trail.first), "readers": JSONValue(simulation.readers.map(\.text)),
      "secrets": .list(
        trail.stages.map { stage in
          [
            "credential": .text(title(stage.secret.origin)), "from": .text(title(stage.from)),
            "repository": JSONValue(stage.secret.repository?.text),
            "needs_approval": .truth(stage.secret.needsApproval), "opens": value(stage.radius),
          ]
        }),
      "every_repository": .truth(trail.isEverywhere),
      "repositories": JSONValue(trail.repositories.map(\.description)),
      "packages": JSONValue(trail.packages.map(\.text)), "services": JSONValue(trail.services.map(\.text)),
    ]
  }

  private func value(_ radius: BlastRadius) -> JSONValue {
    [
      "account": JSONValue(radius.account?.text), "rights": JSONValue(radius.rights),
      "every_repository": .truth(radius.everywhere != nil),
      "can_push_to_all": .truth(radius.everywhere == true),
      "repositories": .list(
        radius.repositories.map {
          ["name": .text($0.thing.description), "can_write": .truth($0.canWrite)]
        }),
      "packages": .list(
        radius.packages.map { ["name": .text($0.thing.text), "can_write": .truth($0.canWrite)] }),
      "administers": JSONValue(radius.governs), "services": JSONValue(radius.services.map(\.text)),
      "changes_workflows": radius.changesWorkflows.map(JSONValue.truth) ?? .null,
      "unknown": JSONValue(radius.unknown),
    ]
  }
}

extension KnownSecrets.Row.Way {
  /// After `because`.
  fileprivate var words: String {
    switch self {
    case .held: "they held it"
    case .custody: "they are a custodian of its account"
    case .appKey: "owners can create and download its key"
    case .store: "they are responsible for the store that holds it"
    case .writing: "they can push to a repository that can read it"
    }
  }
}
