/// The keys that a family's firmware knows.
///
/// A pattern names a numbered key by its range: `account.{1-6}.enable`.
public struct KeyCatalogue: Sendable {
  /// A pattern without its numbers, and the ranges that they have in turn.
  private var rangesByShape: [String: [[ClosedRange<Int>]]] = [:]
  /// The patterns as they are written, for suggestions.
  public private(set) var patterns: [String] = []

  public init() {}

  /// Adds a pattern; false if it is malformed.
  public mutating func add(_ pattern: String) -> Bool {
    guard let parsed = Self.parse(pattern) else { return false }
    rangesByShape[parsed.shape, default: []].append(parsed.ranges)
    patterns.append(pattern)
    return true
  }

  /// Whether the firmware knows a key.
  public func knows(_ key: String) -> Bool {
    let (shape, numbers) = Self.split(key)
    return rangesByShape[shape, default: []].contains { ranges in
      zip(ranges, numbers).allSatisfy { range, number in range.contains(number) }
    }
  }

  /// All keys that the patterns stand for; nil if they are more than a number, at most a billion.
  public func keys(upTo limit: Int) -> [String]? {
    var keys: [String] = []
    for (shape, alternatives) in rangesByShape {
      for ranges in alternatives {
        var count = 1
        for range in ranges where count <= limit {
          count *= min(range.upperBound - range.lowerBound, limit) + 1
        }
        guard count <= limit - keys.count else { return nil }
        keys += Self.expand(shape[...], ranges[...])
      }
    }
    return keys
  }

  private static func expand(
    _ shape: Substring, _ ranges: ArraySlice<ClosedRange<Int>>
  ) -> [String] {
    guard let range = ranges.first, let place = shape.firstIndex(of: hole) else {
      return [String(shape)]
    }
    let rest = expand(shape[shape.index(after: place)...], ranges.dropFirst())
    return range.flatMap { number in rest.map { shape[..<place] + "\(number)" + $0 } }
  }

  /// The known key nearest to an unknown one, with the unknown one's numbers where they fit.
  public func nearest(to key: String, by suggest: (String, [String]) -> String?) -> String? {
    let (shape, numbers) = Self.split(key)
    guard let near = suggest(shape, rangesByShape.keys.sorted()) else {
      return rangesByShape[shape] == nil ? nil : patterns.first { Self.parse($0)?.shape == shape }
    }
    var rest = numbers[...]
    var text = ""
    for character in near {
      if character == Self.hole {
        guard let number = rest.popFirst() else { return patterns.first { $0 == near } }
        text += String(number)
      } else {
        text.append(character)
      }
    }
    return text
  }

  private static let hole: Character = "\u{1}"

  /// `account.{1-6}.enable` to the shape with holes for numbers and the ranges; plain digits are a
  /// range of one.
  private static func parse(_ pattern: String) -> (shape: String, ranges: [ClosedRange<Int>])? {
    var shape = ""
    var ranges: [ClosedRange<Int>] = []
    var rest = pattern[...]
    while let character = rest.first {
      if character == "{" {
        guard let close = rest.firstIndex(of: "}") else { return nil }
        let bounds = rest[rest.index(after: rest.startIndex)..<close].split(separator: "-")
        guard bounds.count == 2, let low = Int(bounds[0]), let high = Int(bounds[1]), low <= high
        else { return nil }
        shape.append(hole)
        ranges.append(low...high)
        rest = rest[rest.index(after: close)...]
      } else if let number = takeNumber(&rest) {
        shape.append(hole)
        ranges.append(number...number)
      } else {
        shape.append(character)
        rest = rest.dropFirst()
      }
    }
    return (shape, ranges)
  }

  private static func split(_ key: String) -> (shape: String, numbers: [Int]) {
    var shape = ""
    var numbers: [Int] = []
    var rest = key[...]
    while let character = rest.first {
      if let number = takeNumber(&rest) {
        shape.append(hole)
        numbers.append(number)
      } else {
        shape.append(character)
        rest = rest.dropFirst()
      }
    }
    return (shape, numbers)
  }

  private static func takeNumber(_ rest: inout Substring) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    // No key has a number of so many digits; all such are one.
    return Int(digits) ?? Int.max
  }
}
