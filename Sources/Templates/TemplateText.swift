public import Diagnostics

/// A template as it was read.
public struct TemplateText: Sendable {
  /// What `{% include %}` calls it, such as `a2x/mac.cfg`.
  public let name: String
  /// The file that diagnostics about it point into.
  public let source: SourceID
  /// UTF-8.
  public let bytes: [UInt8]

  public init(name: String, source: SourceID, bytes: [UInt8]) {
    self.name = name
    self.source = source
    self.bytes = bytes
  }
}
