internal import CLibYAML

/// libyaml's event parser: the one owner of the C parser and of the event in hand.
///
/// The input must outlive it. Positions are libyaml's: characters, not bytes.
struct EventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// Nil when libyaml finds no memory.
  init?(_ input: UnsafeBufferPointer<UInt8>) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    self.parser = parser
    self.event = .allocate(capacity: 1)
    self.event.initialize(to: yaml_event_t())
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// Moves to the next event; false when the text is not YAML, with the reason in `failure`.
  mutating func advance() -> Bool {
    yaml_event_delete(event)
    return yaml_parser_parse(parser, event) == 1
  }

  var type: yaml_event_type_t { event.pointee.type }
  var start: Int { event.pointee.start_mark.index }
  var end: Int { event.pointee.end_mark.index }

  var scalar: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length)
  }

  var isPlainScalar: Bool { event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE }

  var isFlowCollection: Bool {
    type == YAML_SEQUENCE_START_EVENT
      ? event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      : event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
  }

  /// The name after `*` or `&`.
  var anchor: String? {
    switch type {
    case YAML_ALIAS_EVENT: EventStream.text(event.pointee.data.alias.anchor)
    case YAML_SCALAR_EVENT: EventStream.text(event.pointee.data.scalar.anchor)
    case YAML_SEQUENCE_START_EVENT: EventStream.text(event.pointee.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT: EventStream.text(event.pointee.data.mapping_start.anchor)
    default: nil
    }
  }

  /// The tag in its long form, `tag:yaml.org,2002:str`, where one is written.
  var tag: String? {
    switch type {
    case YAML_SCALAR_EVENT: EventStream.text(event.pointee.data.scalar.tag)
    case YAML_SEQUENCE_START_EVENT: EventStream.text(event.pointee.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT: EventStream.text(event.pointee.data.mapping_start.tag)
    default: nil
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(decodingCString: $0, as: UTF8.self) }
  }

  /// What libyaml says when it cannot go on.
  struct Failure {
    /// libyaml's own words.
    let problem: String
    /// A byte offset where the bytes are not text; nil for a problem of grammar.
    let byteOffset: Int?
    /// The byte or character that is not text.
    let value: Int
    /// In characters.
    let index: Int
    let context: String?
    let contextIndex: Int
  }

  var failure: Failure {
    let parser = parser.pointee
    return Failure(
      problem: parser.problem.map { String(cString: $0) } ?? "no more memory",
      byteOffset: parser.error == YAML_READER_ERROR ? parser.problem_offset : nil,
      value: Int(parser.problem_value),
      index: parser.problem_mark.index,
      context: parser.context.map { String(cString: $0) },
      contextIndex: parser.context_mark.index)
  }
}
