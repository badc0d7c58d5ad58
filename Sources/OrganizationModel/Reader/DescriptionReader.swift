internal import LocatedYAML
package import SourceText

/// Reads a description: files → trees → a checked organization, or every problem at once.
package enum DescriptionReader {
  /// What came out of reading.
  package struct Reading: Sendable {
    /// Nil when there is an error.
    package let organization: Organization?
    /// Every file that was read, for printing the diagnostics.
    package let files: SourceFiles
    /// All problems, in the order of their places.
    package let diagnostics: [Diagnostic]
  }

  /// Reads the description at a path and what it includes. Paths are printed as they are given.
  ///
  /// - Parameters:
  ///   - endpoints: the table that needs of the form `api` with `endpoints` are looked up in.
  ///   - services: the records that services are looked up in.
  package static func read(
    _ path: String, _ loader: FileLoader, endpoints: EndpointLookup = .none, services: ServiceLookup = .none
  ) -> Reading {
    var description = DescriptionLoader(loader: loader, path: path)
    description.loadTop(path)
    let organization = organization(description.documents, endpoints, services, &description.problems)
    let diagnostics = description.problems.diagnostics.inOrderOfPlaces
    return Reading(
      organization: diagnostics.hasErrors ? nil : organization, files: description.files,
      diagnostics: diagnostics)
  }

  /// Reads a description that stands in one file.
  package static func read(
    _ file: SourceFile, endpoints: EndpointLookup = .none, services: ServiceLookup = .none
  ) -> Reading {
    read(
      file.path,
      FileLoader(
        load: { $0 == file.path ? .success(file.bytes) : .failure(.missing) }, list: { _ in [] }),
      endpoints: endpoints, services: services)
  }

  private static func organization(
    _ documents: [YAMLDocument], _ endpoints: EndpointLookup, _ services: ServiceLookup,
    _ problems: inout Problems
  ) -> Organization? {
    guard let top = documents.first?.root else { return nil }
    checkShapes(documents.map(\.root), &problems)
    guard let name = top["organization"], name.kind == .scalar else { return nil }
    var reader = OrganizationReader(
      Fields(documents.map(\.root)), name: Name(name.text), endpoints: endpoints, services: services,
      problems: problems)
    let organization = reader.read()
    problems = reader.problems
    return organization
  }

  private static func checkShapes(_ roots: [YAMLNode], _ problems: inout Problems) {
    var checker = ShapeChecker(problems: problems)
    for (index, root) in roots.enumerated() {
      let isTop = index == 0
      checker.checkMapping(
        root, isTop ? DescriptionShape.description : DescriptionShape.included, at: root.startOfFile)
    }
    problems = checker.problems
  }
}

extension YAMLNode {
  /// An empty range at its start, for what is missing in the whole file.
  fileprivate var startOfFile: SourceRange {
    SourceRange(file: range.file, start: range.start, end: range.start)
  }
}
