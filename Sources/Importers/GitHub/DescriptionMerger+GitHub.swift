import OrganizationModel
import SourceText

// MARK: - What a dump says and a description does not

extension DescriptionMerger {
  mutating func add(_ draft: GitHubDraft) {
    typealias Renderer = GitHubDraftRenderer
    add(draft.base)
    let apps = Set(organization.apps.map(\.name))
    addDescribed(
      "apps", draft.apps, besides: apps, { Renderer.fields($0) }, { app, _ in Renderer.entry(app) })
    for question in draft.unknowns { ask(question) }
    for remark in draft.remarks { notes.append(Diagnostic("remark", .note, remark, at: nil)) }
  }
}
