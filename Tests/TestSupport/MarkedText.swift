/// A text whose interesting places are marked in the text itself: `host: 1️⃣bad2️⃣`.
///
/// The marks are keycap digits; they are taken out, and their byte offsets kept.
public struct MarkedText: Sendable {
  /// The text without its marks.
  public let text: String
  private let offsets: [Character: Int]

  private static let marks: [Character] = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣"]

  public init(_ marked: String) {
    var text = ""
    var offsets: [Character: Int] = [:]
    for character in marked {
      if Self.marks.contains(character) {
        offsets[character] = text.utf8.count
      } else {
        text.append(character)
      }
    }
    self.text = text
    self.offsets = offsets
  }

  public var bytes: [UInt8] { Array(text.utf8) }

  /// The UTF-8 offset of a mark, such as `"1️⃣"`; nil if the text has no such mark.
  public subscript(mark: Character) -> Int? {
    offsets[mark]
  }
}
