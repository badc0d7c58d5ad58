import Guidance
import LocatedYAML
import OrganizationModel
import Templates

extension DecisionRecord {
  /// What the template looks up.
  var context: TemplateContext {
    ground.values
      .merging(head) { $1 }
      .merging(story) { $1 }
      .merging(outcome) { $1 }
      .merging(consequences) { $1 }
      .merging(more) { $1 }
  }

  private var head: TemplateContext {
    [
      "status": entry.statusText, "date": date.description,
      "decision_makers": RunbookGround.list(decisionMakers.map { YAMLScalar.quoted($0.text) }),
      "consulted": RunbookGround.list(consulted.map { YAMLScalar.quoted($0.text) }),
      "informed": RunbookGround.list(informed.map { YAMLScalar.quoted($0.text) }),
    ]
  }

  private var story: TemplateContext {
    let links = ground.links
    let shown = accesses.prefix(20).map { access -> TemplateContext in
      [
        "id": access.id.description, "link": links.access(access.id).value("href") ?? false,
        "why": access.need.why.orFalse, "exception": exception(access).orFalse,
      ]
    }
    return [
      "kind_title": subject.kind.title, "day": book.decisions.day.description,
      "one_access": accesses.count == 1, "access_count": accesses.count, "accesses": shown,
      "more_accesses": accesses.count > 20 ? (accesses.count - 20) as any TemplateConvertible : false,
      "contradiction": subject.credential == .classicPAT && isAboutPackages,
      "guidance_link": page.link(to: BookSection.guidance.index),
      "drivers": drivers, "profile": book.decisions.profile.rawValue,
      "is_hybrid": book.decisions.profile == .hybrid,
    ]
  }

  private var isAboutPackages: Bool { accesses.first?.need.verb.targetKind == .package }

  private func exception(_ access: Decision) -> TemplateContext? {
    access.exception.map { exception in
      [
        "because": exception.because, "by": exception.by.text, "until": exception.until.description,
        "instead": (exception.instead?.title).orFalse,
      ]
    }
  }

  // MARK: Drivers

  /// What struck the options that come before the outcome: of several that serve, the order alone decides.
  private var drivers: [TemplateContext] {
    let decisive = accesses.flatMap(\.options).filter { $0.verdict == .struck && comesFirst($0.kind) }
    let rules = Set(decisive.flatMap(\.rules)).sorted()
    return rules.map { id in
      let rule = Rule.byID[id]
      return [
        "rule": id, "link": ruleLink(id),
        "text": Prose.markdown(Wording.sentence(reason(of: id, in: decisive))),
        "by_policy": rule?.basis == .policy, "by_guidance": rule?.basis == .guidance,
      ]
    }
  }

  /// Whether a kind comes before the chosen one; all but a person's own do where nothing was chosen.
  private func comesFirst(_ kind: CredentialKind) -> Bool {
    guard let chosen = subject.credential else { return kind < .personalPAT }
    return kind < chosen
  }

  /// A rule's reason: as it stands where nothing in it is filled in, else as it was filled in where it struck alone.
  private func reason(of rule: String, in options: [Option]) -> String {
    let reason = Rule.byID[rule]?.reason ?? rule
    guard reason.contains("{") else { return reason }
    return options.first { $0.rules == [rule] }?.because ?? reason
  }

  private var factsInPlay: [String] {
    Set(accesses.flatMap { $0.options.flatMap(\.facts) }).sorted()
  }

  private func ruleLink(_ id: String) -> String {
    page.link(to: GuidanceRules.page(of: id), anchor: id)
  }

  // MARK: Outcome

  private var outcome: TemplateContext {
    let first = accesses.first
    return [
      "is_decided": subject.outcome == .decided, "is_open": subject.outcome == .open,
      "is_impossible": subject.outcome == .impossible,
      "chosen": (subject.credential?.title).orFalse, "by_exception": byException.orFalse,
      "because":
        (subject.credential.flatMap { first?.option($0)?.because }.map { Prose.markdown(Wording.clause($0)) })
        .orFalse,
      "questions": questions, "unlocks": unlocks, "options": options,
    ]
  }

  /// The exception that made the outcome, where every access is one.
  private var byException: TemplateContext? {
    guard accesses.allSatisfy({ $0.exception != nil }) else { return nil }
    return accesses.first.flatMap(exception)
  }

  private var questions: [TemplateContext] {
    var seen: Set<String> = []
    return accesses.flatMap(\.questions).filter { seen.insert($0.id).inserted }.map { question in
      [
        "ask": Prose.markdown(question.ask), "answer_at": question.answerAt,
        "answers": question.answers.map { answer -> TemplateContext in
          [
            "answer": answer.answer,
            "leads_to": CredentialKind(rawValue: answer.leadsTo)?.phrase ?? answer.leadsTo,
          ]
        },
      ]
    }
  }

  private var unlocks: [TemplateContext] {
    accesses.flatMap(\.unlocks).uniqued.map {
      ["change": Prose.markdown(Wording.sentence($0.change)), "gives": $0.gives.phrase]
    }
  }

  // MARK: Options

