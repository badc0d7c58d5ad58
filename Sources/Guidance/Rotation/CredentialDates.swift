import OrganizationModel

/// The dates of one credential that exists.
struct CredentialDates {
  let credential: ExistingCredential
  /// The plan that it is exactly; nil where it is to be replaced or revoked.
  let plan: CredentialPlan?
  let policy: Policy

  var events: [CalendarEvent] { [expiry, rotation].compactMap(\.self) }

  // MARK: Its end

  private var expiry: CalendarEvent? {
    switch credential.expires {
    case .never: nil
    case .on(let end): CalendarEvent(.expiry(credential.name), expiry(on: end))
    case .unknown:
      endsByItself ? CalendarEvent(.expiry(credential.name), .unknown(missing: missingForExpiry)) : nil
    }
  }

  /// What to do before a kept credential ends is its rotation, an event of its own.
  private func expiry(on end: Day) -> CalendarEvent.Timing {
    plan == nil
      ? RotationCalendar.by(end) : .on(CalendarEvent.Window(opens: end, day: end, closes: end))
  }

  /// Whether its kind may have an end.
  private var endsByItself: Bool { credential.kind.record.endsByItself }

  private var missingForExpiry: [String] {
    [path("expires")] + (credential.created == nil && limit != nil ? [path("created")] : [])
  }

  private func path(_ key: String) -> String { "credentials.\(credential.name).\(key)" }

  // MARK: Its rotation

  private var rotation: CalendarEvent? {
    let timing = plan.map { kept($0) } ?? replaced
    return timing.map { CalendarEvent(.rotation(credential.name), $0) }
  }

  /// A token is rotated while old and new both live, a key on the day that policy sets.
  private func kept(_ plan: CredentialPlan) -> CalendarEvent.Timing? {
    if case .on(let end) = credential.expires {
      let begin = end + -plan.overlapDays
      return .on(CalendarEvent.Window(opens: begin, day: begin, closes: end))
    }
    guard let days = plan.rotateEveryDays else { return intervalIsMissing }
    guard let created = credential.created else { return .unknown(missing: [path("created")]) }
    let due = created + days
    return .on(
      CalendarEvent.Window(opens: max(created, due + -plan.overlapDays), day: due, closes: due))
  }

  /// What is not planned is to be gone when it has lived as long as policy allows, unless it ends before.
  private var replaced: CalendarEvent.Timing? {
    guard let limit else { return credential.expires.isOn ? nil : intervalIsMissing }
    guard let created = credential.created else {
      return credential.expires == .unknown && endsByItself || credential.expires.isOn
        ? nil : .unknown(missing: [path("created")])
    }
    if case .on(let end) = credential.expires, end <= created + limit { return nil }
    return RotationCalendar.by(created + limit)
  }

  /// How many days policy lets its kind live, or wants between rotations.
  private var limit: Int? {
    policy.longestLife(of: credential.kind) ?? policy.rotation(of: credential.kind)
  }

  /// No interval is set for its kind, or its kind is not known; nil where nothing that could be written would say.
  private var intervalIsMissing: CalendarEvent.Timing? {
    switch credential.kind {
    case .deployKey, .sshKey: .unknown(missing: ["policy.rotate_every.deploy_key"])
    case .appKey: .unknown(missing: ["policy.rotate_every.app_key"])
    case .unknown: .unknown(missing: [path("kind")])
    case .classicPAT, .fineGrainedPAT, .oauthToken, .other: nil
    }
  }
}

extension Expiry {
  fileprivate var isOn: Bool {
    if case .on = self { true } else { false }
  }
}
