import NetworkAddresses

extension ServerTransfer {
  /// Takes the acknowledgement of a block, or, as block 0, of the options.
  mutating func acknowledged(_ number: UInt16, now: Duration) -> Reply {
    if phase == .offeringOptions {
      guard number == 0 else { return .nothing }
      phase = .sending
      return advance(now: now)
    }
    switch window.meaning(ofAcknowledgement: number) {
    case .progress(let block):
      window.acknowledge(upTo: block)
      statistics.octets = window.acknowledgedOctets
      return advance(now: now)
    case .repeated:
      return isGap(now: now) ? send(now: now) : .nothing
    case .stale:
      return .nothing
    }
  }

  /// Whether an acknowledgement that says what was known means that the window's first block is
  /// missing, rather than being a copy of the one before.
  ///
  /// An answer to the window takes a round trip. And after a resend the copies of what was sent
  /// twice are answered twice: heeding those would double all that follows.
  private func isGap(now: Duration) -> Bool {
    guard isProven, window.size > 1, isFirstSending, let roundTrip = timer.roundTrip else {
      return false
    }
    return now - sentAt >= roundTrip
  }

  /// Goes on behind what the client has just acknowledged.
  private mutating func advance(now: Duration) -> Reply {
    isProven = true
    heardAt = now
    resendsInRow = 0
    if isFirstSending { timer.measured(now - sentAt) }
    if window.isComplete { return end(.finished(confirmed: true)) }
    return send(now: now)
  }

  /// Sends the OACK, or the window behind what was acknowledged, for the first time or again.
  mutating func send(now: Duration) -> Reply {
    sentAt = now
    resendAt = now + timer.timeout
    if phase == .offeringOptions {
      isFirstSending = statistics.packets == 0
      statistics.packets += 1
      statistics.resends += isFirstSending ? 0 : 1
      return .optionAcknowledgement(options)
    }
    let (run, resends) = window.send()
    isFirstSending = resends == 0
    statistics.packets += run.count
    statistics.resends += resends
    return .data(run)
  }

  mutating func end(_ outcome: TransferOutcome) -> Reply {
    phase = .ended(outcome)
    return .nothing
  }

  /// How many resends in a row there may be now.
  var resendLimit: Int {
    if !isProven { return settings.unprovenResends }
    return window.isAtEnd ? settings.finalResends : settings.resends
  }

  /// Whether all was sent to a client that has answered: nothing but its last ACK is missing.
  var isLikelyDone: Bool { isProven && phase == .sending && window.isAtEnd }
}

extension TransferOptions {
  /// What is granted of the options that a request asks for.
  func granted(
    fileSize: Int, peer: SocketAddress, settings: TransferSettings
  ) -> TransferOptions {
    // The headers of IP (20 or 40 octets), UDP (8) and TFTP (4).
    let headers = peer.host.unmapped.bitCount == 32 ? 32 : 52
    let largestBlock = max(settings.pathMTU - headers, Self.standardBlockSize)
    let largestWindow = min(max(settings.maximumWindow, 1), 32_767)
    return TransferOptions(
      blockSize: blockSize.map { min($0, largestBlock) },
      timeout: timeout,
      transferSize: transferSize.map { _ in max(fileSize, 0) },
      windowSize: windowSize.map { min($0, largestWindow) })
  }
}
