internal import Deadlines
internal import NetworkAddresses
internal import NetworkSockets
internal import OutputTree
internal import TFTP

/// Serves a tree by TFTP: requests at one port, each transfer at a port of its own.
final class TFTPService {
  /// A transfer and what it sends.
  private struct Running {
    var transfer: ServerTransfer
    let content: [UInt8]
    let file: TreeFile
    let startedAt: Duration
  }

  private struct Request {
    let answer: RequestPortAnswer
    let source: SocketAddress
    let localAddress: IPAddress
  }

  private let listener: UDPSocket
  private let poller: Poller
  private let bounds: ServeBounds
  private let settings: TransferSettings
  private let current: CurrentTree
  private let events: EventSink
  private let inbox: DatagramInbox

  private var tree: ServedTree
  private var sockets: TransferSockets
  /// By the places of their sockets.
  private var running: [Int: Running] = [:]
  private var placeByClient: [SocketAddress: Int] = [:]
  private var countBySource: [IPAddress: Int] = [:]
  private var deadlines = Deadlines<Int>()
  private var netascii: NetasciiFiles
  private var requests: [Request] = []
  private var refusedForBounds = 0
  private var nextTidying = Duration.zero
  private var acceptsRequests = true

  init(
    listener: UDPSocket, poller: Poller, bounds: ServeBounds,
    settings: TransferSettings, current: CurrentTree, events: EventSink
  ) throws(NetworkError) {
    self.listener = listener
    self.poller = poller
    self.bounds = bounds
    self.settings = settings
    self.current = current
    self.events = events
    inbox = try DatagramInbox(slots: 64, slotSize: 1024)
    tree = current.value
    sockets = TransferSockets(restingLimit: bounds.idleTransferSockets)
    netascii = NetasciiFiles(byteLimit: bounds.netasciiBytes)
    try poller.add(listener, token: PollSubject.tftpRequests.token)
  }

  /// Whether transfers run.
  var isBusy: Bool { !running.isEmpty }

  /// Transfers that run go on, but no new one begins.
  func stopAccepting() {
    guard acceptsRequests else { return }
    acceptsRequests = false
    poller.remove(listener)
  }

  // MARK: Requests

  /// Reads all requests that wait before any is answered, so that the system's buffer does not
  /// overflow when all phones ask at once.
  func readRequests() {
    while requests.count < bounds.transfers {
      let count = inbox.receive(from: listener) { datagram in
        guard let local = localAddress(for: datagram) else { return }
        requests.append(
          Request(
            answer: RequestPortAnswer(parsing: datagram.bytes), source: datagram.source,
            localAddress: local))
      }
      if count == 0 { break }
    }
  }

  /// Answers the requests that were read.
  func answerRequests(now: Duration) {
    current.refresh(&tree)
    for request in requests { answer(request, now: now) }
    requests.removeAll(keepingCapacity: requests.count <= 4096)
  }

  /// The address that was asked; nil for a broadcast, which is not answered (RFC 1123, 4.2.3.1).
  private func localAddress(for datagram: ReceivedDatagram) -> IPAddress? {
    guard let destination = datagram.destination else { return listener.localAddress.host }
    guard !destination.isMulticast, datagram.localAddress == destination else { return nil }
    return destination
  }

  private func answer(_ request: Request, now: Duration) {
    switch request.answer {
    case .ignore: break
    case .refuse(let error, let name): refuse(request, error, name: name ?? "", now: now)
    case .read(let read): answer(request, read, now: now)
    }
  }

  private func answer(_ request: Request, _ read: ReadRequest, now: Duration) {
    if let place = placeByClient[request.source], var run = running[place] {
      if run.transfer.isRepeated(by: read, now: now) {
        let reply = run.transfer.answerRequest(now: now)
        running[place] = run
        carryOn(place, reply, now: now)
        return
      }
      run.transfer.supersede()
      running[place] = run
      end(place, now: now)
    }
    do throws(ErrorReply) {
      let name = try RequestedFileName(read.name)
      let snapshot = tree.snapshot
      guard
        let place = name.find(
          exact: { snapshot.place(of: $0) }, folded: { snapshot.place(ofLowerCase: $0) })
      else { throw .fileNotFound }
      begin(read, place, for: request, now: now)
    } catch {
      refuse(request, error, name: read.name, now: now)
    }
  }

  private func refuse(_ request: Request, _ error: ErrorReply, name: String, now: Duration) {
    guard let place = takeSocket(for: request) else { return }
    sockets.slots[place]?.socket.send(error.packet, to: request.source)
    release(place, now: now)
    events.report(
      .fetch(
        Fetch(
          means: .tftp, client: request.source, file: nil, name: name,
          result: .refused(why: error.text), duration: .zero, resends: 0)))
  }

  // MARK: Transfers

