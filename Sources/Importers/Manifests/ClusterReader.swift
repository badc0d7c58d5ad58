import LocatedYAML
import OrganizationModel
import SourceText

/// Reads manifests of Kubernetes, Flux and Argo CD, Helm values and Kustomize files: what a cluster pulls and clones, and
/// with which secrets. Of a secret it reads names, never a value.
///
/// Formats: <https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/>,
/// <https://external-secrets.io/latest/api/externalsecret/>, <https://fluxcd.io/flux/components/>,
/// <https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/>, read on 2026-11-30.
struct ClusterReader {
  var draft: ManifestsDraft
  /// Where each secret comes from, by its name with its namespace and without.
  private var sources: [String: Source] = [:]
  /// The URL of each repository of charts, by its name.
  private var chartRepositories: [String: String] = [:]
  /// The URL of each Git repository of Flux, by its name, with the secret that it is cloned with.
  private var gitRepositories: [String: Cloned] = [:]
  /// The credentials that come from one place, by its words.
  private var shared: [String: Set<Name>] = [:]
  /// The pull secrets of each service account.
  private var accountSecrets: [String: [Secret]] = [:]
  /// The repository secrets of Argo CD.
  private var argoSecrets: [ArgoSecret] = []

  /// A secret of Argo CD for one repository, or for those whose URL begins so.
  private struct ArgoSecret {
    let url: String
    let isTemplate: Bool
    let secret: Secret
    let kind: String
    let note: String
    let place: String

    func matches(_ address: String) -> Bool {
      isTemplate ? address.hasPrefix(bytesOf: url) : Self.plain(address) == Self.plain(url)
    }

    private static func plain(_ url: String) -> String {
      (url.hasSuffix(bytesOf: ".git") ? String(url.dropLast(4)) : url).lowercased()
    }
  }

  private struct Cloned {
    let url: String
    let secret: Secret?
    let kind: String
  }

  /// A secret of a cluster.
  private struct Secret: Hashable {
    let cluster: String?
    let namespace: String?
    let name: String

    var words: String { namespace.map { "\($0)/\(name)" } ?? name }
    var identity: String { "\(cluster ?? "")|\(namespace ?? "")|\(name)" }
  }

  /// What makes a secret.
  private struct Source {
    /// As `stores_in` says it.
    let store: String
    /// Where the value is, in words.
    let words: String
    /// Whether other secrets may have their value from there too.
    var isShared = false
    /// Of an App's token that is made in the cluster.
    var isApp = false
  }

  /// What a document is, and where.
  private struct Resource {
    let document: SourceDocument
    let root: YAMLNode
    let kind: String
    let group: String
    let name: String
    let namespace: String?
    let cluster: String?
    let spec: YAMLNode?

    var place: String { document.place(root) }

    init(_ document: SourceDocument, _ root: YAMLNode) {
      (self.document, self.root) = (document, root)
      kind = root["kind"]?.text ?? ""
      group = String((root["apiVersion"]?.text ?? "").prefix { $0 != "/" })
      name = root["metadata"]?["name"]?.text ?? ""
      namespace = root["metadata"]?["namespace"].flatMap { $0.isNull ? nil : $0.text }
      cluster = ClusterPath.cluster(of: document.path)
      spec = root["spec"]
    }

    /// What tells a service account from others of its name.
    func account(_ name: String) -> String { "\(cluster ?? "")|\(namespace ?? "")|\(name)" }

    func secret(_ node: YAMLNode?) -> Secret? {
      guard let node, node.kind == .scalar, !node.isNull, !node.text.isEmpty,
        !GitHubHosts.isComputed(node.text)
      else { return nil }
      return Secret(cluster: cluster, namespace: namespace, name: String(node.text.prefix(253)))
    }
  }

  init(_ draft: ManifestsDraft) {
    self.draft = draft
  }

