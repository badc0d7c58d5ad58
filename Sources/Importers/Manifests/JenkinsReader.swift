import LocatedYAML
import OrganizationModel
import SourceText

/// Reads configuration as code of Jenkins and Jenkinsfiles: which credentials it keeps, by their ids, and what is cloned,
/// pulled and pushed with them. Of a credential it reads id and kind, never a value.
///
/// Formats: <https://github.com/jenkinsci/credentials-plugin/blob/master/docs/user.adoc>,
/// <https://plugins.jenkins.io/github-branch-source/>, <https://www.jenkins.io/doc/pipeline/steps/git/>, read on 2026-11-30.
struct JenkinsReader {
  var draft: ManifestsDraft
  /// What the configuration says of each id.
  private var kinds: [String: (kind: String, words: String, place: String)] = [:]
  /// Ids that are used, but not where it shows for what.
  private var otherIDs: [String: String] = [:]

  init(_ draft: ManifestsDraft) {
    self.draft = draft
  }

  // MARK: Configuration as code

  /// The kinds of credential, as the plugins name them.
  private static let kindWords: [String: (kind: String, words: String)] = [
    "gitHubApp": ("app_key", "the key of a GitHub App"),
    "usernamePassword": ("unknown", "a user name with a password or token"),
    "basicSSHUserPrivateKey": ("unknown", "an SSH key"),
    "string": ("unknown", "a text"),
  ]

  /// Credentials that a configuration declares, in texts of Helm values too.
  mutating func collect(_ document: SourceDocument) {
    collect(document.root, document, isBelowCredentials: false, depth: 0)
  }

  private mutating func collect(
    _ node: YAMLNode, _ document: SourceDocument, isBelowCredentials: Bool, depth: Int
  ) {
    if depth > 40 { return }
    for element in node.elements {
      collect(element, document, isBelowCredentials: isBelowCredentials, depth: depth + 1)
    }
    for entry in node.entries {
      let key = entry.key.text
      if key == "configScripts" { readTexts(entry.value, document, depth) }
      if isBelowCredentials, let found = Self.kindWords[key], let id = entry.value["id"], id.kind == .scalar {
        kinds[id.text] = (found.kind, found.words, document.place(id))
      }
      collect(
        entry.value, document, isBelowCredentials: isBelowCredentials || key == "credentials",
        depth: depth + 1)
    }
  }

  private mutating func readTexts(_ node: YAMLNode, _ document: SourceDocument, _ depth: Int) {
    for script in node.entries {
      guard let nested = document.nested(in: script.value) else { continue }
      collect(nested.root, nested, isBelowCredentials: false, depth: depth + 1)
      read(nested)
    }
  }

  /// Where a configuration uses an id for a repository.
  mutating func read(_ document: SourceDocument) {
    read(document.root, document, depth: 0)
  }

  private mutating func read(_ node: YAMLNode, _ document: SourceDocument, depth: Int) {
    if depth > 40 { return }
    for element in node.elements { read(element, document, depth: depth + 1) }
    if let id = node["credentialsId"], id.kind == .scalar {
      let address: String? =
        if let owner = node["repoOwner"]?.text, let name = node["repository"]?.text {
          "https://\(draft.hosts.git)/\(owner)/\(name)"
        } else {
          (node["remote"] ?? node["url"] ?? node["repositoryUrl"])?.text
        }
      if let address { clone(address, with: id.text, at: document.place(id)) }
    }
    for entry in node.entries { read(entry.value, document, depth: depth + 1) }
  }

  // MARK: Jenkinsfiles

