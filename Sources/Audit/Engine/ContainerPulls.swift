import SourceText
import Workflows

/// The image of a job or service that comes from the container registry of GitHub, pulled with `credentials`.
struct ContainerPull {
  let container: JobContainer
  let list: StepList
  /// What its password carries.
  let credential: CredentialSource
  /// The text of the password.
  let password: WorkflowText
  /// Whether the image is of the repository's own owner.
  let isForOwn: Bool

  /// `the container of job `build``.
  var words: String {
    let what = container.name.map { "service `\($0)`" } ?? "the container"
    return "\(what) of job `\(list.name)`"
  }

  /// The key under which a text of its `credentials` stands.
  func placed(_ text: WorkflowText?, _ key: String) -> PlacedText? {
    let place = container.name.map { ["services", $0] } ?? ["container"]
    return text.map { PlacedText(text: $0, path: ["jobs", list.name] + place + ["credentials", key]) }
  }

  /// What it is called in a subject.
  var subject: String { "\(list.name) \(container.name ?? "container")" }
}

extension AuditedFile {
  /// Of its own jobs; an image whose name the file does not tell is left out.
  var containerPulls: [ContainerPull] {
    guard let uses else { return [] }
    return stepLists.flatMap { list in
      list.job.map { [$0.container].compactMap(\.self) + $0.services }.map { containers in
        containers.compactMap { pull($0, list, uses) }
      } ?? []
    }
  }

  private func pull(_ container: JobContainer, _ list: StepList, _ uses: WorkflowUses) -> ContainerPull? {
    guard let image = container.image, let password = container.password else { return nil }
    let needs = uses.needs.filter { $0.job == list.name && $0.range == image.range && $0.verb == .pull }
    guard let credential = needs.first?.credential else { return nil }
    let owner = described?.tree.owner ?? JobLogin.unnamedOwner
    return ContainerPull(
      container: container, list: list, credential: credential, password: password,
      isForOwn: needs.contains { $0.target.packageOwner?.lowercased() == owner.lowercased() })
  }
}
