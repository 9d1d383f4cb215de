/// Reads content in chunks (RFC 9112, section 7.1) as it comes, and its trailer away.
///
/// Line ends must be CRLF: here, unlike in a header section, a reader that is more lenient than
/// others can be made to see another message.
struct ChunkedContent: Sendable {
  enum Progress: Hashable { case unfinished, finished, malformed }

  private enum State {
    case size(digits: Int, value: Int)
    case chunkExtension(value: Int)
    case sizeEnd(value: Int)
    case data(left: Int)
    case dataEnd
    case dataLineFeed
    case trailerStart
    case trailer
    case trailerLineEnd
    case end
    case finished
  }

  private var state = State.size(digits: 0, value: 0)
  /// The most octets that extensions and trailer may have together.
  private var overheadLeft = 4096

  /// Takes octets from the front of a buffer.
  ///
  /// - Parameters:
  ///   - octets: what comes next.
  ///   - data: called with each piece of content.
  /// - Returns: how many octets were taken, and whether the content has ended.
  mutating func take(
    _ octets: UnsafeRawBufferPointer, data: (UnsafeRawBufferPointer) -> Void
  ) -> (count: Int, progress: Progress) {
    var position = 0
    while position < octets.count {
      if case .finished = state { break }
      if case .data(let left) = state {
        let count = min(left, octets.count - position)
        data(UnsafeRawBufferPointer(rebasing: octets[position..<(position + count)]))
        position += count
        state = count == left ? .dataEnd : .data(left: left - count)
        continue
      }
      guard let next = step(octets[position]) else { return (position, .malformed) }
      state = next
      position += 1
    }
    if case .finished = state { return (position, .finished) }
    return (position, .unfinished)
  }

  /// The state behind an octet that is not content; nil if it must not stand there.
  private mutating func step(_ octet: UInt8) -> State? {
    switch state {
    case .size(let digits, let value):
      if let digit = octet.hexadecimalValue {
        // Fifteen digits cannot overflow.
        return digits < 15 ? .size(digits: digits + 1, value: value << 4 | Int(digit)) : nil
      }
      guard digits > 0 else { return nil }
      return afterSize(octet, value: value)
    case .chunkExtension(let value):
      if octet == .carriageReturn { return .sizeEnd(value: value) }
      return overhead(octet) ? state : nil
    case .sizeEnd(let value):
      guard octet == .lineFeed else { return nil }
      return value == 0 ? .trailerStart : .data(left: value)
    case .dataEnd:
      return octet == .carriageReturn ? .dataLineFeed : nil
    case .dataLineFeed:
      return octet == .lineFeed ? .size(digits: 0, value: 0) : nil
    case .trailerStart:
      if octet == .carriageReturn { return .end }
      return overhead(octet) ? .trailer : nil
    case .trailer:
      if octet == .carriageReturn { return .trailerLineEnd }
      return overhead(octet) ? .trailer : nil
    case .trailerLineEnd:
      return octet == .lineFeed ? .trailerStart : nil
    case .end:
      return octet == .lineFeed ? .finished : nil
    case .data, .finished:
      return nil
    }
  }

  private func afterSize(_ octet: UInt8, value: Int) -> State? {
    switch octet {
    case .carriageReturn: .sizeEnd(value: value)
    case UInt8(ascii: ";"), .space, .tab: .chunkExtension(value: value)
    default: nil
    }
  }

  private mutating func overhead(_ octet: UInt8) -> Bool {
    overheadLeft -= 1
    return overheadLeft >= 0 && octet.isFieldCharacter
  }
}
