import Foundation
import LocatedYAML
import OrganizationModel
import SourceText
import Testing

/// The order in which a description is written makes no difference but for places.
@Suite struct ShuffleTests {
  @Test(arguments: 1...20) func aShuffledDescriptionGivesTheSameModel(seed: Int) throws {
    let reading = FixtureFiles.read("valid/everything")
    var random = SeededGenerator(seed: UInt64(seed))
    let loader = FixtureFiles.disk(FixtureFiles.folder.appending(path: "valid/everything"))
    var files: [String: String] = [:]
    for file in reading.files.files { files[file.path] = try shuffled(file, &random) }
    #expect(files["tokenbook.yaml"].map { Array($0.utf8) } != (try? loader.load("tokenbook.yaml").get()))
    let again = DescriptionReader.read(
      "tokenbook.yaml", FixtureFiles.memory(files), endpoints: FixtureFiles.endpoints)
    #expect(lines(again) == [])
    let (one, other) = (try #require(again.organization), try #require(reading.organization))
    #expect(withoutPlaces(one) == withoutPlaces(other))
  }

  private func shuffled(_ file: SourceFile, _ random: inout SeededGenerator) throws -> String {
    let document = try #require(YAMLParser.parse(file, as: SourceFileID(index: 0)).document)
    return flow(document.root, key: "", &random) + "\n"
  }

  /// The tree in flow style, every mapping in another order, and every list but those whose order means something.
  private func flow(_ node: YAMLNode, key: String, _ random: inout SeededGenerator) -> String {
    switch node.kind {
    case .scalar:
      let isWord = node.isPlain && ["true", "false", "null"].contains(node.text)
      return isWord ? node.text : YAMLScalar.quotedIfNeeded(node.text)
    case .sequence:
      var parts: [String] = []
      for element in node.elements { parts.append(flow(element, key: "", &random)) }
      if !["include", "custodians", "order"].contains(key) { parts.shuffle(using: &random) }
      return "[" + parts.joined(separator: ", ") + "]"
    case .mapping:
      var parts: [String] = []
      for entry in node.entries {
        let name = entry.key.text
        parts.append(YAMLScalar.quotedIfNeeded(name) + ": " + flow(entry.value, key: name, &random))
      }
      return "{" + parts.shuffled(using: &random).joined(separator: ", ") + "}"
    }
  }

  /// A dump of the whole model, in which places are gone and dictionaries are sorted.
  private func withoutPlaces(_ value: Any) -> String {
    if value is SourceRange { return "" }
    let mirror = Mirror(reflecting: value)
    let parts = mirror.children.map { "\($0.label ?? ""):\(withoutPlaces($0.value))" }
    switch mirror.displayStyle {
    case .dictionary, .set: return "{" + parts.sorted().joined(separator: ",") + "}"
    case nil where parts.isEmpty: return "\(value)"
    case .enum where parts.isEmpty: return "\(value)"
    default: return "\(mirror.subjectType)(" + parts.joined(separator: ",") + ")"
    }
  }
}
