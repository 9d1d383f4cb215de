#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread of the system that runs a closure.
public final class WorkerThread: Sendable {
  private let thread: SystemThread

  #if canImport(Glibc)
    private typealias SystemThread = pthread_t
  #else
    // A thread's pointer is only ever handed back to the system.
    private struct SystemThread: @unchecked Sendable { let pointer: pthread_t }
  #endif

  private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) {
      self.body = body
    }
  }

  /// Starts a thread, which has to itself what the closure holds.
  ///
  /// - Throws: when the system has no thread left.
  public init(_ body: sending @escaping () -> Void) throws(NetworkError) {
    let context = Unmanaged.passRetained(Work(body))
    #if canImport(Glibc)
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { context in
          guard let context else { return nil }
          Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
          return nil
        }, context.toOpaque())
      self.thread = thread
    #else
      var thread: pthread_t?
      let code = pthread_create(
        &thread, nil,
        { context in
          Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
          return nil
        }, context.toOpaque())
      guard let thread else {
        context.release()
        throw NetworkError(.startThread, code: code)
      }
      self.thread = SystemThread(pointer: thread)
    #endif
    guard code == 0 else {
      context.release()
      throw NetworkError(.startThread, code: code)
    }
  }

  /// Waits until the closure is through. To be called once.
  public func join() {
    #if canImport(Glibc)
      pthread_join(thread, nil)
    #else
      pthread_join(thread.pointer, nil)
    #endif
  }
}
