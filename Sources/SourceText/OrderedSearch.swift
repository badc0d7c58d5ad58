extension RandomAccessCollection {
  /// Where the elements that meet a condition begin, in a collection in which all of them stand at the end; its end where
  /// none does.
  package func partitioningIndex(where isMet: (Element) -> Bool) -> Index {
    var (low, rest) = (startIndex, count)
    while rest > 0 {
      let middle = index(low, offsetBy: rest / 2)
      if isMet(self[middle]) {
        rest /= 2
      } else {
        low = index(after: middle)
        rest -= rest / 2 + 1
      }
    }
    return low
  }
}
