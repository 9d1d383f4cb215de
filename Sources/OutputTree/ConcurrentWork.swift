internal import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
/// Calls a closure with ranges that together are `0..<count`, on this thread and others.
func concurrently(threads: Int, count: Int, _ body: @escaping @Sendable (Range<Int>) -> Void) {
  let chunk = 256
  guard threads > 1, count > chunk else { return body(0..<count) }
  let work = ConcurrentWork(count: count, chunk: chunk, body: body)
  let others = (1..<min(threads, (count + chunk - 1) / chunk)).compactMap { _ in work.start() }
  work.run()
  for thread in others { pthread_join(thread, nil) }
}

private final class ConcurrentWork: Sendable {
  private let next = Atomic<Int>(0)
  private let count: Int
  private let chunk: Int
  private let body: @Sendable (Range<Int>) -> Void

  init(count: Int, chunk: Int, body: @escaping @Sendable (Range<Int>) -> Void) {
    self.count = count
    self.chunk = chunk
    self.body = body
  }

  func run() {
    while true {
      let (start, _) = next.add(chunk, ordering: .relaxed)
      guard start < count else { return }
      body(start..<min(start + chunk, count))
    }
  }

  /// Nil if the system has no thread left: the others do the work then.
  func start() -> pthread_t? {
    let context = Unmanaged.passRetained(self)
    #if canImport(Glibc)
      var thread = pthread_t()
      let code = pthread_create(&thread, nil, runWork, context.toOpaque())
      let started: pthread_t? = code == 0 ? thread : nil
    #else
      var thread: pthread_t?
      let code = pthread_create(&thread, nil, runWork, context.toOpaque())
      let started = code == 0 ? thread : nil
    #endif
    if started == nil { context.release() }
    return started
  }
}

#if canImport(Glibc)
  private func runWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<ConcurrentWork>.fromOpaque(context).takeRetainedValue().run()
    return nil
  }
#else
  private func runWork(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ConcurrentWork>.fromOpaque(context).takeRetainedValue().run()
    return nil
  }
#endif
