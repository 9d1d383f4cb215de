internal import NetworkSockets

/// What a connection still has to send: pieces of memory that nobody copies, encrypted on the way
/// where that is wanted.
struct OutgoingBytes {
  private struct Piece {
    let bytes: [UInt8]
    var range: Range<Int>
  }

  private var pieces: [Piece] = []
  private var next = 0
  private let tls: TLSEngine?
  private var encrypted: [UInt8] = []
  private var encryptedOffset = 0

  /// Bytes that are encrypted at once: so much is held per connection at most, however large files
  /// are.
  private static let encryptedAtOnce = 65_536

  init(tls: TLSEngine?) {
    self.tls = tls
  }

  var isEmpty: Bool { next == pieces.count && encryptedOffset == encrypted.count }

  mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
    if !range.isEmpty { pieces.append(Piece(bytes: bytes, range: range)) }
  }

  /// What came of an attempt to send.
  enum Progress {
    case all
    /// The network takes no more for now; whether it took anything at all.
    case part(anything: Bool)
    case broken
  }

  /// Sends as much as the network takes.
  mutating func send(to socket: TCPConnection) -> Progress {
    var hasSent = false
    while true {
      if let tls, !prepareEncrypted(tls) { return .all }
      if tls == nil, next == pieces.count { return .all }
      switch tls == nil ? sendPieces(to: socket) : sendEncrypted(to: socket) {
      case .bytes(let count):
        hasSent = true
        if tls == nil { advance(count) } else { encryptedOffset += count }
      case .wouldWait: return .part(anything: hasSent)
      case .ended, .broken: return .broken
      }
    }
  }

  private func sendPieces(to socket: TCPConnection) -> StreamResult {
    let first = pieces[next]
    guard next + 1 < pieces.count else {
      return first.bytes.withUnsafeBytes { bytes in
        socket.write(UnsafeRawBufferPointer(rebasing: bytes[first.range]))
      }
    }
    let second = pieces[next + 1]
    return first.bytes.withUnsafeBytes { bytes in
      second.bytes.withUnsafeBytes { others in
        socket.write(
          UnsafeRawBufferPointer(rebasing: bytes[first.range]),
          UnsafeRawBufferPointer(rebasing: others[second.range]))
      }
    }
  }

  private mutating func advance(_ count: Int) {
    var count = count
    while next < pieces.count, count >= pieces[next].range.count {
      count -= pieces[next].range.count
      next += 1
    }
    if next == pieces.count {
      pieces.removeAll(keepingCapacity: true)
      next = 0
    } else {
      let range = pieces[next].range
      pieces[next].range = range.lowerBound + count..<range.upperBound
    }
  }

  private func sendEncrypted(to socket: TCPConnection) -> StreamResult {
    encrypted.withUnsafeBytes { bytes in
      socket.write(UnsafeRawBufferPointer(rebasing: bytes[encryptedOffset...]))
    }
  }

  /// Encrypts the next piece where nothing encrypted waits; false if there is nothing to send.
  private mutating func prepareEncrypted(_ tls: TLSEngine) -> Bool {
    guard encryptedOffset == encrypted.count else { return true }
    encrypted = tls.takeEncrypted()
    encryptedOffset = 0
    if !encrypted.isEmpty { return true }
    guard next < pieces.count else { return false }
    let piece = pieces[next]
    let count = min(piece.range.count, Self.encryptedAtOnce)
    piece.bytes.withUnsafeBytes { bytes in
      tls.encrypt(UnsafeRawBufferPointer(rebasing: bytes[piece.range].prefix(count)))
    }
    advance(count)
    encrypted = tls.takeEncrypted()
    return !encrypted.isEmpty
  }
}
