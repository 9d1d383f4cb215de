/// The first line of a request, its parts as offsets behind the request's first octet.
struct RequestLine: Sendable {
  let method: HTTPMethod
  let target: Range<Int>
  let path: Range<Int>
  let version: HTTPVersion

  /// Reads `method SP request-target SP HTTP-version` (RFC 9112, section 3): a line without its end,
  /// of a request whose first octet is at an index.
  static func parse(
    _ line: ArraySlice<UInt8>, start: Int
  ) -> Result<RequestLine, HTTPRejectionError> {
    guard let first = line.firstIndex(of: .space), let method = HTTPMethod(line[..<first]),
      let last = line.lastIndex(of: .space), first < last
    else { return .failure(HTTPRejectionError(.malformed)) }
    let target = line[(first + 1)..<last]
    guard !target.isEmpty, target.allSatisfy(\.isTargetCharacter) else {
      return .failure(HTTPRejectionError(.malformed))
    }
    let version: HTTPVersion
    switch Self.version(line[(last + 1)...]) {
    case .success(let known): version = known
    case .failure(let rejection): return .failure(rejection)
    }
    guard let path = path(of: target, method: method) else {
      return .failure(HTTPRejectionError(.malformed))
    }
    return .success(
      RequestLine(
        method: method, target: (target.startIndex - start)..<(target.endIndex - start),
        path: (path.startIndex - start)..<(path.endIndex - start), version: version))
  }

  private static func version(
    _ text: ArraySlice<UInt8>
  ) -> Result<HTTPVersion, HTTPRejectionError> {
    let start = text.startIndex
    guard text.count == 8, text.starts(with: [0x48, 0x54, 0x54, 0x50, 0x2f]),
      text[start + 5].isDigit, text[start + 6] == UInt8(ascii: "."), text[start + 7].isDigit
    else { return .failure(HTTPRejectionError(.malformed)) }
    guard text[start + 5] == UInt8(ascii: "1") else {
      return .failure(HTTPRejectionError(.unsupportedVersion))
    }
    return .success(text[start + 7] == UInt8(ascii: "0") ? .http10 : .http11)
  }

  /// The path of a target in one of the forms of RFC 9112, section 3.2; nil if it has none of them.
  private static func path(
    of target: ArraySlice<UInt8>, method: HTTPMethod
  ) -> ArraySlice<UInt8>? {
    let slash = UInt8(ascii: "/")
    var rest = target
    if target.first != slash {
      let scheme = target.startsWithWord("http://") ? 7 : target.startsWithWord("https://") ? 8 : 0
      guard scheme > 0 else {
        // The asterisk and the authority alone are for methods that get 405 anyway.
        return method == .get || method == .head ? nil : target[target.endIndex...]
      }
      rest = target[(target.startIndex + scheme)...]
      let end = rest.firstIndex { $0 == slash || $0 == UInt8(ascii: "?") } ?? rest.endIndex
      guard HostField.isValid(rest[..<end]), end > rest.startIndex else { return nil }
      rest = rest[end...]
    }
    return rest.prefix { $0 != UInt8(ascii: "?") }
  }
}

/// A rejection where an error is wanted.
struct HTTPRejectionError: Error {
  let rejection: HTTPRejection

  init(_ rejection: HTTPRejection) { self.rejection = rejection }
}

/// The value of Host, or the authority of a target.
enum HostField {
  /// Whether it can be a host with or without a port (RFC 9110, section 7.2): no user information,
  /// nothing that would end it. It may be empty.
  static func isValid(_ value: ArraySlice<UInt8>) -> Bool {
    value.allSatisfy { octet in
      switch octet {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: ":"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "!"), UInt8(ascii: "$"),
        UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"),
        UInt8(ascii: "="):
        true
      default: false
      }
    }
  }
}

extension UInt8 {
  /// What may stand in a target. Octets above ASCII are let in, since some clients do not encode
  /// them; a fragment is never sent.
  fileprivate var isTargetCharacter: Bool {
    self > 0x20 && self != 0x7f && self != UInt8(ascii: "#")
  }
}
