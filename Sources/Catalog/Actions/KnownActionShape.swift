internal import OrganizationModel
import SourceText

/// What may stand in a file of `catalog/actions`.
enum KnownActionShape {
  /// Records by the name of the action.
  static let file = Shape.entries(actionName, .mapping(record))

  private static let record = MappingShape(
    "an action",
    [
      .required("source", .text(address), "The file that was read, in the version that was read."),
      .required("checked", .text(.day), "The day on which somebody read it."),
      KeyShape("inputs", inputs, "Inputs that take credentials."),
      KeyShape("env", inputs, "Variables that it takes credentials from."),
      KeyShape("does", .list(.mapping(access)), "What it does, and what the job's token must be allowed."),
      KeyShape("mints", .mapping(mint), "Inputs for the App's token that it makes."),
      KeyShape("federates", .boolean, "It exchanges the workflow's identity for a token of GitHub."),
      KeyShape("deletes", .mapping(deletion), "Inputs that name the packages that it deletes."),
    ])

  private static let inputs = Shape.entries(
    .free,
    .oneOf([
      .choice(KnownAction.Input.kinds.map(\.word), aliases: []),
      .mapping(
        MappingShape(
          "a credential of another service",
          [.required("outside", .text(.free), "What it is a credential of, in words.")])),
    ]))

  private static let access = MappingShape(
    "something that an action does",
    [
      KeyShape("verb", .choice(Verb.self), "The need that it is."),
      KeyShape("words", .text(.free), "What it is where no verb says it."),
      KeyShape("on", target, "Which repository it is about; its own where this is left out."),
      KeyShape("when", condition, "When it does it; always where this is left out."),
      KeyShape(
        "permissions", .entries(permission, .words("read", "write")), "What the job's token must be allowed."),
      KeyShape(
        "confidence", .choice(ShownConfidence.self), "How sure it is; `high` where this is left out."),
    ])

  private static let target = Shape.oneOf([
    .words("organization"),
    .variants([
      MappingShape(
        "a repository that an input names",
        [
          .required("input", .text(.free), "The input that names it."),
          KeyShape("otherwise", .text(.repositoryReference), "Which it is where the input is not given."),
        ]),
      MappingShape(
        "a tap of Homebrew",
        [
          .required("tap", .text(.free), "The input that names it."),
          .required("otherwise", .text(.repositoryReference), "Which it is where the input is not given."),
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
    MappingShape("an input that is given", [.required("given", .text(.free), "The input.")]),
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
      KeyShape("repositories", .list(.text(.free)), "Inputs for the repositories that the token reaches."),
      KeyShape(
        "permissions", .text(.free), "The input for its permissions; `permission-*` where each has its own."),
      KeyShape("own-repository", .boolean, "It reaches only its own repository where nothing else is said."),
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
