internal import OrganizationModel
internal import SourceText

// MARK: - GoReleaser does what its own file says

extension UseReader {
  private static let why = "`goreleaser release`"

  mutating func readGoReleaser(_ use: ActionUse, _ scope: UseScope) {
    let arguments = use.inputs["args"].map { scope.texts(of: $0) } ?? []
    let lines = arguments.map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    guard let words = lines.first(where: Self.isRelease) else { return }
    let run = Releaser(
      words: words, folder: use.inputs["workdir"].flatMap { scope.texts(of: $0).first } ?? "", scope: scope,
      credential: scope.credential(inVariable: "GITHUB_TOKEN"), range: use.uses.range)
    release(run)
  }

  mutating func readReleaser(_ command: ScriptScope) {
    guard Self.isRelease(command.words) else { return }
    release(
      Releaser(
        words: command.words, folder: command.folder, scope: command.scope, credential: command.ghCredential,
        range: command.range))
  }

  /// A command of the repository's own, `make release`, that is given what a token of the file is taken from: it most likely
  /// runs it.
  mutating func readHiddenReleaser(_ script: WorkflowText, _ step: WorkflowStep, _ scope: UseScope) {
    let folder = step.workingDirectory.flatMap { scope.texts(of: $0).first } ?? ""
    guard !tree.releasers.isEmpty, !ShellScript.mentions([Array("goreleaser".utf8)], in: script.bytes),
      let file = tree.releaser(nil, in: folder)
    else { return }
    let names = file.tokenVariables.subtracting(["GITHUB_TOKEN", "GH_TOKEN"])
    guard step.env.contains(where: { names.contains($0.name) && scope.credential(in: $0.value) != nil })
    else { return }
    release(
      Releaser(
        words: [], folder: folder, scope: scope, credential: scope.credential(inVariable: "GITHUB_TOKEN"),
        range: script.range, isHidden: true))
  }

  /// One run of it.
  private struct Releaser {
    let words: [String]
    let folder: String
    let scope: UseScope
    /// What it signs in with where its file names nothing else.
    let credential: CredentialSource?
    let range: SourceRange
    /// Whether no word says that it runs.
    var isHidden = false

    /// What stands after `--skip`.
    var skipped: Set<String> { UseReader.skipped(words) }

    var config: String? {
      for option in ["--config", "-f"] {
        if let place = words.firstIndex(of: option), place + 1 < words.count { return words[place + 1] }
        if let word = words.first(where: { $0.hasPrefix(option + "=") }) {
          return String(word.dropFirst(option.count + 1))
        }
      }
      return nil
    }

    /// The credential of a token's template.
    func credential(_ token: String?) -> CredentialSource? {
      guard let token else { return credential }
      return GoReleaserFile.variable(in: token).flatMap { scope.credential(inVariable: $0) }
    }

    /// A template with what the workflow tells in it.
    func resolved(_ template: String, _ file: GoReleaserFile) -> String {
      var (result, rest) = ("", template[...])
      while let start = rest.ranges(of: "{{").first,
        let end = rest[start.upperBound...].ranges(of: "}}").first
      {
        result += rest[..<start.lowerBound] + value(rest[start.upperBound..<end.lowerBound], file)
        rest = rest[end.upperBound...]
      }
      return result + rest
    }

    private func value(_ inner: Substring, _ file: GoReleaserFile) -> String {
      let words = inner.split { $0.isWhitespace || $0 == "-" }
      guard words.count == 1, let word = words.first else { return UseScope.unknown }
      if word == ".ProjectName" {
        return file.project.map { $0.contains("{{") ? UseScope.unknown : $0 } ?? UseScope.unknown
      }
      guard word.hasPrefix(".Env.") else { return UseScope.unknown }
      return scope.value(ofVariable: String(word.dropFirst(".Env.".count)))
    }
  }

  private mutating func release(_ run: Releaser) {
    guard let file = tree.releaser(run.config, in: run.folder) else { return releaseUnseen(run) }
    guard file.isForGitHub else { return }
    calls.append(run.range)
    defer { calls.removeLast() }
    if file.releases, run.credential != nil || file.release?.token != nil {
      write(.release, file.release, run.credential(file.release?.token), file, run, Self.why)
    }
    for push in file.pushes where !run.skipped.contains(Self.skip[push.section] ?? "") {
      self.push(push, file, run)
    }
    if file.includesOthers {
      ask("`\(file.path)` includes files that weren't read. Do they name taps or buckets?", at: run.range)
    }
    if run.isHidden || run.skipped.contains("docker") { return }
    publishImages(file, run)
  }

