import OrganizationModel
import Testing

@testable import Documents

/// What a runbook asks to show that a permission is there.
@Suite struct RightInUseTests {
  private static let verbs = Verb.allCases.filter { $0.record.way == .api && $0.targetKind != .package }

  /// What is not tried by its permissions reads only, says itself how, or is never done with a stored credential.
  @Test(arguments: verbs) func aVerbIsTriedWithoutHarm(_ verb: Verb) {
    let record = verb.record
    let isTried = rights(of: verb).contains { $0.readPath != nil || $0.probe != nil }
    #expect(isTried || record.trial != nil || record.onlyReads || record.provesWhereItRuns)
  }

  @Test(arguments: verbs) func aPathIsOfTheTarget(_ verb: Verb) {
    for right in rights(of: verb) {
      let paths = [right.readPath, right.probe?.path].compactMap(\.self)
      let isOnOrganization = verb.targetKind == .organization || right.permission == "members"
      #expect(paths.allSatisfy { $0.hasPrefix(isOnOrganization ? "orgs/acme/" : "repos/acme/web/") })
    }
  }

  /// GitHub's form has a label for each.
  @Test(arguments: verbs) func aPermissionHasItsLabel(_ verb: Verb) {
    for permission in verb.record.permissions.keys {
      #expect(PermissionLabel.of(permission) != permission)
    }
  }

  private func rights(of verb: Verb) -> [RightInUse] {
    let target = verb.targetKind == .organization ? "acme" : "acme/web"
    return verb.record.permissions.map { RightInUse($0.key, $0.value, target) }
  }
}
