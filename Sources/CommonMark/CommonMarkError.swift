/// Why a text cannot be rendered at all. Everything else in Markdown is fine by definition.
package enum CommonMarkError: Error, Hashable, Sendable {
  /// The text has a NUL at this byte offset. libcmark would replace it, C strings would end at it.
  case nul(offset: Int)
  /// The text has more bytes than `MarkdownDocument.maximumLength`.
  case tooLong(bytes: Int)
}
