/// A value of JSON.
package enum JSONValue: Sendable, Hashable {
  case null
  case truth(Bool)
  /// A number without a fraction.
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// The text, or null where there is none.
  package init(_ text: String?) {
    self = text.map(JSONValue.text) ?? .null
  }

  /// Texts, in their order.
  package init(_ texts: [String]) {
    self = .list(texts.map(JSONValue.text))
  }

  /// Names and the text of each.
  package init(_ texts: [String: String]) {
    self = .object(texts.mapValues(JSONValue.text))
  }

  /// The text, where it is one.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The truth, where it is one.
  package var truth: Bool? {
    if case .truth(let truth) = self { truth } else { nil }
  }

  /// The number without a fraction, where it is one.
  package var integer: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The number, where it is one.
  package var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .null, .truth, .text, .list, .object: nil
    }
  }

  /// The values of a list; nil where it is none.
  package var list: [JSONValue]? {
    if case .list(let values) = self { values } else { nil }
  }

  /// The members of an object; nil where it is none.
  package var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The texts of a list of texts; nil where it is none.
  package var texts: [String]? {
    list.flatMap { values in
      let texts = values.compactMap(\.text)
      return texts.count == values.count ? texts : nil
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }
  package init(booleanLiteral truth: Bool) { self = .truth(truth) }
  package init(arrayLiteral values: JSONValue...) { self = .list(values) }
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(Dictionary(members, uniquingKeysWith: { $1 }))
  }
}
