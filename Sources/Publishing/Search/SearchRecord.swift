/// What a search can lead to: a page of the site, or an answer on one, such as a row of its table.
struct SearchRecord: Sendable, Hashable {
  let title: String
  /// From the root of the site, `repositories/web.html`.
  let href: String
  /// What kind of page it is, in words.
  let kind: String
  /// A sentence below the title.
  var summary = ""
  /// Further words to find it by, as good as those of the title.
  var keywords = ""
  /// How much better than others it is found, where the words fit as well: 1 is as well as others.
  var weight = 1.0
}
