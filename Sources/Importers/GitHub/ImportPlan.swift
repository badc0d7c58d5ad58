import OrganizationModel
import SourceText

/// What is to be asked of a source that answers over the network, which this program never does by itself.
package struct ImportPlan: Sendable {
  /// The login of the organization.
  package let organization: String
  /// The host of the web pages: `github.com`, a subdomain of `ghe.com`, or a server's.
  package let host: String
  /// Whether only what matters most is asked.
  package let isQuick: Bool

  /// Nil, with what is wrong, where a name would not be safe in a script.
  package static func plan(organization: String?, host: String, isQuick: Bool) -> Result<ImportPlan, Problem>
  {
    guard let organization else {
      return .failure(Problem(words: "set the organization with '--organization'"))
    }
    guard TextRule.organization.accepts(Array(organization.utf8)[...]) else {
      return .failure(Problem(words: "the organization is not \(TextRule.organization.expectation)"))
    }
    guard TextRule.host.accepts(Array(host.utf8)[...]) else {
      return .failure(
        Problem(words: "the host is not \(TextRule.host.expectation), \(TextRule.host.words ?? "")"))
    }
    return .success(ImportPlan(organization: organization, host: host.lowercased(), isQuick: isQuick))
  }

  /// What is wrong with a plan.
  package struct Problem: Error {
    /// In words, as a usage error shows them.
    package let words: String
  }

  /// Whether it is GitHub Enterprise Server.
  var isServer: Bool { host != "github.com" && !host.hasSuffix(".ghe.com") }
}

/// What an importer writes for somebody who asks its source.
package struct ImportPlanner: Sendable {
  /// A script that asks, for a person to read and to run.
  package let script: @Sendable (ImportPlan) -> String
  /// The manifest of an App that may ask.
  package let appManifest: @Sendable (ImportPlan) -> String
}
