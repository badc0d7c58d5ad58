import Exposure
import Templates

extension KnownSecrets.Row {
  /// As a row of a table.
  func context(_ ground: RunbookGround) -> TemplateContext {
    [
      "name": rank.name, "kind": rank.kind, "link": ground.link(rank.path(ground.book.paths)),
      "rotate_link": ground.link(rank.rotation(ground.book.paths)), "is_made": rank.isMade,
      "migrate_link": ground.link(rank.migration(ground.book.paths)),
      "held": way == .held, "custody": way == .custody, "app_key": way == .appKey,
      "store": way == .store, "writing": way == .writing,
    ]
  }
}
