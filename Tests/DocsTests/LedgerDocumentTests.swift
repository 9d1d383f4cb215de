import Foundation
import Rollout
import TestSupport
import Testing

@Suite("docs/ledger.md")
struct LedgerDocumentTests {
  private func text() throws -> String {
    try String(
      contentsOf: Golden.repositoryRoot.appendingPathComponent("docs/ledger.md"), encoding: .utf8)
  }

  @Test("says what each state means", arguments: RolloutState.allCases)
  func states(state: RolloutState) throws {
    #expect(try text().contains("\n| \(state.rawValue) | "))
  }

  @Test("names each step and protocol")
  func names() throws {
    let text = try text()
    let names = RolloutStep.allCases.map(\.rawValue) + RolloutProtocol.allCases.map(\.rawValue)
    for name in names { #expect(text.contains("`\(name)`"), "\(name)") }
  }

  @Test("shows a first line that is read")
  func header() throws {
    let text = try text()
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("{\"ringtree\"") })
    let header = try #require(LedgerContent(Array(line.utf8)).header)
    #expect(header.site == "hq")
  }

  @Test("has the bounds of the program")
  func bounds() throws {
    let text = try text()
    let bounds = [
      "| unknown phones | \(grouped(Ledger.defaultUnknownCount));",
      "| events of a phone's time line | \(PhoneRecord.historyCount) |",
      "| addresses of a phone | \(PhoneTotals.addressCount) |",
      "| addresses whose phone is remembered | \(grouped(Ledger.addressCount));",
      "| common files that wait for their phone | \(grouped(Ledger.waitingCount)), "
        + "for \(Ledger.waitingTime / 60_000) minutes |",
      "| a text | \(CleanText.longest) characters |",
      "| a line that is read | \(grouped(LedgerText.longestLine)) bytes |",
      "| a file that is read | \(LedgerText.largestFile >> 20) MiB |",
    ]
    for bound in bounds { #expect(text.contains(bound)) }
  }

  private func grouped(_ number: Int) -> String {
    number < 1000
      ? "\(number)"
      : "\(number / 1000),\(String(number % 1000 + 1000).dropFirst())"
  }
}
