package import OrganizationModel
import SourceText

/// A mutation of GitHub's GraphQL API: what it does and takes.
package struct GraphQLMutation: Sendable {
  /// `addProjectV2ItemById`.
  package let name: String
  /// The verb of a need that takes exactly this; nil where there is none.
  package let verb: Verb?
  /// Nil where unknown.
  package let permissions: PermissionChoice?

  private static let columns = ["mutation", "verb", "permissions", "checked"]

  static func read(_ file: SourceFile, as id: SourceFileID, _ diagnostics: inout [Diagnostic])
    -> [GraphQLMutation]
  {
    TableFile.lines(of: file, as: id, columns: columns, &diagnostics).map {
      GraphQLMutation($0, &diagnostics)
    }
  }

  private init(_ line: TableLine, _ diagnostics: inout [Diagnostic]) {
    name = line.text("mutation") ?? ""
    verb = line.verb(&diagnostics)
    permissions = line.permissions("permissions", &diagnostics)
    line.checkDay(&diagnostics)
  }
}
