/// Puts into a page of the book what only the preview has. The script comes from the preview itself, so the page's own
/// Content-Security-Policy stands as it is.
struct PageDressing {
  let version: String

  /// With the reloading script at the end of the head, and `top` at the beginning of the body.
  func dress(_ page: [UInt8], top: String) -> [UInt8] {
    let head = """
      <link rel="stylesheet" href="/\(Preview.ownFolder)/preview.css">
      <script defer src="/\(Preview.ownFolder)/reload.js?version=\(version)"></script>

      """
    let endOfHead = page.firstRange(of: Array("</head>".utf8))?.lowerBound ?? page.startIndex
    let body = page[endOfHead...]
    let startOfBody = body.firstRange(of: Array("<body".utf8))?.upperBound ?? endOfHead
    let afterTag = page[startOfBody...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? startOfBody
    let split = startOfBody == endOfHead ? endOfHead : afterTag
    var dressed = Array(page[..<endOfHead])
    dressed += head.utf8
    dressed += page[endOfHead..<split]
    dressed += (top.isEmpty ? "" : "\n" + top).utf8
    dressed += page[split...]
    return dressed
  }
}
