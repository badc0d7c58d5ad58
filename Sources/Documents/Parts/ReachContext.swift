import Exposure
import Guidance
import OrganizationModel
import SourceText
import Templates

/// What a credential opens and leads to, as values for templates: the same as `tokenbook simulate leak` says.
struct ReachContext {
  let radius: BlastRadius
  let links: MarkdownLinks

  /// What it reaches with the access of an account, and the other secrets that it leads to. What it is narrowed to, its
  /// page says already.
  var whole: TemplateContext {
    let written = radius.account == nil ? [] : radius.repositories.filter(\.canWrite).map(\.thing)
    return [
      "everywhere": radius.everywhere == true,
      "pushes": MarkdownList.some(written, limit: 20, links.repository),
      "changed": packages { $0 }, "read": packages { !$0 },
      "secrets": MarkdownList.some(radius.secrets, limit: 20) { link($0.origin) },
    ]
  }

  private func packages(_ isIncluded: (Bool) -> Bool) -> TemplateContext {
    MarkdownList.some(radius.packages.filter { isIncluded($0.canWrite) }, limit: 20) {
      MarkdownText.inProse($0.thing.text)
    }
  }

  private func link(_ origin: StoredSecret.Origin) -> String {
    switch origin {
    case .plan(let id): links.plan(id)
    case .existing(let name): links.existing(name)
    }
  }
}
