/// What a browser takes a file of a book for.
enum ContentType {
  static let html = "text/html; charset=utf-8"

  /// By the end of the name.
  static func of(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { name[$0...].dropFirst() } ?? ""
    return types[String(ending).lowercased()] ?? "application/octet-stream"
  }

  private static let types = [
    "html": html, "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "md": "text/markdown; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8", "ics": "text/calendar; charset=utf-8", "svg": "image/svg+xml",
    "yaml": "application/yaml", "yml": "application/yaml", "png": "image/png", "ico": "image/x-icon",
    "xml": "application/xml", "woff2": "font/woff2", "webmanifest": "application/manifest+json",
    "sarif": "application/sarif+json",
  ]
}
