internal import SiteModel

/// Keys that differ in nothing but their numbers, as few patterns that know just those.
struct NumberedKeys {
  /// The text between the numbers; one more than there are numbers.
  private let texts: [Substring]
  private var numbers: Set<[Int]> = []

  init(_ key: NumberedKey) {
    texts = key.texts
    numbers = [key.numbers]
  }

  mutating func insert(_ key: NumberedKey) {
    numbers.insert(key.numbers)
  }

  /// The patterns, in ascending order of their numbers: `account.{1-6}.enable`.
  var patterns: [String] {
    Self.cover(numbers.map { $0[...] }).map { ranges in
      var text = String(texts.first ?? "")
      for (range, rest) in zip(ranges, texts.dropFirst()) {
        text +=
          range.count == 1
          ? "\(range.lowerBound)" : "{\(range.lowerBound)-\(range.upperBound)}"
        text += rest
      }
      return text
    }
  }

  /// Boxes that together hold exactly the rows, none of them twice: neighbours in the first column
  /// are one range where all that follows them is the same.
  private static func cover(_ rows: [ArraySlice<Int>]) -> [[ClosedRange<Int>]] {
    guard rows.first?.isEmpty == false else { return rows.isEmpty ? [] : [[]] }
    let groups = Dictionary(grouping: rows) { $0.first ?? 0 }
    var runs: [(range: ClosedRange<Int>, rest: [[ClosedRange<Int>]])] = []
    for number in groups.keys.sorted() {
      let rest = cover(groups[number, default: []].map { $0.dropFirst() })
      if let last = runs.last, last.rest == rest, last.range.upperBound &+ 1 == number {
        runs[runs.count - 1].range = last.range.lowerBound...number
      } else {
        runs.append((number...number, rest))
      }
    }
    return runs.flatMap { run in run.rest.map { [run.range] + $0 } }
  }
}

/// A key taken apart at its numbers.
struct NumberedKey {
  let texts: [Substring]
  let numbers: [Int]

  /// Nil for a key whose numbers cannot be written again as they were: with zeros in front, or of
  /// more than nine digits. It stands for itself.
  init?(_ key: String) {
    var texts: [Substring] = []
    var numbers: [Int] = []
    var rest = key[...]
    while true {
      let text = rest.prefix { !$0.isDigit }
      texts.append(text)
      let digits = rest[text.endIndex...].prefix { $0.isDigit }
      if digits.isEmpty { break }
      guard digits.utf8.count <= 9, digits == "0" || digits.first != "0",
        let number = Int(digits)
      else { return nil }
      numbers.append(number)
      rest = rest[digits.endIndex...]
    }
    self.texts = texts
    self.numbers = numbers
  }

  /// What keys have in common that differ only in their numbers; no key has a line feed.
  var shape: String { texts.joined(separator: "\n") }
}

extension Character {
  fileprivate var isDigit: Bool { isASCII && isNumber }
}
