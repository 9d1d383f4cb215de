extension Array {
  /// Sorts by path; of equal paths the first stays first.
  ///
  /// The elements are large, so that their places are sorted instead, by the first bytes of the
  /// paths, which mostly decide.
  func sorted(byPath path: (Element) -> TreePath) -> [Element] {
    let isSorted = indices.dropFirst().allSatisfy { path(self[$0 - 1]) < path(self[$0]) }
    if isSorted { return self }
    var order = indices.map { PathPrefix(of: path(self[$0]), place: $0) }
    order.sort { left, right in
      if left.first != right.first { return left.first < right.first }
      if left.second != right.second { return left.second < right.second }
      let (leftPath, rightPath) = (path(self[left.place]), path(self[right.place]))
      return leftPath == rightPath ? left.place < right.place : leftPath < rightPath
    }
    return order.map { self[$0.place] }
  }
}

/// The first 16 bytes of a path as two numbers that are ordered like them.
private struct PathPrefix {
  var first: UInt64 = 0
  var second: UInt64 = 0
  let place: Int

  init(of path: TreePath, place: Int) {
    self.place = place
    var position = 0
    for byte in path.text.utf8.prefix(16) {
      let shift = UInt64(56 - position % 8 * 8)
      if position < 8 { first |= UInt64(byte) << shift } else { second |= UInt64(byte) << shift }
      position += 1
    }
  }
}
