import Workflows

/// An expression, as a condition and inside a text.
enum ExpressionPromises {
  static func check(_ bytes: [UInt8], _ promises: inout Promises) async {
    let expression = String(decoding: bytes, as: UTF8.self)
    let workflow = """
      on: [push, pull_request_target, issue_comment]
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          if: \(YAMLQuotes.quoted(expression))
          env: {TOKEN: \(YAMLQuotes.quoted("${{ \(expression) }}"))}
          steps:
            - uses: actions/checkout@v4
              if: \(YAMLQuotes.quoted("${{ \(expression) }}"))
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: \(YAMLQuotes.quoted("make ${{ \(expression) }} ${{ secrets.KEY }}"))

      """
    await WorkflowPromises(Array(workflow.utf8)).checkFindings(&promises)
  }
}

/// A script, by itself and as a step of a workflow.
enum ShellPromises {
  static func check(_ bytes: [UInt8], _ promises: inout Promises) async {
    for command in ShellScript.commands(of: bytes[...]) { check(command, of: bytes, &promises) }
    let workflow = """
      on: [push, pull_request]
      permissions: {contents: read, packages: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          env: {TOKEN: "${{ secrets.KEY }}"}
          steps:
            - run: \(YAMLQuotes.quoted(String(decoding: bytes, as: UTF8.self)))
              env: {OWN: "${{ github.token }}"}

      """
    await WorkflowPromises(Array(workflow.utf8)).checkFindings(&promises)
  }

  /// Words stand inside the script, one behind the other; what has no quotes is what is written there, with a `$` where
  /// the commands of a substitution stood.
  private static func check(_ command: ShellScript.Command, of bytes: [UInt8], _ promises: inout Promises) {
    var end = 0
    for word in command.words {
      let offsets = word.offsets
      guard offsets.lowerBound >= end, offsets.upperBound <= bytes.count else {
        promises.expect(false, "a word outside of its place: `\(word.text)` at \(offsets)")
        return
      }
      end = offsets.upperBound
      let written = bytes[offsets]
      if written.contains(where: { "'\"\\$`".utf8.contains($0) }) { continue }
      let text = String(decoding: written, as: UTF8.self)
      promises.expect(
        word.text == text || word.text == text + "$", "a word that is not there: `\(word.text)` for `\(text)`"
      )
    }
  }
}
