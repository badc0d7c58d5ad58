import LocatedYAML
import OrganizationModel
import SourceText

/// A file of the catalog that is one list of records.
enum RecordList {
  /// Its records; none where anything is wrong, for what a wrong record means cannot be told.
  static func read(
    _ file: SourceFile, as id: SourceFileID, expecting: String, _ shape: Shape,
    _ diagnostics: inout [Diagnostic]
  ) -> [YAMLNode] {
    let reading = YAMLParser.parse(file, as: id, expecting: expecting)
    guard let root = reading.document?.root else {
      diagnostics += reading.diagnostics
      return []
    }
    let problems = reading.diagnostics + shape.problems(of: root)
    diagnostics += problems
    return problems.hasErrors ? [] : Array(root.elements)
  }
}
