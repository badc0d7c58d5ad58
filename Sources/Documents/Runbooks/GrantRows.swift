import Exposure
import Guidance
import OrganizationModel
import Templates

/// Roles that an account has or is to have, as the rows of tables: a step that grants or removes them is one step,
/// however many there are.
struct GrantRows: Sendable {
  let repositories: [TemplateContext]
  let packages: [TemplateContext]
  private let hasOthers: Bool

  init(_ grants: [HeldRole], _ ground: RunbookGround) {
    let ours = ground.organization.name
    repositories = grants.compactMap { grant in
      guard case .repository(let reference) = grant.on else { return nil }
      return [
        "repository": ground.fullName(reference), "role": grant.role, "exists": grant.exists,
        "permission": ["read": "pull", "write": "push"][grant.role] ?? grant.role,
      ]
    }
    packages = grants.compactMap { grant in
      guard case .package(let key) = grant.on, let package = ground.organization.packages[key] else {
        return nil
      }
      let (owner, names) = (package.owner ?? ours, PackageNames(package, ground))
      return [
        "package": names.name, "role_title": Prose.capitalized(grant.role), "exists": grant.exists,
        "settings":
          "\(ground.hosts.web)/orgs/\(owner)/packages/\(names.type)/\(URLText.query(names.name))/settings",
      ]
    }
    hasOthers = grants.contains { grant in
      guard case .repository(let reference) = grant.on else { return false }
      return ground.owner(of: reference) != ours
    }
  }

  var onRepositories: TemplateContext { ["rows": repositories, "has_others": hasOthers] }
  var onPackages: TemplateContext { ["rows": packages] }
}
