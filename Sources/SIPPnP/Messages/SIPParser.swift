/// How large a message may be. What is beyond is no message.
public struct SIPLimits: Hashable, Sendable {
  /// Octets of a datagram: 8,192 by default. A SUBSCRIBE of the field has fewer than 1,000.
  public var datagramSize = 8192
  /// Header fields of a message: 64 by default.
  public var headerCount = 64
  /// Octets of one header field, folded lines included: 2,048 by default.
  public var headerSize = 2048

  public init() {}
}

extension SIPMessage {
  /// Reads a datagram as phones of the field send it (docs/pnp.md): line ends may be CR LF or LF, the
  /// blank line may be missing, header fields may be folded or have spaces before their colon, and
  /// `Content-Length` may be absent or say more than there is. Nil for anything that is no SIP/2.0
  /// message.
  public init?(parsing datagram: some Collection<UInt8>, limits: SIPLimits = SIPLimits()) {
    guard datagram.count <= limits.datagramSize else { return nil }
    var lines = Lines(Array(datagram))
    // Blank lines before a message are skipped (RFC 3261, section 7.5).
    var first = lines.next()
    while let line = first, line.isEmpty { first = lines.next() }
    guard let first, let start = Start(parsing: first) else { return nil }
    self.init(start)

    var field: [UInt8] = []
    func finished(_ field: [UInt8], _ headers: inout SIPHeaders) -> Bool {
      if field.isEmpty { return true }
      guard headers.fields.count < limits.headerCount else { return false }
      // A line without a colon says nothing; the others may still be good.
      guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else { return true }
      let name = FieldValue.trimmed(Self.text(field[..<colon]))
      let value = FieldValue.trimmed(Self.text(field[(colon + 1)...]))
      if !name.isEmpty { headers.append(SIPHeaderName(String(name)), String(value)) }
      return true
    }
    while let line = lines.next(), !line.isEmpty {
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
        field.append(UInt8(ascii: " "))
        field += line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      } else {
        guard finished(field, &headers) else { return nil }
        field = Array(line)
      }
      guard field.count <= limits.headerSize else { return nil }
    }
    guard finished(field, &headers) else { return nil }

    // Over UDP the datagram ends the body where nothing, or nothing sensible, says so.
    let said = headers[.contentLength].flatMap { Int($0) } ?? Int.max
    body = Array(lines.rest.prefix(max(0, said)))
  }

  /// Control characters, which no value may hold, count as spaces.
  private static func text(_ octets: ArraySlice<UInt8>) -> Substring {
    Substring(decoding: octets.map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }, as: UTF8.self)
  }
}

extension SIPMessage.Start {
  /// Reads a request line or a status line.
  init?(parsing line: ArraySlice<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
    guard words.count >= 2 else { return nil }
    if words[0].uppercased() == "SIP/2.0" {
      guard words[1].utf8.count == 3, let status = Int(words[1]), 100...699 ~= status else {
        return nil
      }
      self = .response(status: status, reason: words.count == 3 ? String(words[2]) : "")
      return
    }
    // Some URIs hold spaces, though none may: the version is the last word.
    let rest = words.dropFirst().joined(separator: " ").split(separator: " ")
    guard rest.count >= 2, rest.last?.uppercased() == "SIP/2.0",
      words[0].utf8.count <= 64, words[0].utf8.allSatisfy(Self.isTokenOctet)
    else { return nil }
    self = .request(
      method: String(words[0]), uri: rest.dropLast().joined(separator: " "))
  }

  /// RFC 3261, section 25.1: token.
  private static func isTokenOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-.!%*_+`'~".utf8.contains(octet)
    }
  }
}

/// Lines that end in LF or CR LF, without their ends. A CR elsewhere stays.
private struct Lines {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What has not been read yet.
  var rest: ArraySlice<UInt8> { bytes[place...] }

  mutating func next() -> ArraySlice<UInt8>? {
    guard place < bytes.count else { return nil }
    let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n"))
    var line = bytes[place..<(end ?? bytes.count)]
    place = end.map { $0 + 1 } ?? bytes.count
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }
}
