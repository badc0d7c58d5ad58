import Guidance
import Pages
import Synchronization
import Templates

/// The options of accesses as values for templates, each list once: hundreds of accesses are decided for the same reasons.
final class OptionRows: Sendable {
  /// What decides how a list comes out: the options, and the way from the page to those of rules and facts.
  private struct Key: Hashable {
    let options: [Option]
    let folder: Substring
    let style: MarkdownLinks.Style
  }

  /// Of an organization in which every access has options of its own, not all are worth holding.
  private static let most = 500

  private let known = Mutex<[Key: TemplateValue]>([:])

  /// - Parameter make: is asked where they are not known yet.
  func rows(_ options: [Option], from links: MarkdownLinks, _ make: () -> TemplateValue) -> TemplateValue {
    // Within their own folder links are shorter, and a page links to itself by its anchors alone.
    guard links.page.folder != GuidanceRules.page.folder else { return make() }
    let key = Key(options: options, folder: links.page.folder, style: links.style)
    if let rows = known.withLock({ $0[key] }) { return rows }
    let rows = make()
    known.withLock { known in
      if known.count < Self.most { known[key] = rows }
    }
    return rows
  }
}