  /// Kinds with the same arguments are one option.
  private var options: [TemplateContext] {
    let considered = Set(accesses.flatMap(\.options).map(\.kind))
    let kinds = CredentialKind.allCases.filter(considered.contains)
      .map { (title: $0.title, weighed: weighed($0)) }
    return kinds.map(\.weighed).uniqued.map { weighed in
      [
        "option": kinds.filter { $0.weighed == weighed }.map(\.title).joined(separator: ", "),
        "arguments": weighed.flatMap(arguments),
      ]
    }
  }

  /// What the accesses say of one kind, and how many say so, the most first.
  private struct Weighed: Hashable {
    let verdict: Option.Verdict
    let because: String
    let rules: [String]
    let count: Int
  }

  private func weighed(_ kind: CredentialKind) -> [Weighed] {
    Dictionary(grouping: accesses.compactMap { $0.option(kind) }, by: \.self)
      .map { option, all in
        Weighed(verdict: option.verdict, because: option.because, rules: option.rules, count: all.count)
      }
      .sorted { ($1.count, $0.because) < ($0.count, $1.because) }
  }

  /// An argument for each rule, where the rules' reasons say it all; else one for the option.
  private func arguments(_ option: Weighed) -> [TemplateContext] {
    let rules = option.rules.compactMap { Rule.byID[$0] }
    guard option.verdict == .struck, rules.count > 1, !rules.contains(where: { $0.reason.contains("{") })
    else {
      return [argument(option, option.because, rules: option.rules)]
    }
    return rules.map { argument(option, $0.reason, rules: [$0.id]) }
  }

  private func argument(_ option: Weighed, _ text: String, rules: [String]) -> TemplateContext {
    [
      "good": option.verdict == .chosen, "neutral": option.verdict == .outranked || option.verdict == .open,
      "bad": option.verdict == .struck, "text": Prose.markdown(Wording.clause(text)),
      "some": option.count < accesses.count ? option.count as any TemplateConvertible : false,
      "has_rules": !rules.isEmpty,
      "rules": rules.map { ["id": $0, "link": ruleLink($0)] as TemplateContext },
    ]
  }

  // MARK: More information

  private var more: TemplateContext {
    let plans = Set(accesses.compactMap(\.credential?.plan)).sorted()
    let shown = plans.prefix(20).map { id -> TemplateContext in
      [
        "id": id, "link": ground.link(book.paths.credential(plan: id)),
        "verify_link": ground.link(book.paths.runbook(.verify, plan: id)),
      ]
    }
    return [
      "plans": shown, "has_plans": !plans.isEmpty,
      "more_plans": plans.count > 20 ? (plans.count - 20) as any TemplateConvertible : false,
      "count_of_accesses": countOfAccesses, "sources": sources, "revisit": revisit.0.description,
      "revisit_for_fact": revisit.1.orFalse,
      "other_profile": book.decisions.profile.other.rawValue, "others": others,
      "supersedes": RecordChangeWords(book: book, page: page).predecessors(of: entry),
    ]
  }

  /// What the other profile says, each answer with how many accesses get it.
  private var others: [TemplateContext] {
    let counts = Dictionary(accesses.map { ($0.otherProfile, 1) }, uniquingKeysWith: +)
    let sorted = counts.sorted { left, right in
      (right.value, left.key.kind?.rawValue ?? "") < (left.value, right.key.kind?.rawValue ?? "")
    }
    return sorted.map { other($0.key, count: $0.value) }
  }

  private func other(_ answer: OtherProfileAnswer, count: Int) -> TemplateContext {
    [
      "same": answer.outcome == subject.outcome && answer.kind == subject.credential,
      "other_kind": (answer.kind?.title).orFalse, "other_open": answer.outcome == .open,
      "some": count < accesses.count ? count as any TemplateConvertible : false,
    ]
  }

  /// The pages that the facts come from, each once, with the oldest day on which it was checked.
  private var sources: [TemplateContext] {
    var checked: [Fact.Source: (day: Day, confidence: Fact.Confidence)] = [:]
    for fact in factsInPlay.compactMap({ Fact.byID[$0] }) {
      for source in fact.sources {
        let known = checked[source]
        checked[source] = (
          min(known?.day ?? fact.checked, fact.checked), known?.confidence ?? fact.confidence
        )
      }
    }
    return checked.sorted { ($0.key.title, $0.key.url) < ($1.key.title, $1.key.url) }.map { source, state in
      [
        "title": source.title, "url": source.url, "checked": state.day.description,
        "confidence": state.confidence.rawValue,
      ]
    }
  }

  /// The first day on which something that the decision rests on may have changed, and the fact that is a year old then.
  private var revisit: (Day, String?) {
    let aged = factsInPlay.compactMap { Fact.byID[$0] }.map { ($0.checked + 365, $0.id) }
      .min { ($0.0, $0.1) < ($1.0, $1.1) }
    let dated = (bans + accesses.compactMap(\.exception?.until)).filter { $0 > book.decisions.day }.min()
    let latest = aged ?? (book.decisions.day + 365, nil as String?)
    guard let dated, dated < latest.0 else { return (latest.0, latest.1) }
    return (dated, nil)
  }

  private var bans: [Day] {
    let policies = [organization.policy.classicPATs] + organization.outside.map(\.classicPATs)
    return policies.compactMap { if case .forbiddenFrom(let day) = $0 { day } else { nil } }
  }
}
