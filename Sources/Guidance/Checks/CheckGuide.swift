/// All that the book says of one check of workflow files.
package struct CheckGuide: Sendable {
  /// A workflow, or several files side by side, with what the check finds in them.
  package struct Example: Sendable {
    /// A file of the example.
    package struct File: Sendable {
      /// `tokenbook.yaml`, or `.github/workflows/ci.yml`.
      package let path: String
      /// The repository that it is in, where there are several; nil otherwise.
      package let repository: String?
      /// The whole file.
      package let text: String
      /// In the order of their lines.
      package let findings: [Finding]

      /// A file with what is found in it.
      package init(path: String, repository: String?, text: String, findings: [Finding]) {
        self.path = path
        self.repository = repository
        self.text = text
        self.findings = findings
      }
    }

    /// One finding in a file.
    package struct Finding: Sendable {
      /// Where it begins, from 1.
      package let line: Int
      /// `high`, `medium`, `low` or `informational`.
      package let severity: String
      /// A sentence without its capital and its full stop.
      package let message: String
      /// What to do, as `message`; nil where there is nothing to add.
      package let help: String?

      /// A finding at a line.
      package init(line: Int, severity: String, message: String, help: String?) {
        self.line = line
        self.severity = severity
        self.message = message
        self.help = help
      }
    }

    /// What it shows, in a few words.
    package let title: String
    /// In the order in which they would lie in a folder.
    package let files: [File]

    /// An example of these files.
    package init(title: String, files: [File]) {
      self.title = title
      self.files = files
    }

    /// Whether anything is found in it.
    package var finds: Bool { files.contains { !$0.findings.isEmpty } }
  }

  /// Kebab case.
  package var id: String
  /// One line, no full stop.
  package var title: String
  /// `high`, `medium`, `low` or `informational`: of most of its findings.
  package var severity: String
  /// `high`, `medium` or `low`.
  package var confidence: String
  /// Whether it needs a description of the organization.
  package var needsDescription: Bool
  /// Why it matters.
  package var why: String
  /// How it is found.
  package var how: String
  /// What to do.
  package var fix: String
  /// When a finding is no problem, or wrong.
  package var falseAlarms: String
  /// The ids of the facts that it rests on.
  package var facts: [String]
  /// The addresses of pages that it rests on.
  package var addresses: [String]
  /// Its examples, worked out when its page is made.
  package var examples: @Sendable () -> Examples

  /// The examples of a check, looked at.
  package struct Examples: Sendable {
    /// In the order of the check.
    package let all: [Example]
    /// How the check mends what it finds; nil where it does not.
    package let mending: String?

    /// Examples, and what mends them.
    package init(_ all: [Example], mending: String?) {
      self.all = all
      self.mending = mending
    }
  }

  /// A check with all that is said of it.
  package init(
    id: String, title: String, severity: String, confidence: String, needsDescription: Bool, why: String,
    how: String, fix: String, falseAlarms: String, facts: [String], addresses: [String],
    examples: @escaping @Sendable () -> Examples
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.confidence = confidence
    self.needsDescription = needsDescription
    self.why = why
    self.how = how
    self.fix = fix
    self.falseAlarms = falseAlarms
    self.facts = facts
    self.addresses = addresses
    self.examples = examples
  }
}
