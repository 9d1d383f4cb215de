public import Rollout

/// One browser that follows a rollout by server-sent events (HTML Living Standard, section 9.2).
///
///     var stream = StatusStream(lastEventID: request["Last-Event-ID"])
///     send(stream.news(of: ledger, document, now: now))   // at once, and now and then
public struct StatusStream: Sendable {
  /// The media type of the answer.
  public static let mediaType = "text/event-stream"
  /// How often news are looked for at most, in milliseconds: what happens in between comes at once.
  public static let interval = 250
  /// How often ``heartbeat`` is sent when there is no news, in milliseconds, so that a broken
  /// connection is noticed.
  public static let heartbeatInterval = 15_000
  /// A comment, which browsers pass over.
  public static let heartbeat = Array(":\n\n".utf8)

  private var seen: Seen

  private enum Seen {
    case nothing
    /// What a browser said when it came back.
    case said(run: Substring, revision: UInt64)
    case revision(UInt64)
  }

  /// - Parameter lastEventID: What the browser says that it got last, in the header
  ///   `Last-Event-ID` or, where it could not, in the query's `since`.
  public init(lastEventID: String?) {
    guard let text = lastEventID, let dash = text.lastIndex(of: "-"),
      let revision = UInt64(text[text.index(after: dash)...])
    else {
      seen = .nothing
      return
    }
    seen = .said(run: text[..<dash], revision: revision)
  }

  /// What the browser does not know yet; empty if it knows everything.
  ///
  /// An event `document` replaces everything that it knows, an event `changes` adds to it.
  public mutating func news(
    of ledger: Ledger, _ document: StatusDocument, now: Int64
  ) -> [UInt8] {
    let known = knownRevision(of: ledger, document)
    seen = .revision(ledger.revision)
    guard let known, known >= ledger.removalRevision else {
      return event("document", document.whole(ledger, now: now), id: document.eventID(of: ledger))
    }
    guard known < ledger.revision else { return [] }
    return event(
      "changes", document.changes(of: ledger, since: known, now: now),
      id: document.eventID(of: ledger))
  }

  /// Nil if it knows nothing of this run.
  private func knownRevision(of ledger: Ledger, _ document: StatusDocument) -> UInt64? {
    switch seen {
    case .nothing: nil
    case .said(let run, let revision):
      run == document.run && revision <= ledger.revision ? revision : nil
    case .revision(let revision): revision
    }
  }

  private func event(_ name: String, _ data: [UInt8], id: String) -> [UInt8] {
    Array("id: \(id)\nevent: \(name)\ndata: ".utf8) + data + Array("\n\n".utf8)
  }
}
