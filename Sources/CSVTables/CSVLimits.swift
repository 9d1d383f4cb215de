/// How much one table may have.
public struct CSVLimits: Hashable, Sendable {
  /// The greatest length of a field in bytes, its quotes among them; 64 KiB by default.
  public var fieldLength = 64 << 10
  /// How many columns the header may name; 1,000 by default.
  public var columns = 1_000
  /// How many rows may follow the header; 5,000,000 by default.
  public var rows = 5_000_000
  /// The greatest size of a file in bytes; 512 MiB by default, and never 4 GiB or more.
  public var fileSize = 512 << 20
  /// How many diagnostics are collected before the rest is left out; 1,000 by default.
  public var diagnostics = 1_000

  public init() {}
}
