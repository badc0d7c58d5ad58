import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

private func sources(_ files: [(String, String)]) -> SourceFiles {
  var sources = SourceFiles()
  for (path, text) in files { _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8))) }
  return sources
}

/// What the files make, read as a description.
private func organization(_ files: (String, String)...) throws -> Organization {
  let imported = Importer.manifests.convert(sources(files), "acme", shippedCatalog)
  #expect(imported.diagnostics.map(\.message) == [])
  let description = try #require(imported.descriptions.first)
  expectReadable(description)
  return try #require(
    DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(description.text.utf8)))
      .organization)
}

private func text(_ files: (String, String)...) throws -> String {
  let imported = Importer.manifests.convert(sources(files), "acme", shippedCatalog)
  return try #require(imported.descriptions.first).text
}

private func needs(_ organization: Organization, _ consumer: Name) -> [String] {
  (organization.consumers[consumer]?.needs.map(\.text) ?? []).sorted()
}

@Suite struct ManifestsImportTests {
  private static let deployment = """
    # a comment
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop}
    spec:
      template:
        spec:
          imagePullSecrets: [{name: registry}]
          initContainers: [{image: ghcr.io/other/tool}]
          containers:
            - image: ghcr.io/acme/web:1.2@sha256:0123
            - image: postgres:16

    """

  /// A file may be named with what no description can hold.
  @Test func aNameOfAFileIsOneLine() throws {
    let found = try organization(("clusters/\u{1}/a\nb\u{2}.yaml", Self.deployment))
    #expect(found.credentials.map(\.name) == ["registry"])
    let text = try text(("clusters/\u{1}/a\nb\u{2}.yaml", Self.deployment))
    #expect(text.contains("x-guess: \"clusters/ /a b .yaml:12\""))
  }