  /// Where its file is not there, nobody knows what else it does.
  private mutating func releaseUnseen(_ run: Releaser) {
    if run.credential == .jobToken {
      permit("contents", .write, at: run.range, Self.why, isCertain: false)
      unseen(
        "\(Self.why) does what its configuration says, which is not among these files", .token, at: run.range)
    }
    if run.credential != nil {
      show(.release, .ownRepository, .high, with: run.credential, at: run.range, Self.why)
    }
    publishUnknown(at: run.range, "`goreleaser release` after a login")
    readTaps(run)
    ask(
      "`goreleaser release` follows its own file, and \(run.config.map { "`\($0)`" } ?? "`.goreleaser.yaml`") isn't among these files. Does it push to a tap or a bucket, and with which token?",
      at: run.range)
  }

  /// Taps, buckets and the like are pushed to with tokens of their own; which they are stands in its own configuration.
  private mutating func readTaps(_ run: Releaser) {
    var seen: Set<CredentialSource> = []
    for entry in run.scope.env.flatMap(\.self) where !["GITHUB_TOKEN", "GH_TOKEN"].contains(entry.name) {
      guard CredentialEntrance.env(name: entry.name, level: .step).speaksOfGitHub,
        let credential = run.scope.credential(in: entry.value), credential != .jobToken,
        seen.insert(credential).inserted
      else { continue }
      show(
        .push, .unknownRepository, .medium, with: credential, at: entry.value.range,
        "`goreleaser release` with `\(entry.name)`")
    }
  }

  // MARK: What its file says

  /// What `--skip` calls a section of the file.
  private static let skip = [
    "brews": "homebrew", "brew": "homebrew", "homebrew_casks": "homebrew", "scoops": "scoop",
    "scoop": "scoop", "nix": "nix", "winget": "winget", "krews": "krew",
  ]

  /// A pull request in the repository that is pushed to is one need; in another, two.
  private mutating func push(_ push: GoReleaserFile.Push, _ file: GoReleaserFile, _ run: Releaser) {
    let why = "`\(push.section)` of `\(file.path)`"
    let credential = run.credential(push.key ?? push.repository.token)
    let base = push.pullRequest
    let isOwn =
      base.map { $0.owner == push.repository.owner && $0.name == push.repository.name } ?? false
    if !isOwn { write(.push, push.repository, credential, file, run, why) }
    if let base { write(.openPullRequest, base, run.credential(base.token), file, run, why) }
  }

  private mutating func write(
    _ verb: Verb, _ repository: GoReleaserFile.Repository?, _ credential: CredentialSource?,
    _ file: GoReleaserFile, _ run: Releaser, _ why: String
  ) {
    var shown = ShownTarget.ownRepository
    if let repository {
      let name = "\(run.resolved(repository.owner, file))/\(run.resolved(repository.name, file))"
      shown = target(name)
    }
    if shown == .ownRepository, credential == .jobToken, !run.isHidden {
      permit("contents", .write, at: run.range, why)
      if verb == .openPullRequest { permit("pull-requests", .write, at: run.range, why) }
    }
    let template = repository.map { "`\($0.owner)/\($0.name)`" } ?? ""
    show(
      verb, shown, run.isHidden ? .medium : .high, with: credential, at: repository?.range ?? run.range,
      shown == .unknownRepository ? "\(why) (\(template), which is computed)" : why)
  }

  private mutating func publishImages(_ file: GoReleaserFile, _ run: Releaser) {
    var isOpen = false
    for image in file.images {
      let name = run.resolved(image.text, file)
      let isOfGitHub = GitHubRegistry.hosts.contains { name.hasPrefix("\($0)/") }
      if !publish(name, at: image.range, "`\(file.path)`"), isOfGitHub || name.hasPrefix(UseScope.unknown) {
        isOpen = true
      }
    }
    if isOpen { publishUnknown(at: run.range, "`goreleaser release` after a login") }
  }

  // MARK: Words

  /// Whether `goreleaser` with these words publishes: not a snapshot, nor where publishing is among what it skips.
  static func isRelease(_ words: [String]) -> Bool {
    guard words.contains("release"), !words.contains("--snapshot"), !words.contains("--skip-publish"),
      !words.contains("--skip-publish=true")
    else { return false }
    return !skipped(words).contains("publish")
  }

  private static func skipped(_ words: [String]) -> Set<String> {
    let lists =
      zip(words, words.dropFirst()).filter { $0.0 == "--skip" }.map(\.1)
      + words.filter { $0.hasPrefix("--skip=") }.map { String($0.dropFirst("--skip=".count)) }
    return Set(lists.flatMap { $0.split(separator: ",").map(String.init) })
  }
}

extension UseScope {
  /// What a variable of the environment is, as far as the files tell.
  func value(ofVariable name: String) -> String {
    if let written = written(name) { return written.texts.first ?? Self.unknown }
    if let value = variable(name) { return texts(of: value).first ?? Self.unknown }
    switch name {
    case "GITHUB_REPOSITORY" where !tree.owner.isEmpty: return "\(tree.owner)/\(tree.name)"
    case "GITHUB_REPOSITORY_OWNER" where !tree.owner.isEmpty: return tree.owner
    case "GITHUB_SERVER_URL": return "https://github.com"
    case "GITHUB_API_URL": return "https://api.github.com"
    default: return Self.unknown
    }
  }
}
