import OrganizationModel

/// The words that a rule's reason leaves open, for one access.
struct AccessWords {
  let access: Access
  let organization: Organization
  /// The machine user or App that the chosen kind would have.
  var holder: Name?
  var privileges: Privileges = .none
  /// What the day of a coming ban brings: `the outcome is fine_grained_pat`.
  var afterBan: String?

  /// Puts the words in; braces that name nothing stay as they are.
  func fill(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = rest[rest.index(after: open)..<close]
      result += word(String(name)) ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private func word(_ name: String) -> String? {
    switch name {
    case "owner": access.owner.text
    case "target": target
    case "package": access.package?.name.text ?? target
    case "automation_repository": access.workflowRepository?.text ?? access.automation.description
    case "package_role": access.need.verb == .pull ? "Read" : "Write"
    case "holder": holder?.text ?? "the machine user"
    case "permissions": permissions
    case "base_permission": organization.policy.basePermission?.rawValue ?? "unknown"
    case "ban_day": banDay
    case "after_ban": afterBan ?? "see then"
    default: nil
    }
  }

  private var target: String {
    access.need.verb.targetKind == .organization ? access.owner.text : access.need.target.description
  }

  private var permissions: String {
    privileges.permissions.sorted { $0.key < $1.key }.map { "`\($0.key): \($0.value.rawValue)`" }
      .joined(separator: ", ")
  }

  private var banDay: String {
    let policy = access.outside?.classicPATs ?? organization.policy.classicPATs
    return if case .forbiddenFrom(let day) = policy { day.description } else { "that day" }
  }
}
