/// Who a browser believes to be talking to.
///
/// A web site can make a name of its own lead to this machine and then read what it answers. The browser says the name
/// in `Host`, so only names that nobody can own are answered: `localhost`, and addresses.
enum HostName {
  static func isSafe(_ header: String?) -> Bool {
    guard let header, let name = name(in: header) else { return false }
    return name == "localhost" || name.hasSuffix(".localhost") || isAddress(name)
  }

  /// Without the port; nil where what follows the name is none.
  private static func name(in header: String) -> String? {
    let text = header.lowercased()
    let end =
      text.firstIndex(of: "]").map { text.index(after: $0) } ?? text.firstIndex(of: ":") ?? text.endIndex
    let port = text[end...]
    guard port.isEmpty || (port.first == ":" && port.dropFirst().allSatisfy { $0.isASCII && $0.isNumber })
    else { return nil }
    return String(text[..<end])
  }

  private static func isAddress(_ name: String) -> Bool {
    if name.hasPrefix("["), name.hasSuffix("]") {
      let inner = name.dropFirst().dropLast()
      return inner.contains(":") && inner.allSatisfy { $0.isHexDigit && $0.isASCII || $0 == ":" || $0 == "." }
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
