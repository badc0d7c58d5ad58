/// Names and what they stand for, each name once.
///
/// A name that a template mentions must be there: `false` or an empty list says "none".
package struct TemplateRecord: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    let name: TemplateName
    var value: TemplateValue
  }

  private(set) var entries: [Entry]

  package init() {
    entries = []
  }

  /// Each name with its value.
  package init(_ elements: [(String, any TemplateConvertible)]) {
    entries = elements.map { Entry(name: TemplateName($0), value: $1.templateValue) }
    assert(Set(entries.map(\.name)).count == entries.count, "a name is given twice: \(elements.map(\.0))")
  }

  /// Whether it has no names.
  package var isEmpty: Bool { entries.isEmpty }

  /// What its names stand for.
  package var values: [TemplateValue] { entries.map(\.value) }

  /// What a name stands for; nil where it is not there.
  package func value(_ name: String) -> TemplateValue? { self[TemplateName(name)] }

  /// Gives a name a value; nil takes the name away.
  package subscript(name: String) -> (any TemplateConvertible)? {
    @available(*, unavailable, message: "a TemplateValue was read; use value(_:)")
    get { value(name) }
    set { self[TemplateName(name)] = newValue?.templateValue }
  }

  subscript(name: TemplateName) -> TemplateValue? {
    get { index(of: name).map { entries[$0].value } }
    set {
      switch (index(of: name), newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  private func index(of name: TemplateName) -> Int? {
    entries.withUnsafeBufferPointer { entries in
      for index in entries.indices where entries[index].name == name { return index }
      return nil
    }
  }

  /// Both records' names; where both have one, `combine` says which value it keeps.
  package func merging(
    _ other: TemplateRecord, uniquingKeysWith combine: (TemplateValue, TemplateValue) -> TemplateValue
  ) -> TemplateRecord {
    var merged = self
    merged.merge(other, uniquingKeysWith: combine)
    return merged
  }

  /// As `merging`, in place.
  package mutating func merge(
    _ other: TemplateRecord, uniquingKeysWith combine: (TemplateValue, TemplateValue) -> TemplateValue
  ) {
    let own = entries.count
    entries.reserveCapacity(own + other.entries.count)
    for entry in other.entries {
      if let index = index(of: entry.name), index < own {
        entries[index].value = combine(entries[index].value, entry.value)
      } else {
        entries.append(entry)
      }
    }
  }
}

extension TemplateRecord: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, any TemplateConvertible)...) {
    self.init(elements)
  }
}
