/// Which blocks were sent and which acknowledged (RFC 1350; RFC 7440 for windows of more than one).
///
/// Blocks are counted from 1 without roll-over; only in packets they are modulo 65,536.
struct SendWindow: Sendable {
  let blockSize: Int
  let fileSize: Int
  /// Blocks in a window.
  let size: Int
  /// The last block that the client has, with all before it.
  private(set) var acknowledged = 0
  /// The last block that was sent since.
  private(set) var sent = 0
  /// The last block that was ever sent.
  private(set) var highest = 0

  init(blockSize: Int, fileSize: Int, size: Int) {
    self.blockSize = max(blockSize, 1)
    self.fileSize = max(fileSize, 0)
    self.size = min(max(size, 1), 32_767)
  }

  /// What an acknowledgement means.
  enum Meaning: Equatable {
    /// The client has all blocks up to this one, which is news.
    case progress(to: Int)
    /// It says again what was known.
    case repeated
    /// It is of a block that is not on its way: late, or made up.
    case stale
  }

  /// All blocks of the file; the last one is shorter than the others, perhaps empty.
  var blockCount: Int { fileSize / blockSize + 1 }
  var isComplete: Bool { acknowledged == blockCount }
  /// Whether everything was sent, and only the end is to be acknowledged.
  var isAtEnd: Bool { sent == blockCount }
  var acknowledgedOctets: Int { isComplete ? fileSize : acknowledged * blockSize }

  func meaning(ofAcknowledgement number: UInt16) -> Meaning {
    let distance = Int(number &- UInt16(truncatingIfNeeded: acknowledged))
    if distance == 0 { return .repeated }
    return distance <= sent - acknowledged ? .progress(to: acknowledged + distance) : .stale
  }

  mutating func acknowledge(upTo block: Int) { acknowledged = block }

  /// The window behind what was acknowledged, from its beginning, and how many of its blocks were
  /// sent before.
  mutating func send() -> (run: DataRun, resends: Int) {
    let last = min(acknowledged + size, blockCount)
    let run = DataRun(
      firstBlock: acknowledged + 1, count: last - acknowledged, blockSize: blockSize,
      fileSize: fileSize)
    let resends = min(highest, last) - acknowledged
    sent = last
    highest = max(highest, last)
    return (run, max(resends, 0))
  }
}
