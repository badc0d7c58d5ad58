import CommonMark
import SourceText

/// A link that leads nowhere, or an id that is not unique.
package struct LinkProblem: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// What is wrong.
  package enum Kind: String, Sendable, Hashable {
    case noPage, noAnchor, outside, empty, repeatedID
  }

  /// The file that it is in: `repositories/web.html`.
  package let file: String
  /// The link as it is written there, or the id.
  package let target: String
  /// What is wrong with it.
  package let kind: Kind

  /// Lower case, no full stop.
  package var description: String {
    switch kind {
    case .noPage: "`\(file)` links to `\(target)`, which is not there"
    case .noAnchor: "`\(file)` links to `\(target)`: that page has no such heading"
    case .outside: "`\(file)` links to `\(target)`, outside the site"
    case .empty: "`\(file)` has a link that leads nowhere"
    case .repeatedID: "`\(file)` has the id `\(target)` more than once"
    }
  }

  /// By file, then by target.
  package static func < (left: LinkProblem, right: LinkProblem) -> Bool {
    (left.file, left.target, left.kind.rawValue) < (right.file, right.target, right.kind.rawValue)
  }
}

/// Follows every relative link of a site, the frame's too.
package enum LinkChecker {
  /// - Parameters:
  ///   - pages: the HTML of every page by its file name, `repositories/web.html`.
  ///   - files: the names of all other files of the site.
  /// - Returns: every problem once, sorted.
  package static func problems(in pages: [String: String], files: Set<String> = []) async -> [LinkProblem] {
    let read = await Array(pages).mapInParallel { ($0.key, PageReferences($0.value)) }
    let site = SiteTargets(Dictionary(read.map { ($0.0, $0.1.ids) }) { first, _ in first }, files)
    let problems = await read.mapInParallel { file, references in
      references.repeatedIDs.map { LinkProblem(file: file, target: $0, kind: .repeatedID) }
        + references.links.compactMap { link in
          site.problem(of: link, in: file).map { LinkProblem(file: file, target: link, kind: $0) }
        }
    }
    return Set(problems.joined()).sorted()
  }
}

/// What links may lead to.
private struct SiteTargets: Sendable {
  private let ids: [String: Set<String>]
  private let files: Set<String>

  init(_ ids: [String: Set<String>], _ files: Set<String>) {
    self.ids = ids
    self.files = files
  }

  func problem(of link: String, in file: String) -> LinkProblem.Kind? {
    guard LinkDestination.isRelative(link) else { return nil }
    if link.isEmpty { return .empty }
    let address = link.prefix { $0 != "#" }
    let path = address.prefix { $0 != "?" }
    guard let target = path.isEmpty ? file : SitePath.resolve(path.removingPercentEncoding, from: file) else {
      return .outside
    }
    guard let anchors = ids[target] else { return files.contains(target) ? nil : .noPage }
    let anchor = link[address.endIndex...].dropFirst().removingPercentEncoding
    return anchor.isEmpty || anchors.contains(anchor) ? nil : .noAnchor
  }
}
