import LocatedYAML
import OrganizationModel
import SourceText
import Workflows

extension Importer {
  /// Manifests of clusters and files of build servers: what they pull and clone, and where they keep their secrets.
  package static let manifests = drafting(
    "manifests", "Kubernetes, Flux, Argo CD, Helm, Compose, Jenkins, GitLab CI and CircleCI files",
    reads: .paths(ManifestsImport.isWanted), next: workflowsNext
  ) { ManifestsImport.read($0) }
}

/// Sorts files by what they are, and has each read.
enum ManifestsImport {
  /// Whether a file may be one of them by its name.
  @Sendable static func isWanted(_ path: String) -> Bool {
    let name = FolderPath.name(of: path)
    if path.hasSuffix(bytesOf: ".git/config") || isJenkinsfile(name) { return true }
    if PipelineReader.Kind(path) != nil { return true }
    // What hidden folders hold is none of a cluster's.
    let isHidden = path.pathParts.contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." }
    return !isHidden && (name.hasSuffix(bytesOf: ".yaml") || name.hasSuffix(bytesOf: ".yml"))
  }

  static func isJenkinsfile(_ name: String) -> Bool {
    name.hasPrefix("Jenkinsfile") || name.hasSuffix(bytesOf: ".jenkinsfile")
      || name.hasSuffix(bytesOf: ".Jenkinsfile")
  }

  /// Whether a document is one that is read here.
  static func isMeant(_ document: SourceDocument) -> Bool {
    PipelineReader.Kind(document.path) != nil || ClusterReader.isMeant(document) || isJenkins(document)
  }

  private static func isJenkins(_ document: SourceDocument) -> Bool {
    let root = document.root
    return root["jenkins"]?.kind == .mapping || root["unclassified"]?.kind == .mapping
      || root["credentials"]?["system"] != nil || root["controller"]?["JCasC"] != nil
  }

  static func read(_ source: DraftSource) -> DraftedImport {
    var result = DraftedImport()
    guard let organization = source.organization else {
      result.diagnostics.append(unknownOrganization(source.files))
      return result
    }
    var documents: [SourceDocument] = []
    var unreadable = 0
    let homes = CheckoutHomes(source.files)
    for (index, file) in source.files.files.enumerated() where isYAML(file.path) {
      let reading = source.reading(index)
      documents += reading.documents
      if !reading.problems.hasErrors { continue }
      // A template is no YAML before it is rendered.
      if file.text(0..<file.bytes.count).contains("{{") {
        unreadable += 1
      } else {
        result.diagnostics.append(skipped(file.path, reading.problems))
      }
    }
    let jenkinsfiles = source.files.files.filter { isJenkinsfile(FolderPath.name(of: $0.path)) }
    if unreadable > 0 {
      result.diagnostics.append(
        Diagnostic(
          "templates-skipped", .note,
          "skipped \(unreadable) templates, which aren't YAML before they are rendered",
          at: nil, help: "render them (`helm template`), then import the output"))
    }
    guard documents.contains(where: isMeant) || !jenkinsfiles.isEmpty else {
      result.diagnostics.append(
        Diagnostic(
          "nothing-to-import", .error, "found no manifests", at: nil,
          help:
            "pass a folder with files of Kubernetes, Flux, Argo CD, Compose, Jenkins, GitLab CI or CircleCI"))
      return result
    }
    var cluster = ClusterReader(ManifestsDraft(organization, source.existing, source.catalog))
    cluster.read(documents.filter { PipelineReader.Kind($0.path) == nil })
    var pipelines = PipelineReader(draft: cluster.draft)
    for document in documents {
      guard let kind = PipelineReader.Kind(document.path) else { continue }
      pipelines.read(document, kind, home: homes.remote(of: document.path))
    }
    var jenkins = JenkinsReader(pipelines.draft)
    let configurations = documents.filter(isJenkins)
    for document in configurations { jenkins.collect(document) }
    for document in configurations { jenkins.read(document) }
    for file in jenkinsfiles { jenkins.read(file, home: homes.remote(of: file.path)) }
    jenkins.finish()
    jenkins.draft.finish()
    result.drafts[Name(organization)] = jenkins.draft.draft
    return result
  }

  private static func isYAML(_ path: String) -> Bool {
    path.hasSuffix(bytesOf: ".yaml") || path.hasSuffix(bytesOf: ".yml")
  }

  private static func skipped(_ path: String, _ problems: [Diagnostic]) -> Diagnostic {
    let first = problems.first { $0.severity == .error }
    return Diagnostic(
      "skipped-file", .warning, "skipped a part of `\(path)`, which can't be read: \(first?.message ?? "")",
      at: first?.range)
  }

  private static func unknownOrganization(_ files: SourceFiles) -> Diagnostic {
    Diagnostic(
      "unknown-organization", .error, "manifests don't say whose they are", at: nil,
      help: "set the organization with `--organization`, or add to a description with `--into`")
  }
}
