import Foundation
import Guidance
import OrganizationModel
import Publishing
import SourceText
import Testing

/// The description has an error, which was recorded.
struct UnreadableDescription: Error {}

/// Books for tests, made from descriptions.
enum BookFixture {
  /// The book of a description in one text; every problem of the text fails the test.
  static func book(_ description: String, _ place: Testing.SourceLocation = #_sourceLocation) throws -> Book {
    let text =
      description.contains("tokenbook:") ? description : "tokenbook: 1\norganization: acme\n" + description
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
    return try book(reading, place)
  }

  static func book(
    _ reading: DescriptionReader.Reading, _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> Book {
    for problem in reading.diagnostics where problem.severity == .error {
      Issue.record("\(problem.message)", sourceLocation: place)
    }
    guard let organization = reading.organization else { throw UnreadableDescription() }
    let day = organization.asOf ?? Day(year: 2026, month: 11, day: 22)
    return Book(Guide(organization, day: try #require(day)).decide())
  }

  /// The folder of the package.
  static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The example organization, as it stands in `site/example`.
  static func example() throws -> Book {
    let folder = packageRoot.appending(path: "site/example")
    let loader = FileLoader(
      load: { path in
        (try? Data(contentsOf: folder.appending(path: path))).map { .success(Array($0)) }
          ?? .failure(.missing)
      },
      list: { path in
        try? FileManager.default.contentsOfDirectory(
          at: folder.appending(path: path), includingPropertiesForKeys: [.isDirectoryKey]
        ).map { $0.lastPathComponent + ($0.hasDirectoryPath ? "/" : "") }
      })
    return try book(DescriptionReader.read("tokenbook.yaml", loader))
  }
}
