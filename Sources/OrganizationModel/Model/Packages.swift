package import SourceText

/// A registry of GitHub Packages.
package enum Registry: String, Sendable, CaseIterable, Hashable {
  case container
  case npm
  case maven
  case gradle
  case nuget
  case rubygems
}

/// A role on a package (C-46); each includes those before it.
package typealias PackageRole = AccessLevel

package struct Package: Named, Sendable, Guessable {
  package enum Link: Sendable, Hashable {
    case unknown
    /// It exists and is linked to no repository (C-17).
    case none
    case repository(RepositoryReference)
  }

  /// The key under `packages`.
  package var name: Name
  /// Nil is unknown.
  package var registry: Registry?
  /// The name in the registry; may contain slashes.
  package var packageName: String
  /// Nil for this organization.
  package var owner: Name?
  package var link: Link = .unknown
  /// Nil is unknown.
  package var visibility: Visibility?
  /// Whether access comes from the linked repository (C-25); nil is unknown.
  package var inheritsAccess: Bool?
  /// "Manage Actions access" by repository; nil is unknown (no API shows it: C-53).
  package var actionsAccess: [Name: PackageRole]?
  /// People, machine users and teams; nil is unknown.
  package var access: [Name: PackageRole]?
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, packageName: String, range: SourceRange) {
    self.name = name
    self.packageName = packageName
    self.range = range
  }
}
