import Guidance

extension CredentialPlan {
  /// Of an App: the configuration variable that holds its client id, which is no secret.
  var clientIDVariable: String {
    SettingName.make(from: "\(holder?.text ?? id)_CLIENT_ID")
  }
}

/// Names of secrets and variables as GitHub takes them (S-05).
enum SettingName {
  static func make(from text: String) -> String {
    let upper = String(decoding: text.uppercased().utf8.map(allowed), as: UTF8.self)
    let isRefused = upper.hasPrefix("GITHUB_") || upper.first?.isNumber == true
    return isRefused ? "_" + upper : upper
  }

  private static func allowed(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    default: UInt8(ascii: "_")
    }
  }
}
