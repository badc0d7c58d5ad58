import LocatedYAML
import OrganizationModel
import SourceText

/// Reads what other build servers and hosts run: GitLab CI, CircleCI and Compose files.
///
/// Formats: <https://docs.gitlab.com/ci/yaml/>, <https://circleci.com/docs/reference/configuration-reference/>,
/// <https://docs.docker.com/reference/compose-file/services/>, read on 2026-11-30.
struct PipelineReader {
  var draft: ManifestsDraft

  /// What a file is by its path.
  enum Kind {
    case gitLab, circleCI, compose

    init?(_ path: String) {
      let name = FolderPath.name(of: path)
      if name == ".gitlab-ci.yml" || name == ".gitlab-ci.yaml" || name.hasSuffix(bytesOf: ".gitlab-ci.yml") {
        self = .gitLab
      } else if path == ".circleci/config.yml" || path.hasSuffix(bytesOf: "/.circleci/config.yml") {
        self = .circleCI
      } else if name.hasPrefix("compose.") || name.hasPrefix("docker-compose.")
        || name.hasPrefix("docker-compose-")
      {
        self = .compose
      } else {
        return nil
      }
    }
  }

  /// - Parameter home: the repository of GitHub that a path is in, as far as it is known.
  mutating func read(_ document: SourceDocument, _ kind: Kind, home: (owner: String, name: String)?) {
    switch kind {
    case .gitLab: readGitLab(document)
    case .circleCI: readCircleCI(document, home)
    case .compose: readCompose(document)
    }
  }

  // MARK: Images

  private mutating func pull(
    _ image: YAMLNode?, _ kind: Consumer.Kind, named name: String?, _ document: SourceDocument,
    with credential: Name? = nil
  ) {
    guard let image, image.kind == .scalar else { return }
    let place = document.place(image)
    guard let package = draft.package(ofImage: image.text, at: place) else { return }
    let consumer = draft.consumer(kind, named: name, at: place)
    draft.need("pull package \(package)", of: consumer, at: place, today: credential)
  }

  /// What a list of lines or a text is as a script.
  private func script(_ node: YAMLNode?) -> String {
    guard let node else { return "" }
    if node.kind == .scalar { return node.isNull ? "" : node.text }
    // GitLab flattens lists in lists.
    return node.elements.map { script($0) }.joined(separator: "\n")
  }

  // MARK: GitLab

  private static let gitLabVariables = "GitLab CI variable"

  private mutating func readGitLab(_ document: SourceDocument) {
    for entry in document.root.entries {
      if entry.key.text == "image" || entry.key.text == "services" { readGitLabImages(entry.value, document) }
      guard entry.value.kind == .mapping else { continue }
      let job = entry.value
      readGitLabImages(job["image"], document)
      readGitLabImages(job["services"], document)
      for key in ["before_script", "script", "after_script"] {
        guard let node = job[key] else { continue }
        draft.add(
          script: script(node), of: .gitlab, named: nil, at: document.place(node), home: nil,
          store: Self.gitLabVariables)
      }
    }
    for key in ["before_script", "after_script"] {
      guard let node = document.root[key] else { continue }
      draft.add(
        script: script(node), of: .gitlab, named: nil, at: document.place(node), home: nil,
        store: Self.gitLabVariables)
    }
  }

  private mutating func readGitLabImages(_ node: YAMLNode?, _ document: SourceDocument) {
    guard let node else { return }
    switch node.kind {
    case .scalar: pull(node, .gitlab, named: nil, document)
    case .mapping: pull(node["name"], .gitlab, named: nil, document)
    case .sequence:
      for element in node.elements {
        pull(element.kind == .mapping ? element["name"] : element, .gitlab, named: nil, document)
      }
    }
  }

  // MARK: CircleCI

  private static let circleCI = "circleci"

  private mutating func readCircleCI(_ document: SourceDocument, _ home: (owner: String, name: String)?) {
    for group in ["jobs", "commands", "executors"] {
      for job in document.root[group]?.entries.map(\.value) ?? [] {
        for image in job["docker"].map({ Array($0.elements) }) ?? [] {
          let password = image["auth"]?["password"]?.text ?? ""
          let isVariable = password.hasPrefix("$") && password.utf8.count < 100
          let credential = isVariable ? circleVariable(String(password.dropFirst()), image, document) : nil
          pull(image["image"], .ci, named: Self.circleCI, document, with: credential)
        }
        for step in job["steps"].map({ Array($0.elements) }) ?? [] { readStep(step, document, home) }
      }
    }
  }

  private mutating func circleVariable(_ name: String, _ image: YAMLNode, _ document: SourceDocument) -> Name?
  {
    guard let text = image["image"]?.text, draft.hosts.image(text) != nil,
      TextRule.key.accepts(Array(name.utf8)[...])
    else { return nil }
    return draft.credential(
      HeldCredential(
        identity: "CircleCI variable|\(name)", name: name, words: "CircleCI variable \(name)",
        note: "pull secret for \(draft.hosts.images)"), at: document.place(image))
  }

  private mutating func readStep(
    _ step: YAMLNode, _ document: SourceDocument, _ home: (owner: String, name: String)?
  ) {
    let place = document.place(step)
    if step.kind == .scalar, step.text == "checkout" || step["checkout"] != nil {
      guard let home else {
        return draft.ask("\(place): which repository does CircleCI check out here?")
      }
      let name = draft.isOwn(home.owner) ? home.name : "\(home.owner)/\(home.name)"
      if draft.isOwn(home.owner) { draft.meet(repository: home.name, at: place) }
      let consumer = draft.consumer(.ci, named: Self.circleCI, at: place)
      return draft.need("clone repository \(name)", of: consumer, at: place)
    }
    if step["add_ssh_keys"] != nil {
      draft.ask("\(place): CircleCI adds SSH keys to this job. Whose are they, and what can they write to?")
    }
    guard let run = step["run"] else { return }
    let command = run.kind == .mapping ? run["command"] : run
    draft.add(
      script: script(command), of: .ci, named: Self.circleCI, at: place, home: home,
      store: "CircleCI variable")
  }

  // MARK: Compose

  /// The host is not named in the file: its folder is what people call it by.
  private mutating func readCompose(_ document: SourceDocument) {
    let folder = FolderPath.name(of: FolderPath.folder(of: document.path))
    let isName = folder != "." && folder.utf8.count <= 80 && TextRule.key.accepts(Array(folder.utf8)[...])
    for service in document.root["services"]?.entries.map(\.value) ?? [] {
      pull(service["image"], .host, named: isName ? folder : nil, document)
    }
  }
}
