import OrganizationModel
import SourceText

/// A name without anything that is shaped like a token.
enum MaskedName {
  /// `masked-1a2b3c4d` in place of each token, so that two of them stay two names.
  static func text(_ text: String) -> String {
    var bytes = Array(text.utf8)
    let hits = TokenShape.hits(in: bytes)
    if hits.isEmpty { return text }
    for hit in hits.reversed() {
      // Names compare without regard to case.
      let token = String(decoding: bytes[hit.range], as: UTF8.self).lowercased()
      let digest = ContentDigest(of: Array(token.utf8)).hexadecimal.prefix(8)
      bytes.replaceSubrange(hit.range, with: "masked-\(digest)".utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func name(_ name: Name) -> Name { Name(text(name.text)) }

  /// As GitHub makes the slug of a team. A token is masked before its letters change, and what became one after.
  static func slug(of name: String) -> String { text(TeamSlug.slug(of: text(name))) }

  /// Of a workflow file, whose ending may not be taken for a part of a token.
  static func path(_ path: String) -> String {
    guard let dot = path.lastIndex(of: ".") else { return text(path) }
    return text(String(path[..<dot])) + path[dot...]
  }
}

extension WorkflowsDraft {
  /// The same without anything that is shaped like a token.
  var masked: WorkflowsDraft {
    var result = WorkflowsDraft(organization: MaskedName.text(organization))
    for (key, repository) in repositories { result.repositories[MaskedName.name(key)] = repository.masked }
    for (key, package) in packages { result.packages[MaskedName.name(key)] = package.masked }
    for (key, credential) in credentials {
      result.credentials[MaskedName.name(key)] = Credential(
        kinds: credential.kinds, usedBy: Set(credential.usedBy.map(MaskedName.text)),
        holder: credential.holder.map(MaskedName.name), service: credential.service?.masked)
    }
    for (key, service) in services { result.services[MaskedName.name(key)] = service }
    for (key, app) in apps { result.apps[MaskedName.name(key)] = app.masked }
    for (key, users) in otherSecrets {
      result.otherSecrets[MaskedName.name(key)] = Set(users.map(MaskedName.text))
    }
    return result
  }
}

extension WorkflowsDraft.Credential.OfService {
  fileprivate var masked: Self {
    Self(
      key: MaskedName.name(key), isIdentifier: isIdentifier, place: MaskedName.text(place),
      confidence: confidence)
  }
}

extension WorkflowsDraft.App {
  fileprivate var masked: Self {
    Self(
      key: MaskedName.name(key), place: MaskedName.text(place),
      repositories: Set(repositories.map(MaskedName.text)), permissions: permissions,
      unnarrowed: unnarrowed.map(MaskedName.text), unbounded: unbounded.map(MaskedName.text))
  }
}

extension WorkflowsDraft.Repository {
  fileprivate var masked: Self {
    Self(
      environments: Set(environments.map(MaskedName.text)), workflows: workflows.map(\.masked),
      seenAt: seenAt.map(MaskedName.text))
  }
}

extension WorkflowsDraft.Workflow {
  fileprivate var masked: Self {
    var result = Self(key: MaskedName.text(key), path: MaskedName.path(path))
    (result.triggers, result.forks, result.dependabot) = (triggers.map(MaskedName.text), forks, dependabot)
    (result.selfHosted, result.needs, result.others) = (
      selfHosted, needs.map(\.masked), others.map(\.masked)
    )
    result.environment = environment.map(MaskedName.text)
    result.questions = questions.map(MaskedName.text)
    return result
  }
}

extension WorkflowsDraft.Need {
  fileprivate var masked: Self {
    Self(
      text: MaskedName.text(text), api: api, environment: environment.map(MaskedName.text),
      startsWorkflows: startsWorkflows, place: MaskedName.text(place), confidence: confidence,
      today: today.map(MaskedName.text))
  }
}

extension WorkflowsDraft.OtherUse {
  fileprivate var masked: Self {
    Self(
      words: MaskedName.text(words), credential: MaskedName.name(credential), place: MaskedName.text(place),
      confidence: confidence)
  }
}

extension WorkflowsDraft.Package {
  fileprivate var masked: Self {
    Self(
      registry: registry, name: MaskedName.text(name), owner: owner.map(MaskedName.text),
      publishers: Set(publishers.map(MaskedName.text)), place: MaskedName.text(place))
  }
}
