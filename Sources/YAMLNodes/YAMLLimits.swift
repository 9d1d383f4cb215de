/// How much one parse may take in, so that no input exhausts memory, time or a reader's stack.
public struct YAMLLimits: Hashable, Sendable {
  /// How deep collections may lie in one another, aliases followed; 64 by default.
  ///
  /// It counts from the root of what is parsed: whoever parses a piece of a file by itself
  /// lowers it by the number of collections that the piece lies in.
  public var depth = 64
  /// How many nodes the aliases of one parse may stand for in sum; 1,000,000 by default.
  public var expandedNodes = 1_000_000
  /// How many nodes may be written; 50,000,000 by default.
  public var nodes = 50_000_000
  /// The greatest size of a file in bytes; 512 MiB by default, and never 4 GiB or more.
  public var fileSize = 512 << 20
  /// The greatest length of a scalar's text in bytes; 1 MiB by default.
  public var scalarLength = 1 << 20
  /// How many diagnostics are collected before the rest is left out; 1,000 by default.
  public var diagnostics = 1_000

  public init() {}
}
