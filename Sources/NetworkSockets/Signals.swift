internal import CSockets

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The signals that a server obeys.
public enum ServerSignal: Sendable {
  /// SIGINT, SIGTERM: end.
  case end
  /// SIGHUP: look again at what is served.
  case reload
}

/// SIGINT, SIGTERM and SIGHUP, to be waited for like a socket; SIGPIPE is ignored from then on.
public struct SignalSource: Pollable, Sendable {
  public let pollDescriptor: Int32

  /// Catches the signals for the whole process, until it ends.
  public init() throws(NetworkError) {
    pollDescriptor = try check(.open, csockets_catch_signals())
  }

  /// Takes the next signal; nil if none is waiting.
  public func take() -> ServerSignal? {
    switch csockets_next_signal(pollDescriptor) {
    case SIGINT, SIGTERM: .end
    case SIGHUP: .reload
    default: nil
    }
  }
}
