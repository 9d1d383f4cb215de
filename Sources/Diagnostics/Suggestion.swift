/// The candidate that a misspelt name most likely meant, or nil if none is near.
///
/// Nearness is the number of letters changed, left out, added or swapped with a neighbour,
/// without regard to case: at most a third of the name's length, and at least one.
/// Of equally near candidates the first wins. Names of over 64 letters get no suggestion, nor do
/// numbers: one beside another means nothing.
public func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  guard !wanted.isEmpty, wanted.count <= 64, !name.utf8.allSatisfy({ (0x30...0x39).contains($0) })
  else { return nil }
  let bound = max(1, wanted.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.lowercased().unicodeScalars)
    guard letters.count <= 64, abs(letters.count - wanted.count) <= bound else { continue }
    let distance = editDistance(wanted, letters)
    if distance <= bound, distance < (best?.distance ?? Int.max) {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// The number of single-letter changes between two words, a swap of neighbours counted as one
/// (optimal string alignment).
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for row in 1..<(left.count + 1) {
    var current = [row]
    current.reserveCapacity(right.count + 1)
    for column in 1..<right.count + 1 {
      let substitution = left[row - 1] == right[column - 1] ? 0 : 1
      var cost = min(
        previous[column] + 1, current[column - 1] + 1, previous[column - 1] + substitution)
      if row > 1, column > 1, left[row - 1] == right[column - 2],
        left[row - 2] == right[column - 1]
      {
        cost = min(cost, beforePrevious[column - 2] + 1)
      }
      current.append(cost)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
