import SourceText
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The HTML of stretches of Markdown that stand on several pages: each is read once.
///
/// For pages that read links the same. It holds what it has met twice; of the others only a digest.
package final class MarkdownMemory: Sendable {
  private struct Known: Sendable {
    let bytes: [UInt8]
    let pieces: HTMLPieces

    /// Whether it is of the very stretch: a digest may be that of two.
    func isOf(_ text: [UInt8], _ range: Range<Int>) -> Bool {
      guard bytes.count == range.count else { return false }
      return bytes.withUnsafeBytes { own in
        text.withUnsafeBytes { text in
          guard let start = own.baseAddress, let other = text.baseAddress else { return true }
          return memcmp(start, other + range.lowerBound, range.count) == 0
        }
      }
    }
  }

  private struct State {
    var known: [ContentDigest: Known] = [:]
    var met: Set<ContentDigest> = []
    /// How many bytes of Markdown and about as many of HTML it holds.
    var size = 0
  }

  /// What is known of a stretch.
  enum Memory {
    case known(HTMLPieces)
    /// Met once before: now it is worth holding.
    case met
    case new
  }

  /// From here on it forgets: a book of many thousand pages is not to be held twice.
  private static let largest = 16 << 20

  private let state = Mutex(State())

  package init() {}

  /// What is known of stretches of a text, in their order.
  func memories(of digests: [ContentDigest], _ text: [UInt8], _ ranges: [Range<Int>]) -> [Memory] {
    state.withLock { state in
      zip(digests, ranges).map { digest, range in
        if let known = state.known[digest] {
          return known.isOf(text, range) ? .known(known.pieces) : .new
        }
        return state.met.insert(digest).inserted ? .new : .met
      }
    }
  }

  func hold(_ pieces: HTMLPieces, of bytes: ArraySlice<UInt8>, _ digest: ContentDigest) {
    state.withLock { state in
      if state.size > Self.largest { state = State() }
      guard state.known.updateValue(Known(bytes: Array(bytes), pieces: pieces), forKey: digest) == nil else {
        return
      }
      state.size += bytes.count
    }
  }
}
