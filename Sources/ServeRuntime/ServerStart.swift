internal import HTTPFiles
internal import NetworkAddresses
internal import NetworkSockets
internal import OutputTree

/// Brings a server up: reads the tree, opens the sockets, starts the threads.
struct ServerStart {
  struct Parts {
    let addresses: Server.Addresses
    let services: [WorkerThread]
    let servicesStop: StopSwitch
    let recorder: WorkerThread
    let recorderStop: StopSwitch
    let queue: EventQueue
  }

  private let settings: ServeSettings

  init(_ settings: ServeSettings) {
    self.settings = settings
  }

  // MARK: The tree

  private static let readingThreads = 4
  /// How long tree and manifest may disagree: a build switches one just before the other.
  private static let patience = Duration.seconds(2)

  /// Reads the tree; where a build is just switching it, a little later.
  func readTree() throws(ServeFailure) -> CurrentTree {
    let deadline = SystemClock.now + Self.patience
    while true {
      do throws(TreeError) {
        let snapshot = try TreeSnapshot.take(
          settings.tree, byteLimit: settings.bounds.treeBytes, threads: Self.readingThreads)
        return CurrentTree(snapshot, servesHTTP: settings.http != nil)
      } catch {
        guard error.code == nil, SystemClock.now < deadline else {
          throw ServeFailure(error.message, help: [error.help])
        }
        SystemClock.pause(.milliseconds(20))
      }
    }
  }

  func watcher(of current: CurrentTree) -> TreeWatcher {
    TreeWatcher(
      settings.tree, current: current, byteLimit: settings.bounds.treeBytes,
      threads: Self.readingThreads, patience: Self.patience)
  }

  // MARK: Sockets and threads

  func open(_ current: CurrentTree) throws(ServeFailure) -> Parts {
    let sockets = try ServerSockets(settings)
    let fixedURL = try advertisedURL(sockets)
    let access = try httpAccess()
    do {
      return try start(current, sockets, fixedURL, access)
    } catch {
      throw ServeFailure("cannot serve: \(error)")
    }
  }

  /// The URL that the user says phones are to be told.
  private func advertisedURL(_ sockets: ServerSockets) throws(ServeFailure) -> AdvertisedURL? {
    guard let text = settings.pnp?.advertisedURL else { return nil }
    guard let url = AdvertisedURL(text, ports: sockets.servedPorts) else {
      throw ServeFailure(
        "`--advertise`: `\(text)` is no URL that phones know",
        help: [
          "write a folder's URL with tftp, http, https or ftp, without user and password, such as "
            + "`tftp://auto` or `https://phones.example.net/hq`"
        ])
    }
    return url
  }

  /// What HTTP's clients must bring, and what they are shown.
  private struct HTTPAccess {
    var credentials: HTTPCredentials?
    var tls: TLSIdentity?
  }

  private func httpAccess() throws(ServeFailure) -> HTTPAccess {
    var access = HTTPAccess()
    if let files = settings.http?.tls { access.tls = try TLSIdentity(files) }
    if let login = settings.http?.login {
      access.credentials = HTTPCredentials(user: login.user, password: login.password)
      if access.credentials == nil {
        throw ServeFailure(
          "the name or password for HTTP cannot be said in HTTP",
          help: ["the name may have no colon, and neither a control character"])
      }
    }
    return access
  }

