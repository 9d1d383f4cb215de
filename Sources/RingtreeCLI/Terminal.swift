#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where output goes: data to standard output, what is for people to standard error.
enum Terminal {
  static func printData(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  static func printData(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  static func printForPeople(_ text: String) {
    write(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Whether people look at standard error on a terminal.
  static var isAttended: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether colours are wanted: on a terminal, unless `NO_COLOR` is set or the terminal is dumb.
  static var wantsColour: Bool {
    isAttended && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
  }

  /// The terminal's columns; 100 where there is none.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = systemWrite(
          descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        // Nobody is left to be told: a closed pipe ends the program by its signal.
        guard count > 0 else { return }
        offset += count
      }
    }
  }
}

/// `write(2)`, beside a method of the same name.
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
