/// Why a tree could not be read or written: which operation, where, and what to do.
public struct TreeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done.
  public enum Operation: String, Hashable, Sendable {
    case open, create, read, write, list, link, rename, remove, chmod, sync, lock
    /// The files handed over do not make a tree that can be written here.
    case plan
  }

  public let operation: Operation
  /// The path at fault, as the user would type it.
  public let path: String
  /// The system's `errno`, where the system refused.
  public let code: Int32?
  /// A sentence without a full stop that names the path.
  public let message: String
  /// What to do about it.
  public let help: String

  public init(
    _ operation: Operation, path: String, code: Int32? = nil, message: String, help: String
  ) {
    self.operation = operation
    self.path = path
    self.code = code
    self.message = message
    self.help = help
  }

  public var description: String { "\(message); \(help)" }
}
