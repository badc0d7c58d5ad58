import LocatedYAML
import OrganizationModel
import SourceText

/// What may stand in a file of `catalog/services`.
enum ServiceShape {
  static let record = Shape.mapping(
    MappingShape(
      "a service",
      [
        .required("service", .text(id), "The id, which is the name of the file."),
        .required("title", .text(.free), "Its name, as it stands in a sentence."),
        .required("home", .text(address), "Its address."),
        .required("checked", .text(.day), "The day on which someone checked the sources."),
        KeyShape("generic", .boolean, "Whether it is for services that nobody looked up."),
        KeyShape("recheck_after", .text(.days), "When it has to be checked again; default: `90d`."),
        KeyShape(
          "asks", .entries(key, .mapping(ask)), "What a description can say under `services`."),
        .required("needs", .entries(.free, .mapping(need)), "What an automation can need, as `VERB KIND`."),
        KeyShape("recognition", .mapping(recognition), "What tells that a secret belongs to it."),
        .required("facts", .entries(id, .mapping(fact)), "What it can and can't do."),
        KeyShape("not_offered", .list(.mapping(missing)), "Rungs of the ladder that it doesn't have."),
        .required("options", .list(.mapping(option)), "What it accepts, the best first."),
        .required("steps", .entries(id, .mapping(steps)), "How each option is set up, proved and ended."),
        .required("examples", .list(.entries(.free, .text(.free))), "Cases."),
      ]))

  private static let ask = MappingShape(
    "a question about a service",
    [
      .required("is", .words("text", "choice", "boolean", "list", "accounts"), "What the answer is."),
      KeyShape("ask", .text(.free), "The question, as a sentence."),
      KeyShape("choices", texts, "For `choice`, the possible answers."),
      KeyShape("default", .text(.free), "The answer if nobody gives one."),
    ])

  private static let need = MappingShape(
    "a need of a service",
    [
      .required("target", .text(.free), "How its target is written."),
      KeyShape(
        "asks",
        .mapping(
          MappingShape(
            "what a need asks",
            [.required("exists", .mapping(existence), "Whether a description says if the target exists.")])),
        "What a need can say of its target."),
    ])
  private static let existence = MappingShape(
    "the question whether a target exists",
    [
      .required("is", .words("boolean"), "Always `boolean`."),
      KeyShape("default", .boolean, "Always `true`."),
    ])

  private static let fact = MappingShape(
    "a fact",
    [
      .required("holds", .oneOf([.boolean, .list(.mapping(period))]), "When it is true."),
      KeyShape("confidence", confidence, "How sure it is; default: `documented`."),
      .required("says", .text(sentence), "What is so if it is true."),
      .required("otherwise", .text(sentence), "What is so if it isn't."),
      .required("sources", .list(.text(address)), "Where it says so."),
      KeyShape("checked", .text(.day), "The day on which someone checked it; default: that of the record."),
    ])
  private static let confidence = Shape.choice(ServiceFact.Confidence.self)
  private static let period = MappingShape(
    "a period of a fact",
    [
      KeyShape("from", .text(.day), "The first day on which it is true."),
      KeyShape("until", .text(.day), "The first day on which it isn't any more."),
      .required("confidence", confidence, "How sure it is."),
    ])

  private static let missing = MappingShape(
    "a rung that a service doesn't have",
    [
      .required("class", .choice(Rung.self), "The rung."),
      KeyShape("because", .text(.free), "Why, as a clause."),
      KeyShape("fact", .text(id), "The fact that says so."),
    ])

  static let texts = Shape.list(.text(.free))
}

// MARK: - Options

extension ServiceShape {
  private static let option = MappingShape(
    "an option",
    [
      .required("id", .text(id), "Its id."),
      .required("class", .choice(Rung.self), "Its rung of the ladder."),
      .required("title", .text(.free), "What it is, as it stands in a sentence."),
      .required("serves", texts, "The needs that it serves."),
      KeyShape("through", .list(.text(id)), "For `through`, the services whose identity it takes."),
      KeyShape("struck", .list(.mapping(strike)), "What rules it out."),
      KeyShape("make_sure", .list(.mapping(remark)), "What must be so before it works."),
      KeyShape("side_effects", .list(.mapping(remark)), "What comes with it."),
      KeyShape("workflow", .mapping(workflow), "What changes in the workflow file."),
      KeyShape("token", .mapping(token), "What is known of its value."),
      KeyShape("stored", .oneOf([.words("nothing"), .mapping(stored)]), "Where its value is stored."),
    ])

  private static let conditions = Shape.oneOf([.text(.free), texts])
  private static let when = KeyShape("when", conditions, "What must be so; of a list, all.")
  private static let unless = KeyShape("unless", conditions, "What must not be so; of a list, none.")

  private static let strike = MappingShape(
    "what rules an option out",
    [
      when, unless, KeyShape("because", .text(.free), "Why, as a clause; needed without a fact."),
      KeyShape("instead", .text(.free), "What to do instead, as a clause."),
      KeyShape("gives", .text(id), "The option that one then gets, if it isn't this one."),
    ])