  /// Whether a document is one of a cluster: a resource, or a file of Helm or Kustomize.
  static func isMeant(_ document: SourceDocument) -> Bool {
    let root = document.root
    if root["apiVersion"] != nil, root["kind"] != nil { return true }
    let name = FolderPath.name(of: document.path)
    return root.kind == .mapping
      && (name.hasPrefix("values") || name.hasSuffix(bytesOf: "values.yaml")
        || name.hasPrefix("kustomization."))
  }

  mutating func read(_ documents: [SourceDocument]) {
    let resources = documents.filter(Self.isMeant).flatMap(Self.resources)
    for resource in resources { collect(resource) }
    for resource in resources { read(resource) }
    for (words, names) in shared.sorted(by: { $0.key < $1.key }) where names.count > 1 {
      let all = names.sorted().map { "`\($0)`" }.joined(separator: ", ")
      draft.ask(
        "Do these have the same value, as all come from the \(words): \(all)? If so, write one credential with all its places."
      )
    }
  }

  /// What a document holds: itself, or what it lists.
  private static func resources(of document: SourceDocument) -> [Resource] {
    guard document.root["kind"]?.text == "List", let items = document.root["items"] else {
      return [Resource(document, document.root)]
    }
    return items.elements.map { Resource(document, $0) }
  }

  // MARK: What others refer to

  private mutating func collect(_ resource: Resource) {
    let spec = resource.spec
    switch resource.kind {
    case "ExternalSecret": collectExternal(resource)
    case "SealedSecret":
      let name = spec?["template"]?["metadata"]?["name"] ?? resource.root["metadata"]?["name"]
      note(resource.secret(name), Source(store: "sealed-secrets", words: "a SealedSecret"))
      collectArgo(resource, spec?["template"]?["metadata"]?["labels"], spec?["encryptedData"], nil)
    case "Secret": collectSecret(resource)
    case "ServiceAccount":
      let names = resource.root["imagePullSecrets"].map { Array($0.elements) } ?? []
      accountSecrets[resource.account(resource.name)] = names.compactMap { resource.secret($0["name"]) }
    case "HelmRepository": chartRepositories[resource.name] = spec?["url"]?.text
    case "GitRepository":
      guard let url = spec?["url"]?.text else { return }
      gitRepositories[resource.name] = Cloned(
        url: url, secret: resource.secret(spec?["secretRef"]?["name"]),
        kind: spec?["provider"]?.text == "github" ? "app_key" : "unknown")
    default: return
    }
  }

  private mutating func collectExternal(_ resource: Resource) {
    let spec = resource.spec
    let target = spec?["target"]?["name"] ?? resource.root["metadata"]?["name"]
    let store = spec?["secretStoreRef"]?["name"]?.text ?? "a store"
    let keys = (spec?["data"].map { Array($0.elements) } ?? []).compactMap { $0["remoteRef"]?["key"]?.text }
    let all = (spec?["dataFrom"].map { Array($0.elements) } ?? []).compactMap { $0["extract"]?["key"]?.text }
    let generators = (spec?["dataFrom"].map { Array($0.elements) } ?? []).compactMap {
      $0["sourceRef"]?["generatorRef"]?["kind"]?.text
    }
    let unique = Set(keys + all).sorted().map { String(DraftValue.oneLine($0).prefix(100)) }
    let key = unique.isEmpty ? "" : ", key \(unique.joined(separator: ", "))"
    note(
      resource.secret(target),
      Source(
        store: "external-secrets", words: "External Secrets store \(DraftValue.oneLine(store))\(key)",
        isShared: !unique.isEmpty, isApp: generators.contains("GithubAccessToken")))
    let template = spec?["target"]?["template"]
    collectArgo(resource, template?["metadata"]?["labels"], template?["data"], template?["data"]?["url"])
  }

