import Catalog
import OrganizationModel
import Services
import SourceText
import Workflows

/// A stored secret of a service that has a record, in one job.
struct StoredForService {
  let secret: String
  let record: ServiceRecord
  /// `publish package`; nil where the place doesn't tell, and the service has several.
  let need: String?
  let sign: ServiceSign
  let isIdentifier: Bool
  let range: SourceRange
  /// Nil for the workflow's own `env`.
  let list: StepList?
  let step: WorkflowStep?

  /// What a report calls it: `build/login secrets.NPM_TOKEN`.
  var subject: String {
    let name = "secrets.\(secret)"
    guard let list else { return "env \(name)" }
    return step.map { list.subject($0, name) } ?? "\(list.name) \(name)"
  }

  /// Those of a file's own steps, each once in each job, and the surest place of each. What only a name tells is left out.
  static func all(in file: AuditedFile) -> [StoredForService] {
    guard file.mentionsSecrets, let uses = file.uses, !uses.services.isEmpty else { return [] }
    let lists = Dictionary(file.stepLists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [StoredForService] = []
    var places: [String: Int] = [:]
    for use in uses.services where use.calls.isEmpty && use.service.sign > .name {
      guard let secret = use.credential.secretName, let record = file.catalog.services[use.service.id],
        !record.isGeneric
      else {
        continue
      }
      let list = use.job.flatMap { lists[$0] }
      let step = use.step.flatMap { index in
        list.flatMap { $0.steps.indices.contains(index) ? $0.steps[index] : nil }
      }
      let one = StoredForService(
        secret: secret, record: record,
        need: use.service.need ?? (record.needs.count == 1 ? record.needs.first?.name : nil),
        sign: use.service.sign, isIdentifier: use.service.isIdentifier, range: use.range, list: list,
        step: step)
      let key = "\(use.job ?? "") \(secret) \(record.id)"
      guard let place = places[key] else {
        places[key] = found.count
        found.append(one)
        continue
      }
      if one.isSurer(than: found[place]) { found[place] = one }
    }
    return found
  }

  private func isSurer(than other: StoredForService) -> Bool {
    (sign, isIdentifier ? 0 : 1) > (other.sign, other.isIdentifier ? 0 : 1)
  }

  /// What the file tells of the job, as the conditions of records ask for it.
  func circumstances(in workflow: WorkflowFile, of file: AuditedFile) -> [ServiceSubject: String] {
    let product = file.described?.organization.platform.product ?? .githubCom
    var values: [ServiceSubject: String] = [
      .consumer: ServiceSubject.actions, .target: "true", .platform: product.rawValue,
    ]
    if let need { values[.need] = need }
    if workflow.isOnlyCalled {
      values[.called] = "true"
    } else if !workflow.triggers.contains(where: { $0.event == "workflow_call" }) {
      values[.called] = "false"
    }
    if let isOwn = list?.job?.runsOn?.isSelfHosted { values[.runner] = isOwn ? "own" : "hosted" }
    if let job = list?.job { values[.environment] = job.environment == nil ? "false" : "true" }
    return values
  }
}

/// Whether a step uses the job's identity, by the record of a service.
struct Federation {
  /// The input that sets it up.
  let input: String
  /// What the step uses where it has a stored secret too; nil where the record doesn't say.
  let winner: ServiceRecognition.Winner?
  let service: String

  /// Those that a step's inputs set up, whatever else it is given.
  static func all(of use: ActionUse, knowing catalog: Catalog) -> [Federation] {
    guard let name = use.name else { return [] }
    return catalog.serviceIndex.actions(named: name).compactMap { entry in
      if let host = entry.value.host, !host.accepts(use.inputs[host.input]?.literal) { return nil }
      var inputs: [String] = []
      for test in entry.value.federated {
        switch test {
        case .given(let input):
          guard use.inputs[input].map({ !$0.bytes.isEmpty }) == true else { return nil }
          inputs.append(input)
        case .equal(let input, let word):
          guard use.inputs[input]?.literal == word else { return nil }
          inputs.append(input)
        case .missing: break
        }
      }
      return inputs.first.map { Federation(input: $0, winner: entry.value.both, service: entry.service) }
    }
  }
}
