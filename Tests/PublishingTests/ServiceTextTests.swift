import LocatedYAML
import SourceText
import Testing

@testable import Documents

/// What a description says lands in commands, sentences and files of a record, and stays what it is.
@Suite struct ServiceTextTests {
  private static let hostile = "a'; touch \"$(x)\" `y` ${{ github.token }}\n- b # *c* | {target}"

  private let text = ServiceText(["target": ServiceTextTests.hostile, "owner": "acme", "repository": "web"])

  @Test func whatIsHarmlessComesOutAsItIs() {
    #expect(text.shell("gh variable list -R {owner}/{repository}") == "gh variable list -R acme/web")
    #expect(text.markdown("open {owner}, then `settings/{repository}`") == "open `acme`, then `settings/web`")
    #expect(
      text.plain("${{ vars.X }} {Not} {} ${repository} {a b}") == "${{ vars.X }} {Not} {} ${repository} {a b}"
    )
  }

  /// bash reads each as one argument that holds the value, wherever its quotes are.
  @Test(arguments: [
    "printf '%s\\n' {target}", "printf '%s\\n' x{target}", "printf '%s\\n' \"{target}\"",
    "printf '%s\\n' '{target}'",
    "printf '%s\\n' \"a \\\" {target}\"",
  ]) func aCommandHoldsTheValueAsOneWord(command: String) async throws {
    let shown = try await ShellPrograms.output(of: text.shell(command))
    #expect(shown.hasSuffix(Self.hostile.replacing("\n", with: " ") + "\n"))
    #expect(shown.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["echo {target_id}", "echo '{target_id}'", "echo \"{target_id}\""])
  func whatIsNotKnownStopsTheCommand(command: String) async throws {
    #expect(text.unknown(in: [command, command]) == ["TARGET_ID"])
    await #expect(throws: (any Error).self) {
      try await ShellPrograms.output(of: text.shell(command) + "; echo reached")
    }
    #expect(try await ShellPrograms.output(of: "TARGET_ID=7; " + text.shell(command)) == "7\n")
  }

  @Test func aVariableOfARecordMustBeSet() {
    #expect(text.shell("a \"$KEY_ID\" $X '$Y' \\$Z $(b)") == "a \"${KEY_ID:?}\" ${X:?} '$Y' \\$Z $(b)")
  }

  @Test func anOptionForWhatThereIsNoneOfIsLeftOut() {
    let without = ServiceText(["owner": "acme"], absent: ["environment"])
    #expect(
      without.shell("gh variable set A --env {environment} -R {owner}/web") == "gh variable set A -R acme/web"
    )
  }

  /// Ids are known to GitHub alone.
  @Test(arguments: [false, true]) func bothSpellingsOfTheSubjectAreWritten(hasEnvironment: Bool) {
    let text = ServiceText(
      ["owner": "acme", "repository": "web", "branch": "main"].merging(
        hasEnvironment ? ["environment": "production"] : [:]
      ) { $1 },
      absent: hasEnvironment ? [] : ["environment"])
    let end = hasEnvironment ? "environment:production" : "ref:refs/heads/main"
    #expect(
      text.writing("trust.json", "[\"{subject}\", \"{subject_with_ids}\"]") == """
        cat > trust.json <<END
        ["repo:acme/web:\(end)", "repo:acme@${OWNER_ID:?}/web@${REPOSITORY_ID:?}:\(end)"]
        END
        """)
  }

  @Test(arguments: ["{owner}", "{owner_id}"]) func aFileIsWrittenWithTheValue(owner: String) async throws {
    let command = text.writing("/dev/stdout", "{\"$a\": [\"{target}\", \"\(owner)\"]}\n")
    let shown = try await ShellPrograms.output(of: "OWNER_ID=acme\n" + command)
    let value = Self.hostile.replacing("\n", with: " ").replacing("\"", with: "\\\"")
    #expect(shown == "{\"$a\": [\"\(value)\", \"acme\"]}\n")
  }

  @Test func aSentenceShowsTheValue() {
    let shown = text.markdown("open {target}, and {target_id}")
    #expect(shown.hasPrefix("open ") && shown.hasSuffix(", and `TARGET_ID`"))
    #expect(!shown.contains("\n") && !shown.contains(" *c* ") && !shown.contains(" | "))
  }

  private static func steps(_ yaml: String) throws -> [YAMLNode] {
    let read = YAMLParser.parse(
      SourceFile(path: "ci.yml", bytes: Array(yaml.utf8)), as: SourceFileID(index: 0))
    #expect(read.diagnostics.isEmpty)
    let document = try #require(read.document)
    return Array(document.root.elements)
  }

  /// Read as YAML, each scalar holds the value; Actions evaluates nothing of it.
  @Test func aWorkflowHoldsTheValue() throws {
    let lines = text.workflow(
      """
      - uses: acme/deploy@0123 # v1
        with:
          role: arn:{target} # the role
          quoted: '{owner}'
          plain: ${{ vars.ROLE }}
      - run: deploy {target}
      - run: |
          deploy --to "{target}"
          deploy {owner}
      """)
    let yaml = lines.joined(separator: "\n") + "\n"
    let line = Self.hostile.replacing("\n", with: " ")
    let value = line.replacing("${{", with: "${{ '${{' }}")
    let steps = try Self.steps(yaml)
    #expect(steps.count == 3)
    #expect(steps[0]["with"]?["role"]?.text == "arn:" + value)
    #expect(steps[0]["with"]?["quoted"]?.text == "acme")
    #expect(steps[0]["with"]?["plain"]?.text == "${{ vars.ROLE }}")
    #expect(steps[1]["run"]?.text == "deploy " + ShellWord.quoted(line).replacing("${{", with: "$''{{"))
    #expect(steps[2]["run"]?.text.hasSuffix("\ndeploy acme\n") == true)
    #expect(lines.count == 9 && lines[0] == "- uses: acme/deploy@0123 # v1")
  }
}
