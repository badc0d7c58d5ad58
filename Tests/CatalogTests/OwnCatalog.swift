import Catalog
import Guidance
import SourceText

/// A small catalog with files of a person's own beside it.
struct OwnCatalog {
  let catalog: Catalog
  /// The id, file and place of each problem: `bad-day@own/actions/mine.yaml:3:12`, without the path for one file alone.
  let problems: [String]
  /// The messages of the problems.
  let messages: [String]

  /// The files that the program comes with, here.
  private static let small = [
    ("rest-endpoints.tsv", CatalogTests.columns),
    ("programs.tsv", "program\ttakes\n"),
    ("graphql-mutations.tsv", "mutation\tverb\tpermissions\tchecked\tbasis\n"),
    ("gh-commands.tsv", "command\toption\tverb\tpermissions\ttarget\tchecked\n"),
    ("failure-messages.yaml", "[]\n"),
    ("search-words.yaml", "[]\n"),
    ("services/parcels.yaml", parcels),
    ("actions/code.yaml", record("actions/checkout", "{token: job-token}")),
    ("actions/tools.yaml", record("actions/cache", "{}")),
  ]

  private static let parcels = """
    service: parcels
    title: the parcel office
    home: https://parcels.example
    checked: 2026-11-30
    needs: {call desk: {target: a desk}}
    facts: {}
    options:
      - {id: robot, class: service_account, title: a robot's key, serves: [call desk], stored: {secret: PARCEL_KEY}}
      - {id: own, class: personal, title: a person's key, serves: [call desk]}
    steps:
      robot:
        setup: [{who: repository, run: parcels key}]
        verify: {positive: {run: parcels show, expect: yes}, negative: {run: parcels write, expect: no}}
        rotate: none
        revoke: [{run: parcels end}]
        last_use: none
      own: {like: robot}
    examples: [{gives: robot}]
    """

  private static func record(_ name: String, _ inputs: String) -> String {
    let source = "https://github.com/\(name)/blob/\(String(repeating: "d", count: 40))/action.yml"
    return "\(name):\n  source: \(source)\n  checked: 2026-11-26\n  inputs: \(inputs)\n"
  }

  /// - Parameter texts: by path below the folder.
  init(_ texts: [String: String]) {
    var files = CatalogFiles()
    for (name, text) in Self.small { files.add(name, at: "catalog/\(name)", Array(text.utf8)) }
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      files.add(name, at: "own/\(name)", Array(text.utf8), isOwn: true)
    }
    let reading = Catalog.read(files, facts: Set(Fact.byID.keys))
    catalog = reading.catalog
    problems = reading.diagnostics.map { problem in
      guard let range = problem.range else { return problem.id }
      let file = files.sources[range.file]
      let place = file.place(at: Int(range.start))
      return "\(problem.id)@" + (texts.count > 1 ? "\(file.path):" : "") + "\(place.line):\(place.column)"
    }
    messages = reading.diagnostics.map(\.message)
  }
}
