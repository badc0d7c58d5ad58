import OrganizationModel
import SourceText

/// The host names that commands and addresses in the book are filled in with.
struct Hosts: Sendable, Hashable {
  /// `github.com`, or the host of GHES or GHE.com; `HOST` where the description does not say it.
  let web: String
  let isGitHubCom: Bool

  init(_ platform: Platform) {
    isGitHubCom = platform.product == .githubCom
    web = isGitHubCom ? "github.com" : platform.host ?? "HOST"
  }

  /// The host of a registry of Packages (E-01, E-10; section 1.6 of the research notes).
  func registry(_ registry: Registry) -> String {
    let isForImages = registry.record.isForImages
    guard isGitHubCom else { return "\(isForImages ? "containers" : registry.record.type).\(web)" }
    return isForImages ? "ghcr.io" : "\(registry.record.type).pkg.github.com"
  }

  /// A `gh` command line for this host: `gh api user`.
  func gh(_ arguments: String) -> String {
    isGitHubCom ? "gh \(arguments)" : "GH_HOST=\(web) gh \(arguments)"
  }
}

/// Text for a shell, quoted where it must be.
enum Shell {
  /// The text as one word of a POSIX shell.
  static func word(_ text: String) -> String { ShellWord.quoted(text) }
}

/// Text for a YAML file, quoted where it must be.
enum YAMLText {
  /// The text as a scalar that every YAML reader reads as that string.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : YAMLScalar.quoted(text)
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    guard !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased()) else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(byte)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