  /// - Parameter home: the repository of GitHub that the file is in, as far as it is known.
  mutating func read(_ file: SourceFile, home: (owner: String, name: String)?) {
    let tokens = GroovyScanner(file.bytes).tokens
    let place = { (offset: Int) in DraftValue.place(file.path, line: file.place(at: offset).line) }
    var bound: [String: String] = [:]
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .word("credentialsId"):
        guard let id = Self.value(after: index, in: tokens) else { continue }
        bind(tokens, from: index, id, &bound)
        use(id, near: index, tokens, at: place(token.offset))
      case .word("registryCredentialsId"):
        guard let id = Self.value(after: index, in: tokens) else { continue }
        pull(near: index, tokens, with: id, at: place(token.offset))
      case .word("withRegistry"): readRegistry(index, tokens, at: place(token.offset))
      case .word("credentials"):
        guard let id = Self.argument(after: index, in: tokens) else { continue }
        if index >= 2, case .word(let name) = tokens[index - 2].kind, tokens[index - 1].kind == .sign(0x3D) {
          bound[name] = id
        }
        otherIDs[id] = otherIDs[id] ?? place(token.offset)
      case .word("sh"), .word("bat"), .word("pwsh"):
        guard let script = Self.script(after: index, in: tokens) else { continue }
        draft.add(
          script: script, of: .jenkins, named: nil, at: place(token.offset), home: home,
          store: "Jenkins variable", held: bound.mapValues(held))
      case .word("checkout"):
        guard index + 1 < tokens.count, let home, Self.isSourceCheckout(index, tokens) else { continue }
        let name = draft.isOwn(home.owner) ? home.name : "\(home.owner)/\(home.name)"
        if draft.isOwn(home.owner) { draft.meet(repository: home.name, at: place(token.offset)) }
        let jenkins = draft.consumer(.jenkins, named: nil, at: place(token.offset))
        draft.need("clone repository \(name)", of: jenkins, at: place(token.offset))
      case .word, .text, .sign: continue
      }
    }
  }

  private static func isSourceCheckout(_ index: Int, _ tokens: [GroovyScanner.Token]) -> Bool {
    tokens[(index + 1)...].prefix(2).contains { $0.kind == .word("scm") }
  }

  /// Ids whose use the files do not tell.
  mutating func finish() {
    let unknown = otherIDs.filter { !draft.isKnown(Self.identity($0.key)) }.sorted { $0.key < $1.key }
    if unknown.isEmpty { return }
    let named = unknown.prefix(20).map { "\(Self.line($0.key)) (\($0.value))" }.joined(separator: ", ")
    draft.ask(
      "Is one of these credentials of Jenkins for GitHub: \(named)\(unknown.count > 20 ? ", …" : "")?")
  }

  /// What `withCredentials` calls the variables that it sets
  /// (<https://www.jenkins.io/doc/pipeline/steps/credentials-binding/>, read on 2026-11-30).
  private static let bindings: Set<String> = [
    "keyFileVariable", "passwordVariable", "usernameVariable", "variable",
  ]

  /// Names of variables that `withCredentials` gives an id in: `usernamePassword(credentialsId: 'x', passwordVariable: 'Y')`.
  private func bind(
    _ tokens: [GroovyScanner.Token], from index: Int, _ id: String, _ bound: inout [String: String]
  ) {
    for next in index..<min(index + 16, tokens.count) {
      guard case .word(let name) = tokens[next].kind else { continue }
      if next > index, name == "credentialsId" { return }
      if Self.bindings.contains(name),
        let variable = Self.value(after: next, in: tokens)
      {
        bound[variable] = id
      }
    }
  }

  /// A repository that stands in the same brackets.
  private mutating func use(
    _ id: String, near index: Int, _ tokens: [GroovyScanner.Token], at place: String
  ) {
    for next in Self.group(around: index, in: tokens) {
      guard case .word(let name) = tokens[next].kind, name == "url" || name == "remote" else { continue }
      guard let address = Self.value(after: next, in: tokens) else { continue }
      if clone(address, with: id, at: place) { return }
    }
    otherIDs[id] = otherIDs[id] ?? place
  }

  @discardableResult
  private mutating func clone(_ address: String, with id: String, at place: String) -> Bool {
    guard let (name, _) = draft.repository(address, at: place) else { return false }
    let jenkins = draft.consumer(.jenkins, named: nil, at: place)
    draft.need("clone repository \(name)", of: jenkins, at: place, today: credential(id, at: place))
    return true
  }

  private mutating func pull(
    near index: Int, _ tokens: [GroovyScanner.Token], with id: String, at place: String
  ) {
    for next in Self.group(around: index, in: tokens) where tokens[next].kind == .word("image") {
      guard let image = Self.value(after: next, in: tokens),
        let package = draft.package(ofImage: image, at: place)
      else { continue }
      let jenkins = draft.consumer(.jenkins, named: nil, at: place)
      draft.need("pull package \(package)", of: jenkins, at: place, today: credential(id, at: place))
      return
    }
    otherIDs[id] = otherIDs[id] ?? place
  }

  /// `docker.withRegistry('https://ghcr.io', 'id') { docker.image('ghcr.io/acme/web').push() }`.
  private mutating func readRegistry(_ index: Int, _ tokens: [GroovyScanner.Token], at place: String) {
    let arguments = tokens[(index + 1)...].prefix(4)
    let texts = arguments.compactMap(\.text)
    guard texts.count == 2, draft.hosts.image("\(texts[0])/owner/name") != nil else { return }
    let credential = credential(texts[1], at: place)
    let jenkins = draft.consumer(.jenkins, named: nil, at: place)
    draft.use(credential, by: jenkins)
    draft.ask(
      "\(place): Jenkins logs in to \(draft.hosts.images) with `\(Self.line(texts[1]))`. Which packages does it pull and publish there?"
    )
  }

  private static func identity(_ id: String) -> String { "jenkins|\(id)" }

  private func held(_ id: String) -> HeldCredential {
    HeldCredential(
      identity: Self.identity(id), name: id, words: "Jenkins credential \(Self.line(id))",
      kind: kinds[id]?.kind ?? "unknown", note: kinds[id]?.words)
  }

  private mutating func credential(_ id: String, at place: String) -> Name {
    draft.credential(held(id), at: kinds[id]?.place ?? place)
  }

  private static func line(_ text: String) -> String { DraftValue.oneLine(String(text.prefix(100))) }

  // MARK: Tokens

  /// The text after `name:`.
  private static func value(after index: Int, in tokens: [GroovyScanner.Token]) -> String? {
    guard index + 1 < tokens.count else { return nil }
    if let text = tokens[index + 1].text { return text }
    guard index + 2 < tokens.count,
      tokens[index + 1].kind == .sign(0x3A) || tokens[index + 1].kind == .sign(0x3D)
    else { return nil }
    return tokens[index + 2].text
  }

  /// The only text in the brackets after a word.
  private static func argument(after index: Int, in tokens: [GroovyScanner.Token]) -> String? {
    guard index + 2 < tokens.count, tokens[index + 1].kind == .sign(0x28) else { return nil }
    return tokens[index + 2].text
  }

  /// The text that `sh` runs: `sh 'x'`, `sh('x')`, `sh(script: 'x')`, `sh label: 'l', script: 'x'`.
  private static func script(after index: Int, in tokens: [GroovyScanner.Token]) -> String? {
    for next in index + 1..<max(index + 1, min(index + 12, tokens.count))
    where tokens[next].kind == .word("script") {
      return value(after: next, in: tokens)
    }
    if index + 1 < tokens.count, let text = tokens[index + 1].text { return text }
    return argument(after: index, in: tokens)
  }

  /// The tokens in the brackets around one, or of its statement.
  private static func group(around index: Int, in tokens: [GroovyScanner.Token]) -> Range<Int> {
    var start = index
    while start > 0, index - start < 40, !isEdge(tokens[start - 1].kind) { start -= 1 }
    var end = index
    while end < tokens.count, end - index < 40, !isEdge(tokens[end].kind) { end += 1 }
    return start..<end
  }

  private static func isEdge(_ kind: GroovyScanner.Token.Kind) -> Bool {
    kind == .sign(0x28) || kind == .sign(0x29) || kind == .sign(0x7B) || kind == .sign(0x7D)
  }
}

