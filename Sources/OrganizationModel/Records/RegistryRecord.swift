/// All that is known of a registry of GitHub Packages, whatever the package. What it asks of a credential is facts.
package struct RegistryRecord: Sendable {
  /// As people write it.
  package let name: String
  /// The `package_type` of the REST API, which is also the part of the host in front of `pkg.github.com`.
  package let type: String
  /// The `type` of an entry under `registries:` of `dependabot.yml`
  /// (https://docs.github.com/en/code-security/dependabot/working-with-dependabot/guidance-for-the-configuration-of-private-registries-for-dependabot,
  /// looked at on 2026-11-30).
  package let dependabotType: String
  /// Whether its packages are images, which Docker and clusters pull from a host of their own.
  package let isForImages: Bool
  /// Whether its packages can have grants of their own; else the linked repository gives all access (C-44).
  package let grantsByPackage: Bool
  /// Whether registries elsewhere trust the identity of a job instead of a token, which those of GitHub do not.
  package let hasTrustedPublishingElsewhere: Bool
}

extension Registry {
  /// All that is known of it.
  package var record: RegistryRecord {
    switch self {
    case .container: .container
    case .npm: .npm
    case .maven: .maven
    case .gradle: .gradle
    case .nuget: .nuget
    case .rubygems: .rubygems
    }
  }

  /// As people write it.
  package var name: String { record.name }
}

extension RegistryRecord {
  fileprivate static let container = RegistryRecord(
    name: "container", type: "container", dependabotType: "docker-registry", isForImages: true,
    grantsByPackage: true, hasTrustedPublishingElsewhere: false)
  fileprivate static let npm = RegistryRecord(
    name: "npm", type: "npm", dependabotType: "npm-registry", isForImages: false, grantsByPackage: true,
    hasTrustedPublishingElsewhere: true)
  fileprivate static let maven = RegistryRecord(
    name: "Maven", type: "maven", dependabotType: "maven-repository", isForImages: false,
    grantsByPackage: false, hasTrustedPublishingElsewhere: false)
  fileprivate static let gradle = RegistryRecord(
    name: "Gradle", type: "maven", dependabotType: "maven-repository", isForImages: false,
    grantsByPackage: false, hasTrustedPublishingElsewhere: false)
  fileprivate static let nuget = RegistryRecord(
    name: "NuGet", type: "nuget", dependabotType: "nuget-feed", isForImages: false, grantsByPackage: true,
    hasTrustedPublishingElsewhere: true)
  fileprivate static let rubygems = RegistryRecord(
    name: "RubyGems", type: "rubygems", dependabotType: "rubygems-server", isForImages: false,
    grantsByPackage: true, hasTrustedPublishingElsewhere: true)
}
