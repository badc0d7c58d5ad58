import Templates
import Guidance
import OrganizationModel

/// What keeps the secrets of a cluster, by the words of `stores_in`.
enum ClusterStore: Sendable {
  /// The cluster itself.
  case kubernetes
  /// `kubeseal` reads a Secret from standard input and writes it sealed with `--format yaml`; `--validate` asks the
  /// controller whether it can unseal it (https://github.com/bitnami-labs/sealed-secrets, "Usage" and "Validate a Sealed
  /// Secret", looked at on 2026-11-30).
  case sealedSecrets
  /// An ExternalSecret makes a Secret of a type by `target.template`, and reads again when `force-sync` is annotated
  /// (https://external-secrets.io/latest/guides/common-k8s-secret-types and
  /// https://external-secrets.io/latest/api/externalsecret, looked at on 2026-11-30).
  case externalSecrets
  /// Something that only the organization knows how to open.
  case other

  init(_ words: String?) {
    let letters = (words ?? "").lowercased().utf8.filter { (0x61...0x7A).contains($0) || $0 == 0x38 }
    let text = String(decoding: letters, as: UTF8.self)
    if Self.own.contains(text) {
      self = .kubernetes
    } else if text.contains("sealedsecret") || text.contains("kubeseal") {
      self = .sealedSecrets
    } else if text.contains("externalsecret") {
      self = .externalSecrets
    } else {
      self = .other
    }
  }

  /// The letters, and the digit of `k8s`, of what people call the cluster's own Secrets.
  private static let own: Set = [
    "", "cluster", "thecluster", "kubernetes", "kubernetessecret", "kubernetessecrets", "k8s", "k8ssecret",
    "k8ssecrets", "secret", "secrets", "pullsecret",
  ]

  /// The template of the step that stores there.
  var step: String {
    switch self {
    case .kubernetes: "store-kubernetes"
    case .sealedSecrets: "store-sealed"
    case .externalSecrets: "store-external"
    case .other: "store-cluster"
    }
  }

  /// What it runs.
  var tools: Set<RunbookStep.Tool> { self == .sealedSecrets ? [.kubectl, .kubeseal] : [.kubectl] }
}

/// The Secret of a cluster that holds a credential: a name that is legal by RFC 1123, a type and a key.
struct ClusterSecret: Sendable {
  let name: String
  /// Nil for a Secret of no type.
  let type: String?
  let key: String

  init(of plan: RunbookPlan, isPullSecret: Bool) {
    // A Secret may have 253 characters, a label of RFC 1123 has 63, and a store behind the cluster may take no more.
    name = String(Slug.kebab(plan.plan.secretName).prefix(63)).trimmingDashes
    if isPullSecret {
      (type, key) = ("kubernetes.io/dockerconfigjson", ".dockerconfigjson")
    } else if plan.isSSHKey {
      (type, key) = ("kubernetes.io/ssh-auth", "ssh-privatekey")
    } else {
      (type, key) = (nil, plan.plan.kind.isOfApp ? "private-key.pem" : "token")
    }
  }

  var values: TemplateContext {
    [
      "kubernetes_name": name, "kubernetes_key": key,
      "kubernetes_from": (type.map { "--type \($0) " } ?? "") + "--from-file \(key)",
      "kubernetes_output": Shell.word("jsonpath={.data.\(key.replacing(".", with: "\\."))}"),
      "is_pull_secret": key == ".dockerconfigjson", "external_secret": externalSecret,
    ]
  }

  /// Its lines go through a here-document of the shell, which fills in the store.
  private var externalSecret: String {
    """
    apiVersion: external-secrets.io/v1
    kind: ExternalSecret
    metadata:
      name: \(name)
      namespace: ${NAMESPACE:?}
    spec:
      refreshInterval: 1h0m0s
      secretStoreRef:
        name: ${STORE##*/}
        kind: $STORE_KIND
      target:
        name: \(name)
        creationPolicy: Owner
        template:
          type: \(type ?? "Opaque")
          data:
            \(key): "{{ .value | toString }}"
      data:
        - secretKey: value
          remoteRef:
            key: \(name)
    """
  }
}

extension String {
  /// Without a dash at the end, where a cut left one.
  fileprivate var trimmingDashes: String { String(reversed().drop { $0 == "-" }.reversed()) }
}
