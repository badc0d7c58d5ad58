/// What a template may do with a value: `{{#last()}}`, `{{count(rows)}}`.
enum TemplateFunction: String, Sendable, CaseIterable {
  // Of the list that is gone through, or of a list.
  case first
  case last
  // Of the list that is gone through.
  case index
  // Of the place in it, or of a number.
  case even
  case odd
  // Of a list.
  case count
  case empty
  case reversed
  // Of a number.
  case equalzero
  case plusone
  case minusone
}

extension TemplateFunction {
  /// What it takes, for a message.
  var argument: String {
    switch self {
    case .first, .last, .count, .empty, .reversed: "a list"
    case .index: "one"
    case .even, .odd, .equalzero, .plusone, .minusone: "a number"
    }
  }

  /// Of the list that is gone through; nil where it takes something else. Where there is no list nothing is true.
  func value(of loop: (index: Int, count: Int)?) -> TemplateValue? {
    switch self {
    case .first: .truth(loop.map { $0.index == 0 } ?? false)
    case .last: .truth(loop.map { $0.index + 1 == $0.count } ?? false)
    case .even: .truth(loop.map { $0.index.isMultiple(of: 2) } ?? false)
    case .odd: .truth(loop.map { !$0.index.isMultiple(of: 2) } ?? false)
    case .index: loop.map { $0.index.templateValue }
    case .count, .empty, .reversed, .equalzero, .plusone, .minusone: nil
    }
  }

  /// Of a value; nil where it takes something else.
  func value(of value: TemplateValue) -> TemplateValue? {
    switch self {
    case .first, .last, .count, .empty, .reversed: value.list.map(ofList)
    case .even, .odd, .equalzero, .plusone, .minusone: value.number.flatMap(ofNumber)
    case .index: nil
    }
  }

  private func ofList(_ values: [TemplateValue]) -> TemplateValue {
    switch self {
    case .first: values.first ?? .truth(false)
    case .last: values.last ?? .truth(false)
    case .count: values.count.templateValue
    case .empty: .truth(values.isEmpty)
    case .reversed: .list(values.reversed())
    case .index, .even, .odd, .equalzero, .plusone, .minusone: .truth(false)
    }
  }

  private func ofNumber(_ number: Int) -> TemplateValue? {
    switch self {
    case .even: .truth(number.isMultiple(of: 2))
    case .odd: .truth(!number.isMultiple(of: 2))
    case .equalzero: .truth(number == 0)
    case .plusone: (number &+ 1).templateValue
    case .minusone: (number &- 1).templateValue
    case .first, .last, .index, .count, .empty, .reversed: nil
    }
  }
}

extension TemplateValue {
  /// A list; what is not there has nothing in it.
  fileprivate var list: [TemplateValue]? {
    switch self {
    case .list(let values): values
    case .truth(false): []
    case .text, .number, .record, .truth(true): nil
    }
  }

  fileprivate var number: Int? {
    if case .number(let number) = self { number } else { nil }
  }
}
