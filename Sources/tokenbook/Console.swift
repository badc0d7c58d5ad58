import ArgumentParser
import Catalog
import Guidance
import OutputFolder
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// When text carries colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never
}

/// Standard output for results, standard error for everything else.
struct Console {
  let colorChoice: ColorChoice
  /// Whether only results, problems and warnings are asked for.
  var isQuiet = false

  enum Stream: Int32 {
    case output = 1
    case error = 2
  }

  /// Writes a result to standard output.
  func write(_ text: String) throws {
    let failure = Console.write(text, to: .output)
    if failure != 0 { throw fail(FileError("write", "standard output", code: failure)) }
  }

  /// Writes a result that is for people: nothing in it acts on their terminal but colours.
  func write(shown text: String) throws { try write(TerminalText.shown(text)) }

  /// Writes a result that is bytes already to standard output.
  func write(bytes: [UInt8]) throws {
    try write(String(decoding: bytes, as: UTF8.self))
  }

  /// Says on standard error what was done; with `--quiet` nothing.
  func note(_ line: String) {
    if !isQuiet { complain(line) }
  }

  /// Says on standard error what a person must know; there is nowhere to complain when that fails.
  func complain(_ line: String) {
    _ = Console.write(TerminalText.shown(line) + "\n", to: .error)
  }

  /// Names the command that usually comes next, to a person: a program that reads standard error has no use for it.
  func next(_ words: String) {
    if isTerminal(.error) { note(TerminalText.plain("next: \(words)")) }
  }

  /// Diagnostics with their excerpts, to standard error.
  func show(_ diagnostics: [Diagnostic], in files: SourceFiles = SourceFiles()) {
    if diagnostics.isEmpty { return }
    complain(text(of: diagnostics, in: files, on: .error) + "\n" + DiagnosticRenderer.summary(diagnostics))
  }

  func text(of diagnostics: [Diagnostic], in files: SourceFiles, on stream: Stream) -> String {
    DiagnosticRenderer(files: files, color: hasColor(stream)).text(diagnostics)
  }

  /// Writes diagnostics without number to standard output, as they are rendered on all cores.
  func write(many diagnostics: [Diagnostic], in files: SourceFiles) async throws {
    try await DiagnosticRenderer(files: files, color: hasColor(.output))
      .textInParallel(diagnostics) { piece in try write(piece) }
  }

  /// Shows an operation that the system refused, and gives the exit status for it.
  func fail(_ error: FileError, help: String? = nil) -> ExitCode {
    show([Diagnostic("file", .error, error.description, at: nil, help: help ?? error.help)])
    return .wrongInput
  }

  /// Does what the system may refuse; shows the refusal, and throws the exit status for it.
  func attempt<Result>(_ operation: () throws(FileError) -> Result) throws -> Result {
    do throws(FileError) {
      return try operation()
    } catch {
      throw fail(error)
    }
  }

  /// Shows why a command cannot go on, and gives the exit status for it.
  func fail(_ refusal: Refusal) -> ExitCode {
    show(refusal.diagnostics, in: refusal.files)
    return .wrongInput
  }

  /// What the program knows of GitHub; shows why, where it cannot be read.
  func catalog(_ options: CatalogOptions) throws -> Catalog {
    do throws(Refusal) {
      return try Resources.catalog(own: options.catalog)
    } catch {
      throw fail(error)
    }
  }

  /// The files of the catalog, for diagnostics about them.
  func catalogFiles(_ options: CatalogOptions) throws -> SourceFiles {
    do throws(Refusal) {
      return try Resources.catalogFiles(own: options.catalog).sources
    } catch {
      throw fail(error)
    }
  }

  /// What long work is at, on a line of its own that the next one replaces; nil wipes it. Only for a terminal.
  func progress(_ text: String?) {
    guard isTerminal(.error), !isQuiet else { return }
    _ = Console.write("\r\u{1B}[K" + (text.map { $0 + " …" } ?? ""), to: .error)
  }

  /// `NO_COLOR` with any text, and a terminal that cannot, turn colours off.
  func hasColor(_ stream: Stream) -> Bool {
    switch colorChoice {
    case .always: return true
    case .never: return false
    case .auto:
      let isPlain = Environment["NO_COLOR"] != nil || Environment["TERM"] == "dumb"
      return !isPlain && isTerminal(stream)
    }
  }

  /// How the tables and explanations of decisions are dressed.
  func style(on stream: Stream) -> TextStyle {
    TextStyle(hasColor: hasColor(stream))
  }

  func isTerminal(_ stream: Stream) -> Bool {
    isatty(stream.rawValue) == 1
  }

  /// Returns an error number or 0. A reader that went away ends the process silently, as any filter.
  private static func write(_ text: String, to stream: Stream) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count {
        let written = systemWrite(
          stream.rawValue, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
        if written >= 0 {
          offset += written
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }
}

/// The environment variables; one that is empty counts as absent.
enum Environment {
  static subscript(name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
