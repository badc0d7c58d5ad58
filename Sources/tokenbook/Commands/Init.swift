import Guidance
import ArgumentParser
import OrganizationModel
import OutputFolder
import SourceText

/// Writes a commented starter description.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented starter description.",
    discussion: "Doesn't overwrite an existing file without `--force`.")

  @Argument(
    help: "The file to write; `-` is standard output.", completion: .file(extensions: ["yaml", "yml"]))
  var file = "tokenbook.yaml"

  @Option(help: "The login of the organization.")
  var organization = "acme"

  @Flag(help: "Overwrite an existing file.")
  var force = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let rule = TextRule.organization
    guard rule.accepts(Array(organization.utf8)[...]) else {
      throw ValidationError("found '\(organization)', expected \(rule.expectation): \(rule.words ?? "")")
    }
  }

  func run() throws {
    try NewFile(path: file, force: force).write(Starter.text(organization: organization), common.console)
    if file != "-" {
      common.console.note(
        "wrote `\(file)`; edit it, then run `tokenbook check\(file == "tokenbook.yaml" ? "" : " \(file)")`"
      )
      common.console.next(
        "to start from what you have, `tokenbook import workflows FOLDER` or `tokenbook import github`")
    }
  }
}
