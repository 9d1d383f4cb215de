/// What no template may exceed, so that none can overflow the stack, hang or fill the memory.
enum Limits {
  static let templateBytes = 4 << 20
  /// Bytes of a template with all that it includes, each time counted.
  static let expandedBytes = 16 << 20
  static let includeDepth = 16
  static let includes = 4096
  /// Of expressions, and of blocks.
  static let nesting = 64
  /// Jinja compiles loops to Python's, which nest no deeper than 20.
  static let loopNesting = 16
  /// Operands of one `and`, `~` and so on, elements of a literal, arguments.
  static let literalElements = 10_000
  static let outputBytes = 16 << 20
  static let textBytes = 16 << 20
  static let listElements = 1_000_000
  static let rangeElements = 100_000
  static let loopIterations = 1_000_000
  /// Bytes and elements that one rendering may touch in all, roughly.
  static let work = 256 << 20
}
