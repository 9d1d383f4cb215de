internal import CSockets

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system's clocks.
public enum SystemClock {
  /// The time since a fixed moment, by a clock that only goes forward.
  public static var now: Duration { .nanoseconds(Int64(clamping: csockets_monotonic_time())) }

  /// The time since the beginning of 1970, UTC, by the clock that people read.
  public static var sinceEpoch: Duration { .nanoseconds(Int64(clamping: csockets_wall_time())) }
}

extension SystemClock {
  /// Lets this thread rest for a time.
  public static func pause(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var rest = timespec(
      tv_sec: time_t(clamping: seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    var left = timespec()
    while nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
  }
}

/// What this process may use, and has used.
public enum ProcessResources {
  /// Raises the limit of open files and sockets as far as this user may; gives the limit.
  @discardableResult
  public static func raiseDescriptorLimit() -> Int {
    max(0, csockets_raise_descriptor_limit())
  }
}

/// The end of this process.
public enum ProcessEnd {
  /// Ends the process at once, as done; nothing is tidied up.
  public static func now() -> Never {
    _exit(0)
  }
}
