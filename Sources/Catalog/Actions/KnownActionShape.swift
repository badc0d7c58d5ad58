internal import OrganizationModel
import SourceText

/// What may stand in a file of `catalog/actions`.
enum KnownActionShape {
  /// Records by the name of the action.
  static let file = Shape.entries(actionName, .mapping(record))

  private static let record = MappingShape(
    "an action",
    [
      .required("source", .text(address), "The file that was checked, in its version."),
      .required("checked", .text(.day), "The day on which someone checked it."),
      KeyShape("inputs", inputs, "Inputs for credentials."),
      KeyShape("env", inputs, "Environment variables from which it reads credentials."),
      KeyShape(
        "does", .list(.mapping(access)), "Its effects, and the permissions that `GITHUB_TOKEN` needs."),
      KeyShape("mints", .mapping(mint), "Inputs for the App token that it creates."),
      KeyShape("federates", .boolean, "Whether it exchanges the workflow's identity for a GitHub token."),
      KeyShape("deletes", .mapping(deletion), "Inputs that name the packages that it deletes."),
    ])

  private static let inputs = Shape.entries(
    .free,
    .oneOf([
      .choice(KnownAction.Input.kinds.map(\.word), aliases: []),
      .mapping(
        MappingShape(
          "a credential of another service",
          [.required("outside", .text(.free), "Its purpose, in words.")])),
    ]))

  private static let access = MappingShape(
    "an effect of an action",
    [
      KeyShape("verb", .choice(Verb.self), "The need that describes it."),
      KeyShape("words", .text(.free), "Its effect in words, if no verb describes it."),
      KeyShape("on", target, "The repository it acts on; by default its own."),
      KeyShape("when", condition, "The condition; by default always."),
      KeyShape(
        "permissions", .entries(permission, .words("read", "write")),
        "The permissions that `GITHUB_TOKEN` needs."),
      KeyShape(
        "confidence", .choice(ShownConfidence.self), "The confidence; by default `high`."),
    ])

  private static let target = Shape.oneOf([
    .words("organization"),
    .variants([
      MappingShape(
        "a repository that an input names",
        [
          .required("input", .text(.free), "The input that names it."),
          KeyShape("otherwise", .text(.repositoryReference), "The repository if the input is not set."),
        ]),
      MappingShape(
        "a Homebrew tap",
        [
          .required("tap", .text(.free), "The input that names it."),
          .required("otherwise", .text(.repositoryReference), "The repository if the input is not set."),
        ]),
      MappingShape(
        "the repository of a checkout",
        [.required("checked-out", .text(.free), "The input that names the folder.")]),
      MappingShape(
        "a repository that two inputs name",
        [
          .required("owner", .text(.free), "The input for its owner."),
          .required("name", .text(.free), "The input for its name."),
        ]),
      MappingShape(
        "one repository", [.required("repository", .text(.repositoryReference), "`owner/name`.")]),
    ]),
  ])

  private static let condition = Shape.variants([
    MappingShape("an input that is set", [.required("given", .text(.free), "The input.")]),
    MappingShape("an input that is missing", [.required("missing", .text(.free), "The input.")]),
    MappingShape(
      "an input with a word",
      [.required("is", .text(.free), "The word."), .required("input", .text(.free), "The input.")]),
    MappingShape(
      "an input without a word",
      [.required("is-not", .text(.free), "The word."), .required("input", .text(.free), "The input.")]),
  ])

  private static let mint = MappingShape(
    "the token of an App",
    [
      KeyShape("app", .list(.text(.free)), "Inputs for the App's id."),
      KeyShape("key", .list(.text(.free)), "Inputs for its private key."),
      KeyShape("owner", .text(.free), "The input for the owner of the repositories."),
      KeyShape("repositories", .list(.text(.free)), "Inputs for the repositories that the token can access."),
      KeyShape(
        "permissions", .text(.free),
        "The input for its permissions; `permission-*` if each has its own input."),
      KeyShape("own-repository", .boolean, "Whether it can access only its own repository by default."),
    ])

  private static let deletion = MappingShape(
    "the packages that an action deletes",
    [
      .required("package", .text(.free), "The input that names the package."),
      .required("owner", .text(.free), "The input that names its owner."),
    ])
}

// MARK: - Texts

extension KnownActionShape {
  private static let actionName = TextRule(
    "bad-name", "an action such as `docker/login-action`",
    words: "its owner, its repository and its folder, in lower case and with `/` between them",
    accepts: { name in
      let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      return parts.count >= 2 && !parts.contains(where: \.isEmpty)
        && name.allSatisfy { $0 > 0x20 && !(0x41...0x5A).contains($0) }
    })

  private static let address = TextRule(
    "bad-source", "an address on `https://github.com/`",
    words: "the file that was read, such as `https://github.com/docker/login-action/blob/COMMIT/action.yml`",
    accepts: { $0.starts(with: "https://github.com/".utf8) })

  private static let permission = TextRule(
    "bad-name", "a permission such as `pull-requests`", words: "as a workflow file writes it",
    accepts: { name in
      !name.isEmpty && name.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
    })
}
