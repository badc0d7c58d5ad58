internal import OrganizationModel
internal import SourceText

/// A name of an image or other artifact in a registry: `ghcr.io/owner/name:tag`.
struct ImageName {
  let host: String
  let owner: String
  /// Without the tag.
  let name: String

  /// Nil for what is not in the container registry of GitHub, or not told in full.
  init?(_ text: String) {
    var rest = text[...]
    for scheme in ["docker://", "docker-image://", "oci://", "https://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, GitHubRegistry.hosts.contains(parts[0].lowercased()) else { return nil }
    let path = parts[2...].joined(separator: "/")
    let end = path.firstIndex { $0 == ":" || $0 == "@" || $0 == "," || $0 == "\"" } ?? path.endIndex
    let name = String(path[..<end])
    guard !parts[1].isEmpty, !name.isEmpty, !parts[1].contains(UseScope.unknown),
      !name.contains(UseScope.unknown),
      !parts[1].contains("$"), !name.contains("$")
    else { return nil }
    (host, owner, self.name) = (parts[0].lowercased(), parts[1], name)
  }
}

extension UseReader {
  /// What is pulled from the container registry of GitHub; anything else is passed over.
  mutating func pull(
    _ image: String, with credential: CredentialSource?, at range: SourceRange, _ why: String
  ) {
    guard let name = ImageName(image) else { return }
    let isOwn = name.owner.lowercased() == tree.owner.lowercased()
    show(
      .pull, .package(registry: .container, owner: name.owner, name: name.name), isOwn ? .high : .medium,
      with: credential, at: range, why)
    if credential == .jobToken { permit("packages", .read, at: range, why) }
  }

  /// What is pushed; false where it is not in the container registry of GitHub.
  @discardableResult
  mutating func publish(_ image: String, at range: SourceRange, _ why: String) -> Bool {
    guard let name = ImageName(image) else { return false }
    let credential = state.logins[name.host] ?? nil
    show(
      .publish, .package(registry: .container, owner: name.owner, name: name.name), .high, with: credential,
      at: range, why)
    if credential == .jobToken { permit("packages", .write, at: range, why) }
    return true
  }

  /// A push whose image the file does not tell, after a login to the container registry of GitHub.
  mutating func publishUnknown(at range: SourceRange, _ why: String) {
    guard let host = state.logins.keys.sorted().first(where: { GitHubRegistry.hosts.contains($0) }) else {
      return
    }
    let credential = state.logins[host] ?? nil
    show(
      .publish, .package(registry: .container, owner: nil, name: nil), .medium, with: credential, at: range,
      why)
    if credential == .jobToken { permit("packages", .write, at: range, why, isCertain: false) }
  }

  mutating func logIn(
    _ host: String?, _ credential: CredentialSource?, owner: String? = nil, at range: SourceRange
  ) {
    result.logins.append(
      RegistryLogin(
        host: host, registry: host.flatMap(GitHubRegistry.registry), owner: owner, credential: credential,
        job: state.job, step: state.step, range: range, calls: calls))
    guard let host else { return }
    state.logins[host] = .some(credential)
    if GitHubRegistry.hosts.contains(host), credential == .jobToken {
      permit("packages", .read, at: range, "a login to `\(host)`")
    }
  }

  /// The names of images in a text of several, by lines and commas.
  func images(in texts: [String]) -> [String] {
    texts.flatMap { $0.split { $0 == "\n" || $0 == "," || $0 == " " } }.map { line in
      let word = line.trimmed
      for key in ["ref=", "name=", "image="] {
        if let found = word.range(of: key) { return String(word[found.upperBound...]) }
      }
      return word
    }
  }
}

extension String {
  /// The first place of a text in it.
  func range(of text: String) -> Range<String.Index>? { ranges(of: text).first }
}
