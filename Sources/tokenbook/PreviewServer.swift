import ArgumentParser
import Dispatch
import NIOCore
import NIOHTTP1
import NIOPosix
import OutputFolder
import Preview
import SourceText
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The preview on a port: SwiftNIO reads the requests and sends the answers.
final class PreviewServer: Sendable {
  private let preview: Mutex<Preview>
  private let address: SocketAddress
  private let console: Console
  private let open = Atomic<Int>(0)

  /// How many connections are answered at a time. macOS gives a program 256 descriptors, and one that has none left can do
  /// nothing at all.
  private static let mostOpen = 64

  /// Throws where the host is no address.
  init(host: String, port: UInt16, ownFiles: [String: [UInt8]], _ console: Console) throws {
    preview = Mutex(Preview(ownFiles: ownFiles))
    address = try Self.address(host, port)
    self.console = console
  }

  private static func address(_ host: String, _ port: UInt16) throws -> SocketAddress {
    do {
      return try SocketAddress(ipAddress: host == "localhost" ? "127.0.0.1" : host, port: Int(port))
    } catch {
      throw ValidationError(
        "found '\(host)' for '--host', expected an address such as 127.0.0.1, ::1 or 0.0.0.0.")
    }
  }

  func show(_ made: PreviewMaking.Made) {
    preview.withLock { preview in
      if let book = made.book {
        preview.show(LazyPreview(book: book), of: made.inputs, warnings: made.diagnostics, in: made.files)
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
    let channel = try await listen()
    let first = making.make()
    show(first)
    console.show(first.diagnostics, in: first.files)
    try announce(channel.localAddress)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await Interruption.wait() }
      group.addTask { await self.follow(making, from: first) }
      await group.next()
      group.cancelAll()
    }
    try await channel.close()
  }

  private func listen() async throws -> any Channel {
    let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        guard self.admit(channel) else { return channel.close() }
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandlers(
            IdleStateHandler(allTimeout: PreviewConnection.patience),
            PreviewConnection { request in await self.preview.withLock { $0 }.answer(request) })
        }
      }
    do {
      return try await bootstrap.bind(to: address).get()
    } catch {
      throw console.fail(refusal(error))
    }
  }

  /// Counts a connection until it ends; false where there are too many.
  private func admit(_ channel: any Channel) -> Bool {
    let count = open.add(1, ordering: .relaxed).newValue
    channel.closeFuture.whenComplete { _ in self.open.subtract(1, ordering: .relaxed) }
    return count <= Self.mostOpen
  }

  /// Makes the book anew whenever something that it was made of looks different, until the task is cancelled.
  private func follow(_ making: PreviewMaking, from first: PreviewMaking.Made) async {
    var last = first
    while true {
      await last.observation.wait()
      if Task.isCancelled { return }
      let made = making.make()
      show(made)
      if made.diagnostics != last.diagnostics { console.show(made.diagnostics, in: made.files) }
      console.note(made.book == nil ? "changed: no new book" : "changed: the book was rebuilt")
      last = made
    }
  }

  private func announce(_ listening: SocketAddress?) throws {
    guard let listening, let host = listening.ipAddress, let port = listening.port else { return }
    if case .v6 = listening {
      try announce("http://[\(host)]:\(port)/", isOpen: host != "::1")
    } else {
      try announce("http://\(host):\(port)/", isOpen: !host.hasPrefix("127."))
    }
  }

  private func announce(_ address: String, isOpen: Bool) throws {
    try console.write(address + "\n")
    if isOpen { console.complain("note: everyone who can reach this machine can read the book") }
    console.note("previewing; press Ctrl-C to stop")
  }

  private func refusal(_ error: any Error) -> Refusal {
    let reason =
      switch (error as? IOError)?.errnoCode {
      case EADDRINUSE: "another program is listening there"
      case let code?: String(cString: strerror(code))
      case nil: "\(error)"
      }
    return Refusal([
      Diagnostic(
        "cannot-listen", .error,
        "can't listen on port \(address.port ?? 0) of \(address.ipAddress ?? ""): \(reason)", at: nil,
        help: "choose another with `--port`; 0 uses any free port")
    ])
  }
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
