import Exposure
import Pages
import Guidance
import OrganizationModel

/// The credentials of one account: which automations use them, and where they are kept.
enum AccountPicture {
  static let mostCredentials = 10
  static let mostUsersOfOne = 4

  /// What an account is to hold, and what it holds today and will not.
  static func holdings(of account: Account, _ book: Book) -> [Holding] {
    book.accounts.plans(of: account.name).map { Holding($0, book) }
      + book.accounts.existing(of: account.name).filter { book.plan(being: $0.credential.name) == nil }
      .map { Holding($0, book) }
  }

  /// Nil for an account that holds nothing.
  static func picture(_ account: Account, _ book: Book) -> Picture? {
    let holdings = holdings(of: account, book)
    guard !holdings.isEmpty else { return nil }
    let left = holdings.count - mostCredentials
    let rows = holdings.prefix(mostCredentials).map(row)
    let columns = ColumnsPicture(
      heads: ["Used by", "Credential", "Stored in"], rows: ColumnsPicture.limitingPlaces(of: Array(rows)),
      note: left > 0 ? "\(left) of \(holdings.count) credentials are not drawn." : "")
    return columns.picture(
      "holds", title: "Credentials of \(account.name), their users and storage",
      description:
        "Credentials: \(holdings.count).\(left > 0 ? " \(left) are not drawn." : "") The tables say the same."
    )
  }

  private static func row(_ holding: Holding) -> ColumnsPicture.Row {
    let more = holding.users.count - mostUsersOfOne
    let users = holding.users.prefix(mostUsersOfOne).map { ColumnsPicture.Box(name: $0.description) }
    return .init(
      middle: holding.credential,
      left: users
        + (more > 0
          ? [ColumnsPicture.Box(name: "\(more) more", detail: "use \(holding.credential.name)")] : []),
      right: holding.somePlaces)
  }
}