  private mutating func collectSecret(_ resource: Resource) {
    let root = resource.root
    let isEncrypted = root["sops"] != nil
    let secret = resource.secret(root["metadata"]?["name"])
    note(
      secret,
      Source(
        store: isEncrypted ? "SOPS" : "Kubernetes Secrets",
        words: isEncrypted
          ? "encrypted with SOPS in \(DraftValue.oneLine(resource.document.path))"
          : "the file \(resource.place)"
      ))
    let labels = root["metadata"]?["labels"]
    let values = root["stringData"] ?? root["data"]
    let isForGitHub =
      labels?["argocd.argoproj.io/secret-type"] != nil
      || root["type"]?.text == "kubernetes.io/dockerconfigjson"
    if !isEncrypted, isForGitHub, (values?.count ?? 0) > 0 {
      draft.ask(
        "\(resource.place): the Secret `\(DraftValue.oneLine(resource.name))` isn't encrypted. Is its value real? If it is, replace the credential and remove it from the file and its history."
      )
    }
    collectArgo(resource, labels, values, root["stringData"]?["url"])
  }

  /// A secret of Argo CD for repositories: its keys tell what kind of credential it is.
  private mutating func collectArgo(
    _ resource: Resource, _ labels: YAMLNode?, _ values: YAMLNode?, _ url: YAMLNode?
  ) {
    guard let type = labels?["argocd.argoproj.io/secret-type"]?.text,
      type == "repository" || type == "repo-creds",
      let secret = resource.secret(resource.root["metadata"]?["name"])
    else { return }
    let keys = Set(values?.entries.map(\.key.text) ?? [])
    let (kind, note): (String, String) =
      if keys.contains("githubAppPrivateKey") || keys.contains("githubAppID") {
        ("app_key", "the key of a GitHub App")
      } else if keys.contains("sshPrivateKey") {
        ("unknown", "a deploy key, or an SSH key of an account")
      } else if keys.contains("password") || keys.contains("bearerToken") {
        ("unknown", "a token")
      } else {
        ("", "")
      }
    if kind.isEmpty { return }
    guard let url, url.kind == .scalar, !GitHubHosts.isComputed(url.text) else {
      return draft.ask(
        "\(resource.place): for which repositories is the Argo CD secret `\(DraftValue.oneLine(secret.words))`, \(note)?"
      )
    }
    argoSecrets.append(
      ArgoSecret(
        url: url.text, isTemplate: type == "repo-creds", secret: secret, kind: kind, note: note,
        place: resource.place))
  }

  private mutating func note(_ secret: Secret?, _ source: Source) {
    guard let secret else { return }
    sources[secret.identity] = source
    let anywhere = Secret(cluster: nil, namespace: nil, name: secret.name).identity
    if sources[anywhere] == nil { sources[anywhere] = source }
  }

  // MARK: What needs access

  private mutating func read(_ resource: Resource) {
    let spec = resource.spec
    switch resource.kind {
    case "CustomResourceDefinition", "ExternalSecret", "SealedSecret", "Secret", "ServiceAccount",
      "HelmRepository":
      return
    case "GitRepository": readGit(resource)
    case "OCIRepository":
      guard let url = spec?["url"] else { return }
      pull(url, by: .flux, resource, resource.secret(spec?["secretRef"]?["name"]))
    case "ImageRepository":
      guard let image = spec?["image"] else { return }
      pull(image, by: .flux, resource, resource.secret(spec?["secretRef"]?["name"]))
    case "ImageUpdateAutomation": readUpdates(resource)
    case "Receiver": readReceiver(resource)
    case "Provider": readProvider(resource)
    case "HelmRelease":
      readRelease(resource)
      readImages(resource)
    case "Application" where resource.group == "argoproj.io",
      "ApplicationSet" where resource.group == "argoproj.io":
      readArgo(resource)
      readImages(resource)
    default: readImages(resource)
    }
  }

