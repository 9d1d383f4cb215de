internal import Crypto

/// The SHA-256 of a file's bytes, kept inline.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Hashes bytes.
  public init(of bytes: UnsafeRawBufferPointer) {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    self.init(hash.finalize())
  }

  /// Hashes bytes.
  public init(of bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { ContentHash(of: $0) }
  }

  init(_ digest: SHA256.Digest) {
    self = digest.withUnsafeBytes { ContentHash(stored: $0, at: 0) }
  }

  /// Takes 32 bytes of a buffer as they stand; the caller has checked that they are there.
  init(stored bytes: UnsafeRawBufferPointer, at offset: Int) {
    words = (
      bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)
    )
  }

  /// Reads 64 hexadecimal digits of either case; nil for anything else.
  public init?(hexadecimal: String) {
    guard hexadecimal.utf8.count == 64 else { return nil }
    var words: [4 of UInt64] = [0, 0, 0, 0]
    var position = 0
    for digit in hexadecimal.utf8 {
      guard let value = digit.hexadecimalValue else { return nil }
      words[position / 16] = words[position / 16] << 4 | UInt64(value)
      position += 1
    }
    self.words = (
      words[0].bigEndian, words[1].bigEndian, words[2].bigEndian, words[3].bigEndian
    )
  }

  /// 64 lower-case hexadecimal digits.
  public var hexadecimal: String {
    var digits: [UInt8] = []
    appendHexadecimal(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  public var description: String { hexadecimal }

  /// Calls a closure with the 32 bytes.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes(of: words, body)
  }

  func appendHexadecimal(to output: inout [UInt8]) {
    withBytes { bytes in
      for byte in bytes {
        output.append(hexadecimalDigit(byte >> 4))
        output.append(hexadecimalDigit(byte & 15))
      }
    }
  }

  public static func == (left: ContentHash, right: ContentHash) -> Bool {
    left.words == right.words
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
  }
}

/// The SHA-256 of bytes that come piece by piece.
public struct ContentHasher: Sendable {
  private var state = SHA256()

  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    state.update(bufferPointer: bytes)
  }

  public func finish() -> ContentHash {
    ContentHash(state.finalize())
  }
}

func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

extension UInt8 {
  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