  private func begin(_ read: ReadRequest, _ file: Int, for request: Request, now: Duration) {
    let source = request.source.host
    guard running.count < bounds.transfers,
      source.isLoopback || countBySource[source, default: 0] < bounds.transfersPerSource,
      let place = takeSocket(for: request)
    else {
      refusedForBounds += 1
      return
    }
    let content: [UInt8]
    switch read.mode {
    case .octet: content = tree.snapshot.bytes(at: file)
    case .netascii: content = netascii.content(of: file, in: tree)
    }
    var transfer = ServerTransfer(
      read, from: request.source, fileSize: content.count, settings: settings, now: now)
    let reply = transfer.answerRequest(now: now)
    placeByClient[request.source] = place
    countBySource[source, default: 0] += 1
    running[place] = Running(
      transfer: transfer, content: content, file: tree.snapshot.file(at: file), startedAt: now)
    carryOn(place, reply, now: now)
  }

  /// A socket at the address that was asked; nil if the system has none left.
  private func takeSocket(for request: Request) -> Int? {
    do throws(NetworkError) {
      let (place, isNew) = try sockets.take(boundTo: request.localAddress, for: request.source)
      if isNew, let socket = sockets.slots[place]?.socket {
        try poller.add(socket, token: PollSubject.tftpTransfer(place).token)
      }
      return place
    } catch {
      refusedForBounds += 1
      return nil
    }
  }

  private func release(_ place: Int, now: Duration) {
    if let closed = sockets.rest(place, now: now) { poller.remove(closed) }
  }

  /// Sends what a transfer wants to send, and notes when it is to be woken, or that it has ended.
  private func carryOn(_ place: Int, _ reply: ServerTransfer.Reply, now: Duration) {
    guard let run = running[place] else { return }
    send(reply, of: run, from: place, to: run.transfer.peer)
    if run.transfer.outcome != nil {
      end(place, now: now)
    } else {
      deadlines[place] = run.transfer.nextWake
    }
  }

  private func send(
    _ reply: ServerTransfer.Reply, of run: Running?, from place: Int, to client: SocketAddress
  ) {
    guard let socket = sockets.slots[place]?.socket else { return }
    switch reply {
    case .nothing: break
    case .error(let error): socket.send(error.packet, to: client)
    case .optionAcknowledgement(let options):
      socket.send(options.acknowledgementPacket, to: client)
    case .data(let blocks):
      guard let content = run?.content else { return }
      content.withUnsafeBytes { bytes in
        for block in blocks {
          withUnsafeBytes(of: block.header) { header in
            _ = socket.send(
              header, UnsafeRawBufferPointer(rebasing: bytes[block.octets]), to: client)
          }
        }
      }
    }
  }

  private func end(_ place: Int, now: Duration) {
    guard let run = running.removeValue(forKey: place) else { return }
    deadlines[place] = nil
    let client = run.transfer.peer
    placeByClient[client] = nil
    let count = countBySource[client.host, default: 0]
    countBySource[client.host] = count > 1 ? count - 1 : nil
    release(place, now: now)
    events.report(
      .fetch(
        Fetch(
          means: .tftp, client: client, file: run.file, name: run.transfer.request.name,
          result: run.transfer.result(contentSize: run.content.count),
          duration: now - run.startedAt, resends: run.transfer.statistics.resends)))
  }

  /// Takes a datagram that came to a transfer's port, or to one that rests.
  func readTransfer(_ place: Int, now: Duration) {
    guard sockets.slots.indices.contains(place), let slot = sockets.slots[place] else { return }
    withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 8) { buffer in
      guard let (count, source) = slot.socket.receive(into: buffer) else { return }
      let octets = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      guard source == running[place]?.transfer.peer else {
        // Late packets of a former client are no error of one that fetches something else by now;
        // all others are wrong here (RFC 1350, section 4).
        if source != slot.lastClient, placeByClient[source] == nil {
          send(ServerTransfer.replyToStranger(octets), of: nil, from: place, to: source)
        }
        return
      }
      let reply = running[place]?.transfer.receive(octets, from: source, now: now) ?? .nothing
      carryOn(place, reply, now: now)
    }
  }

  // MARK: Time

  /// When ``wake(now:)`` is to be called at the latest.
  var nextWake: Duration? { deadlines.nextWake.map { min($0, nextTidying) } ?? nextTidying }

  func wake(now: Duration) {
    while let place = deadlines.takeDue(at: now) {
      let reply = running[place]?.transfer.wake(now: now) ?? .nothing
      carryOn(place, reply, now: now)
    }
    guard now >= nextTidying else { return }
    nextTidying = now + .seconds(10)
    current.refresh(&tree)
    for socket in sockets.closeIdle(restingSince: now - bounds.idleSocketTime) {
      poller.remove(socket)
    }
    if refusedForBounds > 0 {
      events.log(LogRecord(.warning, "tftp.busy").with("refused", refusedForBounds))
      refusedForBounds = 0
    }
  }
}
