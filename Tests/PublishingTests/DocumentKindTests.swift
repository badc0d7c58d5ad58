import Foundation
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// A kind of document is a file, a template and a line; this says which of them is missing.
@Suite struct DocumentKindTests {
  @Test func everyKindHasATemplate() {
    for kind in DocumentKinds.all {
      #expect(BookFixture.templates["documents/\(kind.name).md.mustache"] != nil, "\(kind.name)")
    }
  }

  @Test func namesAreUnique() {
    #expect(Set(DocumentKinds.all.map(\.name)).count == DocumentKinds.all.count)
  }

  /// A template that no kind and no other template names is nobody's.
  @Test func everyTemplateIsUsed() {
    let kinds = Set(DocumentKinds.all.map(\.name) + [MissingPage.template, OnePageEdition.template])
    let texts = BookFixture.templates
    for path in texts.keys where path.hasPrefix("documents/") {
      let name = String(path.dropFirst("documents/".count).dropLast(".md.mustache".count))
      let isTask = ChecklistTask.Kind.allCases.contains { name == "sentences/\($0.rawValue)" }
      let short = name.split(separator: "/").last.map(String.init) ?? name
      let isPartial = texts.values.contains { $0.contains("{{>\(name)}}") || $0.contains("{{>\(short)}}") }
      let isOfAFile = name == ChecklistFiles.issueTemplate
      let isAct = CredentialAct.allCases.contains { name == "acts/\($0.rawValue)" }
      let isKnown = kinds.contains(name) || isTask || isAct || isPartial || isOfAFile
      #expect(isKnown || name.hasPrefix("steps/"), "\(path)")
    }
  }

  /// Every `DocumentKind(` in the sources stands in the list.
  @Test func everyKindIsListed() throws {
    let sources = BookFixture.files(
      in: BookFixture.packageRoot.appending(path: "Sources/Documents"))
    let listed = Set(DocumentKinds.all.map(\.name))
    for (path, bytes) in sources where path.hasSuffix(".swift") {
      let text = String(decoding: bytes, as: UTF8.self)
      for match in text.matches(of: /DocumentKind\(\s*"([a-z-]+)"/) {
        #expect(listed.contains(String(match.1)), "\(match.1) of \(path) is not in DocumentKinds.all")
      }
    }
  }

  @Test func everyActHasATemplate() {
    for act in CredentialAct.allCases {
      #expect(BookFixture.templates["documents/acts/\(act.rawValue).md.mustache"] != nil, "\(act)")
    }
  }

  @Test func everyTaskHasATemplate() {
    for kind in ChecklistTask.Kind.allCases {
      #expect(BookFixture.templates["documents/sentences/\(kind.rawValue).md.mustache"] != nil, "\(kind)")
    }
  }
}
