import OrganizationModel

/// Addresses and command words for one GitHub, as runbooks use them.
struct RunbookHosts: Sendable {
  let hosts: Hosts
  let platform: Platform

  init(_ book: Book) {
    hosts = book.hosts
    platform = book.organization.platform
  }

  var isServer: Bool { platform.product == .ghes }

  /// `https://github.com`.
  var web: String { "https://\(hosts.web)" }

  /// The address of the REST API (E-10; `/api/v3` on GHES).
  var api: String {
    switch platform.product {
    case .githubCom: "https://api.github.com"
    case .gheCom: "https://api.\(hosts.web)"
    case .ghes: "https://\(hosts.web)/api/v3"
    }
  }

  /// `gh` as the person who runs the runbook.
  var gh: String { hosts.isGitHubCom ? "gh" : "GH_HOST=\(hosts.web) gh" }

  /// `gh` with the credential in `$TOKEN`. `gh` reads another variable for GHES than for GitHub's own hosts. It takes an
  /// empty one for none and then acts as the reader, so an empty one stops the command.
  var tokenGh: String {
    isServer
      ? "GH_HOST=\(hosts.web) GH_ENTERPRISE_TOKEN=\"${TOKEN:?}\" gh"
      : (hosts.isGitHubCom ? "" : "GH_HOST=\(hosts.web) ") + "GH_TOKEN=\"${TOKEN:?}\" gh"
  }

  /// The user name of SSH: the subdomain on GHE.com (E-11).
  var sshUser: String {
    guard platform.product == .gheCom, let subdomain = hosts.web.split(separator: ".").first else {
      return "git"
    }
    return String(subdomain)
  }

  /// The address that Git reaches a repository at over SSH.
  func remote(_ owner: Name, _ repository: Name) -> String {
    "\(sshUser)@\(hosts.web):\(owner)/\(repository).git"
  }

  /// Whether the call that revokes a token by its value is there.
  ///
  /// On github.com it takes no login. GHE.com answers no call without one (E-12). On GHES it is documented from
  /// 3.19 on, and there it takes a login.
  var revocation: Revocation {
    switch platform.product {
    case .githubCom: .withoutLogin
    case .gheCom: .none
    case .ghes: (platform.version ?? ServerVersion(3, 19)) < ServerVersion(3, 19) ? .none : .withLogin
    }
  }

  enum Revocation: Sendable {
    case none, withLogin, withoutLogin
  }
}
