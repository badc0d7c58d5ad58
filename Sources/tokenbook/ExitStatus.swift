import ArgumentParser

/// The exit statuses of the program's own; 0 and 64 (wrong usage) are ArgumentParser's.
extension ExitCode {
  /// The input is wrong, or a file could not be read or written.
  static let wrongInput = ExitCode(1)
  /// `build --check` found the book stale, or `diff` or `drift` a change, or `--dry-run` would make one.
  static let stale = ExitCode(3)
  /// With `--strict`: an access has no permitted credential or an open question.
  static let undecided = ExitCode(4)
}
