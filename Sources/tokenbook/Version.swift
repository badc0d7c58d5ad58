import OutputFolder

/// Which program this is.
enum Version {
  /// The release that the sources are, or become: what the next tag is called, without its `v`.
  static let number = "0.2.0"

  /// With the commit between two releases: `0.2.0+g1a2b3c4`. What installs a program writes it beside the templates.
  static let text: String = {
    guard let folder = try? ResourceFolder.find(),
      let bytes = try? FileSystem.system.read("\(folder)/version")
    else { return number }
    let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
    // Only of this program: the file of another one says nothing of it.
    return line == number || line.hasPrefix(number + "+") ? String(line) : number
  }()
}
