internal import LocatedYAML
package import SourceText

/// The configuration of GoReleaser in a repository, as far as it says what is written to where.
///
/// Its keys: `pkg/config/config.go` and `cmd/config.go` of goreleaser/goreleaser at
/// cd616d2c080b205bfe0833396e6f2d208253095e, read on 2026-11-30, with the names that taps and buckets had before.
package struct GoReleaserFile: Sendable {
  /// The file that it was read from.
  package let file: SourceFileID
  /// Inside its repository.
  package let path: String
  /// Whether it releases to GitHub, and not to another forge.
  let isForGitHub: Bool
  /// Whether it makes a release.
  let releases: Bool
  /// The repository that the release is made in; nil for its own.
  let release: Repository?
  let pushes: [Push]
  /// The images that it pushes, as templates.
  let images: [Placed]
  /// `project_name`.
  let project: String?
  /// Whether it takes in other files, as GoReleaser Pro can.
  let includesOthers: Bool

  /// A template, and where it stands.
  struct Placed: Sendable {
    let text: String
    let range: SourceRange
  }

  /// A repository by templates of its owner and name.
  struct Repository: Sendable {
    let owner: String
    let name: String
    let range: SourceRange
    /// The template of the token that it is written to with; nil for that of the release.
    let token: String?
  }

  /// What it writes to another repository.
  struct Push: Sendable {
    /// `brews`.
    let section: String
    let repository: Repository
    /// The template of an SSH key that it is pushed with.
    let key: String?
    /// Where it opens a pull request; nil where it opens none.
    let pullRequest: Repository?
  }

  /// Nil for what is no YAML of it.
  init?(_ source: SourceFile, as id: SourceFileID, path: String) {
    guard let root = YAMLParser.parse(source, as: id).document?.root, root.kind == .mapping else {
      return nil
    }
    (file, self.path) = (id, path)
    let release = root["release"]
    let forge = root["force_token"]?.text
    isForGitHub =
      forge.map { $0 == "github" } ?? (release?["gitlab"] == nil && release?["gitea"] == nil)
    releases = release?["disable"]?.text != "true"
    self.release = release?["github"].flatMap { Self.repository($0) }
    pushes = Self.sections.flatMap { section in
      Self.elements(root[section.key]).compactMap { Self.push($0, section.key, section.places) }
    }
    images = Self.images(root)
    project = root["project_name"]?.text
    includesOthers = Self.elements(root["includes"]).count > 0
  }

  // MARK: Reading

  /// The keys whose elements name a repository, and the keys inside that did and do.
  private static let sections: [(key: String, places: [String])] = [
    ("brews", ["repository", "tap"]), ("brew", ["repository", "tap", "github"]),
    ("homebrew_casks", ["repository"]), ("scoops", ["repository", "bucket"]),
    ("scoop", ["repository", "bucket"]), ("nix", ["repository"]), ("winget", ["repository"]),
    ("krews", ["repository", "index"]),
  ]

  private static func push(_ element: YAMLNode, _ section: String, _ places: [String]) -> Push? {
    guard element["skip_upload"]?.text != "true",
      let node = places.lazy.compactMap({ element[$0] }).first
    else { return nil }
    let git = node["git"]
    guard let repository = git?["url"].flatMap({ repository(address: $0) }) ?? repository(node) else {
      return nil
    }
    return Push(
      section: section, repository: repository, key: git?["private_key"]?.text,
      pullRequest: node["pull_request"].flatMap { pullRequest($0, on: repository) })
  }

  private static func repository(_ node: YAMLNode, like other: Repository? = nil) -> Repository? {
    let name = node["name"]
    guard let nameText = name?.text ?? other?.name, let owner = node["owner"]?.text ?? other?.owner else {
      return nil
    }
    let token = node["token"]?.text
    return Repository(
      owner: owner, name: nameText, range: name?.range ?? node.range,
      token: token?.isEmpty == false ? token : other?.token)
  }

  /// Of `git@github.com:acme/tap.git` and `ssh://git@github.com/acme/tap`; nil for another host.
  private static func repository(address: YAMLNode) -> Repository? {
    guard let place = address.text.range(of: "github.com") else { return nil }
    let parts = address.text[place.upperBound...].dropFirst().split(separator: "/").map(String.init)
    guard parts.count == 2 else { return nil }
    return Repository(owner: parts[0], name: parts[1], range: address.range, token: nil)
  }

  private static func pullRequest(_ node: YAMLNode, on repository: Repository) -> Repository? {
    guard let enabled = node["enabled"]?.text, enabled != "false" else { return nil }
    guard let base = node["base"], base.kind == .mapping else { return repository }
    return Self.repository(base, like: repository)
  }

  /// Those of `dockers`, `docker_manifests` and `dockers_v2` that are pushed.
  private static func images(_ root: YAMLNode) -> [Placed] {
    let old = elements(root["dockers"]).filter(isPushed).flatMap { texts($0["image_templates"]) }
    let manifests = elements(root["docker_manifests"]).filter(isPushed).flatMap { texts($0["name_template"]) }
    return old + manifests + elements(root["dockers_v2"]).flatMap { texts($0["images"]) }
  }

  private static func isPushed(_ element: YAMLNode) -> Bool { element["skip_push"]?.text != "true" }

  private static func texts(_ node: YAMLNode?) -> [Placed] {
    elements(node).filter { $0.kind == .scalar }.map { Placed(text: $0.text, range: $0.range) }
  }

  /// Those of a list; a single one stands for a list of one.
  private static func elements(_ node: YAMLNode?) -> [YAMLNode] {
    guard let node, !node.isNull else { return [] }
    return node.kind == .sequence ? Array(node.elements) : [node]
  }
}

