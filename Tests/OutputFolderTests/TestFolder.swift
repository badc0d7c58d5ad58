import Foundation
import OutputFolder
import Synchronization

/// A folder of one test, gone with it.
final class TestFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("tokenbook-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var book: String { "\(path)/book" }

  func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(file)")
    let folder = url.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)")), as: UTF8.self)
  }

  func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(file)")
  }

  func link(_ file: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(file)", withDestinationPath: target)
  }

  func exists(_ file: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")) != nil
  }

  /// The file's number on the disk: another one after it was replaced.
  func number(of file: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: "\(path)/\(file)")[.systemFileNumber] as? Int
  }

  /// Every file below the folder with its content, links with an arrow and their target, empty folders with a slash.
  func everything(below folder: String = "book") throws -> [String: String] {
    var contents: [String: String] = [:]
    let root = "\(path)/\(folder)"
    for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      contents[name] = try content(of: "\(root)/\(name)")
    }
    return contents.filter { $0.value != "/" || !contents.keys.contains { $0.hasPrefix("\($0)/") } }
  }

  private func content(of path: String) throws -> String {
    let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    switch type {
    case .typeDirectory: return "/"
    case .typeSymbolicLink: return "-> " + (try FileManager.default.destinationOfSymbolicLink(atPath: path))
    default: return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
  }
}

/// Counts what changes the disk, and lets one such step fail.
final class FailingSteps: Sendable {
  /// What follows the failure: the process is gone, or it goes on.
  enum Failure: Sendable, CaseIterable {
    case killed
    case diskFull
  }

  private let taken = Mutex(0)
  private let failingStep: Int
  private let failure: Failure

  private let meanwhile: (step: Int, act: @Sendable () -> Void)?

  /// `failingStep` counts from 1; 0 never fails. `meanwhile` happens right before its step.
  init(
    failingStep: Int = 0, _ failure: Failure = .killed,
    meanwhile: (step: Int, act: @Sendable () -> Void)? = nil
  ) {
    self.failingStep = failingStep
    self.failure = failure
    self.meanwhile = meanwhile
  }

  var count: Int { taken.withLock { $0 } }

  private enum Verdict { case go, fail, gone }

  private func step() -> Verdict {
    taken.withLock { count in
      count += 1
      if let meanwhile, meanwhile.step == count { meanwhile.act() }
      if failingStep == 0 || count < failingStep { return .go }
      if count == failingStep { return .fail }
      return failure == .killed ? .gone : .go
    }
  }

  private func check(_ path: String) throws(FileError) {
    if step() != .go { throw FileError("change", path, code: 28) }
  }

  /// The machine's files, with the failing step in them; a file that fails is half written. Nothing waits for the disk.
  var fileSystem: FileSystem {
    let real = FileSystem.system
    var failing = real
    failing.create = { (path, bytes, _) throws(FileError) in
      switch self.step() {
      case .go: return try real.create(path, bytes, false)
      case .fail: try real.create(path, Array(bytes.prefix(bytes.count / 2)), false)
      case .gone: break
      }
      throw FileError("change", path, code: 28)
    }
    failing.makeFolder = { (path, like) throws(FileError) in
      try self.check(path)
      try real.makeFolder(path, like)
    }
    failing.move = { (from, to) throws(FileError) in
      try self.check(to)
      try real.move(from, to)
    }
    failing.exchange = { (left, right) throws(FileError) in
      try self.check(right)
      try real.exchange(left, right)
    }
    failing.removeFile = { (path) throws(FileError) in
      try self.check(path)
      try real.removeFile(path)
    }
    failing.removeFolder = { (path) throws(FileError) in
      try self.check(path)
      try real.removeFolder(path)
    }
    return failing
  }
}
