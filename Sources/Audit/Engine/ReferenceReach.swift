import SourceText
import Workflows

extension Expression {
  /// The references whose value can be what the expression comes to: not those that are only compared or tested.
  var yielded: [ContextReference] {
    var indices: [Int] = []
    Expression.collect(root, &indices)
    return indices.map { references[$0] }
  }

  private static func collect(_ term: Term, _ indices: inout [Int]) {
    switch term {
    case .null, .boolean, .number, .text, .not: return
    case .reference(let index): indices.append(index)
    case .property(let inner, _): collect(inner, &indices)
    // What stands before `&&` comes out only where it is empty.
    case .binary(.and, _, let right): collect(right, &indices)
    case .binary(.or, let left, let right):
      collect(left, &indices)
      collect(right, &indices)
    case .binary: return
    case .call(let name, let arguments): collect(call: name, arguments, &indices)
    }
  }

  private static func collect(call name: String, _ arguments: [Term], _ indices: inout [Int]) {
    switch name {
    case "format", "join", "tojson", "fromjson": arguments.forEach { collect($0, &indices) }
    case "case":
      for (index, argument) in arguments.enumerated() where isValue(index, of: arguments.count) {
        collect(argument, &indices)
      }
    default: return
    }
  }

  /// Whether an argument of `case` is one of its values: each second one, and the last.
  private static func isValue(_ index: Int, of count: Int) -> Bool {
    !index.isMultiple(of: 2) || index == count - 1
  }
}

extension WorkflowText {
  /// The references whose value can become part of the text.
  var yielded: [ContextReference] { expressions.flatMap(\.expression.yielded) }

  /// The name of the one secret that it is, `${{ secrets.CR_PAT }}`, in upper case; nil for anything else.
  var onlySecret: String? {
    guard let root = onlyExpression?.root, case .reference(let index) = root,
      let reference = onlyExpression?.references[index]
    else { return nil }
    return reference.secretName
  }

  /// Whether it is the job's own token and nothing else.
  var isJobToken: Bool {
    guard let expression = onlyExpression, case .reference(let index) = expression.root else { return false }
    return expression.references[index].isJobToken
  }
}

extension Sequence<WorkflowText> {
  /// The first use of each secret in them besides the job's own token, where its value can become part of the text.
  var storedSecrets: [(name: String, range: SourceRange)] {
    var seen: Set<String> = []
    return flatMap { text in
      text.yielded.compactMap { reference in
        guard let name = reference.secretName, !reference.isJobToken, seen.insert(name).inserted else {
          return nil
        }
        return (name, text.range(of: reference.offsets))
      }
    }
  }
}

extension ContextReference {
  /// In upper case, as secrets are named, and without what is shaped like a token; nil where it is none.
  var secretName: String? {
    guard context == "secrets", path.count == 1 else { return nil }
    return writtenProperty.map(CredentialSource.secretName)
  }

  /// `secrets.GITHUB_TOKEN` or `github.token`.
  var isJobToken: Bool { secretName == "GITHUB_TOKEN" || isPath("github", "token") }

  /// As it is shown: `secrets.CR_PAT`.
  var shown: String {
    guard let name = writtenProperty else { return dotted }
    return path.count == 1 ? "\(context).\(name)" : dotted
  }
}