  /// Images anywhere in a resource, with the pull secrets anywhere in it.
  private mutating func readImages(_ resource: Resource) {
    var found = Images()
    found.walk(resource.root, depth: 0)
    readRunners(found, resource)
    let named = found.pullSecrets.compactMap(resource.secret)
    // Without secrets of their own, pods have those of their service account.
    let secrets = named.isEmpty ? accountSecrets[resource.account(found.account ?? "default")] ?? [] : named
    let pulled = found.images.compactMap { image in
      draft.package(ofImage: image.text, at: resource.document.place(image.node)).map {
        (package: $0, place: resource.document.place(image.node))
      }
    }
    if pulled.isEmpty { return }
    let cluster = consumer(.kubernetes, resource)
    let credentials = secrets.map { secret in
      credential(secret, note: pullSecretNote, by: cluster, at: resource.place)
    }
    for (package, place) in pulled {
      draft.need("pull package \(package)", of: cluster, at: place, today: credentials.first)
    }
  }

  /// Runners of a repository have no verb that says no more than that.
  private mutating func readRunners(_ found: Images, _ resource: Resource) {
    for (url, node) in found.runners {
      let place = resource.document.place(url)
      guard let secret = resource.secret(node), !GitHubHosts.isComputed(url.text) else {
        draft.ask("\(place): which credential registers these runners, and where are they registered?")
        continue
      }
      let parts = url.text.split(separator: "/").map(String.init)
      let cluster = consumer(.kubernetes, resource)
      let credential = credential(secret, note: "registers self-hosted runners", by: cluster, at: place)
      if let repository = draft.repository(url.text, at: place)?.name {
        draft.addOther(
          .init(
            words: "registers self-hosted runners of the repository \(repository)", credential: credential,
            seen: place,
            confidence: "high"), of: cluster)
      } else if parts.count == 3, draft.isOwn(parts[2]) {
        draft.need("manage-runners organization self", of: cluster, at: place, today: credential)
      }
    }
  }

  private var pullSecretNote: String { "pull secret for \(draft.hosts.images)" }

  /// What looks like images, and names of pull secrets.
  private struct Images {
    var images: [(text: String, node: YAMLNode)] = []
    var pullSecrets: [YAMLNode] = []
    var account: String?
    /// Of Actions Runner Controller: the URL that runners are for, and the secret that registers them.
    var runners: [(url: YAMLNode, secret: YAMLNode?)] = []

    mutating func walk(_ node: YAMLNode, depth: Int) {
      if depth > 40 { return }
      for element in node.elements { walk(element, depth: depth + 1) }
      guard node.kind == .mapping else { return }
      let registry = node["registry"] ?? node["imageRegistry"]
      for entry in node.entries {
        switch entry.key.text {
        case "imagePullSecrets", "pullSecrets":
          pullSecrets += entry.value.elements.compactMap { $0.kind == .mapping ? $0["name"] : $0 }
        case "serviceAccountName": account = account ?? entry.value.text
        case "githubConfigUrl" where entry.value.kind == .scalar:
          runners.append((entry.value, node["githubConfigSecret"]))
        case "image", "newName", "repository", "imageName", "package":
          guard entry.value.kind == .scalar else { break }
          let isSplit =
            entry.key.text != "newName" && entry.key.text != "package" && !(registry?.text ?? "").isEmpty
          let text = isSplit ? "\(registry?.text ?? "")/\(entry.value.text)" : entry.value.text
          images.append((text, entry.value))
        default: break
        }
        walk(entry.value, depth: depth + 1)
      }
    }
  }

  // MARK: Flux

  private mutating func readGit(_ resource: Resource) {
    guard let cloned = gitRepositories[resource.name], let url = resource.spec?["url"] else { return }
    let place = resource.document.place(url)
    guard let (name, isSSH) = draft.repository(cloned.url, at: place) else { return }
    let flux = consumer(.flux, resource)
    let held = held(by: flux, for: cloned, isSSH: isSSH, at: place)
    draft.need("clone repository \(name)", of: flux, at: place, today: held)
  }

