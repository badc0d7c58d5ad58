import Foundation

/// What is read of a finding in zizmor's JSON.
struct ZizmorFinding: Decodable {
  let ident: String
  let ignored: Bool
  let determinations: Determinations
  let locations: [Location]

  struct Determinations: Decodable {
    let persona: String
  }

  struct Location: Decodable {
    let symbolic: Symbolic
    let concrete: Concrete
  }

  struct Symbolic: Decodable {
    let key: Key
    let kind: String
  }

  /// Of a file on the disk.
  struct Key: Decodable {
    let Local: LocalKey?

    struct LocalKey: Decodable {
      let verbatim_path: String?
      let given_path: String?
    }

    var path: String? { Local?.verbatim_path ?? Local?.given_path }
  }

  struct Concrete: Decodable {
    let location: Lines

    struct Lines: Decodable {
      let start_point: Point
      let end_point: Point
    }

    struct Point: Decodable {
      let row: Int
    }
  }
}

/// What is read of `tokenbook audit --format json`.
struct OwnReport: Decodable {
  let findings: [OwnFinding]
}

/// One of its findings.
struct OwnFinding: Decodable {
  let check: String
  let file: String
  let line: Int
  let end_line: Int
}

/// The page of the guide that says which check answers which audit.
enum GuidePage {
  /// A row of its table: an audit of zizmor, and our checks; none where the page says why not.
  struct Answer {
    let audit: String
    let checks: [String]
  }

  static func answers() throws -> [Answer] {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../site/content/field.md").standardizedFileURL
    return try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.split(separator: "`") }
      guard line.hasPrefix("| `"), cells.count >= 2 else { return nil }
      return Answer(audit: names(cells[0])[0], checks: names(cells[1]))
    }
  }

  /// What stands in backticks: each second piece.
  private static func names(_ pieces: [Substring]) -> [String] {
    pieces.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }
}
