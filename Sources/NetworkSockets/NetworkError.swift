public import NetworkAddresses

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why the system refused something about a socket.
public struct NetworkError: Error, Hashable, Sendable {
  /// What was being done.
  public enum Operation: String, Hashable, Sendable {
    case open, bind, listen, accept, connect, send, receive, poll
    case configure = "set up"
    case join = "join the group with"
    case listInterfaces = "list the network interfaces with"
    case startThread = "start a thread for"
  }

  public let operation: Operation
  /// The socket's address, where one was concerned.
  public let address: SocketAddress?
  /// The system's `errno`.
  public let code: Int32

  public init(_ operation: Operation, _ address: SocketAddress? = nil, code: Int32) {
    self.operation = operation
    self.address = address
    self.code = code
  }

  /// Somebody else has the address.
  public var isAddressTaken: Bool { code == EADDRINUSE }
  /// The port, or the operation, is for privileged users.
  public var isDenied: Bool { code == EACCES || code == EPERM }
  /// No interface of this host has the address.
  public var isForeignAddress: Bool { code == EADDRNOTAVAIL }
  /// The process or the system has no descriptor left.
  public var isOutOfDescriptors: Bool { code == EMFILE || code == ENFILE }

  /// What went wrong, without a full stop.
  public var reason: String {
    switch code {
    case EADDRINUSE: "somebody else has the port"
    case EACCES, EPERM: "permission denied"
    case EADDRNOTAVAIL: "no interface of this host has that address"
    case EAFNOSUPPORT: "this host does not speak that version of IP"
    case EMFILE, ENFILE: "too many files are open"
    case ENOBUFS, ENOMEM: "the system has no memory left for it"
    case ENODEV: "the interface is gone"
    case ENETUNREACH, EHOSTUNREACH: "no way leads there"
    case ECONNREFUSED: "nobody listens there"
    default: "system error \(code)"
    }
  }
}

extension NetworkError: CustomStringConvertible {
  public var description: String {
    "cannot \(operation.rawValue) \(address.map { "\($0)" } ?? "a socket"): \(reason)"
  }
}

/// Turns a call's negative `errno` into an error.
@discardableResult
func check(
  _ operation: NetworkError.Operation, at address: SocketAddress? = nil, _ result: Int32
) throws(NetworkError) -> Int32 {
  guard result >= 0 else { throw NetworkError(operation, address, code: -result) }
  return result
}

extension NetworkError {
  static let outOfMemory = NetworkError(.open, code: ENOMEM)

  var isOutOfMemory: Bool { code == ENOMEM || code == ENOBUFS }
}

extension StreamResult {
  init(failure code: Int32) {
    self = code == EAGAIN || code == EWOULDBLOCK ? .wouldWait : .broken
  }
}
