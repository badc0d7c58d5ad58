import ShippedCatalog
import Foundation
import Importers
import OrganizationModel
import SourceText
import Testing

/// Everything that is imported is a description that reads without a problem.
func expectReadable(_ description: ImportedDescription) {
  let file = SourceFile(path: "tokenbook.yaml", bytes: Array(description.text.utf8))
  let reading = DescriptionReader.read(file, endpoints: shippedCatalog.lookup)
  let problems = DiagnosticRenderer(files: reading.files).text(reading.diagnostics)
  #expect(problems == "")
  #expect(reading.organization?.name == Name(description.organization))
}

/// Real organizations, where they are at hand: beside the package, or where `TOKENBOOK_CORPUS` says.
@Suite struct CorpusTests {
  private static let folder: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let corpus =
      ProcessInfo.processInfo.environment["TOKENBOOK_CORPUS"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared/corpus")
    return corpus.appending(path: "organizations/peribolos-kubernetes/config").path
  }()

  private static var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

  private func files(below folder: String) throws -> SourceFiles {
    var sources = SourceFiles()
    let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    for name in names where name.hasSuffix(".yaml") {
      let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
      _ = sources.add(SourceFile(path: "config/\(name)", bytes: Array(bytes)))
    }
    return sources
  }

  @Test(.enabled(if: isThere, "the corpus is not beside the package"))
  func bothKubernetesOrganizations() throws {
    let imported = Importer.peribolos.convert(try files(below: Self.folder), nil, shippedCatalog)
    #expect(imported.diagnostics.map(\.message) == [])
    #expect(imported.descriptions.map(\.organization) == ["etcd-io", "kubernetes"])
    for description in imported.descriptions { expectReadable(description) }
    let kubernetes = try #require(imported.descriptions.last?.text)
    #expect(kubernetes.contains("#   k8s-ci-robot: {role: owner, custodians: []}  # `ci` in the login"))
    #expect(
      kubernetes.contains(
        "#   thelinuxfoundation: {role: owner, custodians: []}  # `foundation` in the login"))
  }
}
