/// What of a request decides its answer.
package struct PreviewRequest: Sendable {
  let method: String
  /// As it was sent, percent-encoded, without the query.
  let path: String
  /// The value of `Host`.
  let host: String?

  package init(method: String, path: String, host: String?) {
    self.method = method
    self.path = path
    self.host = host
  }

  var isReading: Bool { method == "GET" || method == "HEAD" }
  var wantsBody: Bool { method != "HEAD" }
}

/// An answer, ready to be sent.
package struct PreviewAnswer: Sendable, Equatable {
  package let status: Int
  /// By name; `Content-Length` is always there.
  package let headers: [String: String]
  package let body: [UInt8]

  /// Nothing is stored, guessed, framed or handed to pages of other origins.
  private static let always = [
    "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer",
  ]

  init(_ status: Int, _ type: String, _ body: [UInt8], _ headers: [String: String] = [:]) {
    let own = ["Content-Type": type, "Content-Length": String(body.count)]
    self.status = status
    self.headers = Self.always.merging(own) { $1 }.merging(headers) { $1 }
    self.body = body
  }

  private init(_ status: Int, _ headers: [String: String]) {
    (self.status, self.headers, self.body) = (status, headers, [])
  }

  static func text(_ status: Int, _ text: String, _ headers: [String: String] = [:]) -> PreviewAnswer {
    PreviewAnswer(status, ContentType.of("a.txt"), Array(text.utf8), headers)
  }

  /// To a path of this server only: the book has it, so it begins with one slash and a name.
  static func redirect(to path: String) -> PreviewAnswer {
    text(301, "moved\n", ["Location": path])
  }

  /// The answer to `HEAD`.
  var withoutBody: PreviewAnswer { PreviewAnswer(status, headers) }
}
