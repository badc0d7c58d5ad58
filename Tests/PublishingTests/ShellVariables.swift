/// The variables of shell text.
enum ShellVariables {
  /// Those of the shell itself.
  private static let own: Set = ["HOME", "BASH_VERSION", "RANDOM", "PATH"]

  /// Those that the block uses and does not set: they come from another block.
  static func lacking(in block: String) -> Set<String> {
    let set = block.matches(
      of: /(?:^|[\s;(]|then |else )([A-Za-z_]+)=|for ([A-Za-z_]+) in|read -rs? ([A-Za-z_ ]+)/
        .anchorsMatchLineEndings()
    ).flatMap { match in
      [match.1, match.2, match.3].compactMap(\.self).flatMap { $0.split(separator: " ") }.map(String.init)
    }
    return uses(in: block).subtracting(set).subtracting(own)
  }

  private static func uses(in block: String) -> Set<String> {
    Set(block.matches(of: /\$\{?([A-Z][A-Z_]*)/).map { String($0.1) })
  }
}
