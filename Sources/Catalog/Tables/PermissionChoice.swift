package import OrganizationModel

/// What a call takes: all permissions of any one alternative.
///
/// Names are those of GitHub Apps and fine-grained PATs, `pull_requests`.
package struct PermissionChoice: Sendable, Hashable {
  package struct Permission: Sendable, Hashable {
    package let name: String
    package let level: AccessLevel
  }

  /// The usual one first; none where the call takes no permission.
  package let alternatives: [[Permission]]

  /// `issues:write|pull_requests:write`, `checks:read+statuses:read`; nil for anything else.
  package init?(_ text: String) {
    var alternatives: [[Permission]] = []
    for alternative in text.split(separator: "|", omittingEmptySubsequences: false) {
      var permissions: [Permission] = []
      for part in alternative.split(separator: "+", omittingEmptySubsequences: false) {
        let pair = part.split(separator: ":", omittingEmptySubsequences: false)
        guard pair.count == 2, !pair[0].isEmpty, let level = AccessLevel(rawValue: String(pair[1])) else {
          return nil
        }
        permissions.append(Permission(name: String(pair[0]), level: level))
      }
      alternatives.append(permissions)
    }
    self.alternatives = alternatives
  }

  init() { alternatives = [] }

  /// `checks: write`, `issues or pull_requests: write`; empty where it takes none beyond reading what everybody reads.
  package var words: String {
    var seen: Set<String> = []
    let all = alternatives.map(Self.words).filter { !$0.isEmpty && seen.insert($0).inserted }
    // What more is needed where workflow files change too is said by another alternative: the first is the least.
    return all.first.map { first in
      all.dropFirst().first { !$0.hasPrefix(first) }.map { "\(first) or \($0)" } ?? first
    } ?? ""
  }

  private static func words(_ permissions: [Permission]) -> String {
    permissions.filter { $0.name != "metadata" }.map { "\($0.name): \($0.level.rawValue)" }.joined(
      separator: ", ")
  }

  /// Whether it takes something that not everybody has who can see the target.
  package var isNeeded: Bool { !words.isEmpty }

  /// Whether it only reads.
  package var onlyReads: Bool { alternatives.allSatisfy { $0.allSatisfy { $0.level == .read } } }

  /// What the job's token must be allowed, each alternative in workflow spelling; empty where it cannot have it.
  package var ofJobToken: [[Permission]] {
    alternatives.compactMap { permissions in
      let wanted = permissions.filter { $0.name != "metadata" }
      let spelled = wanted.compactMap(JobTokenKeys.spelled)
      return spelled.count == wanted.count && !spelled.isEmpty ? spelled : nil
    }
  }
}

/// The keys of `permissions:` in a workflow file: `PermissionRecord`.
///
/// Of the workflow syntax, checked on 2026-11-30:
/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions
private enum JobTokenKeys {
  /// In workflow spelling; nil where the job's token cannot have it.
  static func spelled(_ permission: PermissionChoice.Permission) -> PermissionChoice.Permission? {
    guard PermissionRecord.isOfJobToken(permission.name, permission.level) == true else { return nil }
    return PermissionChoice.Permission(
      name: permission.name.replacing("_", with: "-"), level: permission.level)
  }
}
