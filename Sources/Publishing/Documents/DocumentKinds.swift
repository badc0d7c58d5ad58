/// Every kind of document that the book has, one line each, in the order of the navigation.
package enum DocumentKinds {
  package static let all: [DocumentKind] = [
    Overview.kind,
    OpenQuestions.kind,
    RepositoryIndex.kind,
    RepositoryPages.kind,
    ChecklistIndex.kind,
    Checklists.kind,
    ConsumerChecklists.kind,
    AccountIndex.kind,
    AccountPages.kind,
    CredentialIndex.kind,
    CredentialPages.kind,
    ExistingCredentialPages.kind,
    DecisionRecords.index,
    DecisionRecords.kind,
    RunbookIndex.kind,
    RunbookKinds.createMachineUser,
    RunbookKinds.mint,
    RunbookKinds.store,
    RunbookKinds.verify,
    RunbookKinds.rotate,
    RunbookKinds.revoke,
    RunbookKinds.revokeExisting,
  ]
}
