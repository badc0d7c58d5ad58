package import SourceText

/// One value of `policy:` that somebody wants to try, as `deploy_keys=forbidden` says it.
package struct PolicySetting: Sendable {
  /// The key below `policy`, `maximum_lifetime.classic_pat`.
  package let key: String
  /// The value as it was written.
  package let value: String
  private let policy: Policy

  /// What came out of reading one.
  package struct Reading: Sendable {
    /// Nil where there is an error.
    package let setting: PolicySetting?
    /// The text as a file, for printing the diagnostics.
    package let files: SourceFiles
    /// All problems.
    package let diagnostics: [Diagnostic]
  }

  private typealias Copy = @Sendable (Policy, inout Policy) -> Void

  private static let copies: [(key: String, copy: Copy)] = [
    ("profile", { $1.profile = $0.profile }),
    ("classic_pats", { $1.classicPATs = $0.classicPATs }),
    ("fine_grained_pats", { $1.fineGrainedPATs = $0.fineGrainedPATs }),
    ("deploy_keys", { $1.deployKeys = $0.deployKeys }),
    ("apps", { $1.apps = $0.apps }),
    ("machine_users.isolation", { $1.isolation = $0.isolation }),
    ("maximum_lifetime.classic_pat", { $1.maximumClassicPATLifetime = $0.maximumClassicPATLifetime }),
    (
      "maximum_lifetime.fine_grained_pat",
      { $1.maximumFineGrainedPATLifetime = $0.maximumFineGrainedPATLifetime }
    ),
    ("enforced_lifetime.classic_pat", { $1.enforcedClassicPATLifetime = $0.enforcedClassicPATLifetime }),
    (
      "enforced_lifetime.fine_grained_pat",
      { $1.enforcedFineGrainedPATLifetime = $0.enforcedFineGrainedPATLifetime }
    ),
    ("rotate_every.deploy_key", { $1.rotateDeployKeysEvery = $0.rotateDeployKeysEvery }),
    ("rotate_every.app_key", { $1.rotateAppKeysEvery = $0.rotateAppKeysEvery }),
    ("default_workflow_permissions", { $1.defaultWorkflowPermissions = $0.defaultWorkflowPermissions }),
    ("base_permission", { $1.basePermission = $0.basePermission }),
    (
      "actions_can_create_pull_requests",
      { $1.actionsCanCreatePullRequests = $0.actionsCanCreatePullRequests }
    ),
  ]

  /// The keys that can be tried, with the keys above them.
  package static var keys: [String] { copies.map(\.key) }

  /// Reads `KEY=VALUE`, where the value is what would be written in the description: `{forbidden_from: 2027-01-01}`.
  /// The key may begin with `policy.`.
  package static func read(_ text: String) -> Reading {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty, !text.unicodeScalars.contains(where: { $0.value < 0x20 })
    else {
      return refused("found `\(text)`, expected `KEY=VALUE`", "for example `deploy_keys=forbidden`")
    }
    let key = parts[0].hasPrefix("policy.") ? String(parts[0].dropFirst("policy.".count)) : parts[0]
    guard let copy = copies.first(where: { $0.key == key })?.copy else {
      let nearest = NearestMatch(keys).match(key)
      let all = keys.map { "`\($0)`" }.joined(separator: ", ")
      return refused(
        "`policy` has no key `\(key)`", nearest.map { "did you mean `\($0)`?" } ?? "the keys are \(all)")
    }
    return read(key, parts[1], copy)
  }

  private static func refused(_ message: String, _ help: String) -> Reading {
    Reading(
      setting: nil, files: SourceFiles(),
      diagnostics: [Diagnostic("unknown-policy", .error, message, at: nil, help: help)])
  }

  /// The value is read where a description has it, so that the same rules hold for it.
  private static func read(_ key: String, _ value: String, _ copy: Copy) -> Reading {
    let lines = key.split(separator: ".").enumerated().map { depth, name in
      String(repeating: "  ", count: depth + 1) + "\(name):"
    }
    let text =
      "tokenbook: 1\norganization: policy\npolicy:\n" + lines.joined(separator: "\n") + " \(value)\n"
    let reading = DescriptionReader.read(SourceFile(path: "policy", bytes: Array(text.utf8)))
    guard let read = reading.organization else {
      return Reading(setting: nil, files: reading.files, diagnostics: reading.diagnostics)
    }
    var policy = Policy()
    copy(read.policy, &policy)
    return Reading(
      setting: PolicySetting(key: key, value: value, policy: policy), files: reading.files, diagnostics: [])
  }

  /// The organization with this policy, and all else as it is.
  package func applied(to organization: Organization) -> Organization {
    var changed = organization
    for entry in PolicySetting.copies where entry.key == key { entry.copy(policy, &changed.policy) }
    changed.assumptions.removeAll { $0.key == "policy.\(key)" }
    return changed
  }
}
