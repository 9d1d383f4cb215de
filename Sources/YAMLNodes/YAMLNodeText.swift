#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension YAMLNode {
  /// A scalar's text, unquoted and unescaped, never given a type; empty for a collection.
  public var text: String {
    withTextUTF8 { String(decoding: $0, as: UTF8.self) }
  }

  /// The length of ``text`` in UTF-8 code units.
  public var textUTF8Count: Int {
    let record = record
    return record.kind == .scalar ? Int(record.count) : 0
  }

  /// Hands a scalar's text over without copying it; no bytes for a collection.
  ///
  /// The buffer must not outlive the call.
  public func withTextUTF8<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let record = record
    guard record.kind == .scalar else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
    let text = Int(record.location)..<Int(record.location) + Int(record.count)
    if record.flags.contains(.textInArena) {
      return try document.arena.withSlice(text, body)
    }
    return try document.bytes.withSlice(text, body)
  }

  /// Whether a scalar's text is this one; false for a collection. It allocates nothing.
  public func text(equals literal: StaticString) -> Bool {
    let record = record
    guard record.kind == .scalar, Int(record.count) == literal.utf8CodeUnitCount,
      literal.hasPointerRepresentation
    else { return false }
    return withTextUTF8 { text in
      guard let start = text.baseAddress else { return true }
      return memcmp(start, literal.utf8Start, text.count) == 0
    }
  }

  /// Whether two scalars have the same text; false if either is a collection. It allocates nothing.
  public func text(equals other: YAMLNode) -> Bool {
    guard kind == .scalar, other.kind == .scalar else { return false }
    return withTextUTF8 { left in
      other.withTextUTF8 { right in
        guard left.count == right.count else { return false }
        guard let one = left.baseAddress, let two = right.baseAddress else { return true }
        return memcmp(one, two, left.count) == 0
      }
    }
  }
}

extension [UInt8] {
  /// Hands a part of the bytes over without copying it.
  func withSlice<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBufferPointer { buffer throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[range]))
    }
  }
}
