import Pages
import Templates
import Guidance
import OrganizationModel

/// Everything that the description leaves unsaid and that matters, with where to answer it.
enum OpenQuestions {
  static let kind = DocumentKind("questions", in: .overview) { book in
    chunks(book.decisions.questions).enumerated().map { index, questions in
      document(questions, index, book)
    }
  }

  static let path = BookPath(folder: "overview", "questions")
  private static let questionsPerPage = 300

  /// Those that an outcome hangs on, the ones with the most accesses first.
  static func opening(_ decisions: OrganizationDecisions) -> [OpenQuestion] {
    decisions.questions.filter(\.question.opens).sorted {
      ($1.accesses.count, $0.question.id) < ($0.accesses.count, $1.question.id)
    }
  }

  static func row(_ question: OpenQuestion, _ links: MarkdownLinks) -> TemplateContext {
    var context = QuestionContext.whole(question.question)
    context["accesses"] = MarkdownList.some(question.accesses, limit: 5, links.access)
    return context
  }

  /// What nobody knows of a credential of today.
  private typealias UnknownOfCredential = (credential: Name, unknown: UnknownUse)

  private static func unknown(_ decisions: OrganizationDecisions) -> [UnknownOfCredential] {
    decisions.existing.flatMap { review in review.unknown.map { (review.credential.name, $0) } }
  }

  private static func findOut(_ entry: UnknownOfCredential, _ links: MarkdownLinks) -> TemplateContext {
    FindOutContext.question(entry.unknown)
      .merging(["credential": links.existing(entry.credential)]) { first, _ in first }
  }

  private static func chunks(_ questions: [OpenQuestion]) -> [[OpenQuestion]] {
    let starts = Array(stride(from: 0, to: max(questions.count, 1), by: questionsPerPage))
    return starts.map {
      Array(questions[min($0, questions.count)..<min($0 + questionsPerPage, questions.count)])
    }
  }

  private static func path(_ index: Int) -> BookPath {
    index == 0 ? path : BookPath(folder: "overview", "questions-\(index + 1)")
  }

  private static func document(_ questions: [OpenQuestion], _ index: Int, _ book: Book) -> Document {
    let links = MarkdownLinks(book: book, page: path(index))
    let isLast = (index + 1) * questionsPerPage >= book.decisions.questions.count
    return Document(
      links.page, title: index == 0 ? "Open questions" : "Open questions, part \(index + 1)",
      summary:
        "Questions that the description leaves open, where to answer them, and what each answer leads to."
    ) {
      [
        "has_questions": !questions.isEmpty, "questions": questions.map { row($0, links) },
        "next": isLast ? false : links.page.link(to: path(index + 1)),
        "credentials": links.section(.credentials),
        "find_out": MarkdownList.rows(index == 0 ? unknown(book.decisions) : [], limit: questionsPerPage) {
          findOut($0, links)
        },
      ]
    }
  }
}
