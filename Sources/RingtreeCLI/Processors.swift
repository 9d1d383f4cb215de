#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The processors of this machine.
enum Processors {
  /// At least 1 and at most 64, beyond which writing files gains nothing.
  static var count: Int {
    max(1, min(64, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }
}
