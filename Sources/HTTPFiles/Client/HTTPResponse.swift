/// The head of a response.
public struct HTTPResponseHead: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    /// As it was sent; names are the same in any case.
    public let name: String
    public let value: String
  }

  /// 200 to 999: responses that only inform are skipped.
  public let status: Int
  public let version: HTTPVersion
  public internal(set) var fields: [Field] = []

  init?(_ line: ArraySlice<UInt8>) {
    // `HTTP/1.x NNN phrase` (RFC 9112, section 4); some leave out the space before no phrase.
    guard line.count >= 12, line.starts(with: "HTTP/1.".utf8) else { return nil }
    let start = line.startIndex
    guard line[start + 7].isDigit, line[start + 8] == .space,
      let status = line[(start + 9)..<(start + 12)].decimal, status >= 100,
      line.count == 12 || line[start + 12] == .space
    else { return nil }
    self.status = status
    version = line[start + 7] == UInt8(ascii: "0") ? .http10 : .http11
  }

  /// The value of the first field of a name in small letters; nil if there is none.
  public func value(of name: StaticString) -> String? {
    fields.first { Array($0.name.utf8)[...].isWord(name) }?.value
  }

  /// Whether a `Connection` field has an option in small letters.
  func hasConnectionOption(_ option: StaticString) -> Bool {
    fields.contains { field in
      Array(field.name.utf8)[...].isWord("connection")
        && Array(field.value.utf8).split(separator: UInt8(ascii: ","))
          .contains { $0.trimmed.isWord(option) }
    }
  }
}

/// Why a response was not understood.
public enum HTTPResponseError: Error, Hashable, Sendable {
  /// Not after the grammar of RFC 9112.
  case malformed
  case headTooLarge
  case contentTooLarge
  /// The connection ended before the response did.
  case cutShort
}

extension HTTPResponseError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed: "the answer is not HTTP"
    case .headTooLarge: "the head of the answer is too large"
    case .contentTooLarge: "the answer is too large"
    case .cutShort: "the connection ended in the middle of the answer"
    }
  }
}
