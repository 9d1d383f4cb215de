internal import CSockets

/// Rings at a poller from another thread.
public final class Wakeup: Pollable, Sendable {
  public let pollDescriptor: Int32
  private let ringing: Int32

  public init() throws(NetworkError) {
    var ends: (Int32, Int32) = (-1, -1)
    let code = withUnsafeMutableBytes(of: &ends) { bytes in
      csockets_pipe(bytes.assumingMemoryBound(to: Int32.self).baseAddress)
    }
    try check(.open, code)
    (pollDescriptor, ringing) = ends
  }

  deinit {
    csockets_close(pollDescriptor)
    csockets_close(ringing)
  }

  public func ring() {
    csockets_pipe_ring(ringing)
  }

  /// Takes all rings so far; false if there were none.
  @discardableResult
  public func take() -> Bool {
    csockets_pipe_drain(pollDescriptor) >= 0
  }
}
