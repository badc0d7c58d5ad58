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
    if let day = try named(console) { return day }
    let today = ofClock
    console.note(
      "note: decided for today, \(today); for a repeatable result, set `as_of: \(today)` or `--as-of`")
    return today
  }

  /// The clock's day in UTC.
  static var ofClock: Day { day(ofSecond: time(nil)) }

  /// The day of `SOURCE_DATE_EPOCH`; nil where it is not set.
  static func named(_ console: Console) throws -> Day? {
    try epoch(console).map(day(ofSecond:))
  }

  /// `SOURCE_DATE_EPOCH` as seconds since 1970; nil where it is not set.
  static func epoch(_ console: Console) throws -> Int? {
    guard let text = Environment["SOURCE_DATE_EPOCH"] else { return nil }
    guard let seconds = Int(text), seconds >= 0, seconds < 253_402_300_800 else {
      console.show([badEpoch(text)])
      throw ExitCode.wrongInput
    }
    return seconds
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
