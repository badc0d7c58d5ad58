import OrganizationModel

/// The checklist of each repository and each consumer: its page, its table, its issue and the lists that count its tasks
/// read the same ones.
struct ChecklistTable: Sendable {
  private var repositories: [Name: [ChecklistTask]] = [:]
  private var consumers: [Name: [ChecklistTask]] = [:]

  /// Without any.
  init() {}

  init(_ book: Book) {
    for repository in book.organization.repositories {
      repositories[repository.name] = ChecklistTasks(.repository(repository), in: book).all
    }
    for consumer in book.organization.consumers {
      consumers[consumer.name] = ChecklistTasks(.consumer(consumer), in: book).all
    }
  }

  /// In the order in which they are to be done.
  func tasks(of subject: ChecklistTasks.Subject) -> [ChecklistTask] {
    switch subject {
    case .repository(let repository): repositories[repository.name, default: []]
    case .consumer(let consumer): consumers[consumer.name, default: []]
    }
  }
}
