import LocatedYAML
package import SourceText

/// A trust policy of octo-sts: whose OIDC tokens it exchanges for a token of its App, and what that token may do
/// (<https://github.com/octo-sts/app#the-trust-policy>, read on 2026-12-01).
package struct TrustPolicyFile: Sendable {
  /// A text, and where it stands.
  package struct Field: Sendable {
    package let name: String
    package let text: String
    package let range: SourceRange
  }

  package let file: SourceFileID
  /// Inside its repository: `.github/chainguard/web-ci.sts.yaml`.
  package let path: String
  /// `issuer`, `issuer_pattern`, `subject`, `subject_pattern`, `audience` and `audience_pattern`, as far as they are there.
  package let fields: [Field]
  /// Regular expressions for other claims.
  package let claims: [Field]
  /// In API spelling: `pull_requests`.
  package let permissions: [Field]

  init(_ root: YAMLNode, _ file: SourceFileID, _ path: String) {
    self.file = file
    self.path = path
    fields = Self.fields(of: root)
    claims = root["claim_pattern"].map(Self.fields) ?? []
    permissions = root["permissions"].map(Self.fields) ?? []
  }

  private static func fields(of node: YAMLNode) -> [Field] {
    guard node.kind == .mapping else { return [] }
    return node.entries.filter { $0.value.kind == .scalar && !$0.value.isNull }.map {
      Field(name: $0.key.text, text: $0.value.text, range: $0.value.range)
    }
  }

  /// The field of a name.
  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// The name that a workflow asks for: `web-ci`.
  package var name: String { String(path.dropFirst(Self.folder.count).dropLast(Self.ending.count)) }

  private static let folder = ".github/chainguard/"
  private static let ending = ".sts.yaml"

  /// Whether a file of a repository is one, by its path.
  package static func isPath(_ path: String) -> Bool {
    path.hasPrefix(bytesOf: folder) && path.hasSuffix(bytesOf: ending)
      && !path.utf8.dropFirst(folder.utf8.count).contains(UInt8(ascii: "/"))
  }
}
