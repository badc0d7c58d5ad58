import Exposure
import Guidance
import OrganizationModel
import SourceText

/// What somebody has to do about one credential that exists: at most one task, the most urgent.
struct CredentialTask {
  let review: ExistingCredentialReview
  let book: Book

  private var credential: ExistingCredential { review.credential }
  private var today: Day { book.decisions.day }
  private var plan: CredentialPlan? { book.plan(being: credential.name) }
  private var entry: MigrationEntry? { book.migration.entry(credential.name) }
  private var users: [AutomationID] { Set(credential.usedBy + (plan?.automations ?? [])).sorted() }
  private var reach: Int { LeakRank(credential, book.organization).rank }

  /// A band with what belongs to it.
  private typealias Candidate = (
    band: OrganizationTask.Band, verb: OrganizationTask.Verb, why: String, day: Day?, weights: [Int]
  )

  /// Nil where nothing is to be done.
  var task: OrganizationTask? {
    (isGuessed ? guessed : broken ?? dated ?? open).map { candidate in
      OrganizationTask(
        subject: .existing(credential.name), verb: candidate.verb, band: candidate.band, why: candidate.why,
        day: candidate.day, weights: candidate.weights,
        owners: TaskOwners(book: book).owners(of: review),
        repositories: TaskOwners.repositories(of: users, credential.storedIn ?? [])
          .union([credential.repository].compactMap { $0?.owner == nil ? $0?.name : nil }))
    }
  }

  /// Whether an import guessed it, or what it is used for: then the task is to find out, whatever else is so.
  private var isGuessed: Bool {
    credential.guess != nil || review.unknown.contains { $0.kind == .guess }
      || book.guesses.count(of: review.accesses + (plan?.serves ?? [])) > 0
  }

  /// To find out, by the day on which it would stop; nothing here is broken for certain.
  private var guessed: Candidate? {
    guard let next = broken ?? dated ?? open else { return nil }
    guard next.band == .dated, let day = next.day, credential.guess == nil else {
      return (.open, .identify, "an import guessed its use", nil, [reach, 0])
    }
    return (.dated, .identify, "stops then; an import guessed its use", day, next.weights)
  }

  /// What its verdict asks for; of one that stays: to rotate it.
  private var verb: OrganizationTask.Verb {
    switch review.verdict {
    case .replace: .replace
    case .revoke: .revoke
    case .findOut: .identify
    case .wait: .decide
    case .move: .move
    case .keep: .rotate
    }
  }

  // MARK: Broken now

  private var broken: Candidate? {
    if let why = failure { return (.broken, verb, why, nil, [0, reach, -users.count]) }
    // What is replaced need not be stored in one more place first.
    return review.goes ? nil : lack.map { (.broken, .store, $0, nil, [1, reach]) }
  }

  /// Why every use of it fails today.
  private var failure: String? {
    guard let fails = TaskWords.fails(users) else { return nil }
    if case .on(let end) = credential.expires, end <= today { return "expired \(end); \(fails)" }
    if let leaves = holderLeaves, leaves < today, credential.kind.diesWithItsHolder {
      return "`\(credential.holder ?? "")` left \(leaves); \(fails)"
    }
    guard case .refused(let limit) = entry?.urgency else { return nil }
    return "GitHub refuses more than \(limit) days; \(fails)"
  }

  /// Why some of its uses fail today: no run sees it where it reads.
  private var lack: String? {
    let findings = book.secretReview.findings(of: credential.name)
    let missing = findings.filter { $0.kind == .missing }.compactMap(\.place)
    if let place = missing.first {
      return missing.count == 1
        ? TaskWords.lacking(place) : "\(Words.count(missing.count, "place")) that need it lack it"
    }
    return findings.contains { $0.kind == .planLacks } ? "no job can see it on this plan" : nil
  }

  private var holderLeaves: Day? { credential.holder.flatMap { book.organization.people[$0]?.leavesOn } }

  // MARK: Stops on a date

  private var dated: Candidate? {
    guard
      let next = ends.filter({ $0.by >= today && $0.by - today <= OrganizationTasks.horizon })
        .min(by: { $0.by < $1.by })
    else { return nil }
    return (.dated, next.verb, next.why, next.by, [next.by.number, reach])
  }

