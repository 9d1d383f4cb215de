internal import OutputTree

/// The page that shows a rollout in a browser: one HTML document with its style and script in it.
///
/// Its parts are the files in `Page`; the package manager puts their bytes into the program.
public enum StatusPage {
  public static let mediaType = "text/html; charset=utf-8"

  /// The document, in UTF-8.
  public static let html: [UInt8] = {
    var page: [UInt8] = []
    for line in PackageResources.page_html.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      switch String(decoding: line, as: UTF8.self) {
      case "<style></style>": page += Array("<style>".utf8) + style + Array("</style>".utf8)
      case "<script type=\"module\"></script>":
        page += Array("<script type=\"module\">".utf8) + script + Array("</script>".utf8)
      default: page += line
      }
      page.append(UInt8(ascii: "\n"))
    }
    return page
  }()

  /// The headers that go with the document, and what they forbid: everything that is not on this
  /// page. The style and the script are allowed by their hashes.
  public static let headers: [(name: String, value: String)] = [
    ("Content-Type", mediaType),
    ("Content-Security-Policy", contentSecurityPolicy),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
  ]

  static let contentSecurityPolicy = [
    "default-src 'none'",
    "script-src '\(hash(of: script))'",
    "style-src '\(hash(of: style))'",
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private static let style = PackageResources.page_css

  /// One module: each file knows the ones before it.
  private static let script: [UInt8] =
    [
      PackageResources.states_js, PackageResources.elements_js, PackageResources.rollout_js,
      PackageResources.tiles_js, PackageResources.detail_js, PackageResources.unknown_js,
      PackageResources.progress_js, PackageResources.live_js, PackageResources.main_js,
    ].flatMap { $0 }

  private static func hash(of bytes: [UInt8]) -> String {
    "sha256-" + ContentHash(of: bytes).withBytes { base64($0) }
  }

  private static func base64(_ bytes: UnsafeRawBufferPointer) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return text
  }
}
