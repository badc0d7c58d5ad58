package import SourceText

/// One `action.yml`.
package struct ActionFile: Sendable {
  /// How it runs.
  package enum Runs: Sendable {
    case composite([WorkflowStep])
    /// A program for Node.js, `node20`.
    case node(String)
    /// A container.
    case docker(image: WorkflowText?, env: [WorkflowEntry])
    case unknown
  }

  /// The file that it was read from.
  package let file: SourceFileID
  /// Inside its repository, `.github/actions/setup/action.yml`.
  package let path: String
  package var name: WorkflowText?
  package var inputs: [CallInterface.Parameter] = []
  package var outputs: [WorkflowEntry] = []
  package var runs: Runs = .unknown
  /// The whole file.
  package let range: SourceRange

  package init(file: SourceFileID, path: String, range: SourceRange) {
    self.file = file
    self.path = path
    self.range = range
  }

  /// The steps of a composite action; empty for any other.
  package var steps: [WorkflowStep] {
    if case .composite(let steps) = runs { steps } else { [] }
  }

  /// The folder that `uses: ./FOLDER` names; empty for the top of the repository.
  package var folder: String {
    path.lastSlash.map { String(path[..<$0]) } ?? ""
  }
}

/// What a file turned out to be.
package enum WorkflowSource: Sendable {
  case workflow(WorkflowFile)
  case action(ActionFile)
  case policy(TrustPolicyFile)
}
