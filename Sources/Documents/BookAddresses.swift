package import Exposure
import Guidance
import OrganizationModel
import Pages

/// Where the pages of a book are, for who names them outside the book.
package struct BookAddresses: Sendable {
  private let paths: BookPaths
  private let index: DecisionIndex

  /// The pages of the book that these decisions make, without an earlier one: only decision records, which none of the
  /// subjects is, hang on that.
  package init(_ index: DecisionIndex) {
    paths = BookPaths(index.decisions, RecordTable(index.decisions, after: nil).history, index.ties)
    self.index = index
  }

  /// The file of the site and the heading in it, `credentials/existing-npm_token.html#rotate-it`; nil where there is no
  /// such page.
  package func address(of subject: BookSubject) -> String? {
    place(of: subject).map { place in
      "\(place.page).html" + (place.anchor.map { "#\($0)" } ?? "")
    }
  }

  private func place(of subject: BookSubject) -> BookPlace? {
    switch subject {
    case .credential(.plan(let id)): paths.credential(plan: id).map { BookPlace($0) }
    case .credential(.existing(let name)): paths.credential(existing: name).map { BookPlace($0) }
    case .revoke(.plan(let id)): paths.runbook(.revoke, plan: id)
    case .revoke(.existing(let name)): paths.runbook(revokeExisting: name)
    case .rotate(let name): index.plan(being: name).flatMap { paths.runbook(.rotate, plan: $0.id) }
    case .renew(let name): act(.renew, name)
    case .moveAway(let name): paths.runbook(.migrate(name))
    case .afterLeak(let name): act(.afterLeak, name)
    case .offBoard(let name): paths.runbook(.offBoard(name)) ?? paths.runbook(.offBoardAnybody)
    case .offBoardMachineUser(let name): paths.runbook(.offBoardMachineUser(name))
    case .account(let name): paths.account(name).map { BookPlace($0) }
    case .repository(let name): paths.repository(name).map { BookPlace($0) }
    }
  }

  private func act(_ act: CredentialAct, _ name: Name) -> BookPlace? {
    paths.credential(existing: name).map { BookPlace($0, anchor: act.anchor) }
  }
}
