import NetworkAddresses

extension ClientTransfer {
  private var blockSize: Int { options.blockSize ?? TransferOptions.standardBlockSize }
  private var windowSize: Int { options.windowSize ?? 1 }

  /// Takes a block: the next one is handed out, a copy is acknowledged again if its ACK may have
  /// been lost, and one behind a gap has the gap told, once (RFC 7440, section 4).
  mutating func take(
    _ number: UInt16, _ payload: Range<Int>, from source: SocketAddress, now: Duration
  ) -> Step {
    let distance = number &- UInt16(truncatingIfNeeded: block)
    guard distance == 1 else {
      guard case .receiving = phase else { return .nothing }
      if distance == 0, block > 0, block == acknowledged { return acknowledge(to: source) }
      guard Int(distance) <= windowSize, distance > 1, !hasToldGap else { return .nothing }
      hasToldGap = true
      acknowledged = block
      return acknowledge(to: source)
    }
    guard payload.count <= blockSize else {
      return fail(.protocolViolation, telling: .illegalOperation, to: source)
    }
    guard received + payload.count <= settings.maximumSize else {
      return fail(.tooLarge, telling: .diskFull, to: source)
    }
    block += 1
    received += payload.count
    hasToldGap = false
    let isLast = payload.count < blockSize
    progress(from: source, now: now)
    var step = Step(packet: nil, content: payload.isEmpty ? nil : payload)
    if isLast || block - acknowledged >= windowSize {
      acknowledged = block
      isFirstSending = true
      step.packet = acknowledge(to: source).packet
    }
    if isLast { phase = .ended(.finished(confirmed: true), peer: source) }
    return step
  }

  /// Takes the OACK, and acknowledges it as block 0; a copy of it again.
  mutating func accept(
    _ granted: TransferOptions, holdsOthers: Bool, from source: SocketAddress, now: Duration
  ) -> Step {
    if case .receiving = phase {
      // Once data has come the OACK can only be a late copy.
      return block == 0 && granted == options ? acknowledge(to: source) : .nothing
    }
    guard !holdsOthers, !granted.isEmpty, request.options.allow(granted) else {
      return fail(.optionsRefused, telling: .optionNegotiation, to: source)
    }
    guard granted.transferSize ?? 0 <= settings.maximumSize else {
      return fail(.tooLarge, telling: .diskFull, to: source)
    }
    options = granted
    progress(from: source, now: now)
    isFirstSending = true
    return acknowledge(to: source)
  }

  /// After the end: the ACK of the last block once more, if that is what the server asks for.
  func answerLate(
    _ packet: TransferPacket, outcome: TransferOutcome, to source: SocketAddress
  ) -> Step {
    guard case .finished = outcome, case .data(let number, _) = packet,
      number == UInt16(truncatingIfNeeded: block)
    else { return .nothing }
    return acknowledge(to: source)
  }

  private mutating func progress(from source: SocketAddress, now: Duration) {
    if isFirstSending { timer.measured(now - sentAt) }
    // Only the first packet of a window answers what was sent.
    isFirstSending = false
    phase = .receiving(peer: source)
    resendsInRow = 0
    sentAt = now
    resendAt = now + timer.timeout
  }

  /// The acknowledgement of the last block that was taken, with all before it.
  func acknowledge(to peer: SocketAddress) -> Step {
    let number = UInt16(truncatingIfNeeded: block)
    return Step(packet: Packet(kind: .acknowledgement(number), destination: peer))
  }

  func refuse(_ error: ErrorReply, to source: SocketAddress) -> Step {
    Step(packet: Packet(kind: .error(error), destination: source))
  }

  mutating func fail(
    _ failure: TransferFailure, telling error: ErrorReply, to source: SocketAddress
  ) -> Step {
    _ = end(.failed(failure))
    return refuse(error, to: source)
  }

  mutating func end(_ outcome: TransferOutcome) -> Step {
    var peer: SocketAddress?
    if case .receiving(let known) = phase { peer = known }
    phase = .ended(outcome, peer: peer)
    return .nothing
  }
}

extension TransferOptions {
  /// Whether a server may grant these options to a request that asked for ours: no others, no
  /// larger blocks or windows, the same timeout.
  fileprivate func allow(_ granted: TransferOptions) -> Bool {
    func isAtMost(_ value: Int?, _ asked: Int?) -> Bool {
      guard let value else { return true }
      return asked.map { value <= $0 } ?? false
    }
    return isAtMost(granted.blockSize, blockSize) && isAtMost(granted.windowSize, windowSize)
      && (granted.timeout == nil || granted.timeout == timeout)
      && (granted.transferSize == nil || transferSize != nil)
  }
}
