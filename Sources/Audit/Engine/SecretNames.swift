/// What the name of a secret says of its value.
enum SecretName {
  /// Whether a value is most likely no secret: a login, an id, an address, a place. Who knows it can do nothing with it.
  ///
  /// The name decides by its last word, unless another word speaks of something that lets its holder in.
  static func isPlain(_ name: String) -> Bool {
    var words = name.uppercased().split { $0 == "_" || $0 == "-" }.map(String.init)
    while let word = words.last, words.count > 1, isWhere(word) { words.removeLast() }
    guard let last = words.last, plainEndings.contains(last) || joinedEndings.contains(where: last.hasSuffix)
    else { return false }
    if last == "KEY" { return words.dropLast().last == "PUBLIC" || words.dropLast().last == "PUB" }
    // The id of an access key is printed in every log of the cloud that it belongs to.
    if last == "ID", words.dropLast().last == "KEY" { return !words.contains("SECRET") }
    return !words.contains { word in telling.contains(word) || word.hasSuffix("PASSWORD") }
  }

  /// Whether a word only tells one value of several from the others: a number, a place, a stage.
  private static func isWhere(_ word: String) -> Bool {
    word.allSatisfy(\.isNumber)
      || ["EAST", "WEST", "NORTH", "SOUTH", "CENTRAL", "DEV", "TEST", "STAGING", "PROD"].contains(word)
  }

  /// Whether the name of a secret speaks of what real users depend on.
  static func isOfProduction(_ name: String) -> Bool {
    let words = name.uppercased().split { $0 == "_" || $0 == "-" }
    return words.contains {
      ["PROD", "PRODUCTION", "LIVE", "RELEASE", "SIGNING", "DEPLOY", "PUBLISH"].contains($0)
    }
  }

  private static let plainEndings: Set<String> = [
    "ACCOUNT", "ARN", "BUCKET", "CLUSTER", "DOMAIN", "EMAIL", "ENDPOINT", "ENV", "ENVIRONMENT", "GROUP",
    "HOST",
    "FINGERPRINT", "HOSTNAME", "ID", "IDS", "KEY", "IMAGE", "LOCATION", "LOGIN", "NAME", "NAMESPACE",
    "NUMBER", "ORG",
    "ORGANIZATION",
    "PATH", "PORT", "PROJECT", "REGION", "REGISTRY", "REPO", "REPOSITORY", "RG", "SERVER", "SUBSCRIPTION",
    "TENANCY", "TENANT", "URI", "URL", "USER", "USERNAME", "VERSION", "ZONE",
  ]

  private static let joinedEndings = [
    "RESOURCEGROUP", "USERNAME", "BUCKETNAME", "CLIENTID", "APPID", "TENANTID",
  ]

  private static let telling: Set<String> = [
    "AUTH", "CREDENTIAL", "CREDENTIALS", "DATABASE", "DB", "DSN", "HOOK", "KEY", "MONGO", "MONGODB", "PASS",
    "PASSPHRASE", "PASSWD", "PASSWORD", "PAT", "PIN", "POSTGRES", "POSTGRESQL", "PRIVATE", "REDIS", "SAS",
    "SECRET",
    "SEED", "SESSION", "SIGNED", "SQL", "TOKEN", "WEBHOOK", "WEBHOOKS",
  ]
}
