/// Writes one template with its values.
struct TemplateRenderer {
  /// Deeper than this, partials name each other in a circle.
  private static let deepest = 50

  private let templates: [CompiledTemplate]
  private let numbers: [String: Int]
  private let outermost: String
  /// From the outermost to the innermost.
  private var frames: [TemplateValue]
  /// The list that is gone through.
  private var loop: (index: Int, count: Int)?
  private var indentation: [UInt8] = []
  private var depth = 0
  private var missing: Set<String> = []
  private(set) var problems: [String] = []
  var output: MarkupOutput

  init(_ templates: [CompiledTemplate], _ numbers: [String: Int], _ record: TemplateRecord, of name: String) {
    (self.templates, self.numbers, outermost) = (templates, numbers, name)
    frames = [.record(record)]
    output = MarkupOutput(capacity: 16_384)
  }

  /// Writes the template with this number.
  mutating func render(_ number: Int) {
    let template = templates[number]
    run(template, 0..<template.instructions.count)
  }

  private mutating func run(_ template: CompiledTemplate, _ range: Range<Int>) {
    var next = range.lowerBound
    while next < range.upperBound {
      let number = next
      next += 1
      switch template.instructions[number] {
      case .text(let text, let startsLine): write(template.text[text], startsLine: startsLine)
      case .lineStart: if !indentation.isEmpty { indent() }
      case .value(let reference, let landing): write(template.references[reference], in: template, landing)
      case .section(let reference, let end):
        show(template.references[reference], in: template, number + 1..<end)
        next = end
      case .inverted(let reference, let end):
        showNone(template.references[reference], in: template, number + 1..<end)
        next = end
      case .partial(let number, let indentation): call(number, indentation, from: template)
      case .dynamicPartial(let reference, let indentation):
        call(template.references[reference], indentation, from: template)
      case .openSpan: output.openSpan()
      case .closeSpan: output.closeSpan()
      case .openFence: output.openFence()
      case .closeFence: output.closeFence()
      }
    }
  }

  // MARK: Text

  private mutating func write(_ text: ArraySlice<UInt8>, startsLine: Bool) {
    if indentation.isEmpty { return output.bytes += text }
    if startsLine { indent() }
    var rest = text
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end + 1 < rest.endIndex {
      output.bytes += rest[...end]
      rest = rest[(end + 1)...]
      indent()
    }
    output.bytes += rest
  }

  /// A partial that stands within a line begins there.
  private mutating func indent() {
    if output.bytes.last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n") { output.bytes += indentation }
  }

  // MARK: Tags

  private mutating func write(
    _ reference: TemplateReference, in template: CompiledTemplate, _ landing: TextLanding
  ) {
    switch value(reference, in: template) {
    case .text(let text)?: output.write(text, landing)
    case .number(let number)?: output.write(String(number), landing)
    case .truth(let truth)?: output.write(truth ? "true" : "false", landing)
    case .record(let record)?: refuse(.record(record), reference, in: template, "a text")
    case .list(let values)?: refuse(.list(values), reference, in: template, "a text")
    case nil: break
    }
  }

  private mutating func show(
    _ reference: TemplateReference, in template: CompiledTemplate, _ body: Range<Int>
  ) {
    switch value(reference, in: template) {
    case .truth(true)?: run(template, body)
    case .truth(false)?, nil: break
    case .list(let values)?: show(values, in: template, body)
    case .text(let text)?: show(once: .text(text), in: template, body)
    case .number(let number)?: show(once: .number(number), in: template, body)
    case .record(let record)?: show(once: .record(record), in: template, body)
    }
  }

  private mutating func show(once value: TemplateValue, in template: CompiledTemplate, _ body: Range<Int>) {
    frames.append(value)
    run(template, body)
    frames.removeLast()
  }

  private mutating func show(_ values: [TemplateValue], in template: CompiledTemplate, _ body: Range<Int>) {
    let around = loop
    for (index, value) in values.enumerated() {
      loop = (index, values.count)
      show(once: value, in: template, body)
    }
    loop = around
  }

