import SourceText
import Workflows

/// A stored key of a cloud, where the cloud takes the identity of the job.
enum CloudKeyStored {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    return file.stepLists.flatMap { list in
      list.steps.compactMap { step in
        guard let use = step.action, let login = use.name.flatMap({ logins[$0] }),
          let key = use.inputs[login.input]?.tellingSecret, !isOther(file.text.bytes[...])
        else { return nil }
        return about.finding(
          "`secrets.\(key.name)` signs in to \(login.cloud), which takes the identity of the job instead",
          about: list.subject(step, "secrets.\(key.name)"), at: key.range, help: login.help)
      }
    }
  }

  private struct Login {
    let input: String
    let cloud: String
    let help: String
  }

  private static let logins = [
    "aws-actions/configure-aws-credentials": Login(
      input: "aws-secret-access-key", cloud: "AWS",
      help:
        "let a role trust this repository's identity, write `role-to-assume` and `permissions: {id-token: write}`, and delete the access key"
    ),
    "google-github-actions/auth": Login(
      input: "credentials_json", cloud: "Google Cloud",
      help:
        "make a workload identity provider for this repository, write `workload_identity_provider` and `permissions: {id-token: write}`, and delete the key of the service account"
    ),
    "google-github-actions/setup-gcloud": Login(
      input: "service_account_key", cloud: "Google Cloud",
      help:
        "sign in with `google-github-actions/auth` and a `workload_identity_provider`, give the job `permissions: {id-token: write}`, and delete the key of the service account"
    ),
    "azure/login": Login(
      input: "creds", cloud: "Azure",
      help:
        "add a federated credential for this repository to the application, write `client-id`, `tenant-id`, `subscription-id` and `permissions: {id-token: write}`, and delete the client secret"
    ),
  ]

  /// Whether a file speaks of a service that only talks like a cloud's: it takes no identity.
  private static func isOther(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.containsAnyCase("endpoint") || bytes.contains("r2.cloudflarestorage")
  }

  private static let about = CheckDescription(
    "cloud-key-stored", title: "a stored cloud key signs in where the job's identity would do",
    severity: .low,
    confidence: .medium,
    why:
      "A stored key of a cloud account works from anywhere until someone rotates it, and everyone who can write to the repository can read it. AWS, Google Cloud and Azure take a token that GitHub makes for one job (OpenID Connect) instead: it names the repository, branch and environment, and ends with the job.",
    how:
      "Looks for `aws-actions/configure-aws-credentials` with `aws-secret-access-key`, `google-github-actions/auth` with `credentials_json`, `google-github-actions/setup-gcloud` with `service_account_key` and `azure/login` with `creds`, where a secret is given. A file that names an endpoint of its own is left alone: that is most likely a service that only speaks the language of AWS.",
    fix:
      "Let the cloud trust this repository's identity, as narrowly as the branch or environment allows, give the job `id-token: write`, and delete the key there and here.",
    falseAlarms:
      "A GitHub Enterprise Server that the cloud can't reach; a cloud account in which you may not set up trust.",
    sources: [
      "https://docs.github.com/en/actions/concepts/security/openid-connect",
      "https://github.com/aws-actions/configure-aws-credentials",
      "https://github.com/google-github-actions/auth",
      "https://github.com/Azure/login",
    ])

  private static let examples = [
    AuditExample(
      "three clouds by stored keys",
      """
      on: push
      permissions: {contents: read}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v5
              with:
                aws-access-key-id: ${{ secrets.AWS_KEY_ID }}
                aws-secret-access-key: ${{ secrets.AWS_SECRET_KEY }}
                aws-region: eu-west-1
            - uses: google-github-actions/auth@v3
              with: {credentials_json: "${{ secrets.GOOGLE_KEY }}"}
            - uses: azure/login@v2
              with: {creds: "${{ secrets.AZURE_CREDENTIALS }}"}
      """, finds: [10, 13, 15]),
    AuditExample(
      "by the job's identity",
      """
      on: push
      permissions: {contents: read, id-token: write}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v5
              with: {role-to-assume: "${{ secrets.ROLE_ARN }}", aws-region: eu-west-1}
            - uses: azure/login@v2
              with:
                client-id: ${{ secrets.AZURE_CLIENT_ID }}
                tenant-id: ${{ secrets.AZURE_TENANT_ID }}
                subscription-id: ${{ secrets.AZURE_SUBSCRIPTION_ID }}
      """),
    AuditExample(
      "a store that only speaks the language of AWS",
      """
      on: push
      permissions: {contents: read}
      jobs:
        ship:
          runs-on: ubuntu-latest
          steps:
            - uses: aws-actions/configure-aws-credentials@v5
              with:
                aws-access-key-id: ${{ secrets.STORE_KEY_ID }}
                aws-secret-access-key: ${{ secrets.STORE_SECRET_KEY }}
                aws-region: auto
            - run: aws s3 sync site s3://site --endpoint-url https://store.example.org
      """),
  ]
}
