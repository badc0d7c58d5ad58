/// A template with everything resolved that can be known before there are values.
struct CompiledTemplate: Sendable {
  /// One step of writing it. Numbers of instructions are those of the template, numbers of references too.
  enum Instruction: Sendable {
    /// Bytes of `text`.
    case text(Range<Int>, startsLine: Bool)
    /// What follows is the first on its line.
    case lineStart
    case value(reference: Int, TextLanding)
    /// What the section has in it ends before `end`.
    case section(reference: Int, end: Int)
    case inverted(reference: Int, end: Int)
    /// - Parameter number: the partial's place among all templates.
    case partial(number: Int, indentation: [UInt8])
    case dynamicPartial(reference: Int, indentation: [UInt8])
    /// The backtick that begins a code span with values in it, and the one that ends it.
    case openSpan
    case closeSpan
    /// The backticks that begin a fenced block, and those that end it.
    case openFence
    case closeFence
  }

  /// A partial that a template names.
  struct Mention {
    let name: String
    let line: Int
    /// The instruction that waits for its number.
    let instruction: Int
  }

  let name: String
  let format: TemplateCompiler.Format
  var instructions: [Instruction] = []
  var text: [UInt8] = []
  var references: [TemplateReference] = []

  init(name: String, _ format: TemplateCompiler.Format) {
    self.name = name
    self.format = format
  }
}
