/// Names made of other names.
package enum Slug {
  /// Kebab case: lower-case letters and digits, single hyphens between them.
  package static func kebab(_ text: String) -> String {
    var result = ""
    for scalar in text.lowercased().unicodeScalars {
      if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else if !result.isEmpty, !result.hasSuffix("-") {
        result.append("-")
      }
    }
    return result.hasSuffix("-") ? String(result.dropLast()) : result
  }

  /// A login: kebab case of at most 39 characters.
  package static func login(_ text: String) -> String {
    let cut = String(kebab(text).prefix(39))
    return cut.hasSuffix("-") ? String(cut.dropLast()) : cut
  }

  /// The name of an Actions secret (S-05): upper case, digits and `_`, no leading digit, no `GITHUB_`.
  package static func secretName(_ text: String) -> String {
    let name = kebab(text).uppercased().replacing("-", with: "_")
    let isRefused = name.hasPrefix("GITHUB_") || name.first.map { $0.isNumber } ?? true
    return isRefused ? "TOKEN_\(name)" : name
  }
}
