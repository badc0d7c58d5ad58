package import SourceText

/// What tells that a secret of a workflow belongs to a service. The surest comes first: an input of an action, a command with
/// its variable, a variable that a tool reads, a host; the name of the secret itself is the last resort.
package struct ServiceRecognition: Sendable {
  /// `registry.npmjs.org`, or with `*` for any text: `*.amazonaws.com`.
  package let hosts: [String]
  package let actions: [Action]
  package let commands: [Command]
  package let variables: Names
  /// Names of secrets.
  package let names: [String]
  package let tokens: [TokenShape]
  package let exceptions: [Exception]

  /// How sure a recognition is.
  package enum Confidence: String, Sendable, CaseIterable, Hashable {
    case low, medium, high
  }

  /// Names of inputs or variables.
  package struct Names: Sendable, Hashable {
    package let secrets: [String]
    /// What is no secret, and belongs into a variable.
    package let identifiers: [String]

    package static let none = Names(secrets: [], identifiers: [])
    package var isEmpty: Bool { secrets.isEmpty && identifiers.isEmpty }
  }

  /// Some of an action's inputs and variables.
  package struct Action: Sendable {
    /// In lower case, `docker/login-action`.
    package let name: String
    package let inputs: Names
    /// Variables of the step's `env`.
    package let variables: Names
    /// The need that it shows: `publish package`; nil where it shows none.
    package let need: String?
    /// What must be so of its inputs for it to be this service; nil: it always is.
    package let host: Host?
    package let elsewhere: Elsewhere
    /// What tells that the step uses the job's identity: all of it.
    package let federated: [InputTest]
    /// What it uses where it is given a stored key and can use the job's identity.
    package let both: Winner?
    /// The file that was read, with all 40 digits of the commit; nil where none was to be had.
    package let source: String?
    package let range: SourceRange
  }

  /// Which input names the host, and which hosts are this service's.
  package struct Host: Sendable, Hashable {
    package let input: String
    /// With `*` for any text.
    package let matches: [String]
    /// Whether it is this service too where the input isn't given.
    package let orMissing: Bool

    package init(input: String, matches: [String], orMissing: Bool) {
      (self.input, self.matches, self.orMissing) = (input, matches, orMissing)
    }

    /// - Parameter value: nil where the input isn't given.
    package func accepts(_ value: String?) -> Bool {
      guard let value else { return orMissing }
      let host = value.lowercased().split(separator: "://").last.map(String.init) ?? value
      let bare = String(host.prefix { $0 != "/" })
      return matches.contains { Glob.matches(bare, $0) || Glob.matches(host, $0) }
    }
  }

  /// What one input is like.
  package enum InputTest: Sendable, Hashable {
    case given(String)
    case missing(String)
    case equal(String, String)
  }

  /// Which of two ways an action takes where it is given both.
  package enum Winner: String, Sendable, CaseIterable, Hashable {
    /// The stored key, without a word.
    case key
    /// The job's identity; the key is ignored.
    case identity
    /// It stops with an error.
    case refused
  }

  /// A program, and the variables that it reads.
  package struct Command: Sendable {
    /// The words that it begins with: `npm publish`.
    package let run: [String]
    package let variables: Names
    package let need: String?
    package let elsewhere: Elsewhere
    package let confidence: Confidence
    package let range: SourceRange
  }

  /// What tells that it is another host than the usual one.
  package struct Elsewhere: Sendable, Hashable {
    package let inputs: [String]
    package let flags: [String]
    package let variables: [String]
    /// Inputs of actions that ran before.
    package let setup: [Setup]

    package struct Setup: Sendable, Hashable {
      package let action: String
      package let input: String
    }

    package static let nothing = Elsewhere(inputs: [], flags: [], variables: [], setup: [])
  }

  /// What a value of the service looks like.
  package struct TokenShape: Sendable, Hashable {
    package let prefix: String
    package let length: Int?
    /// What it is a token of: the id of an option, or words.
    package let of: String
  }

  /// Names that it shares with another service, and what tells that it is that one.
  package struct Exception: Sendable, Hashable {
    package let variable: String?
    package let flag: String?
    /// With `*` for any text: the hosts in the value that tell it; empty: any value does.
    package let matches: [String]
    /// The id of the other service; nil where it may be any.
    package let then: String?
  }
}

/// Texts with `*` for any number of characters.
package enum Glob {
  /// Whether a text fits a pattern, without regard to case.
  package static func matches(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text.lowercased().utf8)
    let pattern = Array(pattern.lowercased().utf8)
    // Where the last star stood, and how much of the text it has taken: enough, because a later star can take up any rest.
    var (at, next, star, taken) = (0, 0, -1, 0)
    while at < text.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        (star, taken) = (next, at)
        next += 1
      } else if next < pattern.count, pattern[next] == text[at] {
        at += 1
        next += 1
      } else if star >= 0 {
        taken += 1
        (at, next) = (taken, star + 1)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