  private static let remark = MappingShape(
    "a remark on an option",
    [
      when, unless, .required("text", .text(.free), "What must be so, or what comes with it."),
      KeyShape("if_unknown", .text(.free), "The text if nobody knows whether it applies."),
      KeyShape("warning", .boolean, "Whether it is a warning; default: `false`."),
    ])

  private static let workflow = MappingShape(
    "the change of a workflow",
    [
      KeyShape(
        "permissions", .entries(.free, .words("read", "write")), "The permissions of the job."),
      KeyShape(
        "environment", .choice(ServiceOption.WorkflowChange.Environment.self),
        "Whether it has an environment."),
      KeyShape("removes", texts, "Variables that go."),
      KeyShape(
        "values", .entries(.free, .choice(ServiceOption.WorkflowChange.Store.self)),
        "Values that it reads, and where they are stored."),
    ])

  private static let token = MappingShape(
    "a token of a service",
    [
      KeyShape("scopes", .text(.free), "The least that it must be allowed."),
      KeyShape("expires", .mapping(expiry), "When it ends."),
      KeyShape("overlap", .boolean, "Whether an old and a new one can exist at once."),
      KeyShape("last_use", .text(.free), "Where one sees when it was last used."),
      KeyShape("admin", .text(.free), "Who creates and ends it."),
      KeyShape("plan", .text(.free), "The plan that it requires."),
    ])
  private static let expiry = MappingShape(
    "the end of a token",
    [
      KeyShape("at_most", .text(.days), "How long it can live."),
      KeyShape("for", .text(.free), "The need for which that is so."),
      KeyShape("never", .boolean, "Whether it never ends."),
      KeyShape("rotate_every", .text(.days), "How often to replace one that never ends."),
    ])
  private static let stored = MappingShape(
    "where a value is stored",
    [
      .required("secret", .text(.secret), "The usual name of the secret."),
      KeyShape(
        "beside", .entries(.secret, .choice(ServiceOption.WorkflowChange.Store.self)),
        "What is stored beside it, and where."),
    ])

  // MARK: Steps

  private static let steps = MappingShape(
    "the steps of an option",
    [
      KeyShape("like", .text(id), "Another option with the same steps."),
      KeyShape("setup", .oneOf([.words("none"), stepList]), "How it is set up."),
      KeyShape("verify", .mapping(verify), "How it is proved."),
      KeyShape("rotate", .oneOf([.words("none"), .mapping(rotation)]), "How it is replaced."),
      KeyShape("revoke", .oneOf([.words("none"), stepList]), "How it is ended."),
      KeyShape(
        "last_use", .oneOf([.text(.free), .mapping(step)]),
        "How one sees that it is used; `none` if nothing shows it."),
    ])
  private static let stepList = Shape.list(.mapping(step))
  private static let oneOrMore = Shape.oneOf([.mapping(step), stepList])
  private static let verify = MappingShape(
    "the proof of an option",
    [
      .required("positive", oneOrMore, "Shows that it works."),
      .required("negative", oneOrMore, "Shows that what must not work doesn't."),
    ])
  private static let rotation = MappingShape(
    "the replacement of an option",
    [
      .required("overlap", .boolean, "Whether an old and a new one can exist at once."),
      KeyShape("order", texts, "Short clauses, in order."), KeyShape("steps", stepList, "The steps."),
    ])

  private static let step = MappingShape(
    "a step",
    [
      KeyShape("who", .text(.free), "Who does it: `repository`, `holder`, or words."),
      KeyShape("once", .text(key), "The key of `asks` that it is done once for."),
      when, unless, KeyShape("where", .text(.free), "Where to click."),
      KeyShape("enter", .entries(.free, .text(.free)), "What is entered, by the label of the field."),
      KeyShape("run", .text(.free), "A command."), KeyShape("then", .text(.free), "A second command."),
      KeyShape("do", .text(.free), "What to do, in words."),
      KeyShape("edit", .text(.free), "The file to edit."),
      KeyShape("file", .text(.free), "The file that a command reads."),
      KeyShape("snippet", .text(id), "A file of `services/snippets`, without its ending."),
      KeyShape("in", .words("job"), "`job` if it runs in the job."),
      KeyShape("expect", .text(.free), "What one should see."),
      KeyShape("otherwise", .text(.free), "What to do if one doesn't."),
      KeyShape("after", .words("verify"), "`verify` if it comes after the proof."),
      KeyShape("evidence", .text(.free), "What shows that it was done."),
      KeyShape("effect", .text(.free), "What it does, and how fast."),
      KeyShape("undo", .text(.free), "How it is undone."),
      KeyShape("wait", .text(.free), "What to wait for first, as a clause; in an emergency nobody waits."),
      KeyShape("source", .text(address), "An address that says so."),
    ])
}

