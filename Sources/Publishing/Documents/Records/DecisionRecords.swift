import Guidance
import OrganizationModel

/// A decision record in the shape of MADR 4.0.0 for each kind of access and what became of it, and their index.
enum DecisionRecords {
  static let kind = DocumentKind("decision-record", in: .decisions) { book in
    all(book).map { record in
      Document(
        record.page, title: record.subject.title,
        summary: "What was decided for \(record.countOfAccesses), and why.",
        responsible: record.responsible?.text, source: record.source
      ) { record.context }
    }
  }

  static let index = DocumentKind("decision-records", in: .decisions) { book in
    let page = BookSection.decisions.index
    return [
      Document(
        page, title: "Decision records",
        summary:
          "What was decided for each kind of access, what else was considered, and what would change it."
      ) {
        let rows = all(book).map { $0.row(on: page) }
        return ["records": rows, "has_records": !rows.isEmpty]
      }
    ]
  }

  /// In the order of their numbers.
  static func all(_ book: Book) -> [DecisionRecord] {
    let groups = Dictionary(grouping: book.decisions.accesses, by: DecisionRecordSubject.init)
    return groups.sorted { $0.key < $1.key }.compactMap { subject, accesses in
      book.paths.record(subject).map {
        DecisionRecord(subject: subject, accesses: accesses, book: book, page: $0)
      }
    }
  }
}

/// One decision record: a kind of access, what became of it, and the accesses that it covers.
struct DecisionRecord: Sendable {
  let subject: DecisionRecordSubject
  /// In the order of their ids; never empty.
  let accesses: [Decision]
  let book: Book
  let page: BookPath

  var organization: Organization { book.organization }
  var ground: RunbookGround { RunbookGround(book: book, page: page) }

  /// The four digits at the beginning of its file name.
  var number: String { String(page.text.drop { $0 != "/" }.dropFirst().prefix(4)) }

  var countOfAccesses: String { accesses.count == 1 ? "one access" : "\(accesses.count) accesses" }

  /// A record is accepted when a person has accepted each of its accesses, and today's choice still is what they accepted.
  var isAccepted: Bool {
    accesses.allSatisfy { access in access.acceptance.map { !$0.isStale } ?? false }
  }

  /// The last day on which somebody accepted, else the book's day.
  var date: Day {
    let accepted = isAccepted ? accesses.compactMap(\.acceptance?.day).max() : nil
    return accepted ?? book.decisions.day
  }

  // MARK: People

  /// Who accepted or overrode; where nobody did yet, the owners of the organization, whose decision it is.
  var decisionMakers: [Name] {
    let people = Set(accesses.flatMap { [$0.acceptance?.by, $0.exception?.by].compactMap(\.self) })
    return people.isEmpty ? ground.people.owners : people.sorted()
  }

  /// The custodians of the accounts that hold the credentials.
  var consulted: [Name] {
    let holders = Set(accesses.compactMap(\.credential?.holder))
    return Set(holders.flatMap { organization.machineUsers[$0]?.custodians ?? [] }).sorted()
  }

  /// Whoever answers for the automations and their targets.
  var informed: [Name] {
    Set(accesses.flatMap(keepers)).sorted()
  }

  private func keepers(_ access: Decision) -> [Name] {
    let target = access.targetRepository.flatMap { organization.repositories[$0]?.responsible }
    return [ground.people.responsible(for: access.automation), target].compactMap(\.self)
  }

  var responsible: Name? { decisionMakers.first }

  /// The key path of its first access.
  var source: String? {
    accesses.first.map { access in
      switch access.automation {
      case .workflow(let repository, let workflow): "repositories.\(repository).workflows.\(workflow).needs"
      case .consumer(let name): "consumers.\(name).needs"
      }
    }
  }

  func row(on index: BookPath) -> TemplateContext {
    [
      "number": number, "name": subject.title, "link": index.link(to: page), "count": accesses.count,
      "is_accepted": isAccepted,
    ]
  }
}
