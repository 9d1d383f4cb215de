/// Names one file of a ``SourceSet``. The order of identifiers is the order in which files were read.
public struct SourceID: Hashable, Comparable, Sendable {
  public let index: Int

  public init(index: Int) {
    self.index = index
  }

  public static func < (left: SourceID, right: SourceID) -> Bool {
    left.index < right.index
  }
}

/// A run of bytes in one source file: half open, in UTF-8 code units from the file's first byte.
///
/// An empty span is a place between two bytes.
public struct SourceSpan: Hashable, Sendable {
  public let source: SourceID
  /// The offset of the first byte.
  public let start: Int
  /// The offset behind the last byte; never less than `start`.
  public let end: Int

  public init(source: SourceID, start: Int, end: Int) {
    self.source = source
    self.start = start
    self.end = max(start, end)
  }
}

/// What a file may show of itself in a diagnostic.
public enum SourceDisclosure: Sendable {
  /// Lines may be quoted; what the redactor finds is masked.
  case quoted
  /// No line may be quoted, only positions said: a file of secrets.
  case positionsOnly
}

/// A text that diagnostics point into: its name as the user knows it, and its bytes.
public struct SourceFile: Sendable {
  /// The path as the user would type it, or a name such as `<standard input>`.
  public let name: String
  /// The file as it was read, a byte order mark included.
  public let bytes: [UInt8]
  public let disclosure: SourceDisclosure
  /// Byte ranges that hold secrets and are masked when a line is quoted, beside those that the
  /// renderer recognises by their key.
  public var secretRanges: [Range<Int>]

  public init(
    name: String, bytes: [UInt8], disclosure: SourceDisclosure = .quoted,
    secretRanges: [Range<Int>] = []
  ) {
    self.name = name
    self.bytes = bytes
    self.disclosure = disclosure
    self.secretRanges = secretRanges
  }
}

/// The files of one run, in the order in which they were read.
public struct SourceSet: Sendable {
  public private(set) var files: [SourceFile] = []

  public init() {}

  /// Adds a file and returns the name under which spans refer to it.
  public mutating func add(_ file: SourceFile) -> SourceID {
    files.append(file)
    return SourceID(index: files.count - 1)
  }

  /// Marks bytes of a file as secret, so that no diagnostic quotes them.
  public mutating func redact(_ span: SourceSpan) {
    guard files.indices.contains(span.source.index) else { return }
    files[span.source.index].secretRanges.append(span.start..<span.end)
  }

  public subscript(id: SourceID) -> SourceFile {
    files[id.index]
  }
}