// MARK: - Recognition

extension ServiceShape {
  private static let recognition = MappingShape(
    "the recognition of a service",
    [
      KeyShape("hosts", texts, "Hosts; `*` means any text."),
      KeyShape("actions", .entries(.free, .oneOf([.mapping(action), .list(.mapping(action))])), "Actions."),
      KeyShape("commands", .list(.mapping(command)), "Programs with the variables that they read."),
      KeyShape("variables", names, "Variables that its tools read."),
      KeyShape("names", texts, "Names of secrets; the last resort."),
      KeyShape("tokens", .list(.mapping(tokenShape)), "What its values look like."),
      KeyShape(
        "not_when", .oneOf([.mapping(exception), .list(.mapping(exception))]), "What tells another service."),
    ])

  /// A plain list is of secrets.
  private static let names = Shape.oneOf([
    texts,
    .mapping(
      MappingShape(
        "names of inputs or variables",
        [
          KeyShape("secrets", texts, "Secrets."),
          KeyShape("identifiers", texts, "Values that aren't secret."),
        ])),
  ])

  private static let action = MappingShape(
    "an action",
    [
      KeyShape("secrets", texts, "Inputs for secrets."),
      KeyShape("identifiers", texts, "Inputs for values that aren't secret."),
      KeyShape("variables", names, "Variables of its step."),
      KeyShape("need", .text(.free), "The need that it shows."),
      KeyShape("when", .mapping(host), "The input that names the host."),
      KeyShape("elsewhere", .mapping(elsewhere), "What tells that it is another host."),
      KeyShape("federated_when", .mapping(federated), "What tells that it uses the job's identity."),
      KeyShape(
        "both", .choice(ServiceRecognition.Winner.self), "What it uses if it has a key and the identity."),
      KeyShape("source", .text(address), "The file that was read, with the commit."),
    ])

  private static let host = MappingShape(
    "the host of an action",
    [
      .required("input", .text(.free), "The input that names it."),
      .required("matches", texts, "Hosts; `*` means any text."),
      KeyShape("or_missing", .boolean, "Whether a missing input means this service too."),
    ])
  private static let elsewhere = MappingShape(
    "what tells another host",
    [
      KeyShape("input", .oneOf([.text(.free), texts]), "Inputs."),
      KeyShape("flags", texts, "Flags of the command."),
      KeyShape("variables", texts, "Variables."),
      KeyShape("setup", .entries(.free, .text(.free)), "Inputs of actions that ran before."),
    ])
  private static let federated = MappingShape(
    "what tells the job's identity",
    [
      KeyShape("given", .oneOf([.text(.free), texts]), "Inputs that are set."),
      KeyShape("missing", .oneOf([.text(.free), texts]), "Inputs that aren't set."),
      KeyShape("input", .text(.free), "With `is`, an input."), KeyShape("is", .text(.free), "Its word."),
    ])
  private static let command = MappingShape(
    "a command",
    [
      .required("run", texts, "The words that it begins with."),
      KeyShape("variables", names, "Variables that it reads."),
      KeyShape("need", .text(.free), "The need that it shows."),
      KeyShape("elsewhere", .mapping(elsewhere), "What tells that it is another host."),
      KeyShape(
        "confidence", .choice(ServiceRecognition.Confidence.self), "How sure that is; default: `medium`."),
    ])
  private static let tokenShape = MappingShape(
    "the look of a value",
    [
      .required("prefix", .text(.free), "What it begins with."),
      KeyShape("length", .text(number), "Its length."),
      KeyShape("of", .text(.free), "What it is: the id of an option, or words."),
    ])
  private static let exception = MappingShape(
    "what tells another service",
    [
      KeyShape("variable", .text(.free), "A variable."), KeyShape("flag", .text(.free), "A flag."),
      KeyShape("matches", texts, "Hosts in the value of the variable or the flag; `*` means any text."),
      KeyShape("then", .text(id), "The id of the other service."),
    ])
}

// MARK: - Texts

extension ServiceShape {
  private static let id = TextRule(
    "bad-name", "an id such as `docker-hub`", words: "lower-case letters, digits and single hyphens",
    accepts: TextRule.fact.accepts)

  private static let key = TextRule(
    "bad-name", "a key such as `organization`", words: "lower-case letters and `_`",
    accepts: { name in
      !name.isEmpty && name.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
    })

  private static let address = TextRule(
    "bad-source", "an address that begins with `https://`",
    accepts: { $0.starts(with: "https://".utf8) && $0.count > 10 && $0.allSatisfy { $0 > 0x20 } })

  private static let sentence = TextRule(
    "bad-text", "a sentence with a full stop", accepts: { $0.last == UInt8(ascii: ".") && $0.count > 5 })

  private static let number = TextRule(
    "bad-number", "a number",
    accepts: { !$0.isEmpty && $0.count < 6 && $0.allSatisfy { (0x30...0x39).contains($0) } })
}
