/// Every check, one line each.
package enum AuditChecks {
  package static let all: [AuditCheck] = [
    AgentOpenToStrangers.check,
    AppTokenAtRegistry.check, AppTokenUnnarrowed.check,
    CheckoutKeepsCredential.check,
    ClassicPATWhereNarrowerServes.check,
    CredentialBehindComment.check,
    CredentialKindRetired.check,
    CredentialOfPerson.check,
    CredentialToUnpinnedAction.check,
    DecidedOtherwise.check,
    DependabotSecretMissing.check,
    ForgeableCondition.check,
    HardCodedPassword.check,
    IdentifierKeptAsSecret.check,
    NeedUndescribed.check,
    NeedUnseen.check,
    PATWhereJobTokenServes.check,
    PermissionUnneeded.check,
    PermissionsMissing.check,
    PermissionsWriteAll.check,
    RegistryLoginWithoutPackages.check,
    SecretDecoded.check,
    SecretForEveryJob.check,
    SecretForEveryStep.check,
    SecretInArtifact.check,
    SecretInCache.check,
    SecretInEnvironmentFile.check,
    SecretInForkRun.check,
    SecretInImage.check,
    SecretInPayload.check,
    SecretInRun.check,
    SecretMissing.check,
    SecretNearUntrustedCode.check,
    SecretTooVisible.check,
    SecretUnmasked.check,
    SecretUnused.check,
    SecretsAtOnce.check,
    SecretsInherit.check,
    ServiceUndescribed.check,
    StaticBesideFederation.check,
    StoredSecretWhereJobIdentityServes.check,
    TokenOnCommandLine.check,
    TrustPolicyOpen.check,
    TrustPolicyWiderThanDecided.check,
    UntrustedArtifactNearCredential.check,
    UntrustedTextInScript.check,
    WorkflowDescribedOtherwise.check,
    WorkflowMissing.check,
    WorkflowUndescribed.check,
    WritePermissionForEveryJob.check,
  ]

  /// The ids that checks had before, and what they are called now.
  static let renamed: [String: String] = Dictionary(
    all.flatMap { check in check.description.formerIDs.map { ($0, check.id) } },
    uniquingKeysWith: { first, _ in first })

  /// The check of an id, also of one that it had before.
  package static func check(named id: String) -> AuditCheck? {
    let id = renamed[id] ?? id
    return all.first { $0.id == id }
  }
}
