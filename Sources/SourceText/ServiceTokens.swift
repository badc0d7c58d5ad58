/// The shapes of other services' tokens, as those services and public secret scanners describe them. A shape is only for
/// recognition and masking: it never proves that a token works.
enum ServiceTokens {
  /// By service.
  static let patterns: [(service: String, pattern: String)] = [
    ("npm", #"npm_[A-Za-z0-9]{36}"#),
    ("PyPI", #"pypi-[A-Za-z0-9_-]{85,}"#),
    ("crates.io", #"cio[A-Za-z0-9]{32}"#),
    ("crates.io trusted publishing", #"cio_tp_[A-Za-z0-9]{32}"#),
    ("RubyGems", #"rubygems_[a-f0-9]{48}"#),
    ("NuGet", #"oy2[a-z0-9]{43}"#),
    ("Docker Hub", #"dckr_(?:pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})"#),
    ("AWS access key id", #"AKIA[A-Z2-7]{16}"#),
    ("AWS access key id", #"ASIA[A-Z2-7]{16}"#),
    ("Amazon Bedrock", #"ABSK[A-Za-z0-9+/]{109,269}={0,2}"#),
    ("Azure client secret", #"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}"#),
    ("Google API key", #"AIza[A-Za-z0-9_-]{35}"#),
    ("Cloudflare", #"cf(?:k|ut|at)_[A-Za-z0-9]{40}[a-f0-9]{8}"#),
    ("DigitalOcean", #"do[opr]_v1_[a-f0-9]{64}"#),
    ("Heroku", #"HRKU-AA[A-Za-z0-9_-]{58}"#),
    ("Fly.io", #"fo1_[A-Za-z0-9_-]{43}"#),
    ("Fly.io", #"fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,}={0,3}"#),
    ("Netlify", #"nfp_[A-Za-z0-9_]{36}"#),
    ("Pulumi", #"pul-[a-f0-9]{40}"#),
    ("Databricks", #"dapi[a-f0-9]{32}(?:-[0-9])?"#),
    ("HCP Terraform", #"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}"#),
    ("Vault", #"hv(?:s\.[A-Za-z0-9_-]{90,120}|b\.[A-Za-z0-9_-]{138,300})"#),
    ("1Password", #"ops_eyJ[A-Za-z0-9+/]{250,}={0,3}"#),
    ("Grafana cloud", #"glc_eyJ[A-Za-z0-9+/=]{60,160}"#),
    ("Grafana service account", #"glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"#),
    ("GitLab", #"gl(?:pat|dt|rt|ft|soat|ffct)-[A-Za-z0-9_-]{20}"#),
    ("GitLab trigger", #"glptt-[a-f0-9]{40}"#),
    ("GitLab job", #"glcbt-[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20}"#),
    ("Slack bot", #"xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{23,25}"#),
    ("Slack user", #"xoxp(?:-[0-9]{10,13}){3}-[A-Za-z0-9-]{28,34}"#),
    ("Slack app", #"xapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]{32,}"#),
    ("Slack webhook", #"https://hooks\.slack\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{23,25}"#),
    ("Discord webhook", #"https://discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}"#),
    ("Telegram", #"[0-9]{8,10}:AA[A-Za-z0-9_-]{32,33}"#),
    ("Atlassian", #"ATATT3[A-Za-z0-9+/_=-]{100,}"#),
    ("Atlassian organization", #"ATCTT3xFfG[A-Za-z0-9+/_=-]+=[A-Za-z0-9]{8}"#),
    ("Sentry organization", #"sntrys_eyJ[A-Za-z0-9=_+/]{100,}"#),
    ("Sentry user", #"sntryu_[a-f0-9]{64}"#),
    ("SonarQube", #"sq[apu]_[a-f0-9]{40}"#),
    ("SonarQube organization", #"sqco_[A-Za-z0-9]{59}"#),
    (
      "OpenAI",
      #"sk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{58,74}|[A-Za-z0-9]{20})T3BlbkFJ[A-Za-z0-9_-]{20,74}"#
    ),
    ("Anthropic", #"sk-ant-(?:api03|admin01)-[A-Za-z0-9_-]{93}AA"#),
    ("OpenRouter", #"sk-or-v1-[a-f0-9]{64}"#),
    ("Hugging Face", #"hf_[A-Za-z]{34}"#),
    ("Hugging Face", #"api_org_[A-Za-z]{34}"#),
    ("Groq", #"gsk_[A-Za-z0-9]{52}"#),
    ("JFrog key", #"AKCp[A-Za-z0-9]{69}"#),
    ("JFrog reference", #"cmVmdGtu[A-Za-z0-9]{56}"#),
    ("Doppler", #"dp\.(?:ct|pt|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}"#),
    ("Postman", #"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"#),
    ("Buildkite", #"bkua_[a-z0-9]{40}"#),
    ("CircleCI", #"CCIPAT_[A-Za-z0-9]{22}_[a-fA-F0-9]{40}"#),
    ("SendGrid", #"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"#),
    ("Supabase", #"sbp_[a-z0-9]{40}"#),
    ("PlanetScale", #"pscale_(?:tkn|oauth|pw)_[A-Za-z0-9_=.-]{32,64}"#),
    ("Linear", #"lin_api_[A-Za-z0-9]{40}"#),
    ("Notion", #"ntn_[0-9]{11}[A-Za-z0-9]{35}"#),
    ("Clojars", #"CLOJARS_[a-z0-9]{60}"#),
    ("Octopus", #"API-[A-Z0-9]{26}"#),
    ("New Relic", #"NRAK-[A-Z0-9]{27}"#),
    ("Alibaba", #"LTAI[A-Za-z0-9]{20}"#),
    ("age", #"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"#),
    ("Prefect", #"pnu_[A-Za-z0-9]{36}"#),
    ("Deno", #"dd[pw]_[A-Za-z0-9]{36}"#),
    ("JSON Web Token", #"eyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}"#),
  ]

  /// One shape, ready to be matched.
  struct Shape: Sendable {
    let pattern: TokenPattern
    /// What is shown of a token of this shape.
    let shown: String
  }

  static let shapes: [Shape] = patterns.compactMap { service, text in
    TokenPattern(text).map { pattern in
      let mark = String(decoding: pattern.anchor, as: UTF8.self)
      return Shape(
        pattern: pattern, shown: mark.utf8.count > 3 && mark.utf8.count < 20 ? mark : service + " token ")
    }
  }

  /// The shapes by the first byte of their anchors.
  private static let byFirst: [[Shape]] = {
    var table = [[Shape]](repeating: [], count: 256)
    for shape in shapes { table[Int(shape.pattern.anchor[0])].append(shape) }
    return table
  }()

  /// Whether an anchor may begin with two bytes: most places of most texts are passed over by this look.
  private static let beginnings: [Bool] = {
    var table = [Bool](repeating: false, count: 1 << 16)
    for shape in shapes { table[Int(shape.pattern.anchor[0]) << 8 | Int(shape.pattern.anchor[1])] = true }
    return table
  }()

  /// Every token of another service; unsorted, and maybe one inside another.
  static func hits(in bytes: UnsafeBufferPointer<UInt8>) -> [TokenShape.Hit] {
    guard bytes.count > 12 else { return [] }
    return beginnings.withUnsafeBufferPointer { beginnings in
      var hits: [TokenShape.Hit] = []
      for place in 0..<bytes.count - 1 {
        if beginnings[Int(bytes[place]) << 8 | Int(bytes[place + 1])] {
          hits += tokens(bytes, at: place)
        } else if bytes[place] == UInt8(ascii: ":"), let hit = password(bytes, at: place) {
          hits.append(hit)
        }
      }
      return hits
    }
  }

  private static func tokens(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> [TokenShape.Hit] {
    byFirst[Int(bytes[place])].compactMap { shape in
      let anchor = shape.pattern.anchor
      guard place + anchor.count <= bytes.count, bytes[place..<place + anchor.count].elementsEqual(anchor)
      else { return nil }
      return shape.pattern.match(bytes, anchorAt: place).map {
        .init(range: $0, prefix: shape.shown, isOfService: true)
      }
    }
  }

  /// The password of an address, `https://user:password@host`; none where a variable or an example stands for it.
  private static func password(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> TokenShape.Hit? {
    guard place + 3 < bytes.count, bytes[place + 1] == UInt8(ascii: "/"),
      bytes[place + 2] == UInt8(ascii: "/")
    else { return nil }
    var colon: Int?
    var end = place + 3
    while end < bytes.count, bytes[end] != UInt8(ascii: "@") {
      guard isUserInfo(bytes[end]) else { return nil }
      if colon == nil, bytes[end] == UInt8(ascii: ":") { colon = end }
      end += 1
    }
    guard end < bytes.count, let colon, end - colon > 8 else { return nil }
    let password = bytes[colon + 1..<end]
    guard password.contains(where: { (0x30...0x39).contains($0) }),
      password.contains(where: { (0x61...0x7A).contains($0 | 0x20) })
    else { return nil }
    return .init(range: colon + 1..<end, prefix: "password ", isOfService: true)
  }

  private static func isUserInfo(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || "-._~!&'()*+,;=:%".utf8.contains(byte)
  }
}
