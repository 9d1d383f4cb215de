import Diagnostics
import SiteModel
import TestSupport
import Testing

/// A site with something wrong in it: the place stands between 1️⃣ and 2️⃣, in one of its files.
struct DiagnosticCase: Sendable, CustomTestStringConvertible {
  let code: String
  let site: String
  let files: [String: String]
  let environment: [String: String]
  /// Further codes that the same mistake rightly gives.
  let and: [String]

  init(
    _ code: String, _ site: String, files: [String: String] = [:],
    environment: [String: String] = [:], and: [String] = []
  ) {
    self.code = code
    self.site = site
    self.files = files
    self.environment = environment
    self.and = and
  }

  var testDescription: String { "\(code): \(site.prefix(60))" }

  private static func unmarked(_ text: String) -> String { MarkedText(text).text }

  var testSite: TestSite {
    var testSite = TestSite(
      Self.unmarked(site), files: files.mapValues(Self.unmarked), environment: environment)
    testSite.hasFamilies = code != "F001"
    return testSite
  }

  /// `file start-end` of the marks; nil if nothing is marked.
  var place: String? {
    for (path, text) in files.merging([TestSite.path: site], uniquingKeysWith: { $1 }) {
      let marked = MarkedText(text)
      if let start = marked["1️⃣"] { return "\(path) \(start)-\(marked["2️⃣"] ?? start)" }
    }
    return nil
  }
}

extension TestSite.Result {
  /// `file start-end` of a diagnostic.
  func place(of diagnostic: Diagnostic) -> String? {
    diagnostic.primary.map {
      "\(sources[$0.span.source].name) \($0.span.start)-\($0.span.end)"
    }
  }
}
