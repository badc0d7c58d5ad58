package import OrganizationModel
import SourceText

extension Catalog {
  /// The table of endpoints for whoever reads a description.
  package var lookup: EndpointLookup {
    EndpointLookup { text in
      if let found = endpoint(text) { return .known(EndpointRecord(found)) }
      return .unknown(near: NearestMatch.match(text, among: allEndpoints.map(\.text).sorted()))
    }
  }

  /// The endpoint of a method and a path, `GET /repos/{owner}/{repo}`; nil for one that is not known.
  package func endpoint(_ text: String) -> Endpoint? {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 2 else { return nil }
    return endpoint(parts[0], parts[1].split(separator: "/").map(String.init))
  }
}

extension EndpointRecord {
  /// What a need takes of an endpoint. Of several ways to permit it, the usual one.
  fileprivate init(_ endpoint: Endpoint) {
    let usual = endpoint.permissions?.alternatives.first ?? []
    let named = usual.filter { $0.name != "metadata" }
    let accepted: [(VerbRecord.Token, Bool?)] = [
      (.app, endpoint.takesInstallationToken), (.fineGrained, endpoint.takesFineGrainedPAT),
      (.classic, endpoint.takesUserToken),
    ]
    // The job's token is one of an installation.
    let job: (VerbRecord.Token, Bool?) = (.job, endpoint.takesInstallationToken)
    self.init(
      text: endpoint.text, target: endpoint.target,
      permissions: Dictionary(named.map { ($0.name, $0.level) }, uniquingKeysWith: { max($0, $1) }),
      refuses: Set((accepted + [job]).filter { $0.1 == false }.map(\.0)),
      undocumented: Set((accepted + [job]).filter { $0.1 == nil }.map(\.0)), scopes: endpoint.onlyScopes)
  }
}

extension Endpoint {
  fileprivate var target: TargetKind? {
    if path.starts(with: ["repos", "{owner}", "{repo}"]) { return .repository }
    return path.starts(with: ["orgs", "{org}"]) ? .organization : nil
  }

  /// The scopes where GitHub's text names them in one way: `admin:org`, `read:org+repo`. Of what it names for private
  /// repositories besides, the contested part is not taken.
  fileprivate var onlyScopes: [String]? {
    guard let scopes, !scopes.contains("|"), !scopes.contains("(") || scopes == "admin:org; repo(private)"
    else {
      return nil
    }
    let first = scopes.split(separator: ";").first ?? ""
    return scopes == "admin:org; repo(private)" || !scopes.contains(";")
      ? first.split(separator: "+").map { String($0) } : nil
  }
}
