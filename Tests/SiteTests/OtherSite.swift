import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Sites other than the example's book, as a person gets them: books of fresh imports, and the guide.
enum OtherSite: String, CaseIterable, CustomTestStringConvertible {
  /// Everything in it is a guess.
  case workflows
  /// Nothing in it has an access.
  case peribolos
  case guide

  var testDescription: String { rawValue }

  func folder() async throws -> ScratchFolder {
    let site = try ScratchFolder()
    switch self {
    case .workflows:
      try await book(
        of: ["workflows", "site/example/checkouts", "--organization", "tramline"], into: site)
    case .peribolos:
      let source = try ScratchFolder(["org.yaml": Self.organization])
      try await book(of: ["peribolos", source.path.string], into: site)
    case .guide: _ = try await program(["site", "site/content", "--output", site.path.string])
    }
    return site
  }

  /// Builds what an import writes.
  private func book(of source: [String], into site: ScratchFolder) async throws {
    let description = try ScratchFolder(["tokenbook.yaml": try await program(["import"] + source)])
    try await Site.build([], of: description.path.appending("tokenbook.yaml").string, into: site)
  }

  /// What it prints.
  private func program(_ arguments: [String]) async throws -> String {
    let result = try await run(
      .path(FilePath(Site.program)), arguments: Arguments(arguments),
      workingDirectory: FilePath(Site.package.path), output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 16))
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    return result.standardOutput
  }

  private static let organization = """
    orgs:
      quayside:
        name: Quayside
        default_repository_permission: read
        admins: [ana, bruno]
        members: [carla, dan]
        teams:
          cranes: {maintainers: [carla], members: [dan], repos: {berths: admin, tides: write}}
        repos:
          berths: {private: true, description: Where ships lie}
          tides: {private: false}
          old-quay: {private: true, archived: true}
    """
}
