import OrganizationModel
import Workflows

extension WorkflowsDraft {
  /// A GitHub App that makes tokens in workflows.
  struct App {
    /// The key of `credentials` that holds its private key.
    let key: Name
    /// The step that was seen first.
    let place: String
    /// Those that its tokens reach, as far as the files tell.
    var repositories: Set<String> = []
    /// What its tokens ask for, in API spelling.
    var permissions: [String: AccessLevel] = [:]
    /// The first step whose token has every permission of the App.
    var unnarrowed: String?
    /// The first step whose token reaches every repository of its installation, or some that the file does not name.
    var unbounded: String?

    /// What its tokens may do; nil where a step does not say it.
    var knownPermissions: [String: AccessLevel]? {
      unnarrowed == nil && !permissions.isEmpty ? permissions : nil
    }
  }
}

extension WorkflowsDraft.App {
  /// Adds what one more step shows of the App.
  mutating func add(_ mint: AppTokenMint, reaching repositories: [String], at place: String) {
    self.repositories.formUnion(repositories)
    let levels = mint.permissions.map {
      (name: $0.key.replacing("-", with: "_"), level: AccessLevel(rawValue: $0.value))
    }
    if levels.isEmpty || levels.contains(where: { $0.level == nil || !isPermission($0.name) }) {
      unnarrowed = unnarrowed ?? place
    }
    for case (let name, let level?) in levels where isPermission(name) {
      permissions[name] = max(permissions[name] ?? level, level)
    }
    let isBounded =
      mint.isForOwnRepository || !mint.repositories.isEmpty && repositories.count >= mint.repositories.count
    if !isBounded { unbounded = unbounded ?? place }
  }

  private func isPermission(_ name: String) -> Bool { TextRule.permission.accepts(Array(name.utf8)[...]) }
}

/// A name for an App of which only the secret with its key is known.
enum AppName {
  /// `acme-bump` for `BUMP_APP_PRIVATE_KEY` of acme: the slug that such an App most likely has.
  static func likely(_ secret: Name, of organization: String, besides taken: Set<Name>) -> Name {
    let owner = organization.lowercased()
    let words = secret.folded.split { "_-.".contains($0) }.map(String.init).filter { !plain.contains($0) }
    let stem = words.isEmpty ? "app" : words.joined(separator: "-")
    let isOwners = stem == owner || stem.hasPrefix(owner + "-")
    let whole = isOwners && stem != owner ? stem : "\(owner)-\(isOwners ? "app" : stem)"
    var name = shortened(whole, to: longest)
    var count = 1
    while taken.contains(Name(name)) {
      count += 1
      name = shortened(whole, to: longest - "-\(count)".count) + "-\(count)"
    }
    return Name(name)
  }

  private static func shortened(_ text: String, to length: Int) -> String {
    text.prefix(length).split(separator: "-").joined(separator: "-")
  }

  /// "The name of your app [...] cannot be longer than 34 characters"
  /// (<https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/registering-a-github-app>).
  private static let longest = 34

  /// Words that speak of the key and not of the App.
  private static let plain: Set<String> = [
    "app", "apps", "application", "b64", "base64", "cert", "creds", "credentials", "gh", "ghapp", "github",
    "githubapp",
    "key", "pem", "pk", "private", "privatekey", "rsa", "secret", "token",
  ]
}
