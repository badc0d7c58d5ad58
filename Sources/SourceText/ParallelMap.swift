extension Array where Element: Sendable {
  /// Maps every element on all cores and keeps the order. Chunks are small, so that a slow one does not hold the rest.
  package func mapInParallel<Mapped: Sendable>(
    chunk size: Int = 32, _ transform: @escaping @Sendable (Element) -> Mapped
  ) async -> [Mapped] {
    await withTaskGroup(of: (index: Int, mapped: [Mapped]).self) { group in
      let starts = Array<Int>(stride(from: 0, to: count, by: size))
      for (index, start) in starts.enumerated() {
        let chunk = self[start..<Swift.min(start + size, count)]
        group.addTask { (index, chunk.map(transform)) }
      }
      var chunks = Array<[Mapped]>(repeating: [], count: starts.count)
      for await (index, mapped) in group { chunks[index] = mapped }
      return chunks.flatMap { $0 }
    }
  }
}
