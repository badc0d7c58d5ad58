import Guidance
import OrganizationModel
import Services
import SourceText

/// The part of a workflow file that uses what a service accepts: the steps of its record's snippet, filled in.
struct ServiceWorkflow {
  let use: ServiceAccess
  let records: ServiceRecords

  /// What the job's token must be allowed for it.
  var permissions: [String: AccessLevel] {
    let pairs = (change?.permissions ?? []).compactMap { name, level in
      AccessLevel(rawValue: level).map { (name, $0) }
    }
    return Dictionary(pairs, uniquingKeysWith: max)
  }

  /// The lines of its steps, to be indented as items of `steps:`; the job's own checkout is there already.
  var steps: [String] {
    let items = snippets.flatMap { ServiceWorkflow.items(of: use.text.workflow($0.text)) }
      .filter { !$0[0].hasPrefix(bytesOf: "- uses: \(PinnedActions.checkout.name)@") }
    return items.isEmpty ? [] : ["# \(use.need)"] + items.flatMap { $0 }
  }

  private var change: ServiceOption.WorkflowChange? { use.option?.workflow }

  private var snippets: [ServiceSnippet] {
    use.steps.setup.filter(FilledStep.isInWorkflow)
      .compactMap { $0.snippet.flatMap(records.snippet) }
  }

  /// The items below `steps:`, each without its indentation.
  private static func items(of lines: [String]) -> [[String]] {
    guard let start = lines.firstIndex(of: "steps:") else { return [] }
    let below = lines[(start + 1)...].prefix {
      $0.isEmpty || $0.hasPrefix(bytesOf: " ") || $0.hasPrefix(bytesOf: "-")
    }
    let indentation = below.first.map { $0.utf8.prefix { $0 == UInt8(ascii: " ") }.count } ?? 0
    var items: [[String]] = []
    for line in below.map({ String($0.dropFirst(indentation)) }) where !line.isEmpty {
      if line.hasPrefix(bytesOf: "- ") || items.isEmpty { items.append([]) }
      items[items.count - 1].append(line)
    }
    return items
  }
}
