/// Options of a request, or of its acknowledgement (RFC 2347); nil where one was not said.
public struct TransferOptions: Hashable, Sendable {
  /// `blksize`: octets in each block but the last, 8 to 65,464 (RFC 2348). Without it 512.
  public var blockSize: Int?
  /// `timeout`: seconds before a packet is sent again, 1 to 255 (RFC 2349).
  public var timeout: Int?
  /// `tsize`: the size of the file in octets; a read request says 0 (RFC 2349).
  public var transferSize: Int?
  /// `windowsize`: blocks that are sent before one acknowledgement, 1 to 65,535 (RFC 7440).
  /// Without it 1.
  public var windowSize: Int?

  public init(
    blockSize: Int? = nil, timeout: Int? = nil, transferSize: Int? = nil, windowSize: Int? = nil
  ) {
    self.blockSize = blockSize
    self.timeout = timeout
    self.transferSize = transferSize
    self.windowSize = windowSize
  }

  /// The block size where no option says another (RFC 1350).
  public static let standardBlockSize = 512
  /// What the options may say.
  public static let blockSizes = 8...65_464
  public static let timeouts = 1...255
  public static let windowSizes = 1...65_535

  /// Whether no option was said.
  public var isEmpty: Bool { self == TransferOptions() }

  /// The OACK packet that accepts these options.
  public var acknowledgementPacket: [UInt8] {
    var octets = OctetWriter(.optionAcknowledgement)
    write(to: &octets)
    return octets.octets
  }

  func write(to octets: inout OctetWriter) {
    let named = [
      ("blksize", blockSize), ("timeout", timeout), ("tsize", transferSize),
      ("windowsize", windowSize),
    ]
    for case (let name, let value?) in named {
      octets.append(name)
      octets.append(String(value))
    }
  }
}

/// What stood in the list of options behind a request or in an OACK.
struct OptionList {
  /// The options that we know, with a value that is allowed. Of an option that is said twice the
  /// first counts.
  var options = TransferOptions()
  /// Whether the list held an option that we do not know, or a value that is not allowed.
  var holdsOthers = false

  /// Reads pairs of a name and a value up to the end of the packet, or to a padding of NULs; nil
  /// if a value or a final NUL is missing.
  init?(_ reader: inout OctetReader) {
    while !reader.isAtEnd, !reader.isPadding {
      guard let name = reader.text(), let value = reader.text(), !name.isEmpty else { return nil }
      let number = value.decimalNumber
      if name.isWord("blksize") {
        take(number, allowed: TransferOptions.blockSizes, into: \.blockSize)
      } else if name.isWord("timeout") {
        take(number, allowed: TransferOptions.timeouts, into: \.timeout)
      } else if name.isWord("tsize") {
        take(number, allowed: 0...Int.max, into: \.transferSize)
      } else if name.isWord("windowsize") {
        take(number, allowed: TransferOptions.windowSizes, into: \.windowSize)
      } else {
        holdsOthers = true
      }
    }
  }

  private mutating func take(
    _ number: Int?, allowed: ClosedRange<Int>, into option: WritableKeyPath<TransferOptions, Int?>
  ) {
    guard let number, allowed ~= number else {
      holdsOthers = true
      return
    }
    if options[keyPath: option] == nil { options[keyPath: option] = number }
  }
}
