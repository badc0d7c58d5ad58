import Templates
import Guidance
import OrganizationModel

/// An event of the calendar as values for templates; `what`, `runbook` and `missing` are Markdown.
struct EventContext {
  let event: CalendarEvent
  let links: MarkdownLinks

  var whole: TemplateContext {
    let roles = EventRoles(book: links.book)
    let owner = roles.owner(of: event)
    let runbook = roles.runbook(of: event).map { links.to($0.path, $0.text, anchor: $0.anchor) }
    return dates.merging([
      "what": EventWords(book: links.book, names: .markdown(links)).sentence(event),
      "role": owner.role, "owner": owner.names.first.map(links.account).orFalse, "runbook": runbook.orFalse,
      "missing": missing,
    ]) { $1 }
  }

  private var dates: TemplateContext {
    let today = links.book.decisions.day
    guard let window = event.window else {
      return ["day": false, "until": false, "days": false, "days_left": false, "days_over": false]
    }
    return [
      "day": window.day.description, "until": window.closes.description, "days": window.day - today,
      "days_left": window.closes - today, "days_over": today - window.closes,
    ]
  }

  private var missing: String {
    guard case .unknown(let paths) = event.timing else { return "" }
    return Prose.codes(paths)
  }
}
