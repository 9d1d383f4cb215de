internal import Deadlines
internal import HTTPFiles
internal import NetworkAddresses
internal import NetworkSockets
internal import OutputTree

/// The loop of a thread that serves files by HTTP, with a listener of its own.
final class HTTPWorker {
  struct Parts {
    let listener: TCPListener
    let wakeup: Wakeup
    let stop: StopSwitch
    let current: CurrentTree
    let events: EventSink
    let credentials: HTTPCredentials?
    let tls: TLSIdentity?
    let bounds: ServeBounds
    let settings: HTTPSettings
  }

  private let parts: Parts
  private let poller: Poller
  private let readBuffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 65_536, alignment: 16)
  private var connections: ConnectionTable
  private var deadlines = Deadlines<UInt64>()
  private var output = HTTPOutput()
  private var reports: FetchReports
  private var tree: ServedTree
  private var responder: FileResponder
  /// Connections with requests that were read and not answered yet.
  private var unfinished: [UInt64] = []
  private var date = HTTPDate(secondsSince1970: 0)
  private var isListening = false
  /// When connections are accepted again after the system had no descriptor left.
  private var listensAgainAt: Duration?
  private var finishesAt: Duration?
  private var refused = 0
  private var nextTidying = Duration.zero

  private static let wakeupToken = UInt64.max
  private static let listenerToken = UInt64.max - 1
  private static let acceptedAtOnce = 64
  private static let lingeringTime = Duration.seconds(2)

  init(_ parts: Parts) throws(NetworkError) {
    self.parts = parts
    poller = try Poller()
    tree = parts.current.value
    responder = FileResponder(files: tree.httpFiles, credentials: parts.credentials)
    connections = ConnectionTable(
      limit: parts.bounds.connections, limitPerSource: parts.bounds.connectionsPerSource)
    reports = FetchReports(means: parts.tls == nil ? .http : .https)
    try poller.add(parts.wakeup, token: Self.wakeupToken)
    try listen()
  }

  deinit {
    readBuffer.deallocate()
  }

  private func listen() throws(NetworkError) {
    try poller.add(parts.listener, token: Self.listenerToken)
    isListening = true
    listensAgainAt = nil
  }

  private func stopListening() {
    if isListening { poller.remove(parts.listener) }
    isListening = false
  }

  // MARK: The loop

  /// Serves until it is told to stop and what runs is through, or the time for that is over.
  func run() {
    while !isOver {
      wait()
      let now = SystemClock.now
      answerUnfinished(now: now)
      wake(now: now)
      if parts.stop.isStopping, finishesAt == nil { finish(now: now) }
      parts.events.flush()
    }
    for number in connections.numbers { close(number, brokenBy: "the server ended") }
    parts.events.flush()
  }

  private var isOver: Bool {
    guard let finishesAt else { return false }
    return connections.count == 0 || SystemClock.now >= finishesAt
  }

  /// Lets answers that are on their way go out, and closes the other connections.
  private func finish(now: Duration) {
    finishesAt = now + parts.bounds.finishingTime
    stopListening()
    listensAgainAt = nil
    for number in connections.numbers where connections[number]?.outgoing.isEmpty == true {
      close(number)
    }
  }

  private func wait() {
    let moments = [deadlines.nextWake, nextTidying, listensAgainAt, finishesAt]
    let now = SystemClock.now
    var timeout = moments.compactMap { $0 }.min().map { max(.zero, $0 - now) }
    if !unfinished.isEmpty { timeout = .zero }
    do {
      var handledAt: Duration?
      try poller.wait(timeout: timeout) { event in
        // One look at the clocks and at the tree for all that is ready.
        let now = handledAt ?? beginRound()
        handledAt = now
        handle(event, now: now)
      }
    } catch {
      parts.events.log(LogRecord(.error, "poll.failed").with("why", error.reason))
    }
  }

  private func beginRound() -> Duration {
    date = HTTPDate(secondsSince1970: Int(SystemClock.sinceEpoch.components.seconds))
    let generation = tree.generation
    parts.current.refresh(&tree)
    if tree.generation != generation {
      responder = FileResponder(files: tree.httpFiles, credentials: parts.credentials)
    }
    return SystemClock.now
  }

  private func handle(_ event: PollEvent, now: Duration) {
    switch event.token {
    case Self.wakeupToken: parts.wakeup.take()
    case Self.listenerToken: accept(now: now)
    default:
      guard let connection = connections[event.token] else { return }
      if event.canWrite || event.isBroken { write(event.token, connection, now: now) }
      if event.canRead || event.isBroken { read(event.token, connection, now: now) }
    }
  }

  // MARK: Connections

  private func accept(now: Duration) {
    for _ in 0..<Self.acceptedAtOnce {
      do {
        guard let socket = try parts.listener.accept() else { return }
        begin(socket, now: now)
      } catch {
        // Asking again at once would only keep the processor busy.
        stopListening()
        listensAgainAt = now + .seconds(1)
        parts.events.log(
          LogRecord(.error, "http.accept-failed").with("why", error.reason)
            .with("help", "raise the limit of open files (ulimit -n)"))
        return
      }
    }
  }

  private func begin(_ socket: TCPConnection, now: Duration) {
    guard connections.refusal(of: socket.peer.host) == nil else {
      refused += 1
      return
    }
    var tls: TLSEngine?
    if let identity = parts.tls {
      guard let engine = try? TLSEngine(identity) else { return }
      tls = engine
    }
    let connection = ServedConnection(socket, tls: tls, settings: parts.settings, now: now)
    let number = connections.insert(connection)
    // The request is often there already: then the poller need never know of the connection.
    read(number, connection, now: now)
  }

  private func read(_ number: UInt64, _ connection: ServedConnection, now: Duration) {
    switch connection.socket.read(into: readBuffer) {
    case .bytes(let count):
      guard connection.lingersUntil == nil else { return }
      let bytes = UnsafeRawBufferPointer(rebasing: readBuffer[..<count])
      if let tls = connection.tls {
        readEncrypted(bytes, tls, number, connection, now: now)
      } else {
        answer(bytes, connection, now: now)
        carryOn(number, connection, now: now)
      }
    case .wouldWait: carryOn(number, connection, now: now)
    case .ended:
      guard connection.lingersUntil == nil else { return close(number) }
      connection.http.endOfInput()
      carryOn(number, connection, now: now, hasEnded: true)
    case .broken: close(number, brokenBy: "the connection broke")
    }
  }

  private func readEncrypted(
    _ bytes: UnsafeRawBufferPointer, _ tls: TLSEngine, _ number: UInt64,
    _ connection: ServedConnection, now: Duration
  ) {
    do {
      let plain = try tls.decrypt(bytes)
      plain.withUnsafeBytes { plain in
        if !plain.isEmpty { answer(plain, connection, now: now) }
      }
      carryOn(number, connection, now: now)
    } catch {
      // What TLS has to say about it goes out as far as it can.
      _ = connection.outgoing.send(to: connection.socket)
      close(number, brokenBy: "the client does not speak TLS as it should")
    }
  }

  private func answer(
    _ bytes: UnsafeRawBufferPointer, _ connection: ServedConnection, now: Duration
  ) {
    var targets: [String?] = []
    connection.http.receive(bytes, now: now, date: date, into: &output) {
      respond($0, $1, &$2, &targets)
    }
    takeOutput(connection, targets, now: now)
  }

  private func respond(
    _ request: HTTPRequest, _ persistence: HTTPOutput.Persistence, _ output: inout HTTPOutput,
    _ targets: inout [String?]
  ) {
    responder.respond(to: request, date: date, persistence: persistence, into: &output)
    let hasFile = output.answers.last?.file != nil
    targets.append(
      hasFile ? nil : String(decoding: request.target.prefix(LogFormat.fieldLimit), as: UTF8.self))
  }

  /// Takes over what was written into the shared output, which is empty then.
  private func takeOutput(_ connection: ServedConnection, _ targets: [String?], now: Duration) {
    guard !output.answers.isEmpty else { return }
    for (index, answer) in output.answers.enumerated() {
      connection.outgoing.append(output.octets, answer.octets)
      if let part = answer.file {
        connection.outgoing.append(tree.snapshot.bytes(at: part.place), part.range)
      }
      connection.unreported.append(
        SentAnswer(
          answer: answer, tree: tree, target: index < targets.count ? targets[index] : nil,
          askedAt: now))
    }
    send(connection, now: now)
    output.removeAll()
  }

  private func write(_ number: UInt64, _ connection: ServedConnection, now: Duration) {
    send(connection, now: now)
    carryOn(number, connection, now: now)
  }

  /// Sends what waits; a connection that breaks is noticed when it is read.
  private func send(_ connection: ServedConnection, now: Duration) {
    switch connection.outgoing.send(to: connection.socket) {
    case .all:
      connection.http.wrote(all: true, now: now)
      reports.report(connection, now: now, to: parts.events)
    case .part(let anything):
      if anything { connection.http.wrote(all: false, now: now) }
    case .broken:
      connection.isBroken = true
    }
  }

  /// Does what the connection's state calls for: waits, answers more, or closes.
  private func carryOn(
    _ number: UInt64, _ connection: ServedConnection, now: Duration, hasEnded: Bool = false
  ) {
    if connection.isBroken { return close(number, brokenBy: "the connection broke") }
    if connection.lingersUntil != nil { return }
    // Words of TLS itself, such as a handshake's, are no answers of HTTP.
    if connection.tls != nil, case .receive = connection.http.next {
      _ = connection.outgoing.send(to: connection.socket)
    }
    switch connection.http.next {
    case .receive(let until):
      // Who is to be served no more need not wait.
      if finishesAt != nil, connection.outgoing.isEmpty { return close(number) }
      wait(number, connection, for: .reading, until: until)
    case .write(let until):
      wait(number, connection, for: .writing, until: until)
    case .resume:
      unfinished.append(number)
    case .close(let lingering):
      end(number, connection, lingering: lingering && !hasEnded, now: now)
    }
  }

  private func wait(
    _ number: UInt64, _ connection: ServedConnection, for interest: PollInterest,
    until moment: Duration
  ) {
    deadlines[number] = moment
    guard connection.interest != interest else { return }
    do {
      if connection.interest == nil {
        try poller.add(connection.socket, token: number, interest)
      } else {
        try poller.change(connection.socket, token: number, interest)
      }
      connection.interest = interest
    } catch {
      close(number, brokenBy: error.reason)
    }
  }

  private func answerUnfinished(now: Duration) {
    guard !unfinished.isEmpty else { return }
    let numbers = unfinished
    unfinished.removeAll(keepingCapacity: true)
    _ = beginRound()
    for number in numbers {
      guard let connection = connections[number] else { continue }
      var targets: [String?] = []
      connection.http.resume(now: now, date: date, into: &output) {
        respond($0, $1, &$2, &targets)
      }
      takeOutput(connection, targets, now: now)
      carryOn(number, connection, now: now)
    }
  }

  private func end(
    _ number: UInt64, _ connection: ServedConnection, lingering: Bool, now: Duration
  ) {
    if let tls = connection.tls {
      tls.close()
      _ = connection.outgoing.send(to: connection.socket)
    }
    guard lingering, finishesAt == nil else { return close(number) }
    connection.socket.endWriting()
    let until = now + Self.lingeringTime
    connection.lingersUntil = until
    wait(number, connection, for: .reading, until: until)
  }

  private func close(_ number: UInt64, brokenBy reason: String? = nil) {
    guard let connection = connections.remove(number) else { return }
    deadlines[number] = nil
    if connection.interest != nil { poller.remove(connection.socket) }
    if let reason { reports.reportBroken(connection, reason, to: parts.events) }
  }

  // MARK: Time

  private func wake(now: Duration) {
    while let number = deadlines.takeDue(at: now) {
      guard let connection = connections[number] else { continue }
      if connection.lingersUntil != nil {
        close(number)
        continue
      }
      connection.http.wake(now: now, date: date, into: &output)
      takeOutput(connection, [], now: now)
      if !connection.outgoing.isEmpty, case .close = connection.http.next {
        close(number, brokenBy: "the client does not take it")
        continue
      }
      carryOn(number, connection, now: now)
    }
    if let moment = listensAgainAt, now >= moment { try? listen() }
    guard now >= nextTidying else { return }
    nextTidying = now + .seconds(10)
    _ = beginRound()
    if refused > 0 {
      parts.events.log(LogRecord(.warning, "http.busy").with("refused", refused))
      refused = 0
    }
  }
}
