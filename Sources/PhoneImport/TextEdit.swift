/// A text that is put into a file, in the place of some of its bytes.
struct TextEdit {
  let range: Range<Int>
  let text: String

  static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    // From the end, so that what stands before keeps its place; at one place in their order.
    let order = edits.indices.sorted {
      (edits[$0].range.lowerBound, $0) > (edits[$1].range.lowerBound, $1)
    }
    for edit in order.map({ edits[$0] }) {
      result.replaceSubrange(edit.range.clamped(to: 0..<result.count), with: edit.text.utf8)
    }
    return result
  }
}
