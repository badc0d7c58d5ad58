import SourceText

/// A request as a person writes it: `POST /repos/acme/web/check-runs`, or its path alone.
package struct RequestLine: Sendable {
  /// In upper case; nil where only the path is written.
  package let method: String?
  /// The parts of the path, without the server and what follows `?`.
  package let path: [String]

  /// What a path of GitHub's API begins with where the server is written too.
  private static let servers = ["https://api.github.com/", "https://uploads.github.com/", "/api/v3/"]

  /// Nil for a text that is no request.
  package init?(_ text: String) {
    let words = text.split(separator: " ")
    guard let address = words.last, words.count <= 2 else { return nil }
    let isPath = address.hasPrefix("/") || Self.servers.contains(where: address.hasPrefix)
    guard isPath || words.count == 2 && address.contains("/") else { return nil }
    method = words.count == 2 ? words[0].uppercased() : nil
    let server = Self.servers.first(where: address.hasPrefix) ?? ""
    path = address.dropFirst(server.count).prefix { $0 != "?" }.split(separator: "/").map(String.init)
  }
}

extension Catalog {
  /// What a request goes to.
  package enum Answer: Sendable {
    case endpoint(Endpoint)
    /// The path is known, but the method is not, or is not said: those that there are.
    case methods([Endpoint])
    /// Nothing; the nearest, where one is near.
    case nothing(nearest: Endpoint?)
  }

  /// The methods of the API, in the order in which GitHub's pages sort them.
  private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

  /// What a request goes to, whatever stands for the names in its path.
  package func answer(_ request: RequestLine) -> Answer {
    if let method = request.method, let found = endpoint(method, request.path) { return .endpoint(found) }
    let others = Self.methods.compactMap { endpoint($0, request.path) }
    if request.method == nil, others.count == 1, let only = others.first { return .endpoint(only) }
    return others.isEmpty ? .nothing(nearest: nearest(request)) : .methods(others)
  }

  /// The endpoint whose text is nearest, with the names of the request in it.
  private func nearest(_ request: RequestLine) -> Endpoint? {
    let sorted = allEndpoints.sorted { $0.text < $1.text }
    let texts = sorted.map { endpoint in
      let parts = endpoint.path.enumerated().map { index, part in
        part.first == "{" && index < request.path.count ? request.path[index] : part
      }
      return "\(request.method == nil ? "" : "\(endpoint.method) ")\(parts.joined(separator: "/"))"
    }
    let wanted = (request.method.map { "\($0) " } ?? "") + request.path.joined(separator: "/")
    guard let near = NearestMatch(texts).match(wanted), let index = texts.firstIndex(of: near) else {
      return nil
    }
    return sorted[index]
  }
}