  /// The days on which it stops, each with the day by which to act.
  private var ends: [(by: Day, verb: OrganizationTask.Verb, why: String)] {
    let then = TaskWords.stops(users)
    var ends: [(by: Day, verb: OrganizationTask.Verb, why: String)] = []
    if case .on(let end) = credential.expires {
      let begins = plan.map { end + -$0.overlapDays } ?? end
      ends.append(
        (begins >= today ? begins : end, verb, "expires \(end)" + (then.map { "; then \($0)" } ?? "")))
    }
    if let leaves = holderLeaves {
      let dies = credential.kind.diesWithItsHolder
      // What stays would stop as well: somebody else's has to take its place.
      let verb: OrganizationTask.Verb = review.stays && dies && review.verdict != .findOut ? .replace : verb
      let what = dies ? then.map { "leaves; \($0)" } ?? "leaves" : "leaves and keeps it"
      ends.append((leaves, verb, "`\(credential.holder ?? "")` \(what)"))
    }
    if let ban = book.organization.classicPATBan(for: credential)?.day {
      ends.append((ban, verb, "classic PATs are refused from then on"))
    }
    return ends
  }

  // MARK: Open to misuse

  private var open: Candidate? {
    let day = entry?.due ?? rotationDay
    let weights = [reach, -(review.readers ?? 0)]
    if let hidden = book.secretReview.findings(of: credential.name).first(where: {
      $0.kind == .shadowed || $0.kind == .contested
    }) {
      let why = hidden.kind == .shadowed ? "another secret of its name hides it" : "two values for one secret"
      return (.open, .rename, why, day, weights)
    }
    if entry != nil, let why { return (.open, verb, why, day, weights) }
    guard let rotationDay else { return nil }
    return (.open, .rotate, "as old as your policy allows", rotationDay, weights)
  }

  /// The day of a rotation that is due, or will be within the horizon.
  private var rotationDay: Day? {
    guard let day = book.calendar.rotation(of: credential.name)?.window?.day,
      day - today <= OrganizationTasks.horizon
    else { return nil }
    return day
  }

  /// Why it cannot stay as it is. Of what stays where it is, and lacks a place, something is broken or a step is left.
  private var why: String? {
    switch review.verdict {
    case .findOut: TaskWords.unknown(review.unknown.first)
    case .wait: "no decision yet for what uses it"
    case .revoke: "nothing uses it"
    case .move:
      review.readers.map { "\(Words.count($0, "account")) can read it, too many" }
        ?? "more can read it than need to"
    case .replace: replacing
    case .keep: review.places.isEmpty ? nil : "its secret is not where it is needed"
    }
  }

  private var replacing: String {
    if let holder = credential.holder, book.organization.machineUsers[holder] == nil,
      book.organization.apps[holder] == nil
    {
      return review.reach == .administration
        ? "`\(holder)`'s own; governs the organization"
        : "`\(holder)`'s own; reaches all that `\(holder)` can"
    }
    if credential.service != nil {
      let titles = review.replacedBy.map { book.services.title(ofReplacement: $0, for: review) }
      return "\(titles.first ?? "another credential") can do its work"
    }
    let kinds = Set(
      review.replacedBy.compactMap { id in book.plan(id)?.kind ?? CredentialKind(rawValue: id) })
    if kinds == [.githubToken] { return "`GITHUB_TOKEN` can do its work" }
    if kinds == [.brokerToken] { return "a broker token can do its work" }
    if kinds == [.anonymous] { return "its work needs no credential" }
    if kinds == [.githubApp] { return "an App can do its work" }
    return credential.kind == .deployKey && (credential.storedIn?.count ?? 0) > 1
      ? "one key, stored in \(credential.storedIn?.count ?? 0) places" : review.reach.words
  }
}

extension TaskWords {
  /// Who lacks a secret that should be in a place.
  static func lacking(_ place: SecretPlace) -> String {
    switch place {
    case .repository(_, let repository, let store):
      switch store {
      case .actions: "workflows of `\(repository)` lack it"
      case .dependabot: "Dependabot runs of `\(repository)` lack it"
      case .codespaces: "codespaces of `\(repository)` lack it"
      case .agents: "agents of `\(repository)` lack it"
      }
    case .environment(_, let repository, let environment):
      "jobs in `\(environment)` of `\(repository)` lack it"
    case .organization: "the organization's workflows lack it"
    case .outside(let words): "\(words.replacing(bytesOf: "`", with: "'")) lacks it"
    }
  }
}
