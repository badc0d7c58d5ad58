/// All that is known of a kind of consumer. Who adds one writes its record and the templates that it names; the schema and
/// `tokenbook init` follow from it, and tests say what the guide and the runbooks still lack.
package struct ConsumerRecord: Sendable {
  /// What it is to GitHub, which decides whether it has a token of GitHub's own.
  package enum Place: String, Sendable, CaseIterable, Hashable {
    /// Nothing that GitHub runs: it has only what is stored for it.
    case outside
    /// Dependabot's own updater.
    case dependabot
    /// Every codespace that starts from some repositories.
    case codespaces
    /// A workflow of another organization or host.
    case actions
  }

  /// How a runbook stores a credential for it.
  package enum Storing: Sendable {
    /// By a template of `templates/documents/steps`, which names what it runs of `kubectl`, `kubeseal` and the like.
    case step(String, tools: [String])
    /// As a Secret of its cluster, by the words of `stores_in`.
    case inCluster
    /// By a step that says what `stores_in` says.
    case inWords
  }

  /// A template that shows that it works, and what it runs.
  package struct Proof: Sendable {
    package let step: String
    package let tools: [String]

    init(_ step: String, tools: [String] = []) {
      (self.step, self.tools) = (step, tools)
    }

    /// Somebody starts it and reads its log.
    package static let use = Proof("verify-consumer")
  }

  package let place: Place
  /// With its article: `a Kubernetes cluster`.
  package let words: String
  /// The store of GitHub that holds its secrets, of the repositories that it then has to name; nil where it keeps them
  /// elsewhere.
  package let store: SecretStore?
  /// What has GitHub's own token there: `the codespace`.
  package let run: String
  package let storing: Storing
  /// Shows that it uses what is stored: where it pulls an image, and where it does anything else.
  package let pulling: Proof
  package let using: Proof
  /// Whether its nodes pull images, with the messages that this brings.
  package let pullsImages: Bool
  /// Whether it keeps logins to registries as pull secrets, whose values whoever may read them can read.
  package let keepsPullSecrets: Bool

  init(
    _ words: String, place: Place = .outside, store: SecretStore? = nil, run: String = "the run",
    storing: Storing = .inWords, pulling: Proof = .use, using: Proof = .use, pullsImages: Bool = false,
    keepsPullSecrets: Bool = false
  ) {
    (self.words, self.place, self.store, self.run) = (words, place, store, run)
    (self.storing, self.pulling, self.using) = (storing, pulling, using)
    (self.pullsImages, self.keepsPullSecrets) = (pullsImages, keepsPullSecrets)
  }
}

extension Consumer.Kind {
  /// All that is known of it.
  package var record: ConsumerRecord {
    switch self {
    case .kubernetes: .kubernetes
    case .flux: .flux
    case .argocd: .argocd
    case .jenkins: .jenkins
    case .gitlab: .gitlab
    case .ci: .ci
    case .host: .host
    case .dependabot: .dependabot
    case .codespaces: .codespaces
    case .actions: .actions
    case .other: .other
    }
  }
}

extension ConsumerRecord {
  fileprivate static let kubernetes = ConsumerRecord(
    "a Kubernetes cluster", storing: .inCluster, pulling: Proof("verify-kubernetes", tools: ["kubectl"]),
    pullsImages: true, keepsPullSecrets: true)
  /// Its sources name a Secret of their own namespace by `spec.secretRef`: `identity` and `known_hosts` for SSH, `username`
  /// and `password` for HTTPS, `githubApp…` with the provider `github`, a login of Docker for OCI; a source is fetched anew
  /// when `reconcile.fluxcd.io/requestedAt` changes, which `status.lastHandledReconcileAt` repeats
  /// (https://fluxcd.io/flux/components/source/gitrepositories, https://fluxcd.io/flux/components/source/ocirepositories and
  /// https://fluxcd.io/flux/cmd/flux_create_secret_githubapp, looked at on 2026-11-30).
  fileprivate static let flux = ConsumerRecord(
    "Flux in a cluster", storing: .step("store-flux", tools: ["kubectl"]),
    pulling: Proof("verify-flux", tools: ["kubectl", "docker"]),
    using: Proof("verify-flux", tools: ["kubectl", "curl"]), keepsPullSecrets: true)

  /// It takes the credential of a repository from a Secret of its own namespace with the label
  /// `argocd.argoproj.io/secret-type: repository` and the very `url`; the annotation `argocd.argoproj.io/refresh` goes when
  /// an Application has been compared anew
  /// (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories,
  /// https://argo-cd.readthedocs.io/en/release-3.4/user-guide/oci/ and
  /// https://argo-cd.readthedocs.io/en/latest/user-guide/annotations-and-labels/, looked at on 2026-11-30).
  fileprivate static let argocd = ConsumerRecord(
    "Argo CD in a cluster", storing: .step("store-argocd", tools: ["kubectl"]),
    pulling: Proof("verify-argocd", tools: ["kubectl", "docker"]),
    using: Proof("verify-argocd", tools: ["kubectl", "curl"]))

  fileprivate static let jenkins = ConsumerRecord(
    "a Jenkins controller", storing: .step("store-jenkins", tools: []))
  fileprivate static let gitlab = ConsumerRecord(
    "projects of a GitLab", storing: .step("store-gitlab", tools: []))
  fileprivate static let ci = ConsumerRecord("another CI service")
  fileprivate static let host = ConsumerRecord("a machine")
  fileprivate static let dependabot = ConsumerRecord(
    "Dependabot's updater", place: .dependabot, store: .dependabot, run: "Dependabot's updater")
  fileprivate static let codespaces = ConsumerRecord(
    "every codespace of some repositories", place: .codespaces, store: .codespaces, run: "the codespace")
  fileprivate static let actions = ConsumerRecord(
    "a workflow of another organization or host", place: .actions, run: "its own job")
  fileprivate static let other = ConsumerRecord("something else")
}

extension Consumer {
  /// The store of GitHub that it reads; nil for one that keeps its secrets elsewhere.
  package var store: SecretStore? { kind.record.store }
}
