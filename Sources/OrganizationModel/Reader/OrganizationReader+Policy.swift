internal import LocatedYAML
internal import SourceText

extension OrganizationReader {
  mutating func platform(_ fields: Fields) -> Platform {
    var result = Platform()
    result.product = value(
      fields["product"]?.choice(Platform.Product.self), or: .githubCom, "platform.product", "github.com")
    result.version = fields["version"].flatMap { $0.kind == .scalar ? ServerVersion(bytes: $0.bytes) : nil }
    result.host = fields["host"]?.textValue
    result.plan = fields["plan"]?.choice(Platform.Plan.self)
    result.managedUsers = flag(fields["managed_users"], "platform.managed_users")
    result.samlSSO = flag(fields["saml_sso"], "platform.saml_sso")
    result.privateMode = fields["private_mode"]?.booleanValue
    checkProduct(fields, result.product)
    return result
  }

  private mutating func checkProduct(_ fields: Fields, _ product: Platform.Product) {
    if product != .ghes, let version = fields["version"] {
      problems.error(
        "option-not-valid", "found a version on `\(product.rawValue)`, expected `product: ghes`",
        at: version.range)
    }
    if product != .ghes, let privateMode = fields["private_mode"] {
      problems.error(
        "option-not-valid", "found `private_mode` on `\(product.rawValue)`, expected `product: ghes`",
        at: privateMode.range)
    }
    if product == .githubCom, let host = fields["host"] {
      problems.error(
        "option-not-valid", "found a host on `github.com`, expected `product: ghes` or `product: ghe.com`",
        at: host.range)
    }
  }

  mutating func policy(_ fields: Fields) -> Policy {
    var result = Policy()
    result.profile = value(fields["profile"]?.choice(Profile.self), or: .hybrid, "policy.profile", "hybrid")
    result.classicPATs = classicPATs(fields, "policy")
    result.fineGrainedPATs = fineGrainedPATs(fields, "policy")
    result.deployKeys = fields["deploy_keys"]?.choice(Switch.self)
    result.apps = apps(fields, "policy")
    result.isolation = value(
      fields.fields("machine_users")["isolation"]?.choice(Isolation.self), or: .byPrivilege,
      "policy.machine_users.isolation", "by-privilege")
    readPeriods(fields, &result)
    result.defaultWorkflowPermissions =
      fields["default_workflow_permissions"]?.choice(Policy.WorkflowPermissions.self)
    result.basePermission = fields["base_permission"]?.choice(Policy.BasePermission.self)
    result.actionsCanCreatePullRequests = fields["actions_can_create_pull_requests"]?.booleanValue
    let services = fields.fields("services")
    result.services.order = services["order"]?.elements.compactMap { $0.choice(Rung.self) } ?? []
    result.services.forbidden = Set(services["forbid"]?.elements.compactMap { $0.choice(Rung.self) } ?? [])
    return result
  }

  private mutating func readPeriods(_ fields: Fields, _ result: inout Policy) {
    let lifetime = fields.fields("maximum_lifetime")
    result.maximumClassicPATLifetime = value(
      lifetime["classic_pat"]?.daysValue, or: Days(90), "policy.maximum_lifetime.classic_pat", "90d")
    result.maximumFineGrainedPATLifetime = value(
      lifetime["fine_grained_pat"]?.daysValue, or: Days(90), "policy.maximum_lifetime.fine_grained_pat", "90d"
    )
    let enforced = fields.fields("enforced_lifetime")
    result.enforcedClassicPATLifetime = enforced["classic_pat"]?.daysValue
    result.enforcedFineGrainedPATLifetime = enforced["fine_grained_pat"]?.daysValue
    let rotation = fields.fields("rotate_every")
    result.rotateDeployKeysEvery = rotation["deploy_key"]?.daysValue
    result.rotateAppKeysEvery = rotation["app_key"]?.daysValue
  }

  // MARK: What holds for other organizations too

  mutating func classicPATs(_ fields: Fields, _ owner: String) -> ClassicPATPolicy {
    let node = fields["classic_pats"]
    let day = node?["forbidden_from"]?.dayValue
    let policy = day.map(ClassicPATPolicy.forbiddenFrom) ?? node?.choice(Switch.self).map { $0.policy }
    return value(policy, or: .allowed, "\(owner).classic_pats", "allowed")
  }

  mutating func fineGrainedPATs(_ fields: Fields, _ owner: String) -> FineGrainedPATPolicy {
    value(
      fields["fine_grained_pats"]?.choice(FineGrainedPATPolicy.self), or: .approval,
      "\(owner).fine_grained_pats",
      "approval")
  }

  mutating func apps(_ fields: Fields, _ owner: String) -> AppPolicy {
    value(fields["apps"]?.choice(AppPolicy.self), or: .ifDescribed, "\(owner).apps", "if-described")
  }

  /// The organizations under `outside:`, and those that references name without describing them.
  mutating func outside() -> Entries<OutsideOrganization> {
    let described = entries(description.fields("outside")).map { outsideOrganization($0.name, $0.entry) }
    let others = owners.values.sorted().map { name in
      var result = OutsideOrganization(name: name)
      readPolicy(Fields([]), &result)
      return result
    }
    return Entries(described + others)
  }

  private mutating func outsideOrganization(_ name: Name, _ entry: YAMLNode.Entry) -> OutsideOrganization {
    if name == organization {
      problems.error(
        "option-not-valid", "found `\(name)` under `outside`, but it is this organization",
        at: entry.key.range,
        help: "write it under `policy`")
    }
    let fields = Fields(entry.value)
    var result = OutsideOrganization(name: name, range: entry.key.range)
    result.sameEnterprise = fields["same_enterprise"]?.booleanValue
    result.plan = fields["plan"]?.choice(Platform.Plan.self)
    result.deployKeys = fields["deploy_keys"]?.choice(Switch.self)
    readPolicy(fields, &result)
    result.repositories = Entries(entries(fields.fields("repositories")).map(outsideRepository))
    result.machineUsers = roles(fields["machine_users"], .machineUser) { $0.choice(OrganizationRole.self) }
    result.note = fields["note"]?.textValue
    return result
  }

  private mutating func readPolicy(_ fields: Fields, _ result: inout OutsideOrganization) {
    let owner = "outside.\(result.name)"
    result.classicPATs = classicPATs(fields, owner)
    result.fineGrainedPATs = fineGrainedPATs(fields, owner)
    result.apps = apps(fields, owner)
  }

  private func outsideRepository(_ name: Name, _ entry: YAMLNode.Entry) -> OutsideRepository {
    var result = OutsideRepository(name: name, range: entry.key.range)
    result.visibility = entry.value["visibility"]?.choice(Visibility.self)
    result.note = entry.value["note"]?.textValue
    return result
  }
}

extension Switch {
  fileprivate var policy: ClassicPATPolicy { self == .allowed ? .allowed : .forbidden }
}