  /// What a GitRepository is cloned with, and pushed to.
  private mutating func held(by flux: Name, for cloned: Cloned, isSSH: Bool, at place: String) -> Name? {
    cloned.secret.map { secret in
      credential(
        secret, kind: cloned.kind,
        note: isSSH ? "a deploy key, or an SSH key of an account" : "a token or an App",
        by: flux, at: place)
    }
  }

  private mutating func readUpdates(_ resource: Resource) {
    guard let source = resource.spec?["sourceRef"], let name = source["name"]?.text,
      resource.spec?["git"]?["push"] != nil || resource.spec?["git"]?["commit"] != nil
    else { return }
    let place = resource.place
    guard let cloned = gitRepositories[name],
      let (repository, isSSH) = draft.repository(cloned.url, at: place)
    else {
      return draft.ask(
        "\(place): Flux pushes to the GitRepository `\(DraftValue.oneLine(name))`. Which repository is it?")
    }
    let flux = consumer(.flux, resource)
    let held = held(by: flux, for: cloned, isSSH: isSSH, at: place)
    draft.need("push repository \(repository)", of: flux, at: place, today: held)
  }

  /// GitHub signs what it sends with that secret; it opens nothing at GitHub.
  private mutating func readReceiver(_ resource: Resource) {
    guard let type = resource.spec?["type"]?.text, type == "github",
      let secret = resource.secret(resource.spec?["secretRef"]?["name"])
    else { return }
    let flux = consumer(.flux, resource)
    _ = credential(
      secret, kind: "other", note: "the secret of a webhook of GitHub", by: flux, at: resource.place)
  }

  private mutating func readProvider(_ resource: Resource) {
    let verbs = [
      "github": "set-status", "githubdispatch": "notify",
      "githubpullrequestcomment": "comment-on-pull-request",
    ]
    guard let type = resource.spec?["type"]?.text, let verb = verbs[type],
      let address = resource.spec?["address"]
    else { return }
    let place = resource.document.place(address)
    guard let (repository, _) = draft.repository(address.text, at: place) else { return }
    let flux = consumer(.flux, resource)
    let secret = resource.secret(resource.spec?["secretRef"]?["name"])
    let held = secret.map { credential($0, note: "a token or an App", by: flux, at: place) }
    draft.need("\(verb) repository \(repository)", of: flux, at: place, today: held)
  }

  private mutating func readRelease(_ resource: Resource) {
    let chart = resource.spec?["chart"]?["spec"]
    guard let name = chart?["chart"], let source = chart?["sourceRef"]?["name"]?.text,
      let url = chartRepositories[source]
    else { return }
    pull("\(url)/\(name.text)", by: .flux, resource, at: name)
  }

  private mutating func pull(
    _ image: YAMLNode, by kind: Consumer.Kind, _ resource: Resource, _ secret: Secret?
  ) {
    pull(image.text, by: kind, resource, at: image, secret)
  }

  private mutating func pull(
    _ image: String, by kind: Consumer.Kind, _ resource: Resource, at node: YAMLNode, _ secret: Secret? = nil
  ) {
    let place = resource.document.place(node)
    guard let package = draft.package(ofImage: image, at: place) else { return }
    let consumer = consumer(kind, resource)
    let held = secret.map { credential($0, note: pullSecretNote, by: consumer, at: place) }
    draft.need("pull package \(package)", of: consumer, at: place, today: held)
  }

  // MARK: Argo CD

  private mutating func readArgo(_ resource: Resource) {
    var found = ArgoSources()
    found.walk(resource.root, depth: 0)
    for source in found.urls {
      let place = resource.document.place(source.url)
      if let chart = source.chart {
        pull("oci://\(source.url.text)/\(chart.text)", by: .argocd, resource, at: source.url)
        continue
      }
      if GitHubHosts.isComputed(source.url.text) {
        draft.ask("\(place): Argo CD puts the URL of a repository together. Which repositories are they?")
      }
      guard let (name, _) = draft.repository(source.url.text, at: place) else { continue }
      let argo = consumer(.argocd, resource)
      draft.need(
        "clone repository \(name)", of: argo, at: place, today: argoCredential(source.url.text, argo))
    }
    for owner in found.organizations where draft.isOwn(owner.text) {
      let place = resource.document.place(owner)
      draft.ask(
        "\(place): Argo CD lists the repositories of the organization. Which token does it use (`tokenRef` or `appSecretName`)?"
      )
    }
    readUpdaterImages(resource)
  }

