import ArgumentParser
import Dispatch
import FlyingFox
import FlyingSocks
import Foundation
import OutputFolder
import Preview
import SourceText
import Synchronization

/// The preview on a port: FlyingFox asks it for answers.
final class PreviewServer: Sendable {
  private let preview: Mutex<Preview>
  private let configuration: HTTPServer.Configuration
  private let place: Place
  private let console: Console

  /// Where it was asked to listen.
  private struct Place {
    let host: String
    let port: UInt16
  }

  /// Throws where the host is no address.
  init(host: String, port: UInt16, ownFiles: [String: [UInt8]], _ console: Console) throws {
    preview = Mutex(Preview(ownFiles: ownFiles))
    place = Place(host: host, port: port)
    configuration = try Self.configuration(host, port)
    self.console = console
  }

  private static func configuration(_ host: String, _ port: UInt16) throws -> HTTPServer.Configuration {
    let name = host == "localhost" ? "127.0.0.1" : host
    if let address = try? sockaddr_in.inet(ip4: name, port: port) {
      return HTTPServer.Configuration(address: address, logger: .disabled)
    }
    if let address = try? sockaddr_in6.inet6(ip6: name, port: port) {
      return HTTPServer.Configuration(address: address, logger: .disabled)
    }
    throw ValidationError(
      "found '\(host)' for '--host', expected an address such as 127.0.0.1, ::1 or 0.0.0.0.")
  }

  func show(_ made: PreviewMaking.Made) {
    let book = made.book.map { book in
      Dictionary(uniqueKeysWithValues: book.entries.map { ($0.path.text, $0.bytes) })
    }
    preview.withLock { preview in
      if let book {
        preview.show(book, warnings: made.diagnostics, in: made.files)
      } else {
        preview.show(made.diagnostics, in: made.files)
      }
    }
  }
}

// MARK: - Running

extension PreviewServer {
  /// Listens, makes the first book, prints the address, and follows changes until a signal ends it. Throws the exit
  /// status where the port cannot be had.
  func run(following making: PreviewMaking) async throws {
    let server = HTTPServer(config: configuration, handler: self)
    let running = Task { try await server.run() }
    try await waitUntilListening(server, running)
    let first = await making.make()
    show(first)
    console.show(first.diagnostics, in: first.files)
    try await announce(server.listeningAddress)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await Interruption.wait() }
      group.addTask { _ = await running.result }
      group.addTask { await self.follow(making, from: first) }
      await group.next()
      group.cancelAll()
      running.cancel()
    }
  }

  private func waitUntilListening(_ server: HTTPServer, _ running: Task<Void, any Error>) async throws {
    let listening = Task { try await server.waitUntilListening() }
    let watching = Task {
      _ = await running.result
      listening.cancel()
    }
    do {
      try await listening.value
      watching.cancel()
    } catch {
      running.cancel()
      guard case .failure(let reason) = await running.result else { throw console.fail(refusal(error)) }
      throw console.fail(refusal(reason))
    }
  }

  /// Makes the book anew whenever something that it was made of looks different, until the task is cancelled.
  private func follow(_ making: PreviewMaking, from first: PreviewMaking.Made) async {
    var last = first
    while true {
      await last.observation.wait()
      if Task.isCancelled { return }
      let made = await making.make()
      show(made)
      if made.diagnostics != last.diagnostics { console.show(made.diagnostics, in: made.files) }
      console.note(made.book == nil ? "changed: no new book" : "changed: the book is made anew")
      last = made
    }
  }

  private func announce(_ address: Socket.Address?) throws {
    switch address {
    case .ip4(let host, let port): try announce("http://\(host):\(port)/", isOpen: !host.hasPrefix("127."))
    case .ip6(let host, let port): try announce("http://[\(host)]:\(port)/", isOpen: host != "::1")
    case .unix, nil: return
    }
  }

  private func announce(_ address: String, isOpen: Bool) throws {
    try console.write(address + "\n")
    if isOpen { console.note("note: everyone who reaches this machine can read the book") }
    console.note("previewing; Ctrl-C ends it")
  }

  private func refusal(_ error: any Error) -> Refusal {
    var reason = "\(error)"
    if case SocketError.failed(_, let code, let message) = error {
      reason = code == EADDRINUSE ? "something else listens there" : message
    }
    return Refusal([
      Diagnostic(
        "cannot-listen", .error, "cannot listen at port \(place.port) of \(place.host): \(reason)", at: nil,
        help: "choose another with `--port`; 0 takes any that is free")
    ])
  }
}

// MARK: - Answering

extension PreviewServer: HTTPHandler {
  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let answer = preview.withLock { $0 }.answer(
      PreviewRequest(
        method: request.method.rawValue, path: request.target.path(), host: request.headers[.host]))
    var headers = HTTPHeaders()
    for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
    return HTTPResponse(
      statusCode: HTTPStatusCode(answer.status, phrase: Self.phrases[answer.status] ?? ""), headers: headers,
      body: HTTPBodySequence(data: Data(answer.body), suggestedBufferSize: 1 << 16))
  }

  private static let phrases = [
    200: "OK", 301: "Moved Permanently", 404: "Not Found", 405: "Method Not Allowed",
    421: "Misdirected Request", 503: "Service Unavailable",
  ]
}

/// Ctrl-C, or being told to end.
private enum Interruption {
  /// Returns at the first; from then on signals are ignored.
  static func wait() async {
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}
