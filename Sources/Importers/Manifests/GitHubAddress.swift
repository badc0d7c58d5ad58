import OrganizationModel
import SourceText

/// The hosts that addresses of one GitHub name.
struct GitHubHosts {
  /// Of repositories.
  var git = "github.com"
  /// Of container images (<https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry>,
  /// read on 2026-11-30).
  var images = "ghcr.io"

  init(of organization: Organization?) {
    guard let host = organization?.platform.host else { return }
    (git, images) = (host, "containers.\(host)")
  }

  /// The repository of `https://HOST/owner/name.git`, `ssh://git@HOST/owner/name` and `git@HOST:owner/name`; nil for another
  /// host, and for an address that is put together at run time. What may be a password in it is never given.
  func repository(_ address: String) -> (owner: String, name: String, isSSH: Bool)? {
    guard !Self.isComputed(address) else { return nil }
    var rest = address[...]
    var isSSH = false
    if let scheme = rest.range(ofText: "://") {
      isSSH = rest[..<scheme.lowerBound].hasSuffix("ssh")
      rest = rest[scheme.upperBound...]
    } else if rest.contains("@") {
      isSSH = true
    }
    let authority = rest.prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    let parts = rest.split { $0 == "/" || $0 == ":" }.map(String.init)
    // A port may stand between.
    let path = parts.dropFirst().drop { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    let hosts = [git, "ssh.\(git)", "www.\(git)"]
    guard let host = parts.first?.lowercased(), hosts.contains(host), path.count >= 2 else { return nil }
    let owner = path[path.startIndex]
    var name = path[path.startIndex + 1]
    if let end = name.firstIndex(where: { $0 == "?" || $0 == "#" }) { name = String(name[..<end]) }
    if name.hasSuffix(bytesOf: ".git") { name = String(name.dropLast(4)) }
    guard TextRule.organization.accepts(Array(owner.utf8)[...]),
      TextRule.repository.accepts(Array(name.utf8)[...])
    else { return nil }
    return (owner, name, isSSH || host == "ssh.\(git)")
  }

  /// What an image of this GitHub's registry is: its owner, and its name without tag and digest.
  enum Image: Equatable {
    case named(owner: String, name: String)
    /// Its name is put together at run time.
    case computed
  }

  /// Nil for an image of another registry.
  func image(_ text: String) -> Image? {
    var rest = text[...]
    if let scheme = rest.range(ofText: "://") { rest = rest[scheme.upperBound...] }
    guard let slash = rest.firstIndex(of: "/"), rest[..<slash].lowercased() == images else { return nil }
    rest = rest[rest.index(after: slash)...]
    if Self.isComputed(String(rest.prefix { $0 != ":" && $0 != "@" })) { return .computed }
    rest = rest.prefix { $0 != "@" }
    let lastPart = rest.split(separator: "/").last ?? ""
    if let colon = lastPart.firstIndex(of: ":") { rest = rest[..<colon] }
    let parts = rest.split(separator: "/").map(String.init)
    guard let owner = parts.first, parts.count >= 2 else { return nil }
    let name = parts.dropFirst().joined(separator: "/").lowercased()
    guard TextRule.organization.accepts(Array(owner.utf8)[...]),
      TextRule.package.accepts(Array(name.utf8)[...])
    else { return nil }
    return .named(owner: owner, name: name)
  }

  /// Whether a text has a place that something fills in.
  static func isComputed(_ text: String) -> Bool {
    text.utf8.contains { "${<".utf8.contains($0) }
  }
}

extension StringProtocol {
  /// Where a text stands first.
  func range(ofText text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].utf8.starts(with: text.utf8) {
        return start..<utf8.index(start, offsetBy: text.utf8.count)
      }
      start = unicodeScalars.index(after: start)
    }
    return nil
  }
}
