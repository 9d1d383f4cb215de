import Deadlines
import HTTPFiles
import NetworkAddresses
import NetworkSockets
public import OutputTree
import SIPPnP
import TFTP

/// Simulated phones that do what real ones do: ask by PnP, fetch their files from where they are
/// told, and compare every octet with the tree. On one thread.
public struct Rehearsal {
  private let snapshot: TreeSnapshot
  private let settings: RehearsalSettings
  private let address: IPAddress
  private let interface: NetworkInterface?
  private let poller: Poller
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  private var dice: LossyDice
  private var deadlines = Deadlines<Int>()
  private var phones: [SimulatedPhone] = []
  private var open = 0
  /// How many different phones there are.
  private let different: Int

  /// Does a rehearsal to its end. `progress` is told now and then how many phones have ended.
  public static func run(
    _ snapshot: TreeSnapshot, settings: RehearsalSettings, progress: (Int) -> Void = { _ in }
  ) throws(RehearsalFailure) -> RehearsalReport {
    var rehearsal: Rehearsal
    do {
      rehearsal = try Rehearsal(snapshot, settings)
    } catch let failure as RehearsalFailure {
      throw failure
    } catch {
      throw RehearsalFailure("\(error)")
    }
    defer { rehearsal.buffer.deallocate() }
    return rehearsal.run(progress)
  }

  private init(_ snapshot: TreeSnapshot, _ settings: RehearsalSettings) throws {
    self.snapshot = snapshot
    self.settings = settings
    dice = LossyDice(seed: settings.seed, loss: settings.loss)
    poller = try Poller()
    let interfaces = try NetworkInterface.all()
    interface = try settings.interface.map { name in
      guard let found = interfaces.first(where: { $0.name == name }) else {
        throw RehearsalFailure(
          "there is no interface \(name); there are "
            + interfaces.map(\.name).joined(separator: ", "))
      }
      return found
    }
    address = try Self.address(settings, interface, interfaces)
    let files = PhoneFiles.all(in: snapshot, models: settings.models)
    guard !files.isEmpty else {
      throw RehearsalFailure("the tree has no phone of these models: nobody could take part")
    }
    different = files.count
    let count = settings.phones ?? files.count
    for number in 0..<count {
      let start = settings.arrival * number / max(1, count)
      phones.append(SimulatedPhone(files[number % files.count], start: start))
    }
    ProcessResources.raiseDescriptorLimit()
  }

  private static func address(
    _ settings: RehearsalSettings, _ interface: NetworkInterface?, _ all: [NetworkInterface]
  ) throws(RehearsalFailure) -> IPAddress {
    if let address = settings.address { return address }
    if let address = interface?.version4Address { return address }
    let found = all.lazy.compactMap { $0.address(towards: settings.server.host) }.first
    guard let found else {
      throw RehearsalFailure(
        "none of this host's networks holds \(settings.server.host): say --interface or --address")
    }
    return found
  }

  private mutating func run(_ progress: (Int) -> Void) -> RehearsalReport {
    let begin = SystemClock.now
    open = phones.count
    for index in phones.indices.prefix(different) { deadlines[index] = phones[index].start }
    while open > 0 {
      let now = SystemClock.now - begin
      while let index = deadlines.takeDue(at: now) { wake(index, now: now) }
      guard open > 0 else { break }
      let wait = deadlines.nextWake.map { max(.zero, $0 - (SystemClock.now - begin)) }
      var events: [PollEvent] = []
      // A poller that fails fails again at once: then only deadlines go on.
      if (try? poller.wait(timeout: wait) { events.append($0) }) == nil {
        SystemClock.pause(.milliseconds(1))
      }
      let then = SystemClock.now - begin
      for event in events { receive(event, now: then) }
      progress(phones.count - open)
    }
    return RehearsalReport(phones: phones.map(\.report), duration: SystemClock.now - begin)
  }

  private mutating func end(_ index: Int, failure: String? = nil, now: Duration) {
    guard !phones[index].hasEnded else { return }
    phones[index].activity = .ended
    phones[index].report.failure = failure
    if failure == nil { phones[index].report.done = now }
    deadlines[index] = nil
    open -= 1
    let again = index + different
    guard phones.indices.contains(again) else { return }
    phones[again].start = max(phones[again].start, now)
    phones[again].report.began = phones[again].start
    deadlines[again] = phones[again].start
  }

  private mutating func schedule(_ index: Int) {
    deadlines[index] = phones[index].nextWake(patience: settings.patience)
  }

