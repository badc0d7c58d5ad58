/// What a need `api` calls: what GitHub's API asks for where no verb says it.
package struct APICalls: Sendable, Hashable {
  /// In the spelling of the API; never empty.
  package let permissions: [String: AccessLevel]
  /// As GitHub's reference writes them, `GET /repos/{owner}/{repo}/dependabot/alerts`, sorted; empty where a person named
  /// the permissions.
  package let endpoints: [String]
  /// The tokens that an endpoint refuses, whatever they are given.
  package let refuses: Set<VerbRecord.Token>
  /// The tokens of which nothing says whether an endpoint accepts them.
  package let undocumented: Set<VerbRecord.Token>
  /// The scopes that the endpoints name; nil where the permissions have to tell them.
  package let scopes: [String]?

  /// Calls of which a person named the permissions.
  package init(permissions: [String: AccessLevel]) {
    self.init(permissions: permissions, endpoints: [], refuses: [], undocumented: [], scopes: nil)
  }

  /// Calls of endpoints, each with what is known of it.
  package init(_ endpoints: [EndpointRecord]) {
    self.init(
      permissions: endpoints.reduce(into: [:]) { all, one in all.merge(one.permissions) { max($0, $1) } },
      endpoints: endpoints.map(\.text).sorted(), refuses: Set(endpoints.map(\.refuses).joined()),
      undocumented: Set(endpoints.map(\.undocumented).joined()),
      scopes: VerbRecord.all(endpoints.map(\.scopes)).map { Set($0.joined()).sorted() })
  }

  private init(
    permissions: [String: AccessLevel], endpoints: [String], refuses: Set<VerbRecord.Token>,
    undocumented: Set<VerbRecord.Token>, scopes: [String]?
  ) {
    (self.permissions, self.endpoints, self.scopes) = (permissions, endpoints, scopes)
    (self.refuses, self.undocumented) = (refuses, undocumented)
  }

  /// Whether its permissions allow what a verb does through the API.
  package func covers(_ record: VerbRecord) -> Bool {
    record.way == .api && permissions.include(record.permissions)
  }

  /// `contents: read, vulnerability_alerts: read`.
  package var words: String {
    permissions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }.joined(separator: ", ")
  }

  /// `vulnerability-alerts-read`: the end of an access's id.
  package var slug: String {
    permissions.sorted { $0.key < $1.key }
      .map { "\($0.key.replacing("_", with: "-"))-\($0.value.rawValue)" }.joined(separator: "-")
  }
}

/// What is known of one endpoint of GitHub's REST API.
package struct EndpointRecord: Sendable, Hashable {
  /// `GET /repos/{owner}/{repo}/dependabot/alerts`.
  package let text: String
  /// What it is about; nil of a user's own things and of enterprises.
  package let target: TargetKind?
  /// In the spelling of the API; empty where no permission is published.
  package let permissions: [String: AccessLevel]
  package let refuses: Set<VerbRecord.Token>
  package let undocumented: Set<VerbRecord.Token>
  /// The scopes of a classic PAT that it names; nil where it names none, or more than one way.
  package let scopes: [String]?

  package init(
    text: String, target: TargetKind?, permissions: [String: AccessLevel], refuses: Set<VerbRecord.Token>,
    undocumented: Set<VerbRecord.Token>, scopes: [String]?
  ) {
    (self.text, self.target, self.permissions) = (text, target, permissions)
    (self.refuses, self.undocumented, self.scopes) = (refuses, undocumented, scopes)
  }
}

/// The table of endpoints that a description is read with: given a method and a path, `GET /repos/{owner}/{repo}`.
package typealias EndpointLookup = Lookup<EndpointRecord>
