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
        return CurrentTree(snapshot)
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
    do {
      return try start(current, sockets, fixedURL)
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

  private func start(
    _ current: CurrentTree, _ sockets: ServerSockets, _ fixedURL: AdvertisedURL?
  ) throws(NetworkError) -> Parts {
    let queue = try EventQueue(capacity: settings.bounds.waitingEvents)
    let datagramWakeup = try Wakeup()
    let servicesStop = StopSwitch([datagramWakeup])
    let recorderStop = StopSwitch([queue.wakeup])
    let recorder = try startRecorder(queue, stop: recorderStop)
    let datagrams = try startDatagrams(
      current, sockets, fixedURL, queue: queue, wakeup: datagramWakeup, stop: servicesStop)
    return Parts(
      addresses: sockets.addresses, services: [datagrams], servicesStop: servicesStop,
      recorder: recorder, recorderStop: recorderStop, queue: queue)
  }

  private func startRecorder(
    _ queue: EventQueue, stop: StopSwitch
  ) throws(NetworkError) -> WorkerThread {
    let recorder = try Recorder(queue: queue, stop: stop, log: settings.log)
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