  private mutating func wake(_ index: Int, now: Duration) {
    guard now < phones[index].start + settings.patience else {
      return end(index, failure: "it was not done within \(settings.patience)", now: now)
    }
    switch phones[index].activity {
    case .waiting: switchOn(index, now: now)
    case .asking:
      let actions = phones[index].pnp?.phone.wake(now: now) ?? []
      perform(actions, index, now: now)
    case .fetching:
      if case .tftp(var transfer, let socket, let content) = phones[index].fetch {
        let step = transfer.wake(now: now)
        phones[index].fetch = .tftp(transfer, socket, content: content)
        take(step, index, now: now)
      }
    case .ended: break
    }
    schedule(index)
  }
}

// MARK: - Asking

extension Rehearsal {
  private mutating func switchOn(_ index: Int, now: Duration) {
    do {
      let socket = try UDPSocket(boundTo: SocketAddress(address, port: 0))
      if let interface, settings.server.host.isMulticast { try socket.multicast(from: interface) }
      try poller.add(socket, token: PhoneToken(phone: index, isFetch: false).value)
      let identity = PnPPhoneIdentity(
        mac: phones[index].files.identity.mac, address: socket.localAddress)
      var phone = PnPPhone(identity, asking: settings.server, using: &dice)
      let actions = phone.start(now: now)
      phones[index].pnp = (phone, socket)
      phones[index].activity = .asking
      perform(actions, index, now: now)
    } catch {
      end(index, failure: "\(error)", now: now)
    }
  }

  private mutating func perform(_ actions: [PnPPhoneAction], _ index: Int, now: Duration) {
    for action in actions {
      switch action {
      case .send(let octets, let destination):
        if !dice.loses() { phones[index].pnp?.socket.send(octets, to: destination) }
      case .told(let text):
        phones[index].report.told = now
        guard let url = ProvisioningURL(text) else {
          return end(index, failure: "it was told what is no URL", now: now)
        }
        begin(0, from: url, index, now: now)
      case .failed(let failure):
        end(index, failure: Self.text(failure), now: now)
      }
    }
  }

  private static func text(_ failure: PnPPhoneFailure) -> String {
    switch failure {
    case .noAnswer: "nobody told it where its files are"
    case .refused(let status): "its SUBSCRIBE was refused with \(status)"
    case .noURL: "a NOTIFY came without a URL"
    }
  }
}

// MARK: - Fetching

extension Rehearsal {
  private mutating func begin(
    _ number: Int, from url: ProvisioningURL, _ index: Int, now: Duration
  ) {
    let places = phones[index].files.places
    guard number < places.count else { return end(index, now: now) }
    guard case .address(let host) = url.host else {
      return end(
        index, failure: "it was told a name, \(url.host), and a rehearsal looks none up", now: now)
    }
    let server = SocketAddress(host, port: url.port)
    let name = snapshot.file(at: places[number]).path.text
    phones[index].activity = .fetching(number, from: url)
    let token = PhoneToken(phone: index, isFetch: true).value
    do {
      switch url.scheme {
      case .tftp:
        let socket = try UDPSocket(boundTo: SocketAddress(address, port: 0))
        try poller.add(socket, token: token)
        var transfer = ClientTransfer(
          ReadRequest(name: url.plainPath(ofFile: name)), server: server, now: now)
        let step = transfer.wake(now: now)
        phones[index].fetch = .tftp(transfer, socket, content: [])
        take(step, index, now: now)
      case .http:
        let connection = try TCPConnection(to: server)
        try poller.add(connection, token: token, [.reading, .writing])
        let request = ClientRequest(path: url.path(ofFile: name), authority: url.authority)
        phones[index].fetch = .http(connection, HTTPResponseParser(), unsent: request.octets)
      case .https, .ftp:
        end(index, failure: "a rehearsal does not fetch by \(url.scheme.rawValue)", now: now)
      }
    } catch {
      end(index, failure: "\(error)", now: now)
    }
  }

  /// A file is here: it is compared, and the next one begins.
  private mutating func compare(_ content: [UInt8], _ index: Int, now: Duration) {
    guard case .fetching(let number, let url) = phones[index].activity else { return }
    let place = phones[index].files.places[number]
    guard content == snapshot.bytes(at: place) else {
      let name = snapshot.file(at: place).path.text
      return end(
        index, failure: "\(name) came with other octets than the tree's: \(content.count) of them",
        now: now)
    }
    phones[index].report.octets += content.count
    begin(number + 1, from: url, index, now: now)
  }

