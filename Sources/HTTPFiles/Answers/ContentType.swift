/// What a file is, by its name alone.
enum ContentType {
  /// The media type for the extension of a name.
  ///
  /// Phones do not look at it; browsers do, and with `nosniff` they show a configuration as text and
  /// run nothing. No `charset` for configurations: their files' octets are whatever the firmware
  /// wants.
  static func of(_ name: String) -> StaticString {
    let last = name.utf8.split(separator: UInt8(ascii: "/")).last ?? ""[...].utf8[...]
    guard let dot = last.lastIndex(of: UInt8(ascii: ".")) else { return "application/octet-stream" }
    switch (String(Substring(last[last.index(after: dot)...]))).lowercased() {
    case "cfg", "conf", "txt", "ini", "lst", "csv": return "text/plain"
    case "xml": return "application/xml"
    case "json": return "application/json"
    case "html", "htm": return "text/html"
    case "png": return "image/png"
    case "jpg", "jpeg": return "image/jpeg"
    case "bmp": return "image/bmp"
    case "gif": return "image/gif"
    case "svg": return "image/svg+xml"
    case "wav": return "audio/wav"
    case "mp3": return "audio/mpeg"
    case "gz", "tgz": return "application/gzip"
    case "zip": return "application/zip"
    default: return "application/octet-stream"
    }
  }
}
