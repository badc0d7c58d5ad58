import Guidance
import OrganizationModel
import Templates

/// What has to be answered before all of a checklist is known: no task, because whoever edits the description answers it.
enum ChecklistQuestions {
  /// None.
  static var none: TemplateContext {
    ["has_questions": false, "questions": [TemplateContext](), "editors": false]
  }

  /// The questions whose answers decide an access, and so change lines of the checklist; each with those accesses.
  static func values(_ accesses: [Decision], _ links: MarkdownLinks) -> TemplateContext {
    var order: [Question] = []
    var waiting: [String: [AccessID]] = [:]
    for access in accesses {
      for question in access.questions where question.opens {
        if waiting[question.id] == nil { order.append(question) }
        waiting[question.id, default: []].append(access.id)
      }
    }
    let rows = order.map { question in
      QuestionContext.whole(question).merging([
        "accesses": MarkdownList.some(waiting[question.id] ?? [], limit: 5, links.access)
      ]) { $1 }
    }
    let owners = links.book.successors.owners
    return [
      "has_questions": !rows.isEmpty, "questions": rows,
      "editors": owners.isEmpty
        ? false : RunbookGround.sentence(owners.map(\.text)) as any TemplateConvertible,
    ]
  }
}