  private mutating func take(_ step: ClientTransfer.Step, _ index: Int, now: Duration) {
    guard case .tftp(let transfer, let socket, let content) = phones[index].fetch else { return }
    if let packet = step.packet, !dice.loses() {
      socket.send(packet.octets, to: packet.destination)
    }
    guard let outcome = transfer.outcome, !phones[index].hasEnded else { return }
    switch outcome {
    case .finished: compare(content, index, now: now)
    case .failed(let failure):
      end(index, failure: "TFTP of \(transfer.request.name): \(Self.text(failure))", now: now)
    }
  }

  private static func text(_ failure: TransferFailure) -> String {
    switch failure {
    case .endedByPeer(let code, let text): "error \(code), \(text)"
    case .silence: "the server fell silent"
    case .tooLong: "it took too long"
    case .protocolViolation: "a packet came that makes no sense"
    case .superseded: "it began anew"
    case .optionsRefused: "options came that were not asked for"
    case .tooLarge: "the file is too large"
    }
  }
}

// MARK: - What comes in

extension Rehearsal {
  /// Datagrams of one socket that are read in one go; others wait meanwhile.
  private static let batch = 64

  private mutating func receive(_ event: PollEvent, now: Duration) {
    let token = PhoneToken(event.token)
    guard phones.indices.contains(token.phone) else { return }
    if !token.isFetch {
      receiveSIP(token.phone, now: now)
    } else {
      switch phones[token.phone].fetch {
      case .tftp: receiveTFTP(token.phone, now: now)
      case .http: receiveHTTP(event, token.phone, now: now)
      case nil: break
      }
    }
    if !phones[token.phone].hasEnded { schedule(token.phone) }
  }

  private mutating func receiveSIP(_ index: Int, now: Duration) {
    for _ in 0..<Self.batch {
      guard var pnp = phones[index].pnp,
        let (count, source) = pnp.socket.receive(into: buffer)
      else { return }
      if dice.loses() { continue }
      let octets = Array(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      let actions = pnp.phone.receive(octets, from: source, now: now)
      phones[index].pnp = pnp
      perform(actions, index, now: now)
    }
  }

  private mutating func receiveTFTP(_ index: Int, now: Duration) {
    for _ in 0..<Self.batch {
      guard case .tftp(var transfer, let socket, var content) = phones[index].fetch,
        let (count, source) = socket.receive(into: buffer)
      else { return }
      if dice.loses() { continue }
      let datagram = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      let hadEnded = transfer.outcome != nil
      let step = transfer.receive(datagram, from: source, now: now)
      if let range = step.content { content += datagram[range] }
      phones[index].fetch = .tftp(transfer, socket, content: content)
      if hadEnded {
        if let packet = step.packet { socket.send(packet.octets, to: packet.destination) }
        continue
      }
      take(step, index, now: now)
    }
  }

  private mutating func receiveHTTP(_ event: PollEvent, _ index: Int, now: Duration) {
    guard case .http(let connection, var parser, var unsent) = phones[index].fetch,
      case .fetching = phones[index].activity
    else { return }
    if !unsent.isEmpty, event.canWrite || event.isBroken {
      if let error = connection.connectError {
        return end(index, failure: "\(error)", now: now)
      }
      if case .bytes(let count) = unsent.withUnsafeBytes({ connection.write($0) }) {
        unsent.removeFirst(count)
      }
      if unsent.isEmpty {
        try? poller.change(
          connection, token: PhoneToken(phone: index, isFetch: true).value, .reading)
      }
    }
    var progress = HTTPResponseParser.Progress.incomplete
    reading: while event.canRead || event.isBroken {
      switch connection.read(into: buffer) {
      case .bytes(let count):
        progress = parser.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count])).progress
        if progress != .incomplete { break reading }
      case .wouldWait: break reading
      case .ended, .broken:
        progress = parser.endOfInput()
        break reading
      }
    }
    phones[index].fetch = .http(connection, parser, unsent: unsent)
    switch progress {
    case .incomplete: break
    case .failed(let error): end(index, failure: "HTTP: \(error)", now: now)
    case .complete:
      poller.remove(connection)
      let status = parser.head?.status ?? 0
      guard status == 200 else {
        return end(index, failure: "HTTP answered \(status)", now: now)
      }
      compare(parser.content, index, now: now)
    }
  }
}
