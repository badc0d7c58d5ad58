/// Every kind of file that is no page, one line each.
package enum FileKinds {
  package static let all: [FileKind] = [
    CalendarFile.kind,
    ChecklistFiles.tables,
    ChecklistFiles.issues,
    CredentialTable.kind,
    AccessTable.kind,
  ]
}
