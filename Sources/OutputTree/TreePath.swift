/// Why a text is no ``TreePath``.
public struct TreePathError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the text.
  public enum Reason: Hashable, Sendable {
    case empty
    case absolute
    /// Two slashes in a row, or one at the end.
    case emptyComponent
    /// A component that is `.` or `..`.
    case dotComponent
    case longComponent
    case long
    case controlCharacter
    case backslash
  }

  public let text: String
  public let reason: Reason

  /// A sentence without a full stop that says what is wrong.
  public var description: String {
    switch reason {
    case .empty: "a file name is empty"
    case .absolute: "“\(text)” begins with a slash: names are relative to the tree"
    case .emptyComponent: "“\(text)” has an empty part between slashes or at its end"
    case .dotComponent: "“\(text)” has a part that is “.” or “..”"
    case .longComponent: "“\(text)” has a part of over \(TreePath.componentLimit) bytes"
    case .long: "a file name of \(text.utf8.count) bytes is over \(TreePath.limit)"
    case .controlCharacter: "“\(text.visible)” has a control character"
    case .backslash: "“\(text)” has a backslash: parts are divided by “/”"
    }
  }
}

/// A file's place in a tree: relative, with `/` between its parts, safe to hand to any file system.
///
/// Its parts are neither empty nor `.` nor `..` and at most 255 bytes long, the whole at most 1024;
/// there are no control characters and no backslash. Paths are equal, hashed and ordered by their
/// bytes: two spellings of `é` are two paths.
public struct TreePath: Sendable {
  /// The most bytes of a path.
  public static let limit = 1024
  /// The most bytes between two slashes.
  public static let componentLimit = 255

  /// The path as text, stored as contiguous UTF-8.
  public let text: String

  /// Checks a text.
  public init(_ text: String) throws(TreePathError) {
    var text = text
    text.makeContiguousUTF8()
    if let reason = Self.fault(of: text) { throw TreePathError(text: text, reason: reason) }
    self.text = text
  }

  /// Takes a text that is known to be a path, or that is only compared with paths.
  init(unchecked text: String) {
    self.text = text
  }

  /// The path of the directory that the file is in, without a slash at its end; empty at the root.
  public var directory: String {
    String(text[..<(text.utf8.lastIndex(of: slash) ?? text.utf8.startIndex)])
  }

  /// The part behind the last slash.
  public var name: String {
    guard let last = text.utf8.lastIndex(of: slash) else { return text }
    return String(text[text.utf8.index(after: last)...])
  }

  /// Whether the file is in a directory below the root.
  var isNested: Bool { text.hasByte(slash) }

  /// The paths of the directories that the file is in, from the root down.
  var ancestors: [String] {
    guard isNested else { return [] }
    return text.utf8.indices.filter { text.utf8[$0] == slash }.map { String(text[..<$0]) }
  }

  private static func fault(of text: String) -> TreePathError.Reason? {
    let bytes = text.utf8
    guard let first = bytes.first else { return .empty }
    if first == slash { return .absolute }
    if bytes.count > limit { return .long }
    var component = ComponentScan()
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case slash:
        if let reason = component.fault { return reason }
        component = ComponentScan()
      case 0..<0x20, 0x7F: return .controlCharacter
      case 0x80...0x9F where previous == 0xC2: return .controlCharacter
      case UInt8(ascii: "\\"): return .backslash
      default: component.take(byte)
      }
      previous = byte
    }
    return component.fault
  }

  private struct ComponentScan {
    var length = 0
    var dots = 0

    mutating func take(_ byte: UInt8) {
      length += 1
      if byte == UInt8(ascii: ".") { dots += 1 }
    }

    var fault: TreePathError.Reason? {
      if length == 0 { return .emptyComponent }
      if length > TreePath.componentLimit { return .longComponent }
      return dots == length && length <= 2 ? .dotComponent : nil
    }
  }
}

private let slash = UInt8(ascii: "/")

extension TreePath: Hashable, Comparable, CustomStringConvertible {
  public var description: String { text }

  public static func == (left: TreePath, right: TreePath) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  public static func < (left: TreePath, right: TreePath) -> Bool {
    left.text.precedesBytewise(right.text)
  }

  public func hash(into hasher: inout Hasher) {
    text.hashBytes(into: &hasher)
  }
}
