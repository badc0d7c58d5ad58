/// What Flux and Argo CD hold and read. A source or an Application is `ns/kind/name` of the small cluster.
extension Proof {
  private static let knownHost = [".ssh/known_hosts": "github.com ssh-ed25519 AAAA\n"]
  private static let noKey = Failure("no key", without: ["have-key"])

  static let gitOps = stored("flux") + stored("argo") + fluxReads + argoReads

  // MARK: Storing

  private static func stored(_ consumer: String) -> [Proof] {
    let (step, isFlux) = (consumer == "flux" ? "store-flux" : "store-argocd", consumer == "flux")
    let app = isFlux ? "acme-gitops-contents-read-flux-app" : "existing-gitops_key"
    let (token, package) = (
      "acme-globex-reader-contents-read-\(consumer)-token", "acme-pull-read-packages-\(consumer)"
    )
    func forbidden(_ name: String) -> Failure {
      Failure(
        "forbidden, with an older one there",
        #"{"cluster": {"forbidden": true, "pull_secrets": {"ns/\#(name)": {"entries": {"identity": "e30=", "sshPrivateKey": "e30=", "password": "e30=", "githubAppPrivateKey": "e30=", ".dockerconfigjson": "e30="}}}}}"#
      )
    }
    let key = "\(consumer)-deploy-key-shared"
    return [
      Proof(
        step, on: "credentials/\(key)", of: "GitOps", after: ["have-key"], answers: ["~/keys/a", "ns"],
        home: knownHost,
        fails: [
          noKey, forbidden(isFlux ? key : "\(key)-acme-shared"),
          Failure("no namespace", answers: ["~/keys/a", ""]),
        ] + (isFlux ? [Failure("nothing says which host to trust", home: [".ssh/known_hosts": ""])] : [])),
      Proof(
        step, on: "credentials/\(app)", of: "GitOps", after: ["have-key"],
        answers: ["~/keys/app", "ns", "5", "77"],
        fails: [
          noKey, forbidden(isFlux ? app : "gitops-key-acme-infra"),
          Failure("no App", answers: ["~/keys/app", "ns", "", "77"]),
          Failure("no installation", answers: ["~/keys/app", "ns", "5", ""]),
        ]),
      Proof(
        step, on: "credentials/\(token)", of: "GitOps", after: ["read-token"], answers: ["@fine", "ns"],
        fails: [
          Failure("no token", answers: ["", "ns"]), forbidden(isFlux ? token : "\(token)-globex-tools"),
          Failure("no namespace", answers: ["@fine", ""]),
        ]),
      Proof(
        step, on: "credentials/\(package)", of: "GitOps", after: ["read-token"], answers: ["@reader", "ns"],
        fails: [
          Failure("no token", answers: ["", "ns"]), forbidden(package),
          Failure("no namespace", answers: ["@reader", ""]),
        ]),
    ]
  }

  // MARK: Reading

  /// A source of the small cluster, and a fine-grained PAT that reads what is at its address.
  private static func source(_ name: String, _ address: String, secret: String = "", _ more: String = "")
    -> String
  {
    #"{"tokens": {"@fine": {"repositories": ["globex/tools"]}}, "cluster": {"sources": {"ns/\#(name)": {"url": "\#(address)", "secret": "\#(secret)"}}\#(more)}}"#
  }

  private static let tools = "https://github.com/globex/tools"
  private static let image = "oci://ghcr.io/acme/web"
  private static let stuck = Failure("nothing runs there", #"{"cluster": {"reconciles": false}}"#)
  private static let publicTools = Failure(
    "anybody reads it", #"{"repositories": {"globex/tools": {"visibility": "public"}}}"#)
  private static let publicImage = Failure(
    "anybody pulls it", #"{"packages": {"container/web": {"visibility": "public"}}}"#)
  private static let refused = Failure(
    "rate limit", #"{"refuse": {"repos/globex/tools": [403, "API rate limit exceeded"]}}"#)

  private static let fluxReads = reads(
    "verify-flux", "store-flux", page: "flux", git: "gitrepository", oci: "ocirepository",
    sees: "Proved: Flux fetched",
    more: [
      Failure(
        "it names another Secret",
        #"{"cluster": {"sources": {"ns/gitrepository/tools": {"secret": "other"}, "ns/ocirepository/tools": {"secret": "other"}}}}"#
      )
    ])

  private static let argoReads = reads(
    "verify-argocd", "store-argocd", page: "argo", git: "application", oci: "application",
    sees: "Proved: Argo CD read",
    more: [
      Failure(
        "another Secret is for that address too",
        #"{"cluster": {"pull_secrets": {"ns/a": {"label": "argocd.argoproj.io/secret-type=repository", "entries": {"url": "aHR0cHM6Ly9naXRodWIuY29tL2dsb2JleC90b29scw=="}}, "ns/b": {"label": "argocd.argoproj.io/secret-type=repository", "entries": {"url": "b2NpOi8vZ2hjci5pby9hY21lL3dlYg=="}}}}}"#
      )
    ])

  private static func reads(
    _ step: String, _ store: String, page: String, git: String, oci: String, sees: String, more: [Failure]
  ) -> [Proof] {
    let (token, package) = (
      "acme-globex-reader-contents-read-\(page)-token", "acme-pull-read-packages-\(page)"
    )
    let after = ["read-token", store]
    let gitWorld = source("\(git)/tools", tools, secret: token)
    let ociWorld = source("\(oci)/tools", image, secret: package)
    func proof(_ plan: String, _ answers: [String], _ world: String, _ sees: String, _ fails: [Failure])
      -> Proof
    {
      Proof(
        step, on: "credentials/\(plan)", of: "GitOps", after: after, answers: answers, world: world,
        sees: sees,
        fails: fails)
    }
    let gitAnswers = ["@fine", "ns", "ns", "tools"]
    let ociAnswers = ["@reader", "ns", "ns", "tools", "1.0"]
    let isRead =
      more + [
        stuck, Failure("no such source", answers: ["@fine", "ns", "ns", "other"]),
        Failure("in another namespace", answers: ["@fine", "ns", "other", "tools"]),
        Failure("the token was revoked", #"{"tokens": {"@fine": null}}"#),
        Failure("another address", source("\(git)/tools", "https://github.com/globex/other", secret: token)),
      ]
    let isPulled =
      more + [
        stuck, Failure("no such source", answers: ["@reader", "ns", "ns", "other", "1.0"]),
        Failure("the token was revoked", #"{"tokens": {"@reader": null}}"#),
        Failure("no grant", #"{"packages": {"container/web": {"readers": ["ada"]}}}"#),
        Failure("another image", source("\(oci)/tools", "oci://ghcr.io/acme/other", secret: package)),
      ]
    let isClosed = "Proved: without a credential"
    return [
      proof(token, gitAnswers, gitWorld, sees, isRead),
      proof(token, gitAnswers, gitWorld, isClosed, [stuck, publicTools, refused]),
      proof(package, ociAnswers, ociWorld, sees, isPulled),
      proof(
        package, ociAnswers, ociWorld, isClosed,
        [stuck, publicImage, Failure("no tag typed", answers: ["@reader", "ns", "ns", "tools", ""])]),
    ]
  }
}