/// The words, texts and signs of a Groovy script, without its comments: enough to see what a step is given.
struct GroovyScanner {
  struct Token {
    enum Kind: Equatable {
      case word(String)
      /// Without its quotes.
      case text(String)
      case sign(UInt8)
    }

    let kind: Kind
    let offset: Int

    /// What a text says; nil for anything else.
    var text: String? {
      if case .text(let text) = kind { text } else { nil }
    }
  }

  private(set) var tokens: [Token] = []
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while place < bytes.count { scan() }
  }

  private func starts(_ text: String, at offset: Int) -> Bool {
    bytes[offset...].starts(with: text.utf8)
  }

  private mutating func scan() {
    let byte = bytes[place]
    if byte == 0x2F, starts("//", at: place) {
      skip(to: "\n")
    } else if byte == 0x2F, starts("/*", at: place) {
      place += 2
      skip(to: "*/")
    } else if byte == 0x27 || byte == 0x22 {
      scanText(byte)
    } else if Self.isWord(byte) {
      let end = bytes[place...].firstIndex { !Self.isWord($0) } ?? bytes.count
      add(.word(String(decoding: bytes[place..<end], as: UTF8.self)))
      place = end
    } else {
      if byte > 0x20 { add(.sign(byte)) }
      place += 1
    }
  }

  private mutating func add(_ kind: Token.Kind) { tokens.append(Token(kind: kind, offset: place)) }

  private mutating func skip(to end: String) {
    while place < bytes.count, !starts(end, at: place) { place += 1 }
    place = min(place + end.utf8.count, bytes.count)
  }

  private mutating func scanText(_ quote: UInt8) {
    let start = place
    let long = [quote, quote, quote]
    let isLong = bytes[place...].starts(with: long)
    place += isLong ? 3 : 1
    var text: [UInt8] = []
    while place < bytes.count {
      if isLong ? bytes[place...].starts(with: long) : bytes[place] == quote { break }
      // A text on one line that has no end is an apostrophe.
      if !isLong, bytes[place] == 0x0A { break }
      if bytes[place] == 0x5C, place + 1 < bytes.count {
        text.append(bytes[place + 1] == UInt8(ascii: "n") ? 0x0A : bytes[place + 1])
        place += 2
        continue
      }
      text.append(bytes[place])
      place += 1
    }
    tokens.append(Token(kind: .text(String(decoding: text, as: UTF8.self)), offset: start))
    place = min(place + (isLong ? 3 : 1), bytes.count)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
  }
}
