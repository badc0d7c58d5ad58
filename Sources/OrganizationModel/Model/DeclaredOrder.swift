/// Cases whose order is the one that they are declared in.
package protocol DeclaredOrder: CaseIterable, Comparable {}

extension DeclaredOrder {
  package static func < (left: Self, right: Self) -> Bool {
    for candidate in allCases {
      if candidate == right { return false }
      if candidate == left { return true }
    }
    return false
  }
}
