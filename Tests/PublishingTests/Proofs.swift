/// Every proof of the runbooks. `@reader`, `@person` and `@app` are tokens of the small GitHub, `@key-a` to `@key-c` the
/// public halves of `~/keys/a` to `~/keys/c`.
extension Proof {
  static let all =
    tokens + packages + keyProofs + rotations + leaks + apps + runs + leavers + accountProofs + gitOps

  // MARK: Tokens

  private static let revoked = Failure("the token was revoked", #"{"tokens": {"@reader": null}}"#)
  private static let anothers = Failure("the token is another's", answers: ["@person"])
  /// The reader is signed in as the very account, so that `gh` without the token says its name too.
  private static let noToken = Failure("no token", #"{"me": "acme-pull"}"#, answers: [""])
  private static let blank = Failure("a blank behind the token", answers: ["@reader "])

  private static let prod = "credentials/acme-pull-read-packages-prod"
  private static let release = "credentials/existing-release_app_key"
  private static let noAppToken = Failure("no token", without: ["app-token"])

  private static let tokens = [
    Proof(
      "read-token", on: "credentials/acme-pull-read-packages-prod", answers: ["@reader"],
      sees: "classic PAT, its checksum fits",
      fails: [
        blank,
        Failure("two characters changed places", answers: ["ghp_aaab\(String(repeating: "a", count: 32))"]),
        Failure("cut off", answers: ["ghp_aaaaaaaaaaaaaa"]), Failure("another kind", answers: ["@fine"]),
        Failure("nothing", answers: [""]), Failure("something else", answers: ["correct horse"]),
      ]),
    Proof(
      "verify-login", on: prod, after: ["read-token"], answers: ["@reader"], sees: "^acme-pull$",
      fails: [revoked, anothers, noToken, blank]),
    Proof(
      "verify-scopes", on: prod, after: ["read-token"], answers: ["@reader"],
      sees: "^x-oauth-scopes: read:packages$",
      fails: [
        revoked, anothers, noToken,
        Failure("more scopes", #"{"tokens": {"@reader": {"scopes": ["read:packages", "repo"]}}}"#),
      ]),
    Proof(
      "verify-no-repository", on: prod, after: ["read-token"], answers: ["@reader"],
      fails: [
        revoked, noToken,
        Failure(
          "the scope repo, and access",
          #"{"tokens": {"@reader": {"scopes": ["repo"]}}, "repositories": {"acme/infra": {"roles": {"acme-pull": "read"}}}}"#
        ),
        Failure("no such repository", #"{"repositories": {"acme/infra": null}}"#),
        Failure("rate limit", #"{"refuse": {"repos/acme/infra": [403, "API rate limit exceeded"]}}"#),
      ]),
    Proof(
      "verify-permission", on: release, after: ["have-key", "app-token"], answers: ["~/keys/app"],
      sees: "^can read$",
      fails: [
        Failure("no such permission", #"{"tokens": {"@app": {"permissions": {"contents": null}}}}"#),
        Failure("not selected", #"{"tokens": {"@app": {"repositories": ["acme/web"]}}}"#), noAppToken,
      ]),
    Proof(
      "verify-write", on: release, after: ["have-key", "app-token"], answers: ["~/keys/app"],
      sees: "HTTP 422",
      fails: [
        Failure("it only reads", #"{"tokens": {"@app": {"permissions": {"contents": "read"}}}}"#), noAppToken,
      ]),
    Proof(
      "verify-no-write", on: "credentials/acme-release-contents-read", after: ["have-key", "app-token"],
      answers: ["~/keys/app"],
      world:
        #"{"tokens": {"@app": {"repositories": ["globex/tools"], "permissions": {"contents": "read"}}}}"#,
      fails: [
        Failure("it may write", #"{"tokens": {"@app": {"permissions": {"contents": "write"}}}}"#),
        Failure(
          "it may write, but the repository is archived",
          #"{"tokens": {"@app": {"permissions": {"contents": "write"}}}, "repositories": {"globex/tools": {"archived": true}}}"#
        ),
        Failure("another repository", #"{"tokens": {"@app": {"repositories": ["acme/web"]}}}"#), noAppToken,
      ]),
  ]

  // MARK: Packages

  /// The reader's own login to the registry, which Docker finds by itself, can read what the token cannot.
  private static let ownLogin =
    #""keychain": "@person", "packages": {"container/web": {"readers": ["boris"]}}"#

  /// The store behind a cluster's External Secrets holds a login under the name of a consumer's token.
  private static func backed(_ consumer: String, _ login: String, instead other: String? = nil) -> String {
    let gone = other.map { #", "acme-pull-read-packages-\#($0)": null"# } ?? ""
    return #"{"cluster": {"backing": {"acme-pull-read-packages-\#(consumer)": "\#(login)"\#(gone)}}}"#
  }

  private static let packages = [
    Proof(
      "verify-package", on: prod, after: ["read-token"], answers: ["@reader"],
      sees: "^web\tcontainer\tprivate$",
      fails: [
        revoked, anothers, noToken,
        Failure("no grant", #"{"packages": {"container/web": {"readers": ["ada"]}}}"#),
      ]),
    Proof(
      "verify-pull", on: prod, after: ["read-token"], answers: ["@reader"],
      fails: [
        noToken, Failure("no grant, but an own login", "{\(ownLogin)}"),
        Failure("revoked, but an own login", #"{"tokens": {"@reader": null}, \#(ownLogin)}"#),
        Failure("no tag", #"{"packages": {"container/web": {"tags": []}}}"#),
        Failure("Docker 20.10", #"{"docker_reads_oci": false}"#),
      ]),
    Proof(
      "verify-only-packages", on: prod, after: ["read-token"], answers: ["@reader"],
      world:
        #"{"packages": {"npm/board": {"readers": ["acme-pull"]}, "maven/com.acme.lib": {"visibility": "private", "readers": ["acme-pull"]}}}"#,
      fails: [
        revoked, noToken,
        Failure("one more", #"{"packages": {"container/hand/made": {"readers": ["acme-pull"]}}}"#),
        Failure("one less", #"{"packages": {"npm/board": {"readers": []}}}"#),
        Failure("refused", #"{"refuse": {"orgs/acme/packages": [403, "API rate limit exceeded"]}}"#),
      ]),
    Proof(
      "store-kubernetes", on: "credentials/acme-pull-read-packages-prod", after: ["read-token"],
      answers: ["@reader", "ns"],
      fails: [
        Failure(
          "forbidden, with an older one there",
          #"{"cluster": {"forbidden": true, "pull_secrets": {"ns/acme-pull-read-packages-prod": {"data": "e30="}}}}"#
        ),
        Failure("no namespace", answers: ["@reader", ""]), Failure("no token", answers: ["", "ns"]),
      ]),
    Proof(
      "store-kubernetes", on: "credentials/own-deploy-key-shared", of: "clusters", after: ["have-key"],
      answers: ["~/keys/a", "ns"],
      fails: [
        Failure(
          "forbidden, with an older one there",
          #"{"cluster": {"forbidden": true, "pull_secrets": {"ns/own-deploy-key-shared": {"data": "e30="}}}}"#
        ),
        noKey,
      ]),
    Proof(
      "store-sealed", on: "credentials/acme-pull-read-packages-sealed", of: "clusters", after: ["read-token"],
      answers: ["@reader", "ns"],
      fails: [
        Failure("no controller", #"{"cluster": {"controller": false}}"#),
        Failure(
          "it is not unsealed, and an older one is there",
          #"{"cluster": {"unseals": false, "pull_secrets": {"ns/acme-pull-read-packages-sealed": {"data": "e30="}}}}"#
        ),
        Failure("forbidden", #"{"cluster": {"forbidden": true}}"#),
        Failure("no namespace", answers: ["@reader", ""]), Failure("no token", answers: ["", "ns"]),
      ]),
    Proof(
      "store-sealed", on: "credentials/sealed-deploy-key-shared", of: "clusters", after: ["have-key"],
      answers: ["~/keys/a", "ns"], fails: [noKey, Failure("no namespace", answers: ["~/keys/a", ""])]),
    Proof(
      "store-external", on: "credentials/acme-pull-read-packages-external", of: "clusters",
      after: ["read-token"],
      answers: ["@reader", "ns", "clustersecretstore.external-secrets.io/vault"],
      world: backed("external", "ghcr.io acme-pull @reader"),
      fails: [
        Failure("the store lacks it", backed("elsewhere", "ghcr.io acme-pull @reader", instead: "external")),
        Failure("the store has the old token", backed("external", "ghcr.io acme-pull @person")),
        Failure("another user", backed("external", "ghcr.io boris @reader")),
        Failure("another store", answers: ["@reader", "ns", "secretstore.external-secrets.io/vault"]),
        Failure("no store", answers: ["@reader", "ns", ""]),
        Failure("no token", answers: ["", "ns", "clustersecretstore.external-secrets.io/vault"]),
      ]),
    Proof(
      "store-cluster", on: "credentials/acme-pull-read-packages-other", of: "clusters", after: ["read-token"],
      answers: ["@reader", "ns"],
      world: #"{"cluster": {"arrives": {"acme-pull-read-packages-other": "ghcr.io acme-pull @reader"}}}"#,
      fails: [
        Failure("it never arrives", #"{"cluster": {"arrives": null}}"#),
        Failure(
          "the old token arrives",
          #"{"cluster": {"arrives": {"acme-pull-read-packages-other": "ghcr.io acme-pull @person"}}}"#),
        Failure("no token", answers: ["", "ns"]),
      ]),
    Proof(
      "verify-kubernetes", on: "credentials/acme-pull-read-packages-sealed", of: "clusters",
      after: ["read-token", "store-sealed"], answers: ["@reader", "ns", "ns", "1.0"],
      fails: [
        Failure("revoked", #"{"tokens": {"@reader": null}}"#),
        Failure("it is not unsealed", #"{"cluster": {"unseals": false}}"#),
      ]),
    Proof(
      "verify-kubernetes", on: "credentials/acme-pull-read-packages-prod",
      after: ["read-token", "store-kubernetes"], answers: ["@reader", "ns", "ns", "1.0"],
      fails: [
        Failure(
          "revoked, and an earlier pull is among the events",
          #"{"tokens": {"@reader": null}, "cluster": {"events": {"pull-test": ["Successfully pulled image"]}}}"#
        ),
        Failure("the secret is in another namespace", answers: ["@reader", "ns", "other", "1.0"]),
        Failure("no node takes the pod", #"{"cluster": {"starts_pods": false}}"#),
        Failure("no namespace", answers: ["@reader", "ns", "", "1.0"]),
      ]),
    Proof(
      "package-anonymous", on: "repair-package-hand",
      world:
        #"{"keychain": "@person", "packages": {"container/hand/made": {"readers": ["ada", "boris"]}}}"#,
      fails: [
        Failure("public", #"{"packages": {"container/hand/made": {"visibility": "public"}}}"#),
        Failure(
          "public, without that tag",
          #"{"packages": {"container/hand/made": {"visibility": "public", "tags": []}}}"#),
        Failure("no such package", #"{"packages": {"container/hand/made": null}}"#),
      ]),
    Proof(
      "store-secret", on: "credentials/acme-pull-read-packages-workflows", after: ["read-token"],
      answers: ["@reader"], sees: "^stored at ",
      fails: [
        Failure(
          "refused, with an older one there",
          #"{"refuse": {"repos/acme/web/actions/secrets/ACME": [403, "Must have admin rights to Repository."]}, "secrets": {"acme/web ACME_PULL_READ_PACKAGES_WORKFLOWS": "old"}}"#
        ),
        Failure("no token", answers: [""]),
      ]),
  ]

  // MARK: Keys

  private static let ci = "credentials/web-ci-deploy-key-shared"
  /// The reader's SSH settings offer a key of their own.
  private static let ownKey = [".ssh/config": "Host *\n  IdentityFile ~/keys/b\n"]
  /// A desk that signs each commit and sends GitHub's addresses elsewhere.
  private static let desk = [
    ".gitconfig":
      "[commit]\n\tgpgsign = true\n[url \"https://elsewhere.invalid/\"]\n\tinsteadOf = git@github.com:\n",
    ".ssh/config": "Host *\n  IdentityFile ~/keys/c\n",
  ]

  /// A deploy key made of the small GitHub's key of that name, on a repository and on no other.
  private static func keys(_ name: String, readOnly: Bool = true, on repository: String = "acme/shared")
    -> String
  {
    let others = ["acme/shared", "acme/web", "acme/infra"].filter { $0 != repository }
    let none = others.map { #""\#($0)": {"keys": []}"# }.joined(separator: ", ")
    return
      #"{"repositories": {"\#(repository)": {"keys": [\#(key(name, 7, readOnly: readOnly))]}, \#(none)}}"#
  }

  private static func key(_ name: String, _ id: Int, readOnly: Bool = true) -> String {
    #"{"id": \#(id), "title": "web-ci-deploy-key-shared", "key": "@key-\#(name)", "read_only": \#(readOnly), "added_by": "boris", "created_at": "2026-11-\#(id + 10)T00:00:00Z", "last_used": null}"#
  }

  private static let noKey = Failure("no key", without: ["have-key"])

  private static let keyProofs = [
    Proof(
      "verify-key-listed", on: ci, after: ["have-key"], answers: ["~/keys/a"], world: keys("a"),
      sees: "read-only true",
      fails: [
        Failure("another key has that title", answers: ["~/keys/b"]),
        Failure("it may push", keys("a", readOnly: false)),
        Failure("no such file", answers: ["~/keys/none"]),
        Failure("not an administrator", #"{"me": "boris"}"#),
      ]),
    Proof(
      "verify-key-read", on: ci, after: ["have-key"], answers: ["~/keys/a"], world: keys("a"), home: desk,
      fails: [
        noKey, Failure("not there, but an own key is", keys("b"), home: ownKey),
        Failure("on another repository", keys("a", on: "acme/web")),
      ]),
    Proof(
      "verify-key-write", on: ci, after: ["have-key", "verify-key-read"], answers: ["~/keys/a"],
      world: keys("a"), home: desk,
      fails: [
        noKey, Failure("it may push", keys("a", readOnly: false)),
        Failure("not there, but an own key that only reads is", keys("b"), home: ownKey),
        Failure("another terminal", without: ["verify-key-read"]),
      ]),
    Proof(
      "verify-key-write", on: "credentials/ui-kit-templates-deploy-key-ui-kit", of: "the example",
      after: ["have-key", "verify-key-read"], answers: ["~/keys/a"],
      world: keys("a", readOnly: false, on: "tramline/ui-kit"), home: desk,
      fails: [
        noKey, Failure("it only reads", keys("a", on: "tramline/ui-kit")),
        Failure(
          "not there, but an own key that may push is", keys("b", readOnly: false, on: "tramline/ui-kit"),
          home: ownKey),
      ]),
    Proof(
      "verify-key-other", on: ci, after: ["have-key", "verify-key-read"], answers: ["~/keys/a"],
      world: keys("a"), home: desk,
      fails: [
        noKey, Failure("no such repository", #"{"repositories": {"acme/infra": null}}"#),
        Failure("it reaches that one", keys("a", on: "acme/infra")),
        Failure("it is nowhere", keys("b")),
      ]),
  ]

  // MARK: Rotation

  private static let rotated =
    #"{"repositories": {"acme/shared": {"keys": [\#(key("b", 6)), \#(key("a", 7))]}}}"#
  /// The person brings the new key along, instead of one that is made on the spot.
  private static let newKey = ["KEY_DIR=$HOME/keys; cp ~/keys/a ~/keys/key\n"]

  private static let rotations = [
    Proof(
      "rotate-delete-old-key", on: "credentials/web-ci-deploy-key-shared", setting: newKey, world: rotated,
      sees: "^deleted 6$",
      fails: [
        Failure("the new key was never added", keys("b")),
        Failure("not an administrator", #"{"me": "boris"}"#),
      ]),
    Proof(
      "verify-old-key-dead", on: "credentials/web-ci-deploy-key-shared", setting: newKey, world: keys("a"),
      fails: [
        Failure("both are there", rotated), Failure("only the old one is", keys("b")),
        Failure("not an administrator", #"{"me": "boris"}"#),
      ]),
    Proof(
      "rotate-delete-known-key", on: "credentials/existing-shared_read", of: "what exists is planned",
      setting: newKey,
      answers: ["6"], world: rotated, sees: "deleted 6$",
      fails: [
        Failure("the new key was never added", keys("b")),
        Failure("the new key was named", answers: ["7"]), Failure("nothing typed", answers: [""]),
        Failure("not an administrator", #"{"me": "boris"}"#),
      ]),
    Proof(
      "verify-known-key-dead", on: "credentials/existing-shared_read", of: "what exists is planned",
      setting: newKey + ["DELETED=6\n"], world: keys("a"),
      fails: [
        Failure("both are there", rotated), Failure("only the old one is", keys("b")),
        Failure("not an administrator", #"{"me": "boris"}"#),
      ]),
    Proof(
      "rotate-wait", on: "credentials/acme-pull-read-packages-workflows",
      after: ["read-token", "store-secret"],
      answers: ["@reader"],
      fails: [
        Failure(
          "a run waits for an approval",
          #"{"repositories": {"acme/web": {"unfinished": [{"status": "waiting", "run_started_at": "2026-01-01T00:00:00Z", "html_url": "1"}]}}}"#
        ),
        Failure("refused", #"{"refuse": {"repos/acme/web/actions/runs": [403, "rate limit"]}}"#),
        Failure("nothing was stored", without: ["store-secret"]),
      ]),
  ]

  // MARK: Leaks

  private static let leaked = "credentials/existing-shared_read"
  private static let twoKeys =
    #"{"repositories": {"acme/shared": {"keys": [\#(key("a", 7)), \#(key("b", 6))]}}}"#
  private static let oldPAT = "credentials/existing-old_pat"
  private static let mistyped = "ghp_aaab\(String(repeating: "a", count: 32))"

  /// GitHub blocks whoever failed to sign in too often, with the status that an App's token gets for its account:
  /// https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit (2026-11-30).
  private static let blocked = #""refuse_once": {"user": [403, "Maximum number of login attempts exceeded"]}"#

  /// The small GitHub has no pages: what somebody deletes there is gone afterwards.
  private static let deletedInTheBrowser =
    "printf '{\"credentials\":[\"%s\"]}' \"$TOKEN\" | curl --disable -sS -X POST --data @- https://api.github.com/credentials/revoke\n"

  private static let leaks = [
    Proof(
      "revoke-leaked", on: oldPAT, after: ["read-leaked"], answers: ["@reader"],
      fails: [
        Failure("it is not revoked", #"{"refuse": {"credentials/revoke": [403, "no"]}}"#),
        Failure("mistyped", answers: [mistyped]), Failure("cut off", answers: ["ghp_aaaaaaaaaaaaaa"]),
        Failure("of another service", answers: ["npm_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]),
        Failure("nothing", answers: [""]), Failure("another terminal", without: ["read-leaked"]),
        Failure("dead already, or of another server", #"{"tokens": {"@reader": null}}"#),
        Failure("mistyped, and blocked at first", "{\(blocked)}", answers: [mistyped]),
        Failure("dead already, and blocked at first", #"{"tokens": {"@reader": null}, \#(blocked)}"#),
      ]),
    Proof(
      "revoke-leaked", on: oldPAT, after: ["read-leaked"], answers: ["@reader"],
      world: #"{"tokens": {"@reader": null}}"#, sees: "^It was dead before",
      fails: [
        Failure("it worked until now", #"{"tokens": {"@reader": {"login": "acme-pull", "scopes": []}}}"#),
        Failure("mistyped", answers: [mistyped]),
        Failure(
          "a kind without a checksum that anybody documents", #"{"tokens": {"@fine": null}}"#,
          answers: ["@fine"]),
        Failure("nothing", answers: [""]),
      ]),
    Proof(
      "revoke-leaked", on: oldPAT, after: ["read-leaked"], answers: [mistyped], sees: "^Mistyped",
      fails: [
        Failure("it is whole", answers: ["@reader"]),
        Failure("it is whole, and dead", #"{"tokens": {"@reader": null}}"#, answers: ["@reader"]),
        Failure(
          "its checksum does not fit, and it works",
          #"{"tokens": {"\#(mistyped)": {"login": "acme-pull", "scopes": []}}, "refuse": {"credentials/revoke": [403, "no"]}}"#
        ),
      ]),
    Proof(
      "prove-dead", on: oldPAT, of: "GHES 3.18", after: ["read-leaked", "ask-leaked"],
      setting: [deletedInTheBrowser], answers: ["@reader"],
      fails: [
        Failure("mistyped", answers: [mistyped]), Failure("nothing", answers: [""]),
        Failure("another terminal", without: ["read-leaked", "ask-leaked"]),
        Failure("nobody asked before", without: ["ask-leaked"]),
        Failure("mistyped, and blocked at first", "{\(blocked)}", answers: [mistyped]),
        Failure("dead already, or of another server", #"{"tokens": {"@reader": null}}"#),
      ]),
    Proof(
      "prove-key-dead", on: leaked, of: "what exists is planned", after: ["revoke-deploy-key"],
      answers: ["7"], world: twoKeys, sees: "Proved: key 7 is no longer",
      fails: [
        Failure("mistyped", answers: ["77"]), Failure("nothing typed", answers: [""]),
        Failure("not an administrator", #"{"me": "boris"}"#),
        Failure("nothing was deleted", without: ["revoke-deploy-key"]),
      ]),
    Proof(
      "prove-key-refused", on: leaked, of: "what exists is planned",
      after: ["identify-key", "revoke-deploy-key"], answers: ["~/keys/a", "7"], world: twoKeys,
      sees: "Proved: GitHub refuses the leaked key",
      fails: [
        Failure("another key was deleted", answers: ["~/keys/a", "6"]),
        Failure("the path is mistyped", answers: ["~/keys/none", "7"]),
        Failure("the file is another key", answers: ["~/keys/c", "7"]),
        Failure("the file is no key", answers: ["~/keys/broken", "7"]),
        Failure(
          "it is on another repository as well",
          #"{"repositories": {"acme/web": {"keys": [\#(key("a", 9))]}}}"#),
      ]),
    Proof(
      "identify-app-key", on: release, answers: ["~/keys/app"], sees: "^[A-Za-z0-9+/]{43}=$",
      fails: [
        Failure("the path is mistyped", answers: ["~/keys/none"]),
        Failure("the file is no key", answers: ["~/keys/broken"]), Failure("nothing typed", answers: [""]),
      ]),
  ]

  // MARK: Apps

  private static let apps = [
    Proof(
      "app-token", on: release, after: ["have-key"], answers: ["~/keys/app"], sees: "^created$",
      fails: [
        Failure("the key was deleted", #"{"installation": {"key_deleted": true}}"#), noKey,
        Failure("not an owner", #"{"me": "boris"}"#),
      ]),
    Proof(
      "verify-app-reach", on: release, after: ["have-key", "app-token"], answers: ["~/keys/app"],
      fails: [
        Failure("one more", #"{"tokens": {"@app": {"repositories": ["acme/infra", "acme/web"]}}}"#),
        Failure("another", #"{"tokens": {"@app": {"repositories": ["acme/web"]}}}"#), noAppToken,
      ]),
  ]

  // MARK: Runs

  private static func files(_ name: String) -> String {
    #""files": {"second": "env: {TOKEN: '${{ secrets.\#(name) }}'}"}"#
  }

  private static let failed = #"{"next_run": {"jobs": [{"name": "build", "conclusion": "failure"}]}}"#
  private static let skipped =
    #"{"next_run": {"jobs": [{"name": "build", "conclusion": "success"}, {"name": "pull", "conclusion": "skipped"}]}}"#

  private static let runs = [
    Proof(
      "verify-workflow", on: ci, world: "{\(files("WEB_CI_DEPLOY_KEY_SHARED"))}",
      fails: [
        Failure("no new run, while the last one succeeded", #"{"next_run": null}"#),
        Failure("the run is of an old file", #"{"next_run": {"headSha": "first"}}"#),
        Failure("a secret whose name only begins so", "{\(files("WEB_CI_DEPLOY_KEY_SHARED_OLD"))}"),
        Failure("it fails", failed), Failure("a job is skipped", skipped),
      ]),
    Proof(
      "verify-workflow", on: release,
      world:
        #"{\#(files("RELEASE_APP_KEY")), "runs": [{"databaseId": 101, "number": 1, "headSha": "second", "jobs": [{"name": "build", "conclusion": "success"}]}]}"#,
      fails: [
        Failure("the last run is of an old file", "{\(files("OLD_PAT"))}"),
        Failure("no run yet", #"{"runs": []}"#),
      ]),
    Proof(
      "migrate-workflow", on: "credentials/existing-old_pat",
      fails: [
        Failure("no new run, while the last one succeeded", #"{"next_run": null}"#),
        Failure("the run is of the file from before the merge", #"{"next_run": {"headSha": "first"}}"#),
        Failure("it is read in another way", #"{"files": {"second": "token: ${{ secrets['OLD_PAT'] }}"}}"#),
        Failure("it fails", failed), Failure("a job is skipped", skipped),
      ]),
    Proof(
      "migrate-unused", on: "credentials/existing-old_pat",
      world: #"{"repositories": {"acme/web": {"workflows": {"ci.yml": "on: push"}}}}"#,
      fails: [
        Failure(
          "a workflow names it",
          #"{"repositories": {"acme/jobs": {"workflows": {"a.yml": "x: ${{ secrets.old_pat }}"}}}}"#),
        Failure("a repository is refused", #"{"refuse": {"acme/jobs": [502, ""]}}"#),
        Failure("not an owner", #"{"me": "boris", "base_permission": "read"}"#),
        Failure("the list is refused", #"{"refuse": {"orgs/acme/repos": [403, "rate limit"]}}"#),
      ]),
  ]

  // MARK: Leavers

  private static let leavers = [
    Proof(
      "leave-deploy-keys", on: "off-board-anybody", after: ["leave-name"], answers: ["mallory"],
      world: keys("a"),
      fails: [
        Failure("there is one", answers: ["boris"]), Failure("another terminal", answers: [""]),
        Failure("not an owner", #"{"me": "boris", "base_permission": "read"}"#),
        Failure("a repository is refused", #"{"refuse": {"repos/acme/web/keys": [403, "rate limit"]}}"#),
        Failure("the list is refused", #"{"refuse": {"orgs/acme/repos": [403, "rate limit"]}}"#),
        Failure(
          "it is on an archived repository",
          #"{"repositories": {"acme/other": {"archived": true, "keys": [\#(key("c", 8).replacing("boris", with: "Mallory"))]}}}"#
        ),
      ]),
    Proof(
      "leave-verify-gone", on: "off-board-anybody", after: ["leave-name"], answers: ["mallory"],
      fails: [
        Failure("a member", answers: ["boris"]),
        Failure("an outside collaborator", answers: ["acme-outside"]),
        Failure("invited", #"{"invited": ["mallory"]}"#), Failure("mistyped", answers: ["malory"]),
        Failure("another terminal", answers: [""]), Failure("not an owner", #"{"me": "boris"}"#),
        Failure("a list is refused", #"{"refuse": {"orgs/acme/outside": [403, "rate limit"]}}"#),
      ]),
    Proof(
      "bot-verify-gone", on: "off-board-machine-user-acme-pull", world: #"{"members": {"acme-pull": null}}"#,
      fails: [
        Failure("a member", #"{"members": {"acme-pull": "member"}}"#),
        Failure("an outside collaborator", #"{"outside": ["Acme-Pull"]}"#),
        Failure("a list is refused", #"{"refuse": {"orgs/acme/members": [403, "rate limit"]}}"#),
        Failure("not an owner", #"{"me": "boris"}"#),
      ]),
  ]

  // MARK: Accounts

  private static let pull = "create-machine-user-acme-pull"

  private static let accountProofs = [
    Proof(
      "account-verify-member", on: pull, sees: "^active member$",
      fails: [
        Failure("an owner", #"{"members": {"acme-pull": "admin"}}"#),
        Failure("pending", #"{"members": {"acme-pull": null}, "pending": ["acme-pull"]}"#),
        Failure("nobody", #"{"members": {"acme-pull": null}}"#),
      ]),
    Proof(
      "account-verify-outside", on: "create-machine-user-acme-outside", sees: "^acme-outside$",
      fails: [
        Failure("nobody", #"{"outside": []}"#),
        Failure("the list is refused", #"{"refuse": {"orgs/acme/outside": [403, "acme-outside"]}}"#),
      ]),
    Proof(
      "account-grant-repositories", on: "create-machine-user-acme-reader", of: "many workflows",
      fails: [
        Failure("not an administrator", #"{"me": "boris"}"#),
        Failure(
          "it is not asked", #"{"refuse": {"repos/acme/shared/collaborators": [403, "rate limit"]}}"#),
        Failure("no such repository", #"{"repositories": {"acme/shared": null}}"#),
      ]),
    Proof(
      "account-verify-two-factor", on: pull,
      fails: [
        Failure("it has none", #"{"without_two_factor": ["acme-pull"]}"#),
        Failure("no member", #"{"members": {"acme-pull": null}}"#),
        Failure("not an owner", #"{"me": "boris"}"#),
      ]),
    Proof(
      "account-verify-no-more", on: pull, world: #"{"base_permission": "read"}"#,
      fails: [
        Failure("it writes", #"{"repositories": {"acme/infra": {"roles": {"acme-pull": "write"}}}}"#),
        Failure("a repository is refused", #"{"refuse": {"repos/acme/infra/coll": [403, "rate limit"]}}"#),
        Failure("the list is refused", #"{"refuse": {"orgs/acme/repos": [403, "rate limit"]}}"#),
        Failure("not an owner", #"{"me": "boris"}"#),
      ]),
    Proof(
      "account-verify-no-more", on: "create-machine-user-acme-outside",
      world: #"{"base_permission": "read"}"#,
      fails: [Failure("it reads", #"{"repositories": {"acme/jobs": {"roles": {"acme-outside": "read"}}}}"#)]),
  ]
}
