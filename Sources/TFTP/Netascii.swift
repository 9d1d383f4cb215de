/// Text as RFC 764 has it on the network: a line ends in CR LF, and a CR that ends none is CR NUL
/// (RFC 1350, section 1).
public enum Netascii {
  static let carriageReturn = UInt8(ascii: "\r")
  static let lineFeed = UInt8(ascii: "\n")

  /// A file in which LF ends a line, as netascii: at most twice as long. A server does this once
  /// for a file, not for each transfer.
  public static func encode(_ octets: some Collection<UInt8>) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(octets.count + octets.count / 16)
    for octet in octets {
      switch octet {
      case lineFeed:
        encoded.append(carriageReturn)
        encoded.append(lineFeed)
      case carriageReturn:
        encoded.append(carriageReturn)
        encoded.append(0)
      default:
        encoded.append(octet)
      }
    }
    return encoded
  }

  /// Turns netascii back, piece by piece: a CR and what belongs to it may lie in two blocks.
  public struct Decoder: Sendable {
    private var endsInCarriageReturn = false

    public init() {}

    /// Decodes the next piece and appends it.
    public mutating func decode(_ piece: some Collection<UInt8>, into decoded: inout [UInt8]) {
      for octet in piece {
        if endsInCarriageReturn {
          endsInCarriageReturn = false
          switch octet {
          case lineFeed:
            decoded.append(lineFeed)
            continue
          case 0:
            decoded.append(carriageReturn)
            continue
          default:
            // No netascii has this; the CR is kept as it stands.
            decoded.append(carriageReturn)
          }
        }
        if octet == carriageReturn {
          endsInCarriageReturn = true
        } else {
          decoded.append(octet)
        }
      }
    }

    /// Ends the text: a CR at its very end is kept.
    public mutating func finish(into decoded: inout [UInt8]) {
      if endsInCarriageReturn { decoded.append(carriageReturn) }
      endsInCarriageReturn = false
    }
  }
}
