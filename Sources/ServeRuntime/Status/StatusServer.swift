internal import HTTPFiles
internal import NetworkAddresses
internal import NetworkSockets
internal import Rollout

/// Serves the status page: how the rollout stands, for people and for programs.
///
/// It has few connections, each for one request, on the thread that has the ledger.
final class StatusServer {
  private let listener: TCPListener
  private let poller: Poller
  private let pages: StatusPages
  private let settings: HTTPSettings
  private var connections = ConnectionTable(limit: 64, limitPerSource: 16)
  private var output = HTTPOutput()
  private let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)

  private static let listenerToken = UInt64.max - 1

  init(listener: TCPListener, poller: Poller, pages: StatusPages) throws(NetworkError) {
    self.listener = listener
    self.poller = poller
    self.pages = pages
    var settings = HTTPSettings()
    settings.requestsPerConnection = 1
    settings.totalTime = .seconds(30)
    self.settings = settings
    try poller.add(listener, token: Self.listenerToken)
  }

  deinit {
    readBuffer.deallocate()
  }

  func handle(_ event: PollEvent, book: RolloutBook, now: Duration) {
    if event.token == Self.listenerToken { return accept(now: now) }
    guard let connection = connections[event.token] else { return }
    if event.canRead || event.isBroken, connection.outgoing.isEmpty {
      read(event.token, connection, book: book, now: now)
    } else {
      send(connection, now: now)
      carryOn(event.token, connection)
    }
  }

  /// Closes connections whose time is over.
  func wake(book: RolloutBook, now: Duration) {
    for number in connections.numbers {
      guard let connection = connections[number] else { continue }
      connection.http.wake(now: now, date: Self.date, into: &output)
      takeOutput(connection, now: now)
      carryOn(number, connection)
    }
  }

  private func accept(now: Duration) {
    guard let socket = try? listener.accept(), connections.refusal(of: socket.peer.host) == nil
    else { return }
    let connection = ServedConnection(socket, tls: nil, settings: settings, now: now)
    let number = connections.insert(connection)
    guard (try? poller.add(socket, token: number, .reading)) != nil else { return close(number) }
    connection.interest = .reading
  }

  private func read(
    _ number: UInt64, _ connection: ServedConnection, book: RolloutBook, now: Duration
  ) {
    switch connection.socket.read(into: readBuffer) {
    case .bytes(let count):
      connection.http.receive(
        UnsafeRawBufferPointer(rebasing: readBuffer[..<count]), now: now, date: Self.date,
        into: &output
      ) { request, persistence, output in
        pages.respond(
          to: request, book: book, date: Self.date, persistence: persistence, into: &output)
      }
      takeOutput(connection, now: now)
      carryOn(number, connection)
    case .wouldWait: break
    case .ended, .broken: close(number)
    }
  }

  private func takeOutput(_ connection: ServedConnection, now: Duration) {
    guard !output.answers.isEmpty else { return }
    for answer in output.answers { connection.outgoing.append(output.octets, answer.octets) }
    send(connection, now: now)
    output.removeAll()
  }

  private func send(_ connection: ServedConnection, now: Duration) {
    switch connection.outgoing.send(to: connection.socket) {
    case .all: connection.http.wrote(all: true, now: now)
    case .part(let anything): if anything { connection.http.wrote(all: false, now: now) }
    case .broken: connection.isBroken = true
    }
  }

  private func carryOn(_ number: UInt64, _ connection: ServedConnection) {
    if connection.isBroken { return close(number) }
    switch connection.http.next {
    case .receive: break
    case .write:
      guard connection.interest != .writing else { return }
      guard (try? poller.change(connection.socket, token: number, .writing)) != nil else {
        return close(number)
      }
      connection.interest = .writing
    case .resume, .close: close(number)
    }
  }

  private func close(_ number: UInt64) {
    guard let connection = connections.remove(number) else { return }
    if connection.interest != nil { poller.remove(connection.socket) }
  }

  private static var date: HTTPDate {
    HTTPDate(secondsSince1970: Int(SystemClock.sinceEpoch.components.seconds))
  }
}
