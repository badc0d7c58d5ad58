import Importers
import OrganizationModel
import ShippedCatalog
import SourceText

/// Files of other tools, imported into a new description and into one that is there.
enum ImporterPromises {
  /// - Parameter first: the path of the first file.
  static func check(_ bytes: [UInt8], _ importer: Importer, first: String, _ promises: inout Promises) {
    var files = SourceFiles()
    for file in FuzzedFiles(bytes, first: first).files {
      _ = files.add(SourceFile(path: file.path, bytes: file.bytes))
    }
    let imported = importer.convert(files, "acme", shippedCatalog)
    promises.expect(imported.diagnostics, in: files)
    promises.expect(shown: DiagnosticRenderer(files: files).text(imported.diagnostics), "import")
    if !imported.diagnostics.hasErrors {
      for description in imported.descriptions { check(description.text, "an import", &promises) }
    }
    merge(files, importer, &promises)
  }

  /// By every importer of an organization's configuration.
  static func checkAll(_ bytes: [UInt8], _ promises: inout Promises) {
    let others: Set<String> = ["github", "peribolos", "workflows", "manifests"]
    for importer in Importer.all where !others.contains(importer.name) {
      check(bytes, importer, first: "github/acme.yml", &promises)
    }
  }

  private static func merge(_ files: SourceFiles, _ importer: Importer, _ promises: inout Promises) {
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8)), endpoints: shippedCatalog.lookup)
    guard let known = reading.organization else {
      return promises.expect(false, "the description does not read")
    }
    let merged = importer.merge(files, reading.files, known, shippedCatalog)
    if merged.diagnostics.hasErrors { return }
    for (_, text) in merged.texts { check(text, "a merge", &promises) }
  }

  private static func check(_ text: String, _ what: String, _ promises: inout Promises) {
    promises.expect(noTokenIn: text, what)
    let reading = DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)), endpoints: shippedCatalog.lookup)
    let problems = DiagnosticRenderer(files: reading.files).text(reading.diagnostics)
    promises.expect(
      !reading.diagnostics.hasErrors, "\(what) does not read: \(problems) in \(text.debugDescription)")
  }

  private static let description = """
    tokenbook: 1
    organization: acme
    people: {ada: {role: owner}}
    teams: {ops: {members: [ada]}}
    repositories:
      web: {visibility: private, responsible: ops, teams: {ops: admin}}
    packages: {site: {registry: container, name: web}}
    consumers:
      prod: {kind: kubernetes, needs: [pull package site]}
      jenkins: {kind: host}
    credentials:
      ghcr: {kind: unknown, stored_in: [{outside: Kubernetes Secret apps/ghcr in the cluster prod}], used_by: [prod]}

    """

  /// A cluster with something of everything, pipelines and hosts.
  static let manifests: [[UInt8]] = {
    let files = [
      ("clusters/prod/web.yaml", cluster), ("clusters/prod/flux.yaml", flux), ("argocd/apps.yaml", argo),
      (
        "deploy/docker-compose.yml",
        "services: {web: {image: \"ghcr.io/acme/web:1\"}, db: {image: postgres}}\n"
      ),
      (".gitlab-ci.yml", gitLab), (".circleci/config.yml", circleCI), ("Jenkinsfile", jenkinsfile),
      ("jenkins/values.yaml", jenkins),
    ].map { FuzzedFiles.File(path: $0.0, bytes: Array($0.1.utf8)) }
    return [FuzzedFiles(files).bytes]
      + files.map { FuzzedFiles([.init(path: "clusters/prod/web.yaml", bytes: []), $0]).bytes }
  }()

  private static let cluster = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: apps}
    spec:
      template:
        spec:
          imagePullSecrets: [{name: ghcr}]
          containers: [{name: web, image: "ghcr.io/acme/web:1@sha256:0"}, {image: "ghcr.io/acme/${NAME}"}]
    ---
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata: {name: ghcr, namespace: apps}
    spec:
      secretStoreRef: {name: vault}
      data: [{secretKey: x, remoteRef: {key: "teams/web \(PlantedToken.example)"}}]
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: plain, namespace: apps}
    type: kubernetes.io/dockerconfigjson
    data: {.dockerconfigjson: "\(PlantedToken.example)"}

    """

  private static let flux = """
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: {name: infra, namespace: flux-system}
    spec: {url: "ssh://git@github.com/acme/infra.git", secretRef: {name: infra-key}}
    ---
    apiVersion: image.toolkit.fluxcd.io/v1
    kind: ImageUpdateAutomation
    metadata: {name: infra, namespace: flux-system}
    spec: {sourceRef: {kind: GitRepository, name: infra}, git: {push: {branch: main}}}
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: HelmRepository
    metadata: {name: charts}
    spec: {type: oci, url: "oci://ghcr.io/acme/charts"}
    ---
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: {name: web}
    spec: {chart: {spec: {chart: web, sourceRef: {name: charts}}}, values: {image: {repository: ghcr.io/acme/web}}}
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1
    kind: Receiver
    metadata: {name: hook}
    spec: {type: github, secretRef: {name: hook}}
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1beta3
    kind: Provider
    metadata: {name: status}
    spec: {type: github, address: "https://github.com/acme/infra", secretRef: {name: status}}

    """

  private static let argo = """
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: web, annotations: {argocd-image-updater.argoproj.io/image-list: "web=ghcr.io/acme/web"}}
    spec: {sources: [{repoURL: "https://github.com/acme/deploy"}, {repoURL: ghcr.io/acme/charts, chart: web}]}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: deploy, labels: {argocd.argoproj.io/secret-type: repo-creds}}
    stringData: {url: "https://x:\(PlantedToken.example)@github.com/acme", password: "\(PlantedToken.example)"}

    """

  private static let gitLab = """
    image: ghcr.io/acme/builder
    mirror:
      script:
        - git clone https://oauth2:${MIRROR_TOKEN}@github.com/acme/web.git
        - [curl -H "Authorization: Bearer $API_TOKEN" https://api.github.com/repos/acme/web/issues -d x]
      services: [{name: ghcr.io/acme/db}]

    """

  private static let circleCI = """
    version: 2.1
    jobs:
      build:
        docker: [{image: ghcr.io/acme/builder, auth: {username: x, password: $GHCR_TOKEN}}]
        steps: [checkout, add_ssh_keys, {run: "echo $GHCR_TOKEN | docker login ghcr.io -u x --password-stdin"}, {run: {command: docker push ghcr.io/acme/web}}]

    """

  private static let jenkinsfile = """
    // it's the build
    pipeline {
      agent { docker { image 'ghcr.io/acme/builder' ; registryCredentialsId 'ghcr-pull' } }
      environment { GH_TOKEN = credentials('github-token') }
      steps {
        checkout scm
        git branch: 'main', credentialsId: 'clone-key', url: 'git@github.com:acme/web.git'
        withCredentials([usernamePassword(credentialsId: 'bot', usernameVariable: 'U', passwordVariable: 'P')]) {
          sh "git push https://$U:$P@github.com/acme/deploy.git main"
        }
        docker.withRegistry('https://ghcr.io', 'ghcr-pull') { x.push() }
        sh 'gh release create v1'
      }
    }

    """

  private static let jenkins = """
    controller:
      JCasC:
        configScripts:
          creds: |
            credentials:
              system:
                domainCredentials:
                  - credentials:
                      - gitHubApp: {id: clone-key, appID: "1", privateKey: "\(PlantedToken.example)"}
                      - string: {id: bot, secret: "\(PlantedToken.example)"}
            unclassified:
              globalLibraries: {libraries: [{retriever: {modernSCM: {scm: {github: {credentialsId: clone-key, repoOwner: acme, repository: lib}}}}}]}

    """

  /// Files of each tool that keeps an organization as code.
  static let organizationCode: [[UInt8]] = [
    (
      "github/acme.yml",
      """
      members: {admin: [ada], member: [boris, "\(PlantedToken.example)"]}
      repositories:
        web: {visibility: private, archived: false, teams: {admin: [ops]}, collaborators: {push: [dora]}}
      teams: {ops: {members: {maintainer: [ada], member: [boris]}, parent_team_id: all}}
      """
    ),
    (
      "config.yaml",
      """
      teams: [{name: ops, displayName: Ops, maintainers: [ada], members: [boris]}]
      repositories: [{name: web, teams: {ops: admin}, external_collaborators: {dora: read}, visibility: public}]
      """
    ),
    (
      "acme.json",
      """
      {"github_id": "acme", "project_name": "acme", "settings": {"plan": "free", "default_repository_permission": "none"},
       "teams": [{"name": "Ops", "members": ["ada"]}], "secrets": [{"name": "BOT", "visibility": "selected",
       "selected_repositories": ["web"], "value": "pass:bots/acme/github.com/api-token"}],
       "repositories": [{"name": "web", "private": true, "secrets": [{"name": "A", "value": "\(PlantedToken.example)"}],
       "environments": [{"name": "prod", "reviewers": ["@ada", "@acme/ops"], "secrets": []}]}]}
      """
    ),
    (
      "state.json",
      """
      {"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {"resources": [
       {"address": "github_team.ops", "type": "github_team", "values": {"id": "7", "slug": "ops", "name": "Ops"}},
       {"address": "github_team_repository.a", "type": "github_team_repository", "values": {"team_id": "7", "repository": "web", "permission": "push"}},
       {"address": "github_actions_secret.a", "type": "github_actions_secret", "values": {"repository": "web", "secret_name": "A", "plaintext_value": "\(PlantedToken.example)"}}]}}}
      """
    ),
    (
      ".github/settings.yml",
      """
      repository: {name: web, private: true}
      teams: [{name: ops, permission: push}]
      collaborators: [{username: dora, permission: pull}]
      environments: [{name: prod, reviewers: [{type: Team, id: 1}]}]
      """
    ),
    (
      ".github/chainguard/sync.sts.yaml",
      "issuer: https://a.example\nsubject: x\npermissions: {contents: read}\n"
    ),
    ("web/CODEOWNERS", "* @acme/ops\n/docs @ada\n"),
    (
      "web/catalog-info.yaml",
      "kind: Component\nmetadata: {annotations: {github.com/project-slug: acme/web}}\nspec: {owner: ops}\n"
    ),
  ].map { path, text in
    FuzzedFiles([.init(path: "github/acme.yml", bytes: []), .init(path: path, bytes: Array(text.utf8))]).bytes
  }
}
