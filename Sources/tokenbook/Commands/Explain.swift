import ArgumentParser
import Audit
import Catalog
import Guidance
import OrganizationModel
import Services
import SourceText

/// Explains anything that has an id.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain an id: the options, why each was ruled out, and what would change the decision.",
    discussion: """
      ID is any id that tokenbook prints, such as that of an access (`web/ci#publish-package-web`), credential, rule, \
      fact, kind of credential, question or check of `tokenbook audit`. It may also be a request to GitHub's REST API, \
      such as `POST /repos/acme/web/check-runs`: then the permissions that it takes are shown. Rules, facts, kinds, \
      checks and requests don't need a description.
      """)

  @Argument(help: "The id; quote it if it contains `#`.")
  var id: String

  @OptionGroup var deciding: DecidingOptions

  @OptionGroup var catalog: CatalogOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let catalog = try console.catalog(catalog)
    if let request = RequestLine(id) { return try explain(request, catalog, console) }
    if let service = catalog.services[id] { return try explain(service, catalog, console) }
    let check = CheckExplanation(id, console.style(on: .output), knowing: catalog)
    if let check, isWithoutDescription { return try console.write(shown: check.text) }
    let decided = try deciding.decide(
      reading(KnownServices(catalog), console), KnownServices(catalog), console)
    let renderer = ExplanationRenderer(decided.decisions, decided.guide, console.style(on: .output))
    if let explanation = renderer.explain(id) ?? check?.text {
      try console.write(shown: explanation)
      return console.next("`tokenbook build` writes the steps that set it up")
    }
    let nearest = NearestMatch(renderer.ids + AuditChecks.all.map(\.id)).match(id)
    let help =
      accesses(among: renderer.ids) ?? nearest.map { "did you mean `\($0)`?" }
      ?? "`tokenbook decide` and `tokenbook list` print the ids"
    console.show([Diagnostic("unknown-id", .error, "nothing has the id `\(id)`", at: nil, help: help)])
    throw ExitCode.wrongInput
  }

  /// What to name instead of a repository, workflow or consumer: it has no decision of its own.
  private func accesses(among ids: [String]) -> String? {
    let own = ids.filter { $0.contains("#") && ($0.hasPrefix("\(id)#") || $0.hasPrefix("\(id)/")) }
    if own.isEmpty { return nil }
    let shown = own.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    return "name one of its accesses: \(shown)" + (own.count > 5 ? " and \(own.count - 5) more" : "")
  }

  /// What a request takes; of one that nobody knows the nearest.
  private func explain(_ request: RequestLine, _ catalog: Catalog, _ console: Console) throws {
    let style = console.style(on: .output)
    let (message, help): (String, String)
    switch catalog.answer(request) {
    case .endpoint(let endpoint):
      return try console.write(shown: EndpointExplanation(endpoint, style).text)
    case .methods(let endpoints):
      let methods = endpoints.map { "`\($0.method)`" }.joined(separator: ", ")
      message =
        request.method.map { "`\($0)` isn't a method of this path" } ?? "this path has several methods"
      help = "write one of \(methods) before the path"
    case .nothing(let nearest):
      message = "GitHub's REST API has no endpoint `\(id)`"
      help =
        nearest.map { "did you mean `\($0.text)`?" } ?? "https://docs.github.com/rest lists the endpoints"
    }
    console.show([Diagnostic("unknown-endpoint", .error, message, at: nil, help: help)])
    throw ExitCode.wrongInput
  }

  /// What is known of a service; where its own examples say otherwise, that.
  private func explain(_ service: ServiceRecord, _ catalog: Catalog, _ console: Console) throws {
    let problems = ServiceProof(service).problems
    if problems.hasErrors {
      console.show(problems, in: try console.catalogFiles(self.catalog))
      throw ExitCode.wrongInput
    }
    try console.write(shown: ServiceExplanation(service, console.style(on: .output)).text)
  }

  /// Whether there is no description in the working directory, and none was asked for.
  private var isWithoutDescription: Bool {
    guard deciding.input.file == DescriptionOptions.usualFile,
      case .failure(.missing) = InputFiles.load(deciding.input.file)
    else { return false }
    return true
  }

  /// Without a description: an empty one.
  private func reading(_ services: KnownServices, _ console: Console) -> DescriptionReader.Reading {
    guard isWithoutDescription else { return deciding.input.read(services) }
    let file = deciding.input.file
    console.note("note: there is no `\(file)` here, so only ids that all organizations share are explained")
    let empty = "tokenbook: 1\norganization: nobody\n"
    return DescriptionReader.read(SourceFile(path: file, bytes: Array(empty.utf8)))
  }
}
