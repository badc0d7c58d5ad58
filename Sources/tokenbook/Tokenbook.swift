import ArgumentParser
import SourceText

/// The program: every command is one file in `Commands` and one line here.
@main
struct Tokenbook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenbook",
    abstract:
      "Decide which credential each automation in a GitHub organization should use, and document it.",
    discussion: """
      Exit status: 0 is success. 1 means that the input is wrong, or that a file could not be read or written. \
      3 means that `build --check` found an out-of-date book, or `diff`, `drift` or `simulate` a change. 4 means that, with `--strict`, an access needs an \
      answer or is blocked. 11 to 14 mean that `audit` has findings. 64 means wrong usage.
      """,
    version: Version.text,
    subcommands: [
      Init.self,
      Try.self,
      Check.self,
      Decide.self,
      Explain.self,
      List.self,
      Diff.self,
      Drift.self,
      Simulate.self,
      Build.self,
      Audit.self,
      Import.self,
      Serve.self,
      Publish.self,
      Site.self,
    ])
}

extension Tokenbook {
  /// As ArgumentParser runs a command. A token among what was typed would come to stand in names of files, in banners and in
  /// messages, so it is refused before anything looks at it.
  static func main() async {
    if let token = CommandLine.arguments.dropFirst().lazy.flatMap({ TokenShape.hits(in: Array($0.utf8)) })
      .first
    {
      Console(colorChoice: .never).complain(
        """
        Error: an argument looks like a token: \(token.mask)
        Help: remove it. If it is real, revoke it, because it is now in your shell's history.
        """)
      exit(withError: ExitCode.validationFailure)
    }
    refuseUnknownCommand()
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }

  /// ArgumentParser calls it an unexpected argument, and shows the help of the program for `tokenbook biuld --help`.
  private static func refuseUnknownCommand() {
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard let typed = CommandLine.arguments.dropFirst().first, !typed.hasPrefix("-"), !names.contains(typed)
    else { return }
    let near = NearestMatch.match(typed, among: names).map { "Did you mean '\($0)'?" }
    Console(colorChoice: .never).complain(
      TerminalText.plain(
        """
        Error: '\(typed)' is not a command
        Help: \(near ?? "'tokenbook --help' lists the commands.")
        """))
    exit(withError: ExitCode.validationFailure)
  }

  /// As ArgumentParser ends a command, but a message that quotes what was typed acts on no terminal.
  private static func end(with error: any Error) -> Never {
    let (code, message) = (exitCode(for: error), fullMessage(for: error))
    guard code != .success, !message.isEmpty else { exit(withError: error) }
    Console(colorChoice: .never).complain(TerminalText.plain(message))
    exit(withError: code)
  }
}
