import Diagnostics
import SiteModel

// Loads any bytes as a site, in pieces and as a whole, validates it, and renders what is wrong in
// every format. Both ways must find the same. Run it with `ASAN_OPTIONS=detect_leaks=0`: static boxes
// of enums look like leaks to it. Compiled together with
// `Tests/SiteModelTests/{MemoryFiles,TestSite,Description}.swift`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSite(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  // The same input once more as the tables and the secrets that a site can name.
  let text = String(decoding: bytes, as: UTF8.self)
  let site = TestSite(
    text,
    files: [
      "sites/self.csv": text, "sites/other.yaml": "include: hq.yaml\nsettings: {label: other}",
      "sites/phones.csv": "mac,model,accounts,key1.type\n80:82:87:00:00:01,A20,a,hold\n",
      TestSite.secretsPath: "{a: Xq7geheimZz, b: ' Xq7geheimZz'}",
    ])
  let whole = site.load(inPieces: false)
  let pieces = site.load(batch: 1 + size % 3)
  if whole.codes != pieces.codes {
    fatalError("whole:\n\(whole.rendered())\npieces:\n\(pieces.rendered())")
  }
  if whole.site.map(describe) != pieces.site.map(describe) {
    fatalError("two sites")
  }
  for format in DiagnosticFormat.allCases where pieces.rendered(format).contains("Xq7geheimZz") {
    if !text.contains("Xq7geheimZz") { fatalError("a secret in \(format)") }
  }
  for diagnostic in whole.diagnostics {
    for label in [diagnostic.primary].compactMap({ $0 }) + diagnostic.secondary {
      let file = whole.sources[label.span.source]
      if label.span.start < 0 || label.span.end > file.bytes.count {
        fatalError("\(label.span) is outside \(file.name)")
      }
    }
  }
  return 0
}
