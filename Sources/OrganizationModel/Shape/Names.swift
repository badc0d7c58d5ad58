/// The rules of `TextRule` as byte scans.
enum Names {
  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  /// Letters, digits, `.`, `_`, `-`.
  static func isNameByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == 0x2E || byte == 0x5F || byte == 0x2D
  }

  static func are(_ bytes: ArraySlice<UInt8>, atMost limit: Int, _ belongs: (UInt8) -> Bool) -> Bool {
    !bytes.isEmpty && bytes.count <= limit && bytes.allSatisfy(belongs)
  }

  static func count(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }

  static func hyphensAreSingle(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.first != 0x2D && bytes.last != 0x2D
      && !zip(bytes, bytes.dropFirst()).contains { $0 == 0x2D && $1 == 0x2D }
  }

  static func isOrganization(_ bytes: ArraySlice<UInt8>) -> Bool {
    are(bytes, atMost: 39) { isAlphanumeric($0) || $0 == 0x2D } && hyphensAreSingle(bytes)
  }

  static func withoutBot(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.suffix(5).elementsEqual("[bot]".utf8) ? bytes.dropLast(5) : bytes
  }

  static func isLogin(_ bytes: ArraySlice<UInt8>) -> Bool {
    let login = withoutBot(bytes)
    let parts = login.split(separator: 0x5F, omittingEmptySubsequences: false)
    guard login.count <= 39, parts.count <= 2, let first = parts.first, first.first != 0x2D else {
      return false
    }
    return are(first, atMost: 39) { isAlphanumeric($0) || $0 == 0x2D }
      && parts.dropFirst().allSatisfy { are($0, atMost: 39, isAlphanumeric) }
  }

  static func isRepository(_ bytes: ArraySlice<UInt8>) -> Bool {
    are(bytes, atMost: 100, isNameByte) && !bytes.elementsEqual(".".utf8) && !bytes.elementsEqual("..".utf8)
  }

  static func isRepositoryReference(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let slash = bytes.firstIndex(of: 0x2F) else { return isRepository(bytes) }
    return isOrganization(bytes[..<slash]) && isRepository(bytes[(slash + 1)...])
  }

  static func isPackage(_ bytes: ArraySlice<UInt8>) -> Bool {
    let name = bytes.first == 0x40 ? bytes.dropFirst() : bytes
    return bytes.count <= 255
      && name.split(separator: 0x2F, omittingEmptySubsequences: false)
        .allSatisfy { are($0, atMost: 255, isNameByte) }
  }

  static func isSecret(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, !(0x30...0x39).contains(first) else { return false }
    return are(bytes, atMost: 1000) { isAlphanumeric($0) || $0 == 0x5F }
      && !bytes.prefix(7).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.elementsEqual("github_".utf8)
  }

  static func isAutomation(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { are($0, atMost: 100, isNameByte) }
  }

  static func isAccess(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: 0x23, omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { are($0, atMost: 1000) { $0 > 0x20 } }
  }

  static func isEndpoint(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 2, let method = parts.first, let path = parts.last else { return false }
    return ["DELETE", "GET", "PATCH", "POST", "PUT"].contains { method.elementsEqual($0.utf8) }
      && path.count > 1 && path.first == 0x2F && path.allSatisfy { (0x21...0x7E).contains($0) }
  }

  static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count >= 2 && parts.allSatisfy { are($0, atMost: 63) { isAlphanumeric($0) || $0 == 0x2D } }
  }

  static func isEmail(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: 0x40, omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { are($0, atMost: 320) { $0 > 0x20 } }
  }

  static func isWorkflowPath(_ bytes: ArraySlice<UInt8>) -> Bool {
    let folder = ".github/workflows/".utf8
    guard bytes.starts(with: folder) else { return false }
    let name = bytes.dropFirst(folder.count)
    let ending = [".yml", ".yaml"].first { name.suffix($0.utf8.count).elementsEqual($0.utf8) }
    return ending.map { name.count > $0.utf8.count } == true && !name.contains(0x2F)
      && name.allSatisfy { $0 >= 0x20 }
  }
}

extension Days {
  /// Reads `90d`: a positive number of at most five digits.
  init?(bytes: ArraySlice<UInt8>) {
    let digits = bytes.dropLast()
    guard bytes.last == UInt8(ascii: "d"), let first = digits.first, (0x31...0x39).contains(first),
      digits.count <= 5, digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    self.init(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
  }
}

extension ServerVersion {
  /// Reads `3.20`.
  init?(bytes: ArraySlice<UInt8>) {
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    let isNumber = { (part: ArraySlice<UInt8>) in Names.are(part, atMost: 4) { (0x30...0x39).contains($0) } }
    guard parts.count == 2, parts.allSatisfy(isNumber) else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    self.init(numbers[0], numbers[1])
  }
}
