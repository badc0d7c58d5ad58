import OrganizationModel

/// What a workflow runs to use an access to a repository or to the organization through the API.
enum RepositoryCommands {
  /// Shell lines; `target` is `owner/name`, or the organization for a verb of organizations.
  static func lines(_ need: Need, on target: String) -> [String] {
    need.verb == .openPullRequest ? pullRequest(in: target) : lines(need.record, on: target)
  }

  /// Opens a pull request from a checkout of its repository. A branch of its own is pushed first: `gh` pushes nothing
  /// where `--head` names one. The author is the one of GitHub's example (https://github.com/actions/checkout, "Push a
  /// commit using the built-in token", looked at on 2026-11-30).
  private static func pullRequest(in target: String) -> [String] {
    [
      "BRANCH=\"change-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT\"", "git switch -c \"$BRANCH\"", changeHere,
      "git add --all", "git config user.name 'github-actions[bot]'",
      "git config user.email '41898282+github-actions[bot]@users.noreply.github.com'",
      "git commit -m \"Change of run $GITHUB_RUN_ID of $GITHUB_REPOSITORY\"", "git push origin \"$BRANCH\"",
    ] + lines(Verb.openPullRequest.record, on: target)
  }

  /// Where the workflow's own work goes.
  static let changeHere = "# Change the files here."

  /// Nothing for what Git or a program of the registry does.
  private static func lines(_ record: VerbRecord, on target: String) -> [String] {
    (record.command.map { $0(Shell.word(target)) } ?? "true").split(separator: "\n").map(String.init)
  }
}

/// What a workflow runs to use a package.
struct PackageCommands {
  private let package: Package
  private let owner: Name
  private let hosts: Hosts

  init(_ package: Package, owner: Name, hosts: Hosts) {
    self.package = package
    self.owner = owner
    self.hosts = hosts
  }

  /// The address of an image without a tag; image names are lower-case (C-30).
  var image: String {
    "\(hosts.registry(.container))/\(owner.folded)/\(package.packageName.lowercased())"
  }

  /// Shell lines that pull or publish; a registry that nobody named gets none that does anything.
  func lines(for verb: Verb) -> [String] {
    let pulls = verb == .pull
    switch package.registry {
    case .container:
      return pulls
        ? ["docker pull \(Shell.word(image))"]
        : [
          "docker build --tag \"\(image):$GITHUB_SHA\" .", "docker push \"\(image):$GITHUB_SHA\"",
        ]
    case .npm: return [pulls ? "npm ci" : "npm publish"]
    case .maven: return mavenSettings + ["mvn --batch-mode \(pulls ? "package" : "deploy")"]
    case .gradle: return ["./gradlew \(pulls ? "build" : "publish")"]
    case .nuget: return nuget(pulls: pulls)
    case .rubygems: return [pulls ? "bundle install" : "gem push --host \(address(.rubygems)) ./*.gem"]
    case nil: return ["true"]
    }
  }

  /// What keeps zizmor from asking for trusted publishing, which other registries have and GitHub Packages has not.
  var publishingComment: String? {
    package.registry?.record.hasTrustedPublishingElsewhere == true
      ? "zizmor: ignore[use-trusted-publishing] GitHub Packages has none" : nil
  }

  /// Deletes one version through the API.
  var delete: [String] {
    let type = (package.registry ?? .container).record.type
    let name = Shell.word(package.packageName.split(separator: "/").joined(separator: "%2F"))
    return ["gh api -X DELETE \"orgs/\(owner)/packages/\(type)/\(name)/versions/$VERSION_ID\""]
  }

  /// What the lines above read from the environment; no token for an anonymous pull.
  func environment(user: String, token: String?) -> [WorkflowStep.Setting] {
    guard let token else { return [] }
    switch package.registry {
    case .container, nil: return []
    case .npm: return [.init("NODE_AUTH_TOKEN", token)]
    case .maven, .gradle, .nuget:
      return [.init("PACKAGES_USER", user), .init("PACKAGES_TOKEN", token)]
    case .rubygems:
      return [
        .init(bundlerVariable, "\"\(user):\(token)\""),
        .init("GEM_HOST_API_KEY", "Bearer \(token)"),
      ]
    }
  }

  private func address(_ registry: Registry) -> String {
    "https://\(hosts.registry(registry))/\(owner)"
  }

  /// Bundler reads `host` from a variable in which `.` is `__` and `-` is `___`.
  private var bundlerVariable: String {
    let host = hosts.registry(.rubygems).uppercased()
    return "BUNDLE_" + host.replacing("-", with: "___").replacing(".", with: "__")
  }

  private var mavenSettings: [String] {
    [
      "mkdir -p ~/.m2", "cat > ~/.m2/settings.xml <<'END'",
      "<settings><servers><server><id>github</id><username>${env.PACKAGES_USER}</username>"
        + "<password>${env.PACKAGES_TOKEN}</password></server></servers></settings>",
      "END",
    ]
  }

  private func nuget(pulls: Bool) -> [String] {
    let source = "\(address(.nuget))/index.json"
    let add =
      "dotnet nuget add source \(source) --name github --username \"$PACKAGES_USER\" "
      + "--password \"$PACKAGES_TOKEN\" --store-password-in-clear-text"
    return [add, pulls ? "dotnet restore" : "dotnet nuget push '*.nupkg' --source github"]
  }
}
