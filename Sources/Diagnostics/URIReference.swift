/// A path as a URI reference (RFC 3986): relative ones stay relative, absolute ones become
/// `file:` URIs.
func uriReference(forPath path: String) -> String {
  if path.hasPrefix("/") { return "file://" + percentEncoded(path) }
  let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
  return percentEncoded(relative)
}

/// A colon is encoded too: before the first slash it would end a scheme's name.
private func percentEncoded(_ path: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var encoded: [UInt8] = []
  for byte in path.utf8 {
    if isUnreserved(byte) || byte == UInt8(ascii: "/") {
      encoded.append(byte)
    } else {
      encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: encoded, as: UTF8.self)
}

private func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
    UInt8(ascii: "_"), UInt8(ascii: "~"):
    true
  default:
    false
  }
}