  @Test func aClusterPullsTheOrganizationsImagesWithItsPullSecret() throws {
    let found = try organization(("clusters/prod/web.yaml", Self.deployment))
    #expect(found.consumers.map(\.name) == ["prod"])
    #expect(found.consumers["prod"]?.kind == .kubernetes)
    #expect(needs(found, "prod") == ["pull package web"])
    #expect(found.packages["web"]?.registry == .container)
    #expect(found.credentials.map(\.name) == ["registry"])
    #expect(found.credentials["registry"]?.kind == .unknown)
    #expect(found.credentials["registry"]?.usedBy == [.consumer("prod")])
    #expect(
      found.credentials["registry"]?.storedIn == [
        .outside("Kubernetes Secret shop/registry in the cluster prod")
      ])
    let text = try text(("clusters/prod/web.yaml", Self.deployment))
    #expect(text.contains("x-guess: \"clusters/prod/web.yaml:12\""))
    #expect(
      text.contains(
        "Are these images of other owners public? A private one needs a credential: other/tool (clusters/prod/web.yaml:10)"
      ))
  }

  @Test func aClusterWithoutANameIsAskedAbout() throws {
    #expect(try organization(("k8s/web.yaml", Self.deployment)).consumers.map(\.name) == ["kubernetes"])
    #expect(
      try text(("k8s/web.yaml", Self.deployment)).contains(
        "#? The files don't name `kubernetes`, a Kubernetes cluster (k8s/web.yaml:"))
  }

  @Test(arguments: [
    (
      "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: x, namespace: shop}\nspec: {secretStoreRef: {name: vault}, target: {name: registry}, data: [{remoteRef: {key: shop/pull}}]}\n",
      "external-secrets",
      "Kubernetes Secret shop/registry in the cluster prod, from External Secrets store vault, key shop/pull"
    ),
    (
      "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: registry, namespace: shop}\nspec: {encryptedData: {a: b}}\n",
      "sealed-secrets", "Kubernetes Secret shop/registry in the cluster prod, from a SealedSecret"
    ),
    (
      "apiVersion: v1\nkind: Secret\nmetadata: {name: registry, namespace: shop}\nsops: {}\n", "SOPS",
      "Kubernetes Secret shop/registry in the cluster prod, from encrypted with SOPS in clusters/prod/secret.yaml"
    ),
  ])
  func aSecretSaysWhereItComesFrom(_ secret: String, _ store: String, _ words: String) throws {
    let found = try organization(
      ("clusters/prod/secret.yaml", secret), ("clusters/prod/web.yaml", Self.deployment))
    #expect(found.consumers["prod"]?.storesIn == store)
    #expect(found.credentials["registry"]?.storedIn == [.outside(words)])
  }

  @Test func aSecretInPlainTextIsAskedAboutAndItsValueNeverWritten() throws {
    let secret = """
      apiVersion: v1
      kind: Secret
      metadata: {name: registry, namespace: shop}
      type: kubernetes.io/dockerconfigjson
      data: {.dockerconfigjson: eyJhdXRocyI6e319}
      """
    let text = try text(("clusters/prod/secret.yaml", secret), ("clusters/prod/web.yaml", Self.deployment))
    #expect(text.contains("#? clusters/prod/secret.yaml:1: the Secret `registry` isn't encrypted."))
    #expect(!text.contains("eyJ"))
  }

  @Test func asksWhetherSecretsOfOneKeyAreOneCredential() throws {
    func external(_ namespace: String) -> String {
      """
      apiVersion: external-secrets.io/v1
      kind: ExternalSecret
      metadata: {name: registry, namespace: \(namespace)}
      spec: {secretStoreRef: {name: vault}, data: [{remoteRef: {key: pull}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: \(namespace)}
      spec: {imagePullSecrets: [{name: registry}], containers: [{image: ghcr.io/acme/web}]}

      """
    }
    let found = try text(("clusters/prod/a.yaml", external("a")), ("clusters/prod/b.yaml", external("b")))
    #expect(
      found.contains(
        "Do these have the same value, as all come from the External Secrets store vault, key pull: `registry`, `registry-2`?"
      ))
  }

  @Test func podsHaveThePullSecretsOfTheirServiceAccount() throws {
    let found = try organization(
      (
        "clusters/prod/list.yaml",
        """
        apiVersion: v1
        kind: List
        items:
          - {apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: shop}, imagePullSecrets: [{name: pull}]}
          - {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{image: ghcr.io/acme/web}]}}
          - {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: other}, spec: {containers: [{image: ghcr.io/acme/x}]}}

        """
      ))
    #expect(found.credentials["pull"]?.usedBy == [.consumer("prod")])
    #expect(needs(found, "prod") == ["pull package web", "pull package x"])
  }

  @Test func runnersOfTheOrganizationAreRegisteredWithASecret() throws {
    let found = try organization(
      (
        "clusters/ci/runners.yaml",
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: runners, namespace: arc}
        spec: {values: {githubConfigUrl: "https://github.com/acme", githubConfigSecret: arc-app}}
        """
      ),
      (
        "clusters/ci/own.yaml",
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: own, namespace: arc}
        spec: {values: {githubConfigUrl: "https://github.com/acme/web", githubConfigSecret: arc-app}}
        """
      ))
    #expect(needs(found, "ci") == ["manage-runners organization self"])
    #expect(
      found.consumers["ci"]?.otherUses.map(\.words) == ["registers self-hosted runners of the repository web"]
    )
  }

  private static let flux = """
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: {name: infra, namespace: flux-system}
    spec: {url: "ssh://git@github.com:22/acme/infra.git", secretRef: {name: infra-key}}
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: {name: apps, namespace: flux-system}
    spec: {url: "https://github.com/acme/apps", provider: github, secretRef: {name: flux-app}}
    ---
    apiVersion: image.toolkit.fluxcd.io/v1
    kind: ImageUpdateAutomation
    metadata: {name: x, namespace: flux-system}
    spec: {sourceRef: {kind: GitRepository, name: infra}, git: {push: {branch: main}}}
    ---
    apiVersion: image.toolkit.fluxcd.io/v1
    kind: ImageRepository
    metadata: {name: web, namespace: flux-system}
    spec: {image: ghcr.io/acme/web}
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: HelmRepository
    metadata: {name: charts, namespace: flux-system}
    spec: {type: oci, url: "oci://ghcr.io/acme/charts"}
    ---
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: web, namespace: shop}
    spec:
      chart: {spec: {chart: shop, sourceRef: {kind: HelmRepository, name: charts}}}
      values: {image: {registry: ghcr.io, repository: acme/web}}
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1beta3
    kind: Provider
    metadata: {name: status, namespace: flux-system}
    spec: {type: github, address: "https://github.com/acme/infra", secretRef: {name: status}}
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1
    kind: Receiver
    metadata: {name: hook, namespace: flux-system}
    spec: {type: github, secretRef: {name: hook}}

    """

  @Test func fluxClonesPullsPushesAndReports() throws {
    let found = try organization(("clusters/prod/flux.yaml", Self.flux))
    #expect(found.consumers.map(\.name) == ["prod", "prod-flux"])
    #expect(
      needs(found, "prod-flux") == [
        "clone repository apps", "clone repository infra", "pull package charts/shop", "pull package web",
        "push repository infra", "set-status repository infra",
      ])
    #expect(needs(found, "prod") == ["pull package web"])
    #expect(found.credentials["flux-app"]?.kind == .appKey)
    #expect(found.credentials["infra-key"]?.note == "a deploy key, or an SSH key of an account")
    // What signs a webhook opens nothing at GitHub.
    #expect(found.credentials["hook"]?.kind == .other)
  }

  @Test func argoClonesWithTheSecretOfTheLongestURL() throws {
    let found = try organization(
      (
        "argocd/apps.yaml",
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: web}
        spec:
          sources: [{repoURL: "https://github.com/acme/deploy.git"}, {repoURL: ghcr.io/acme/charts, chart: web}]
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: theirs}
        spec: {source: {repoURL: "https://github.com/globex/tool"}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: all, labels: {argocd.argoproj.io/secret-type: repo-creds}}
        stringData: {url: "https://github.com/acme", password: x}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: deploy, labels: {argocd.argoproj.io/secret-type: repository}}
        stringData: {url: "https://github.com/acme/deploy", githubAppPrivateKey: x}

        """
      ))
    #expect(
      needs(found, "argocd") == [
        "clone repository deploy", "clone repository globex/tool", "pull package charts/web",
      ])
    #expect(found.credentials["deploy"]?.kind == .appKey)
    #expect(found.credentials["deploy"]?.usedBy == [.consumer("argocd")])
    #expect(found.credentials["all"] == nil)
  }

  @Test func jenkinsClonesAndPushesWithTheIDsOfItsCredentials() throws {
    let found = try organization(
      (
        "Jenkinsfile",
        """
        // don't stop here
        pipeline {
          environment { UNUSED = credentials('npm') }
          stages { stage('x') { steps {
            git branch: 'main', credentialsId: 'reader', url: 'https://github.com/acme/web.git'
            withCredentials([usernamePassword(credentialsId: 'writer', usernameVariable: 'U', passwordVariable: 'P')]) {
              sh "git push https://$U:$P@github.com/acme/deploy.git main"
            }
          } } }
        }
        """
      ),
      (
        "jenkins/values.yaml",
        """
        controller:
          JCasC:
            configScripts:
              keys: |
                credentials:
                  system: {domainCredentials: [{credentials: [{gitHubApp: {id: reader, privateKey: x}}]}]}
        """
      ))
    #expect(needs(found, "jenkins") == ["clone repository web", "push repository deploy"])
    #expect(found.credentials.map(\.name) == ["reader", "writer"])
    #expect(found.credentials["reader"]?.kind == .appKey)
    #expect(found.credentials["writer"]?.usedBy == [.consumer("jenkins")])
  }

  @Test func pipelinesSayWhatTheyDoAndWithWhichVariable() throws {
    let gitLab = """
      image: {name: "ghcr.io/acme/builder:3"}
      mirror:
        script:
          - git clone https://oauth2:${MIRROR_TOKEN}@github.com/acme/web.git
          - git push origin main
      """
    let circle = """
      jobs:
        build:
          docker: [{image: ghcr.io/acme/builder, auth: {username: bot, password: $GHCR_TOKEN}}]
          steps: [checkout, {run: docker push ghcr.io/acme/web}]
      """
    let found = try organization(
      (".gitlab-ci.yml", gitLab), (".circleci/config.yml", circle),
      (".git/config", "[remote \"origin\"]\n  url = https://github.com/acme/web.git\n"))
    // What is pushed to `origin` is pushed to GitLab.
    #expect(needs(found, "gitlab") == ["clone repository web", "pull package builder"])
    #expect(found.credentials["mirror_token"]?.usedBy == [.consumer("gitlab")])
    #expect(
      needs(found, "circleci") == ["clone repository web", "publish package web", "pull package builder"])
    #expect(found.credentials["ghcr_token"]?.storedIn == [.outside("CircleCI variable GHCR_TOKEN")])
  }

  @Test func aHostRunsItsComposeFile() throws {
    let found = try organization(("nas/compose.yaml", "services: {web: {image: \"ghcr.io/acme/web\"}}"))
    #expect(found.consumers["nas"]?.kind == .host)
    #expect(needs(found, "nas") == ["pull package web"])
  }

  @Test func templatesAreSkippedAndSaid() {
    let imported = Importer.manifests.convert(
      sources([
        ("k8s/web.yaml", Self.deployment),
        ("chart/templates/x.yaml", "{{- if .Values.x }}\na: b\n{{- end }}"),
      ]),
      "acme", shippedCatalog)
    #expect(imported.diagnostics.map(\.id) == ["templates-skipped"])
  }

  @Test(arguments: [
    ("x: {", "acme", ["skipped-file", "nothing-to-import"]), ("a: b", "acme", ["nothing-to-import"]),
    ("a: b", nil, ["unknown-organization"]),
  ])
  func saysWhatItCannotRead(_ text: String, _ organization: String?, _ ids: [String]) {
    let imported = Importer.manifests.convert(sources([("x.yaml", text)]), organization, shippedCatalog)
    #expect(imported.diagnostics.map(\.id) == ids)
  }

  @Test func noPasswordOfAnAddressIsWritten() throws {
    let token = "gh" + "p_" + String(repeating: "A1b2C3d4", count: 4) + "A1b2"
    let found = try text(
      (
        "flux.yaml",
        """
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: {name: infra, namespace: \(token)}
        spec: {url: "https://x:hunter2@github.com/acme/infra", secretRef: {name: \(token)}}
        """
      ))
    #expect(found.contains("clone repository infra"))
    #expect(!found.contains("hunter2") && !found.contains(token))
  }

  // MARK: Into a description

  private func merged(_ description: String, _ files: (String, String)...) throws -> Merged {
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8)))
    let merged = Importer.manifests.merge(
      sources(files), reading.files, try #require(reading.organization), shippedCatalog)
    if let text = merged.texts.first?.text {
      expectReadable(ImportedDescription(organization: "acme", text: text))
    }
    return merged
  }

  @Test func addsToTheOnlyClusterAndKnowsItsSecretByItsPlace() throws {
    let description = """
      tokenbook: 1
      organization: acme
      packages: {shop: {registry: container, name: web}}
      consumers:
        blue: {kind: kubernetes, needs: []}  # ours
      credentials:
        PULL: {kind: classic_pat, stored_in: [{outside: Kubernetes Secret shop/registry}]}

      """
    let first = try merged(description, ("k8s/web.yaml", Self.deployment))
    #expect(first.added == ["consumers.blue.needs: pull package shop", "credentials.PULL.used_by"])
    let again = try merged(try #require(first.texts.first).text, ("k8s/web.yaml", Self.deployment))
    #expect(again.added == [])
  }

  @Test func aKindThatDiffersIsSaid() throws {
    let description = "tokenbook: 1\norganization: acme\nconsumers: {prod: {kind: kubernetes}}\n"
    let merged = try merged(
      description, ("prod/compose.yaml", "services: {web: {image: \"ghcr.io/acme/web\"}}"))
    #expect(merged.added == ["packages.web", "consumers.prod-host"])
  }
}
