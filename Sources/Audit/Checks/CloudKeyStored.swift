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
          "the job signs in to \(login.cloud) with `secrets.\(key.name)`, but \(login.cloud) also accepts the job's OpenID Connect token",
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
        "let a role trust this repository's OpenID Connect tokens, set `role-to-assume` and `permissions: {id-token: write}`, and delete the access key"
    ),
    "google-github-actions/auth": Login(
      input: "credentials_json", cloud: "Google Cloud",
      help:
        "create a workload identity provider for this repository, set `workload_identity_provider` and `permissions: {id-token: write}`, and delete the service account key"
    ),
    "google-github-actions/setup-gcloud": Login(
      input: "service_account_key", cloud: "Google Cloud",
      help:
        "sign in with `google-github-actions/auth` and a `workload_identity_provider`, give the job `permissions: {id-token: write}`, and delete the service account key"
    ),
    "azure/login": Login(
      input: "creds", cloud: "Azure",
      help:
        "add a federated credential for this repository to the application, set `client-id`, `tenant-id`, `subscription-id` and `permissions: {id-token: write}`, and delete the client secret"
    ),
  ]

  /// Whether a file speaks of a service that only talks like a cloud's: it takes no identity.
  private static func isOther(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.containsAnyCase("endpoint") || bytes.contains("r2.cloudflarestorage")
  }

  private static let about = CheckDescription(
    "cloud-key-stored", title: "a stored cloud key is used where an OpenID Connect token works",
    severity: .low,
    confidence: .medium,
    why:
      "Everyone who can write to the repository can read a stored cloud key, and it works from anywhere until someone rotates it. AWS, Google Cloud and Azure also accept a token that GitHub creates for one job (OpenID Connect). It names the repository, branch and environment, and expires with the job.",
    how:
      "Reports a secret in the input `aws-secret-access-key` of `aws-actions/configure-aws-credentials`, `credentials_json` of `google-github-actions/auth`, `service_account_key` of `google-github-actions/setup-gcloud`, or `creds` of `azure/login`. Doesn't report a file that sets its own endpoint, which most likely means a service with an AWS-compatible API.",
    fix:
      "Let the cloud trust this repository's tokens, limited to the branch or environment. Give the job `id-token: write`. Delete the key in the cloud and the secret on GitHub.",
    falseAlarms:
      "The cloud can't reach your GitHub Enterprise Server, or you aren't allowed to set up trust in the cloud account.",
    sources: [
      "https://docs.github.com/en/actions/concepts/security/openid-connect",
      "https://github.com/aws-actions/configure-aws-credentials",
      "https://github.com/google-github-actions/auth",
      "https://github.com/Azure/login",
    ])

  private static let examples = [
    AuditExample(
      "stored keys for three clouds",
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
      "OpenID Connect tokens",
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
      "storage with an AWS-compatible API",
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
