import Diagnostics
import PhoneImport
import SiteModel

/// An import into files in memory.
struct ImportRun {
  private(set) var plan: PhoneImport.Plan?
  private(set) var diagnostics: [Diagnostic]
  private(set) var sources = SourceSet()

  private static let family = """
    family: A2X
    models: [A20, A21]
    common: [a000000000020.cfg]
    dialect: dotted
    lines: 2
    keys: 4

    """

  init(_ list: String, into files: [String: String], model: String? = nil) {
    let contents = files.merging(["templates/a2x/family.yaml": Self.family]) { $1 }
    let reading = FileReading(
      listing: { folder in
        let names = contents.keys.filter { $0.hasPrefix(folder + "/") }.compactMap {
          $0.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init)
        }
        return .success(Array(Set(names)))
      },
      { path in
        contents[path].map { .success(Array($0.utf8)) }
          ?? .failure(FileFault(path: path, reason: "missing", isMissing: true))
      })
    let bytes = Array(list.utf8)
    let source = sources.add(SourceFile(name: "list.csv", bytes: bytes))
    let read = PhoneList.read(bytes, source: source, model: model, in: &sources)
    diagnostics = read.diagnostics
    guard let phones = read.list else { return }
    var families = FamilyReader(reading: reading, folder: "templates")
    let found = families.read(into: &sources)
    let planned = PhoneImport(reading: reading, catalogue: found.catalogue)
      .plan(phones, into: "sites/hq.yaml", sources: &sources)
    diagnostics += found.diagnostics + planned.diagnostics
    plan = planned.plan
  }

  /// Into a site of one file.
  init(_ list: String, site: String, model: String? = nil) {
    self.init(list, into: ["sites/hq.yaml": site], model: model)
  }

  /// The new content of a file; nil if it does not change.
  func text(_ path: String = "sites/hq.yaml") -> String? {
    plan?.files.first { $0.path == path }.map { String(decoding: $0.new, as: UTF8.self) }
  }

  var codes: [String] { diagnostics.map(\.code.id) }

  var printed: String {
    DiagnosticRenderer(format: .text, sources: sources, toolVersion: "0").render(diagnostics)
  }
}
