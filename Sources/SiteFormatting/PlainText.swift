/// A file's text without what editors on other systems add.
enum PlainText {
  /// Without a byte order mark, and with LF for CR LF and for CR alone.
  static func of(_ bytes: [UInt8]) -> [UInt8] {
    let lineFeed: UInt8 = 0x0A
    let carriageReturn: UInt8 = 0x0D
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard bytes.contains(carriageReturn) else { return Array(bytes[start...]) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for index in start..<bytes.count {
      if bytes[index] != carriageReturn {
        text.append(bytes[index])
      } else if index + 1 == bytes.count || bytes[index + 1] != lineFeed {
        text.append(lineFeed)
      }
    }
    return text
  }
}
