public import NetworkAddresses

/// The sending side of a read request, from its answer to the last acknowledgement.
///
/// A value without sockets and clocks: it is handed what arrives and when, and gives what to send,
/// as places in the file. The file's octets stay where they are; for netascii they are those that
/// ``Netascii/encode(_:)`` made of it.
///
///     var transfer = ServerTransfer(request, from: source, fileSize: file.count, now: now)
///     send(transfer.answerRequest(now: now))
///     // …for each datagram at the transfer's port, and whenever `nextWake` has come:
///     send(transfer.receive(datagram, from: source, now: now))
///     send(transfer.wake(now: now))
///
/// A duplicate of an ACK never has data sent again where the window is one block; within larger
/// windows it means a gap (RFC 7440), and is heeded once, after a round trip, and never twice in a
/// row.
public struct ServerTransfer: Sendable {
  /// What to send now. All goes to ``peer``, except an error after ``receive(_:from:now:)``, which
  /// goes to where that datagram came from.
  public enum Reply: Equatable, Sendable {
    case nothing
    /// The octets are ``TransferOptions/acknowledgementPacket``.
    case optionAcknowledgement(TransferOptions)
    case data(DataRun)
    case error(ErrorReply)
  }

  enum Phase: Equatable {
    /// Nothing was sent yet.
    case requested
    /// The OACK was sent; ACK 0 is to come.
    case offeringOptions
    case sending
    case ended(TransferOutcome)
  }

  public let request: ReadRequest
  /// The client: its address and port, which is its transfer identifier.
  public let peer: SocketAddress
  /// The options that are granted; none if the request had none that we know.
  public let options: TransferOptions
  public internal(set) var statistics = TransferStatistics()

  let settings: TransferSettings
  let startedAt: Duration
  var phase = Phase.requested
  var window: SendWindow
  var timer: RetransmissionTimer
  /// Whether the client has acknowledged anything.
  var isProven = false
  /// When the client last acknowledged something new.
  var heardAt: Duration
  /// When something was last sent, and when it is sent again.
  var sentAt: Duration
  var resendAt: Duration
  /// Resends since the last progress.
  var resendsInRow = 0
  /// Whether what is on its way was sent once only, so that its round trip can be measured.
  var isFirstSending = true

  /// A transfer that has sent nothing yet.
  ///
  /// `request` is what was asked for, and its name was found; `peer` is where it came from;
  /// `fileSize` counts the octets to send, for netascii those of the encoded file; `now` is the time
  /// since any fixed moment, the same one for all calls.
  public init(
    _ request: ReadRequest, from peer: SocketAddress, fileSize: Int,
    settings: TransferSettings = TransferSettings(), now: Duration
  ) {
    self.request = request
    self.peer = peer
    self.settings = settings
    options = request.options.granted(fileSize: fileSize, peer: peer, settings: settings)
    window = SendWindow(
      blockSize: options.blockSize ?? TransferOptions.standardBlockSize, fileSize: fileSize,
      size: options.windowSize ?? 1)
    timer = RetransmissionTimer(
      initial: settings.initialTimeout, minimum: settings.minimumTimeout,
      maximum: options.timeout.map { .seconds($0) } ?? settings.maximumTimeout)
    startedAt = now
    heardAt = now
    sentAt = now
    resendAt = now
  }

  /// How the transfer ended; nil while it goes on.
  public var outcome: TransferOutcome? {
    if case .ended(let outcome) = phase { outcome } else { nil }
  }

  /// When ``wake(now:)`` is to be called if nothing arrives before; nil once it has ended.
  public var nextWake: Duration? {
    outcome == nil ? min(resendAt, startedAt + settings.totalTime) : nil
  }

  /// Whether a request from the same source asks for this transfer again, rather than for a new
  /// one: the same words, and the client has not answered yet, or did so within the last second (a
  /// copy that the network made).
  public func isRepeated(by request: ReadRequest, now: Duration) -> Bool {
    outcome == nil && request == self.request && (!isProven || now - heardAt < .seconds(1))
  }

  /// Answers the request, and each repetition of it.
  ///
  /// The first answer is the OACK or the first block. A repetition has it sent again, unless the
  /// client has acknowledged anything, or the answer went out less than the least resend time ago:
  /// such a repetition is a copy that the network made, and doubles nothing.
  public mutating func answerRequest(now: Duration) -> Reply {
    switch phase {
    case .requested:
      phase = options.isEmpty ? .sending : .offeringOptions
      return send(now: now)
    case .offeringOptions, .sending:
      guard !isProven, now - sentAt >= settings.minimumTimeout else { return .nothing }
      return send(now: now)
    case .ended:
      return .nothing
    }
  }

  /// Takes a datagram that came to the transfer's port.
  ///
  /// The octets are read only during the call. A datagram from anyone but the peer gets error 5 and
  /// changes nothing.
  public mutating func receive(
    _ octets: UnsafeRawBufferPointer, from source: SocketAddress, now: Duration
  ) -> Reply {
    guard source == peer else { return Self.replyToStranger(octets) }
    guard outcome == nil else { return .nothing }
    switch TransferPacket(parsing: octets) {
    case .acknowledgement(let number): return acknowledged(number, now: now)
    case .error(let code, let text): return end(.failed(.endedByPeer(code: code, text: text)))
    case .damaged: return .nothing
    case .data, .optionAcknowledgement, .illegal:
      _ = end(.failed(.protocolViolation))
      return .error(.illegalOperation)
    }
  }

  /// The answer to a datagram whose source has no transfer at the port it came to: error 5, but
  /// silence for an ERROR or what is no packet.
  public static func replyToStranger(_ octets: UnsafeRawBufferPointer) -> Reply {
    switch TransferPacket(parsing: octets) {
    case .error, .damaged: .nothing
    case .acknowledgement, .data, .optionAcknowledgement, .illegal: .error(.unknownTransferID)
    }
  }

  /// Sends again what was not acknowledged in time, or gives up; nothing if it is too early.
  public mutating func wake(now: Duration) -> Reply {
    guard outcome == nil else { return .nothing }
    if now - startedAt >= settings.totalTime { return end(.failed(.tooLong)) }
    guard now >= resendAt else { return .nothing }
    if phase == .requested { return answerRequest(now: now) }
    guard resendsInRow < resendLimit else {
      return end(isLikelyDone ? .finished(confirmed: false) : .failed(.silence))
    }
    resendsInRow += 1
    timer.backOff()
    return send(now: now)
  }

  /// Ends the transfer since its client began another one from the same port.
  public mutating func supersede() {
    guard outcome == nil else { return }
    _ = end(isLikelyDone ? .finished(confirmed: false) : .failed(.superseded))
  }
}
