#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard error: the lines of the log and, on a terminal, a last line that says how far it is.
struct Console {
  private var status = ""

  /// Writes whole lines above the last line.
  mutating func write(_ lines: String) {
    guard !lines.isEmpty else { return }
    Self.put(status.isEmpty ? lines : "\r\u{1B}[K" + lines + status)
  }

  /// Replaces the last line; an empty one takes it away.
  mutating func show(_ line: String) {
    guard line != status else { return }
    status = line
    Self.put("\r\u{1B}[K" + line)
  }

  private static func put(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = systemWrite(STDERR_FILENO, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        // Nobody reads the log any more: serving goes on.
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}

/// `write(2)`, beside a method of the same name.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
