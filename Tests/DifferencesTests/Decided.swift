import Exposure
import Guidance
import OrganizationModel
import SourceText
import Testing

extension DecisionIndex {
  /// What is decided for a description, on the day that it names.
  init(deciding text: String) throws {
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
    let organization = try #require(reading.organization, "\(reading.diagnostics.map(\.message))")
    self.init(Guide(organization, day: try #require(organization.asOf)).decide())
  }
}
