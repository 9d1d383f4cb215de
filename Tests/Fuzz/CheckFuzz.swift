import Diagnostics
import OutputTree
import SiteModel
import TreeCompiler

// Runs any bytes through all of `ringtree check`. The input is six files with a record separator
// (0x1E) between them: the site, what it may include, a spreadsheet, the secrets, a template and a
// family.yaml; a file that is empty or missing is a sound one.
//
// Nothing may crash or hang, every span lies in its file, a message is one line, a site without
// errors has a plan, and no format shows a secret's value.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCheck(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  // What the input says itself may be shown.
  if input.holds(FuzzedFiles.secret) { return 0 }
  let files = FuzzedFiles(input)
  var sources = SourceSet()
  var diagnostics: [Diagnostic] = []
  let environment: @Sendable (String) -> String? = { _ in
    String(decoding: FuzzedFiles.secret, as: UTF8.self)
  }
  let secrets = SecretStore.read(
    files.secrets, name: "secrets.yaml", into: &sources, environment: environment)
  diagnostics += secrets.diagnostics
  let settings = CompilerSettings(
    reading: files.reading, templatesFolder: "templates", macCase: .both, workers: 1)
  let compiler = SiteCompiler(
    settings, secrets: secrets.store, into: &sources, diagnostics: &diagnostics)
  let planned = compiler.plan("sites/hq.yaml", into: &sources)
  diagnostics += planned.diagnostics
  if let plan = planned.plan {
    diagnostics += compiler.check(plan)
  } else if !diagnostics.hasErrors {
    fatalError("neither a plan nor an error")
  }
  for diagnostic in diagnostics { checkShape(of: diagnostic, in: sources) }
  for format in DiagnosticFormat.allCases {
    let renderer = DiagnosticRenderer(format: format, sources: sources)
    if Array(renderer.render(diagnostics).utf8).holds(FuzzedFiles.secret) {
      fatalError("a secret in \(format)")
    }
  }
  return 0
}

private func checkShape(of diagnostic: Diagnostic, in sources: SourceSet) {
  let texts = [diagnostic.message] + diagnostic.notes + diagnostic.help
  if texts.contains(where: { $0.utf8.contains(0x0A) || $0.utf8.contains(0x0D) }) {
    fatalError("a text of several lines: \(texts)")
  }
  var spans = ([diagnostic.primary].compactMap(\.self) + diagnostic.secondary).map(\.span)
  if let replacement = diagnostic.replacement { spans.append(replacement.span) }
  for span in spans {
    guard sources.files.indices.contains(span.source.index) else {
      fatalError("a span of no file: \(diagnostic.message)")
    }
    let size = sources[span.source].bytes.count
    if span.start < 0 || span.end > size {
      fatalError("span \(span.start)-\(span.end) of \(size) bytes: \(diagnostic.message)")
    }
  }
}

/// The files of one run, in memory.
private struct FuzzedFiles {
  /// What every secret is that the environment has.
  static let secret = Array("Pl4nted-s3cret-value".utf8)

  let secrets: [UInt8]
  private let files: [String: [UInt8]]

  init(_ input: [UInt8]) {
    let parts = input.split(separator: 0x1E, maxSplits: 5, omittingEmptySubsequences: false)
    func part(_ index: Int, else standard: StaticString) -> [UInt8] {
      let standard = Array("\(standard)".utf8)
      guard parts.indices.contains(index), !parts[index].isEmpty else { return standard }
      return Array(parts[index])
    }
    secrets = part(3, else: "{}")
    files = [
      "sites/hq.yaml": part(0, else: Self.site),
      "sites/common.yaml": part(1, else: "settings: {sip: {expires: 1h}}"),
      "sites/phones.csv": part(2, else: "mac,model,accounts\n80:82:87:01:02:04,A20,102\n"),
      "sites/accounts.csv": part(2, else: "id,name,password_secret\n102,Ana,sip\n"),
      "templates/a2x/mac.cfg": part(4, else: Self.template),
      "templates/a2x/common.cfg": Array("server = {{ settings.sip.server }}\n".utf8),
      "templates/pages/page.xml": part(4, else: "<a>{{ site }}</a>\n"),
      "templates/a2x/family.yaml": part(5, else: Self.family),
    ]
  }

  private static let site: StaticString = """
    settings: {sip: {server: pbx.example.net}}
    accounts: {"101": {name: Ana, password: !secret sip}}
    phones: [{mac: "808287010203", model: A20, accounts: ["101"]}]
    """
  private static let template: StaticString = """
    {% for account in accounts %}
    account.{{ account.line }}.password = {{ account.password }}
    {% endfor %}
    """
  private static let family: StaticString = """
    {family: A2X, models: [A20, A21], common: [a000000000020.cfg], dialect: dotted, lines: 2, keys: 4}
    """

  var reading: FileReading {
    let files = files
    return FileReading(
      listing: { folder in
        let prefix = folder + "/"
        let names = files.keys.filter { $0.hasPrefix(prefix) }
          .compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) }
        if !names.isEmpty { return .success(Array(Set(names))) }
        return .failure(FileFault(path: folder, reason: "Not a directory", isMissing: true))
      },
      { path in
        if let bytes = files[FilePath.normalized(path)] { return .success(bytes) }
        let isFolder = files.keys.contains { $0.hasPrefix(path + "/") }
        return .failure(
          FileFault(
            path: path, reason: isFolder ? "Is a directory" : "No such file or directory",
            isMissing: !isFolder, isFolder: isFolder))
      })
  }
}

extension [UInt8] {
  fileprivate func holds(_ text: [UInt8]) -> Bool {
    guard let first = text.first, count >= text.count else { return false }
    return (0...(count - text.count)).contains { start in
      self[start] == first && self[start..<start + text.count].elementsEqual(text)
    }
  }
}