  /// The credential of the repository itself, else the one whose URL is the longest start of the address.
  private mutating func argoCredential(_ url: String, _ argo: Name) -> Name? {
    let matching = argoSecrets.filter { $0.matches(url) }
    let longest = matching.max { $0.url.utf8.count < $1.url.utf8.count }
    guard let best = matching.first(where: { !$0.isTemplate }) ?? longest else { return nil }
    return credential(best.secret, kind: best.kind, note: best.note, by: argo, at: best.place)
  }

  /// What Argo CD Image Updater looks for new tags of.
  private mutating func readUpdaterImages(_ resource: Resource) {
    let list = resource.root["metadata"]?["annotations"]?[
      "argocd-image-updater.argoproj.io/image-list"]
    guard let list, list.kind == .scalar else { return }
    for part in list.text.split(atByte: ",") {
      let image = part.split(atByte: "=").last.map(String.init) ?? ""
      let trimmed = image.split(atByte: " ").joined()
      pull(trimmed, by: .argocd, resource, at: list)
    }
  }

  private struct ArgoSources {
    var urls: [(url: YAMLNode, chart: YAMLNode?)] = []
    /// Of generators that list repositories.
    var organizations: [YAMLNode] = []

    mutating func walk(_ node: YAMLNode, depth: Int) {
      if depth > 40 { return }
      for element in node.elements { walk(element, depth: depth + 1) }
      guard node.kind == .mapping else { return }
      if let url = node["repoURL"], url.kind == .scalar { urls.append((url, node["chart"])) }
      if let owner = node["scmProvider"]?["github"]?["organization"] { organizations.append(owner) }
      for entry in node.entries { walk(entry.value, depth: depth + 1) }
    }
  }

  // MARK: Consumers and credentials

  private mutating func consumer(_ kind: Consumer.Kind, _ resource: Resource) -> Name {
    let name = resource.cluster.map { kind == .kubernetes ? $0 : "\($0)-\(kind.rawValue)" }
    return draft.consumer(kind, named: name, at: resource.place)
  }

  private mutating func credential(
    _ secret: Secret, kind: String = "unknown", note: String, by consumer: Name, at place: String
  ) -> Name {
    let anywhere = Secret(cluster: nil, namespace: nil, name: secret.name).identity
    let source = sources[secret.identity] ?? sources[anywhere]
    let origin = source.map { ", from \($0.words)" } ?? ""
    if let source { draft.keepsSecrets(consumer, in: source.store) }
    let cluster = secret.cluster.map { " in the cluster \($0)" } ?? ""
    let held = HeldCredential(
      identity: secret.identity, name: secret.name,
      words: "Kubernetes Secret \(DraftValue.oneLine(secret.words))\(cluster)\(origin)",
      kind: source?.isApp == true ? "app_key" : kind, note: note)
    let credential = draft.credential(held, at: place)
    if let source, source.isShared { shared[source.words, default: []].insert(credential) }
    draft.use(credential, by: consumer)
    return credential
  }
}

/// What the path of a manifest tells.
enum ClusterPath {
  /// The folder below `clusters`, as Flux lays them out; nil where there is none that a description can name.
  static func cluster(of path: String) -> String? {
    let parts = path.pathParts.dropLast().map(String.init)
    guard let index = parts.lastIndex(of: "clusters"), index + 1 < parts.count else { return nil }
    let name = parts[index + 1]
    return name.utf8.count <= 80 && TextRule.key.accepts(Array(name.utf8)[...]) ? name : nil
  }
}
