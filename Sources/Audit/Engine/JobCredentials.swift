import SourceText
import Workflows

/// A variable that holds a stored secret.
struct HeldSecret {
  let variable: String
  /// In upper case.
  let secret: String
  /// Where the secret is named.
  let range: SourceRange
}

extension ContextReference {
  /// A stored secret whose name does not say that its value is none, in upper case; nil for anything else.
  var tellingSecret: String? {
    guard let name = secretName, !isJobToken, !SecretName.isPlain(name) else { return nil }
    return name
  }
}

extension WorkflowText {
  /// The first such secret that can become part of it.
  var tellingSecret: (name: String, range: SourceRange)? {
    for reference in yielded {
      if let name = reference.tellingSecret { return (name, range(of: reference.offsets)) }
    }
    return nil
  }
}

extension [WorkflowEntry] {
  /// Those that hold a stored secret whose name does not say that its value is none.
  var heldSecrets: [HeldSecret] {
    compactMap { entry in
      entry.value.tellingSecret.map { HeldSecret(variable: entry.name, secret: $0.name, range: $0.range) }
    }
  }
}

extension StepList {
  /// The variables of a step that hold stored secrets, each once: its own before those of the job and the workflow.
  func heldSecrets(of step: WorkflowStep) -> [HeldSecret] {
    var seen: Set<String> = []
    let entries = (step.env + (job?.env ?? []) + (workflow?.env ?? [])).filter {
      seen.insert($0.name).inserted
    }
    return entries.heldSecrets
  }

  /// All texts that its steps are given, the variables of the job and the workflow among them.
  var givenTexts: [WorkflowText] {
    ((workflow?.env ?? []) + (job?.env ?? [])).map(\.value) + steps.flatMap(\.texts)
  }
}

/// Secrets in words.
enum SecretWords {
  /// `` `secrets.A`, `secrets.B` and 2 more ``.
  static func list(_ names: [String]) -> String {
    let shown = names.map { "`secrets.\($0)`" }
    return shown.count > 3
      ? shown.prefix(2).joined(separator: ", ") + " and \(shown.count - 2) more" : joined(shown)
  }

  /// `a, b and c`.
  static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension TokenPermissions {
  /// Whether it lets write something besides remarks on issues, pull requests and commits.
  var writesMoreThanRemarks: Bool {
    if case .writeAll = form { return true }
    return entries.contains { $0.level == .write && !TokenPermissions.remarks.contains($0.name) }
  }

  private static let remarks: Set<String> = [
    "checks", "discussions", "issues", "pull-requests", "statuses",
  ]
}
