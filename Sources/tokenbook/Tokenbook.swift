import ArgumentParser

@main
struct Tokenbook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decide which credential every access of a GitHub organization should use, and write the book of it.")
}
