import OrganizationModel
import Exposure
import Guidance
import Templates

extension Guesses {
  /// How many of these rest on a guess, for the top of a page; false where none does.
  func banner(_ accesses: [AccessID]) -> any TemplateConvertible {
    let count = count(of: accesses)
    guard count > 0 else { return false }
    return ["count": count, "all": accesses.count, "is_one": count == 1] as TemplateContext
  }
}
