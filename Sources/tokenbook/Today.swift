import ArgumentParser
import OrganizationModel
import SourceText

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The day of a run that neither its description nor `--as-of` names: the only place that knows the clock.
enum Today {
  /// `SOURCE_DATE_EPOCH`, else the clock's day in UTC, of which a note on standard error tells.
  static func day(_ console: Console) throws -> Day {
    if let text = Environment["SOURCE_DATE_EPOCH"] {
      guard let seconds = Int(text), seconds >= 0, seconds < 253_402_300_800 else {
        console.show([badEpoch(text)])
        throw ExitCode.wrongInput
      }
      return day(ofSecond: seconds)
    }
    let today = day(ofSecond: time(nil))
    console.note(
      "note: decided as of today, \(today); `as_of: \(today)` or `--as-of` makes the result repeatable")
    return today
  }

  private static func badEpoch(_ text: String) -> Diagnostic {
    Diagnostic(
      "source-date-epoch", .error, "found `\(text)` in `SOURCE_DATE_EPOCH`, expected seconds since 1970",
      at: nil)
  }

  private static func day(ofSecond seconds: Int) -> Day {
    Day(number: seconds / 86_400)
  }
}
