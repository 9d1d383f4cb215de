/// A file of a new site repository.
public struct ScaffoldFile: Hashable, Sendable {
  /// Relative to the repository, with `/` between its parts.
  public let path: String
  public let bytes: [UInt8]
  public let isExecutable: Bool

  public init(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }

  init(_ path: String, text: String, isExecutable: Bool = false) {
    self.init(path, Array(text.utf8), isExecutable: isExecutable)
  }
}
