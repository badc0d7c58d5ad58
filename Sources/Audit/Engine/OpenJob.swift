import SourceText
import Workflows

/// What a job that strangers can start or steer has of value.
struct OpenJob {
  /// Stored secrets whose names do not say that they are none.
  let secrets: [(name: String, range: SourceRange)]
  /// The permissions with which its token can write; nil where it can't, or the file doesn't say.
  let writes: TokenPermissions?

  /// - Parameter texts: what the job is given.
  init(_ list: StepList, given texts: [WorkflowText]) {
    secrets = texts.storedSecrets.filter { !SecretName.isPlain($0.name) }
    writes = list.permissions.flatMap { $0.written == nil ? nil : $0 }
  }

  var isEmpty: Bool { secrets.isEmpty && writes == nil }

  /// Whether it has more than a token for remarks on issues, pull requests and commits.
  var isGrave: Bool { !secrets.isEmpty || writes?.writesMoreThanRemarks == true }

  /// `` `secrets.A` and a token with write access to contents ``.
  var words: String {
    SecretWords.joined(
      (secrets.isEmpty ? [] : [SecretWords.list(secrets.map(\.name))])
        + (writes?.written.map { ["a token with write access to \($0)"] } ?? []))
  }

  /// Where each of it is.
  var places: [Diagnostic.RelatedPlace] {
    secrets.prefix(3).map { Diagnostic.RelatedPlace(message: "the job has this", range: $0.range) }
      + (writes.map { [Diagnostic.RelatedPlace(message: "the permissions that apply here", range: $0.range)] }
        ?? [])
  }
}
