public import NetworkAddresses

/// The receiving side of a read request, from the request to the last acknowledgement.
///
/// A value without sockets and clocks, as ``ServerTransfer`` is. What it takes is handed out in
/// order and once, as places in the datagrams; for netascii ``Netascii/Decoder`` turns it back.
/// Once it has finished it still answers copies of the last block, whose ACK may have been lost, for
/// as long as its socket is kept.
public struct ClientTransfer: Sendable {
  /// A packet to send.
  public struct Packet: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
      case request(ReadRequest)
      case acknowledgement(UInt16)
      case error(ErrorReply)
    }

    public let kind: Kind
    public let destination: SocketAddress

    public var octets: [UInt8] {
      switch kind {
      case .request(let request):
        return request.packet
      case .acknowledgement(let block):
        var octets = OctetWriter(.acknowledgement)
        octets.append(block)
        return octets.octets
      case .error(let error):
        return error.packet
      }
    }
  }

  /// What came of a call.
  public struct Step: Equatable, Sendable {
    /// What to send now.
    public internal(set) var packet: Packet?
    /// The octets of the datagram just received that are the next ones of the file.
    public internal(set) var content: Range<Int>?

    static let nothing = Step()
  }

  enum Phase: Equatable {
    /// The request was sent, or is to be; the server's port is not known yet.
    case requesting
    /// The first answer came from this port.
    case receiving(peer: SocketAddress)
    case ended(TransferOutcome, peer: SocketAddress?)
  }

  public let request: ReadRequest
  /// Where requests go.
  public let server: SocketAddress
  /// The options in force: those of the OACK, or none.
  public internal(set) var options = TransferOptions()
  /// Octets of the file taken so far, as they travelled.
  public internal(set) var received = 0
  /// Packets that were sent again.
  public internal(set) var resends = 0

  let settings: ClientSettings
  let startedAt: Duration
  var phase = Phase.requesting
  var timer: RetransmissionTimer
  var sentAt: Duration
  var resendAt: Duration
  var resendsInRow = 0
  var isFirstSending = true
  /// The last block taken, and the last one that was acknowledged; without roll-over.
  var block = 0
  var acknowledged = 0
  /// Whether the gap behind `block` was told to the server already.
  var hasToldGap = false

  /// A transfer that has sent nothing yet: ``wake(now:)`` gives the request.
  public init(
    _ request: ReadRequest, server: SocketAddress, settings: ClientSettings = ClientSettings(),
    now: Duration
  ) {
    self.request = request
    self.server = server
    self.settings = settings
    timer = RetransmissionTimer(
      initial: settings.initialTimeout, minimum: settings.minimumTimeout,
      maximum: settings.maximumTimeout)
    startedAt = now
    sentAt = now
    resendAt = now
    resendsInRow = -1
  }

  /// How the transfer ended; nil while it goes on.
  public var outcome: TransferOutcome? {
    if case .ended(let outcome, _) = phase { outcome } else { nil }
  }

  /// When ``wake(now:)`` is to be called if nothing arrives before; nil once it has ended.
  public var nextWake: Duration? {
    outcome == nil ? min(resendAt, startedAt + settings.totalTime) : nil
  }

  /// Sends the request, or the last packet again, or gives up; nothing if it is too early.
  public mutating func wake(now: Duration) -> Step {
    guard outcome == nil else { return .nothing }
    if now - startedAt >= settings.totalTime { return end(.failed(.tooLong)) }
    guard now >= resendAt else { return .nothing }
    guard resendsInRow < settings.resends else { return end(.failed(.silence)) }
    let isResend = resendsInRow >= 0
    resendsInRow += 1
    if isResend {
      resends += 1
      timer.backOff()
    }
    isFirstSending = !isResend
    sentAt = now
    resendAt = now + timer.timeout
    if case .receiving(let peer) = phase {
      // In the middle of a window this asks for what is missing.
      acknowledged = block
      hasToldGap = false
      return acknowledge(to: peer)
    }
    return Step(packet: Packet(kind: .request(request), destination: server))
  }

  /// Takes a datagram that came to the transfer's port.
  ///
  /// The octets are read only during the call. From anyone but the server it gets error 5 and
  /// changes nothing.
  public mutating func receive(
    _ octets: UnsafeRawBufferPointer, from source: SocketAddress, now: Duration
  ) -> Step {
    let packet = TransferPacket(parsing: octets)
    guard isExpected(source) else {
      switch packet {
      case .error, .damaged: return .nothing
      default: return refuse(.unknownTransferID, to: source)
      }
    }
    if case .ended(let outcome, _) = phase {
      return answerLate(packet, outcome: outcome, to: source)
    }
    switch packet {
    case .data(let number, let payload):
      return take(number, payload, from: source, now: now)
    case .optionAcknowledgement(let options, let holdsOthers):
      return accept(options, holdsOthers: holdsOthers, from: source, now: now)
    case .error(let code, let text):
      return end(.failed(.endedByPeer(code: code, text: text)))
    case .damaged:
      return .nothing
    case .acknowledgement, .illegal:
      return fail(.protocolViolation, telling: .illegalOperation, to: source)
    }
  }

  /// The server answers from a port of its own choice, which its first answer tells.
  private func isExpected(_ source: SocketAddress) -> Bool {
    switch phase {
    case .requesting: source.host == server.host && source.scope == server.scope
    case .receiving(let peer): source == peer
    case .ended(_, let peer): source == peer
    }
  }
}
