/// The actions that are known. A person adds one record, and `Tests/WorkflowsTests` says what it lacks.
extension KnownAction {
  /// Every record.
  package static let all: [KnownAction] =
    tokenActions + codeActions + registryActions + pullRequestActions + releaseActions + issueActions
    + checkActions + toolActions + outsideActions + scannerActions
}
