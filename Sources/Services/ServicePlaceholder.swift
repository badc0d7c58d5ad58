/// What the texts of a record leave open, as `{target}`. What a reader has to fill in is in capitals instead.
///
/// Braces around anything but lower-case letters and `_` are text, and so are those after `$` or another brace:
/// `${{ vars.ROLE }}`, `{"Version": 1}`.
package enum ServicePlaceholder: String, Sendable, CaseIterable, Hashable {
  /// The organization.
  case owner
  /// The workflow's repository.
  case repository
  /// The name of the workflow in the description.
  case workflow
  /// `release.yml`.
  case workflowFile = "workflow_file"
  /// `.github/workflows/release.yml`.
  case workflowPath = "workflow_path"
  case environment
  /// The branch of the need.
  case branch
  /// The target of the need.
  case target
  /// Who has the credential.
  case holder
  /// The name of the secret.
  case secret
  /// The `sub` of the job's identity, as it is with names: `repo:acme/web:environment:production`.
  case subject
  /// The same with ids: `repo:acme@ORG_ID/web@REPO_ID:environment:production`.
  case subjectWithIDs = "subject_with_ids"

  /// The names in braces of a text, with their places in its UTF-8, braces included.
  package static func names(in text: String) -> [(name: String, range: Range<Int>)] {
    let bytes = Array(text.utf8)
    var found: [(name: String, range: Range<Int>)] = []
    var start = 0
    while let open = bytes[start...].firstIndex(of: UInt8(ascii: "{")) {
      start = open + 1
      let inner = bytes[start...].prefix { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
      let isText = open > 0 && (bytes[open - 1] == UInt8(ascii: "$") || bytes[open - 1] == UInt8(ascii: "{"))
      guard !isText, !inner.isEmpty, inner.endIndex < bytes.count, bytes[inner.endIndex] == UInt8(ascii: "}")
      else { continue }
      found.append((String(decoding: inner, as: UTF8.self), open..<inner.endIndex + 1))
      start = inner.endIndex + 1
    }
    return found
  }

  /// Puts values in; a name without a value becomes the same in capitals, for a reader to fill in.
  ///
  /// - Parameter value: of a name; the caller escapes it for where the text goes.
  package static func fill(_ text: String, _ value: (String) -> String?) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var end = 0
    for (name, range) in names(in: text) {
      result += bytes[end..<range.lowerBound]
      result += (value(name) ?? name.uppercased()).utf8
      end = range.upperBound
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }
}