extension GoReleaserFile {
  /// The variables of the environment that it takes tokens and keys from.
  var tokenVariables: Set<String> {
    let templates =
      pushes.flatMap { [$0.key, $0.repository.token, $0.pullRequest?.token] } + [release?.token]
    return Set(templates.compactMap(\.self).compactMap(Self.variable))
  }

  /// None of what is no YAML.
  package static func read(_ source: SourceFile, as id: SourceFileID, path: String) -> [GoReleaserFile] {
    GoReleaserFile(source, as: id, path: path).map { [$0] } ?? []
  }

  /// Whether a file of a repository may be one, by its path: those that `--config` names are called like it too.
  package static func isPath(_ path: String) -> Bool {
    guard !path.hasPrefix(".github/") else { return false }
    let name = path.split(separator: "/").last ?? ""
    return name.contains("goreleaser") && (name.hasSuffix(".yml") || name.hasSuffix(".yaml"))
  }

  /// Where it is looked for, the first that is there.
  static let paths = [
    ".config/goreleaser.yml", ".config/goreleaser.yaml", ".goreleaser.yml", ".goreleaser.yaml",
    "goreleaser.yml", "goreleaser.yaml",
  ]

  /// The variable of the environment that a template takes: of `{{ .Env.TAP_TOKEN }}` and
  /// `{{ envOrDefault "TAP_TOKEN" "" }}`.
  static func variable(in template: String) -> String? {
    for mark in [".Env.", "envOrDefault \"", "index .Env \""] {
      guard let place = template.range(of: mark) else { continue }
      let name = template[place.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }
}

extension RepositoryTree {
  /// The configuration that GoReleaser takes in a folder; nil where it is not among the files that were read.
  func releaser(_ config: String?, in folder: String) -> GoReleaserFile? {
    let names = config.map { [$0] } ?? GoReleaserFile.paths
    for name in names {
      let path = (folder + "/" + name).split(separator: "/").filter { $0 != "." }.joined(separator: "/")
      if let found = releasers.first(where: { $0.path == path }) { return found }
    }
    return nil
  }
}
