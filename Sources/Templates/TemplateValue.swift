/// What a name of a template stands for. There is nothing else: a value of another kind does not compile.
package enum TemplateValue: Sendable, Hashable {
  /// As a section it is shown once, whatever it is, with `.` for the text.
  case text(String)
  /// As a section it is shown once, `0` too, with `.` for the number.
  case number(Int)
  /// As a section: shown or not. `false` also stands for a value that is not there.
  case truth(Bool)
  /// As a section: shown once, with its names.
  case record(TemplateRecord)
  /// As a section: shown once for each.
  case list([TemplateValue])

  /// The text, where it is one.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The record, where it is one.
  package var record: TemplateRecord? {
    if case .record(let record) = self { record } else { nil }
  }

  /// The records of a list; empty where it is no list.
  package var records: [TemplateRecord] {
    if case .list(let values) = self { values.compactMap(\.record) } else { [] }
  }

  /// What it is, for a message.
  var kind: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .truth: "a truth"
    case .record: "a record"
    case .list: "a list"
    }
  }
}

/// What may be given to a template.
package protocol TemplateConvertible: Sendable {
  /// The value as templates know it.
  var templateValue: TemplateValue { get }
}

extension TemplateValue: TemplateConvertible {
  package var templateValue: TemplateValue { self }
}

extension String: TemplateConvertible {
  package var templateValue: TemplateValue { .text(self) }
}

extension Int: TemplateConvertible {
  package var templateValue: TemplateValue { .number(self) }
}

extension Bool: TemplateConvertible {
  package var templateValue: TemplateValue { .truth(self) }
}

extension TemplateRecord: TemplateConvertible {
  package var templateValue: TemplateValue { .record(self) }
}

extension Array: TemplateConvertible where Element: TemplateConvertible {
  package var templateValue: TemplateValue { .list(map { $0.templateValue }) }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }
  package init(booleanLiteral truth: Bool) { self = .truth(truth) }
  package init(integerLiteral number: Int) { self = .number(number) }
  package init(arrayLiteral elements: any TemplateConvertible...) {
    self = .list(elements.map { $0.templateValue })
  }
  package init(dictionaryLiteral elements: (String, any TemplateConvertible)...) {
    self = .record(TemplateRecord(elements))
  }
}

extension Optional where Wrapped: TemplateConvertible {
  /// The value, or `false` where there is none: what a template's section understands.
  package var orFalse: TemplateValue {
    switch self {
    case .some(let value): value.templateValue
    case .none: .truth(false)
    }
  }
}
