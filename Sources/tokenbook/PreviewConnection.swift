import NIOCore
import NIOHTTP1
import Preview

/// One browser's connection to the preview: each request gets its answer, in order.
final class PreviewConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// How long a connection may say nothing before it is closed.
  static let patience = TimeAmount.minutes(1)

  private let answer: @Sendable (PreviewRequest) async -> PreviewAnswer
  /// The request that is being read; what it carries beside its head is not looked at.
  private var head: HTTPRequestHead?

  init(answer: @escaping @Sendable (PreviewRequest) async -> PreviewAnswer) {
    self.answer = answer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let read): head = read
    case .body: break
    case .end:
      guard let head else { return }
      self.head = nil
      make(PreviewRequest(head), head, context)
    }
  }

  /// A file may take a while to make; the next request of the connection waits for it, and no other does.
  private func make(_ request: PreviewRequest, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let answered = context.eventLoop.makeFutureWithTask { [answer] in await answer(request) }
    answered.assumeIsolated().whenSuccess { answer in self.send(answer, to: head, context) }
  }

  private func send(_ answer: PreviewAnswer, to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var headers = HTTPHeaders(answer.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    if !request.isKeepAlive { headers.add(name: "Connection", value: "close") }
    let head = HTTPResponseHead(
      version: request.version, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !answer.body.isEmpty {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: answer.body)))),
        promise: nil)
    }
    let sent = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !request.isKeepAlive {
      let channel = context.channel
      sent.whenComplete { _ in channel.close(promise: nil) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  /// The browser went away, or speaks something else: the connection ends, the preview goes on.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

extension PreviewRequest {
  /// A request that names several hosts names none.
  fileprivate init(_ head: HTTPRequestHead) {
    let hosts = head.headers["Host"]
    self.init(
      method: head.method.rawValue, path: String(head.uri.prefix { $0 != "?" }),
      host: hosts.count == 1 ? hosts.first : nil)
  }
}
