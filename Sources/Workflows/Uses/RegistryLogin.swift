package import OrganizationModel
package import SourceText

/// Where a job signs in to a registry, of GitHub or another: a step that logs in, a command, or a package manager that is
/// given a token.
package struct RegistryLogin: Sendable {
  /// `ghcr.io`; nil where the file does not tell.
  package let host: String?
  /// Of GitHub's: what it holds; nil for any other.
  package let registry: Registry?
  /// Whose packages it is for, as far as the address tells: of npm, NuGet and RubyGems the owner; of Maven and Gradle,
  /// where a package belongs to one repository, only that of the workflow's own repository.
  package let owner: String?
  /// Nil where the file does not tell.
  package let credential: CredentialSource?
  package let job: String
  /// The position of the step in its job.
  package let step: Int?
  /// The step or command that logs in.
  package let range: SourceRange
  /// Where each call stands that leads from the workflow to there, the outermost first.
  package let calls: [SourceRange]
}

/// The registries of GitHub.
package enum GitHubRegistry {
  /// The hosts of the container registry.
  static let hosts: Set<String> = ["ghcr.io", "docker.pkg.github.com", "containers.pkg.github.com"]

  /// What a host holds; nil for one that is not GitHub's.
  static func registry(of host: String) -> Registry? {
    if hosts.contains(host) { return .container }
    return packageHosts.first { $0.host == host }?.registry
  }

  private static let packageHosts: [(host: String, registry: Registry)] = [
    ("npm.pkg.github.com", .npm), ("maven.pkg.github.com", .maven), ("nuget.pkg.github.com", .nuget),
    ("rubygems.pkg.github.com", .rubygems),
  ]

  /// What a file mentions that uses one of them.
  package static let marks = ["ghcr.io", "pkg.github.com"].map { Array($0.utf8) }

  /// The registry of packages whose address stands in a text, with the path after its host, `acme/web`.
  static func address(in text: String) -> (registry: Registry, path: [String])? {
    for (host, registry) in packageHosts {
      guard let place = text.utf8Offset(of: host) else { continue }
      let rest = String(Substring(text.utf8.dropFirst(place + host.utf8.count)))
      let path = rest.prefix { !$0.isWhitespace && !"\"':,)".contains($0) }
      return (registry, path.split(separator: "/").map(String.init))
    }
    return nil
  }
}
