/// Every check, one line each.
package enum AuditChecks {
  package static let all: [AuditCheck] = [
    AppTokenUnnarrowed.check,
    HardCodedPassword.check,
    PATWhereJobTokenServes.check,
    PermissionsMissing.check,
    PermissionsWriteAll.check,
    RegistryLoginWithoutPackages.check,
    SecretInRun.check,
    SecretNearUntrustedCode.check,
    SecretsAtOnce.check,
    SecretsInherit.check,
    TokenOnCommandLine.check,
    WritePermissionForEveryJob.check,
  ]
}
