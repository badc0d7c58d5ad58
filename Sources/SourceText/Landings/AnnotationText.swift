/// Text inside a workflow command, as the runner of GitHub Actions decodes it.
package enum AnnotationText {
  /// In the message behind `::`.
  package static func message(_ text: String) -> String {
    text.replacing(bytesOf: "%", with: "%25").replacing(bytesOf: "\r", with: "%0D")
      .replacing(bytesOf: "\n", with: "%0A")
  }

  /// In the value of a property such as `file=`.
  package static func property(_ text: String) -> String {
    message(text).replacing(bytesOf: ":", with: "%3A").replacing(bytesOf: ",", with: "%2C")
  }
}
