import Diagnostics
import SiteModel
import TestSupport
import Testing

/// Each thing that can be wrong with a site is reported once, at its place, and nothing else is.
@Suite struct DiagnosticTests {
  static let cases =
    DiagnosticCase.shapes + DiagnosticCase.values + DiagnosticCase.phones + DiagnosticCase.keys
    + DiagnosticCase.files + DiagnosticCase.secrets + DiagnosticCase.tables
    + DiagnosticCase.warnings + DiagnosticCase.families

  @Test(arguments: cases)
  func oneMistakeIsReportedOnceAtItsPlace(_ mistake: DiagnosticCase) {
    let result = mistake.testSite.load()
    #expect(result.codes == ([mistake.code] + mistake.and).sorted())
    let found = result.diagnostics.first { $0.code.id == mistake.code }
    #expect(found.flatMap { result.place(of: $0) } == mistake.place)
  }

  @Test(arguments: cases)
  func aSiteReadAsAWholeSaysTheSame(_ mistake: DiagnosticCase) {
    let pieces = mistake.testSite.load(batch: 1)
    let whole = mistake.testSite.load(inPieces: false)
    #expect(pieces.rendered() == whole.rendered())
    #expect(pieces.codes == whole.codes)
  }

  @Test(arguments: Set(cases.map(\.code)).sorted())
  func itsWordsAreReviewed(_ code: String) {
    var text = ""
    for mistake in Self.cases where mistake.code == code {
      text += "\(mistake.testSite.load().rendered())\n"
    }
    #expect(Golden.mismatch("SiteModel/\(code).txt", text) == nil)
  }

  @Test func everyCodeHasACase() {
    let codes = Set(DiagnosticCode.siteModelCodes.map(\.id))
    #expect(codes.count == DiagnosticCode.siteModelCodes.count)
    // Two things that would write one file are found where the tree is planned.
    let elsewhere: Set = [DiagnosticCode.sameFileTwice.id]
    #expect(codes.subtracting(Self.cases.map(\.code)) == elsewhere)
  }

  @Test func everythingIsFoundInOneRun() {
    let result = TestSite(
      """
      settings: {sip: {server: a b, port: 0}, tiem: {}}
      models: {X9: {lines: 2}}
      accounts:
        "1": {name: One}
        "2": {name: Two, password: two, expires: soon}
      phones:
        - {mac: 80:82:87:00:00:01, model: A02, accounts: ["3"]}
        - {mac: 80:82:87:00:00, model: A20, accounts: ["4"]}
        - {mac: 80:82:87:00:00:01, model: A20, keys: [{type: blff}]}
      """
    ).load()
    #expect(
      result.codes == [
        "S001", "S006", "S008", "S009", "S011", "S014", "S016", "S017", "S017", "S019", "S019",
        "S026",
      ])
  }
}