  private func start(
    _ current: CurrentTree, _ sockets: ServerSockets, _ fixedURL: AdvertisedURL?,
    _ http: HTTPAccess
  ) throws(NetworkError) -> Parts {
    let queue = try EventQueue(capacity: settings.bounds.waitingEvents)
    let datagramWakeup = try Wakeup()
    var httpWakeups: [Wakeup] = []
    for _ in sockets.http { httpWakeups.append(try Wakeup()) }
    let servicesStop = StopSwitch([datagramWakeup] + httpWakeups)
    let recorderStop = StopSwitch([queue.wakeup])
    let recorder = try startRecorder(
      current.value, queue, stop: recorderStop, status: sockets.status)
    if let failure = sockets.statusFailure {
      let record = LogRecord(.warning, "status.unserved").with("why", failure.message)
        .with("help", failure.help.joined(separator: "; "))
      queue.post([ServeEvent(time: SystemClock.sinceEpoch, kind: .notice(record))])
    }
    var services: [WorkerThread] = []
    if sockets.tftp != nil || sockets.pnp != nil {
      services.append(
        try startDatagrams(
          current, sockets, fixedURL, queue: queue, wakeup: datagramWakeup, stop: servicesStop))
    }
    for (listener, wakeup) in zip(sockets.http, httpWakeups) {
      services.append(
        try startHTTP(
          HTTPWorker.Parts(
            listener: listener, wakeup: wakeup, stop: servicesStop, current: current,
            events: EventSink(queue), credentials: http.credentials, tls: http.tls,
            bounds: settings.bounds, settings: settings.http?.connection ?? HTTPSettings())))
    }
    return Parts(
      addresses: sockets.addresses, services: services, servicesStop: servicesStop,
      recorder: recorder, recorderStop: recorderStop, queue: queue)
  }

  private func startHTTP(_ parts: sending HTTPWorker.Parts) throws(NetworkError) -> WorkerThread {
    let worker = try HTTPWorker(parts)
    return try WorkerThread { worker.run() }
  }

  private func startRecorder(
    _ tree: ServedTree, _ queue: EventQueue, stop: StopSwitch, status listener: TCPListener?
  ) throws(NetworkError) -> WorkerThread {
    let path = settings.ledger ?? settings.tree.sibling(".rollout.jsonl")
    let name = String(UInt64.random(in: .min ... .max), radix: 16)
    let (book, records) = RolloutBook.open(tree, path: path, name: name)
    queue.post(
      records.map { ServeEvent(time: SystemClock.sinceEpoch, kind: .notice($0)) })
    let poller = try Poller()
    var status: StatusServer?
    if let listener {
      let pages = StatusPages(
        acceptsForeignHosts: !listener.localAddress.host.isLoopback)
      status = try StatusServer(listener: listener, poller: poller, pages: pages)
    }
    let recorder = try Recorder(
      queue: queue, stop: stop, log: settings.log, book: book, poller: poller, status: status)
    return try WorkerThread { recorder.run() }
  }

  private func startDatagrams(
    _ current: CurrentTree, _ sockets: ServerSockets, _ fixedURL: AdvertisedURL?,
    queue: EventQueue, wakeup: Wakeup, stop: StopSwitch
  ) throws(NetworkError) -> WorkerThread {
    let events = EventSink(queue)
    let poller = try Poller()
    var pnp: PnPService?
    if let options = settings.pnp, let groupSocket = sockets.pnp {
      pnp = try PnPService(
        options, groupSocket: groupSocket, fixedURL: fixedURL, ports: sockets.servedPorts,
        poller: poller, current: current, events: events)
      pnp?.rescan()
    }
    var tftp: TFTPService?
    if let listener = sockets.tftp {
      try widenBuffer(of: listener, events)
      tftp = try TFTPService(
        listener: listener, poller: poller, bounds: settings.bounds,
        settings: settings.tftpTransfer, current: current, events: events)
    }
    let thread = try DatagramThread(
      poller: poller, wakeup: wakeup, stop: stop, finishingTime: settings.bounds.finishingTime,
      events: events, pnp: pnp, tftp: tftp)
    return try WorkerThread { thread.run() }
  }

  private func widenBuffer(of listener: UDPSocket, _ events: EventSink) throws(NetworkError) {
    let wanted = settings.bounds.tftpReceiveBuffer
    let had = try listener.setReceiveBuffer(bytes: wanted)
    guard had < wanted else { return }
    events.log(
      LogRecord(.warning, "tftp.buffer").with("bytes", had)
        .with("why", "phones that ask in the same instant may have to ask again")
        .with("help", "sudo sysctl -w net.core.rmem_max=\(wanted)"))
  }
}
