package import Guidance
package import Pages

/// The navigation of a book: what to do now, how to do it, and what there is to know.
package enum BookNavigation {
  /// The headings of the runbooks' first page that two ways in lead to.
  static let leaked = "leaked-which-first"
  static let leaving = "someone-leaves"

  /// The groups of every page. They don't grow with the organization.
  package static func groups(_ decisions: OrganizationDecisions) -> [NavigationGroup] {
    let runbooks = BookSection.runbooks.index
    // Nothing can leak where nothing exists: the first heading of the page says what else there is.
    let leak = decisions.existing.isEmpty ? BookSection.runbooks.rawValue : leaked
    return [
      NavigationGroup("Now", [entry(.overview), entry(.rotation)]),
      NavigationGroup(
        "Do",
        [
          .init("Something leaked", runbooks, anchor: leak),
          .init("Something fails", BookPath(folder: BookSection.runbooks.rawValue, "it-fails")),
          .init("Someone leaves", runbooks, anchor: leaving),
          entry(.checklists), entry(.runbooks),
        ]),
      NavigationGroup(
        "Know",
        [
          entry(.credentials), entry(.repositories), entry(.people), entry(.accounts), entry(.decisions),
          entry(.guidance),
        ]),
    ]
  }

  private static func entry(_ section: BookSection) -> NavigationGroup.Entry {
    .init(section.title, section.index)
  }
}
