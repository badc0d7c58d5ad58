import Guidance
import OrganizationModel
package import Pages

extension Book {
  /// What has become of the runbooks that credentials had before each had one page, by the paths that they had: an
  /// accepted record links there, and no build changes its text. A path that two of them would have had leads nowhere.
  package var movedRunbooks: [String: PageTargets.Part] {
    var moved: [String: PageTargets.Part] = [:]
    var twice: Set<String> = []
    func add(_ name: String, _ place: BookPlace?) {
      guard let place else { return }
      let path = BookPath(folder: "runbooks", BookPath.fileName(for: name)).text
      if moved.updateValue((place.page, place.anchor), forKey: path) != nil { twice.insert(path) }
    }
    for plan in decisions.credentials {
      for task in BookPaths.Task.allCases {
        add("\(task.rawValue)-\(plan.title)", paths.runbook(task, plan: plan.id))
      }
    }
    for review in decisions.existing {
      let name = review.credential.name
      add("move-away-from-\(name)", paths.runbook(.migrate(name)))
      guard plan(being: name) == nil else { continue }
      add(
        "\(review.credential.kind.isGitHubs ? "revoke-existing" : "leaked")-\(name)",
        paths.runbook(revokeExisting: name))
    }
    return moved.filter { !twice.contains($0.key) }
  }
}
