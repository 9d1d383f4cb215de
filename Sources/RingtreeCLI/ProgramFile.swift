#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file that this program was started from.
enum ProgramFile {
  static var path: String? {
    #if canImport(Glibc)
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
      guard count > 0 else { return nil }
      return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      var size = UInt32(PATH_MAX)
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      return String(cString: buffer)
    #endif
  }

  /// Tells this build of the program from any other, as far as its file does.
  static var fingerprint: String {
    var status = stat()
    guard let path, stat(path, &status) == 0 else { return Version.generator }
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    return "\(Version.generator) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
  }
}