  private mutating func showNone(
    _ reference: TemplateReference, in template: CompiledTemplate, _ body: Range<Int>
  ) {
    switch value(reference, in: template) {
    case .truth(let truth)?: if !truth { run(template, body) }
    case .list(let values)?: if values.isEmpty { run(template, body) }
    case .text?, .number?, .record?: break
    case nil: run(template, body)
    }
  }

  private mutating func call(
    _ reference: TemplateReference, _ indentation: [UInt8], from template: CompiledTemplate
  ) {
    guard let value = value(reference, in: template), value != .truth(false) else { return }
    guard case .text(let name) = value else {
      return refuse(value, reference, in: template, "the name of a partial")
    }
    if let number = numbers[name] { return call(number, indentation, from: template) }
    report("there is no partial `\(name)`, which `\(reference.text)` names", reference, in: template)
  }

  private mutating func call(_ number: Int, _ indentation: [UInt8], from template: CompiledTemplate) {
    guard depth < TemplateRenderer.deepest else {
      return report("template `\(template.name)`: its partials include each other")
    }
    depth += 1
    self.indentation += indentation
    render(number)
    self.indentation.removeLast(indentation.count)
    depth -= 1
  }

  // MARK: Values

  private mutating func value(
    _ reference: TemplateReference, in template: CompiledTemplate
  ) -> TemplateValue? {
    switch reference.source {
    case .current:
      guard let current = frames.last else { return nil }
      return reference.functions.isEmpty ? current : apply(reference, to: current, in: template)
    case .name(let name):
      guard let found = find(name) else { return miss(reference, in: template) }
      return reference.functions.isEmpty ? found : apply(reference, to: found, in: template)
    case .path(let name, let path):
      guard let first = find(name), let found = walk(path, from: first) else {
        return miss(reference, in: template)
      }
      return reference.functions.isEmpty ? found : apply(reference, to: found, in: template)
    case .loop: return apply(reference, to: nil, in: template)
    }
  }

  private func find(_ name: TemplateName) -> TemplateValue? {
    for index in frames.indices.reversed() {
      if case .record(let record) = frames[index], let value = record[name] { return value }
    }
    return nil
  }

  /// What is not there has nothing in it.
  private func walk(_ path: [TemplateName], from first: TemplateValue) -> TemplateValue? {
    var value = first
    for name in path {
      switch value {
      case .truth(false): return value
      case .record(let record):
        guard let next = record[name] else { return nil }
        value = next
      case .text, .number, .truth(true), .list: return nil
      }
    }
    return value
  }

  private mutating func apply(
    _ reference: TemplateReference, to value: TemplateValue?, in template: CompiledTemplate
  ) -> TemplateValue? {
    var value = value
    for function in reference.functions {
      let result = value.map(function.value) ?? function.value(of: loop)
      guard let result else {
        refuse(value, reference, in: template, function.argument)
        return nil
      }
      value = result
    }
    return value
  }

  // MARK: Problems

  private mutating func miss(_ reference: TemplateReference, in template: CompiledTemplate) -> TemplateValue?
  {
    let name = reference.name ?? reference.text
    if missing.insert(name).inserted {
      report("nothing is called `\(name)` in `\(outermost)`", reference, in: template)
    }
    return nil
  }

  /// - Parameter found: nil where a function asks for the list around it, and there is none.
  private mutating func refuse(
    _ found: TemplateValue?, _ reference: TemplateReference, in template: CompiledTemplate, _ expected: String
  ) {
    let found = found?.kind ?? "no list around it"
    report(
      "found \(found) as `\(reference.text)` in `\(outermost)`, expected \(expected)", reference, in: template
    )
  }

  private mutating func report(
    _ problem: String, _ reference: TemplateReference, in template: CompiledTemplate
  ) {
    report("template `\(template.name)`, line \(reference.line): \(problem)")
  }

  private mutating func report(_ problem: String) {
    if !problems.contains(problem) { problems.append(problem) }
  }
}
