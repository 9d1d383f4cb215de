/// Blocks to send, one after the other, as places in the file: nothing is copied.
public struct DataRun: Sequence, Equatable, Sendable {
  /// The first block's place in the file, counted from 1 and without roll-over.
  public let firstBlock: Int
  public let count: Int
  /// Octets in each block but the last.
  public let blockSize: Int
  /// Octets in the file.
  public let fileSize: Int

  public func makeIterator() -> Iterator { Iterator(run: self) }

  public var underestimatedCount: Int { count }

  public struct Iterator: IteratorProtocol {
    fileprivate let run: DataRun
    private var offset = 0

    fileprivate init(run: DataRun) { self.run = run }

    public mutating func next() -> DataBlock? {
      guard offset < run.count else { return nil }
      defer { offset += 1 }
      let block = run.firstBlock + offset
      let start = Swift.min((block - 1) * run.blockSize, run.fileSize)
      let end = Swift.min(start + run.blockSize, run.fileSize)
      return DataBlock(number: UInt16(truncatingIfNeeded: block), octets: start..<end)
    }
  }
}

/// A DATA packet: four octets of header and a slice of the file.
public struct DataBlock: Equatable, Sendable {
  /// The block number in the packet: after 65,535 comes 0.
  public let number: UInt16
  /// The octets of the file that follow the header; none in the last block of a file whose size is
  /// a multiple of the block size.
  public let octets: Range<Int>

  /// The header, which is right when these four octets are stored as they are in memory.
  public var header: UInt32 {
    (UInt32(Opcode.data.rawValue) << 16 | UInt32(number)).bigEndian
  }
}
