import Exposure
import Templates
import SourceText
import Guidance
import OrganizationModel

/// What is to be given to an account, or taken away from it, with the command.
struct AccountSteps {
  let account: Name
  let links: MarkdownLinks

  private var organization: Organization { links.book.organization }
  private var commands: SetupCommands {
    SetupCommands(organization: organization.name, hosts: links.book.hosts)
  }

  func granting(_ grant: HeldRole) -> TemplateContext {
    switch grant.on {
    case .repository(let reference):
      step(
        "`\(grant.role)` on \(links.repository(reference)).",
        commands.addCollaborator(account, to: reference, role: grant.role))
    case .organization(let name):
      step(
        "The role `\(grant.role)` in \(MarkdownText.inProse(name.text)).",
        commands.invite(account, to: name, role: grant.role))
    case .package(let key):
      step("`\(grant.role)` on the package \(package(key)): Invite teams or people.", nil)
    }
  }

  func takingAway(_ surplus: AccountReview.Surplus) -> TemplateContext {
    switch surplus.way {
    case .repository(let name): onRepository(name, surplus)
    case .package(let key):
      step(
        "`\(surplus.role)` on the package \(package(key)): \(less(surplus.enough, or: "remove it there")).",
        nil)
    case .team(let team, let things):
      step(
        "Its membership in the team `\(team)`, which gives it up to `\(surplus.role)` on \(things == 1 ? "1 thing" : "\(things) things") that it doesn't need. The account's own grants cover what it needs.",
        commands.leaveTeam(team, account))
    case .basePermission(let count):
      step(
        "`\(surplus.role)` on \(count == 1 ? "1 repository" : "\(count) repositories"), which every member has. Lower the base permission for all, and give teams what they need; or make it an outside collaborator, where no package asks for a member.",
        commands.dropBasePermission)
    case .organization: inOrganization(surplus)
    }
  }

  private func onRepository(_ name: Name, _ surplus: AccountReview.Surplus) -> TemplateContext {
    let command =
      surplus.enough.map {
        commands.addCollaborator(account, to: RepositoryReference(name: name), role: $0)
      } ?? commands.removeCollaborator(account, from: name)
    return step(
      "`\(surplus.role)` on \(links.repository(name)): \(less(surplus.enough, or: "nothing needs it")).",
      command)
  }

  private func inOrganization(_ surplus: AccountReview.Surplus) -> TemplateContext {
    guard let enough = surplus.enough else {
      return step(
        "Its place in \(MarkdownText.inProse(organization.name.text)) (\(surplus.role)): nothing decided needs the account. See that none of its credentials is in use, then remove it.",
        links.book.organization.machineUsers[account]?.role == .outsideCollaborator
          ? commands.leaveAsOutsideCollaborator(account) : commands.leaveOrganization(account))
    }
    return step(
      "The role `\(surplus.role)` in \(MarkdownText.inProse(organization.name.text)): `\(enough)` is enough.",
      commands.setRole(of: account, in: organization.name, to: enough))
  }

  private func less(_ enough: String?, or nothing: String) -> String {
    enough.map { "`\($0)` is enough" } ?? nothing
  }

  /// The package, and the way to its settings.
  private func package(_ key: Name) -> String {
    let name = organization.packages[key]?.packageName ?? key.text
    return "\(Prose.codes([name])) (Packages > \(Prose.codes([name])) > Package settings)"
  }

  private func step(_ text: String, _ command: String?) -> TemplateContext {
    ["text": text, "command": command.orFalse, "ui_only": command == nil]
  }
}
