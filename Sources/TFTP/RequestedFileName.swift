/// The file of the tree that a request's name stands for.
///
/// Leading slashes are nothing, since the tree is all there is; a backslash is a slash, and slashes
/// that follow one another are one; `.` is the folder itself. Nothing leads out of the tree.
public struct RequestedFileName: Hashable, Sendable {
  /// The path in the tree, with `/` between folders and none before: `a000000000020.cfg`.
  public let path: String
  /// The path with ASCII letters in lower case: phones ask for `80828701ABCD.cfg` too.
  public let foldedPath: String

  /// The longest name that can be one of a file, in octets.
  public static let maximumLength = 255

  /// Reads a requested name.
  /// - Throws: the answer to the client: `accessViolation` for a name with `..` in it,
  ///   `fileNotFound` for one that no file can have: empty, a folder's, longer than 255 octets, or
  ///   with control characters.
  public init(_ name: String) throws(ErrorReply) {
    guard name.utf8.count <= Self.maximumLength,
      name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
    else { throw .fileNotFound }
    let parts = name.utf8.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
    }.map { String(Substring($0)) }
    if parts.contains("..") { throw .accessViolation }
    guard let last = parts.last, !last.isEmpty, last != "." else { throw .fileNotFound }
    path = parts.filter { !$0.isEmpty && $0 != "." }.joined(separator: "/")
    foldedPath = Self.folded(path)
  }

  /// A path with its ASCII letters in lower case: the key under which a file is found in any case.
  public static func folded(_ path: String) -> String {
    String(
      decoding: path.utf8.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 },
      as: UTF8.self)
  }

  /// Finds the file: by its exact path where there is one, else in any case.
  ///
  /// `exact` gives the file of a path, `folded` the one whose path is this after ``folded(_:)``.
  public func find<File>(exact: (String) -> File?, folded: (String) -> File?) -> File? {
    exact(path) ?? folded(foldedPath)
  }
}
