public import NetworkAddresses
internal import NetworkSockets
internal import OutputTree
internal import TFTP

/// Serves a tree to phones, on threads of its own, until it is told to stop.
public final class Server {
  /// Where it serves.
  public struct Addresses: Sendable {
    public internal(set) var tftp: SocketAddress?
    public internal(set) var http: SocketAddress?
    public internal(set) var isHTTPEncrypted = false
    public internal(set) var pnp: SocketAddress?
    public internal(set) var status: SocketAddress?
  }

  public let addresses: Addresses
  private let services: [WorkerThread]
  private let servicesStop: StopSwitch
  private let recorder: WorkerThread
  private let recorderStop: StopSwitch
  private let queue: EventQueue
  private let current: CurrentTree
  private var watcher: TreeWatcher

  /// Reads the tree, opens all sockets and begins to serve.
  ///
  /// - Throws: ``ServeFailure`` if the tree or a port is not to be had; nothing is served then.
  public init(_ settings: ServeSettings) throws(ServeFailure) {
    ProcessResources.raiseDescriptorLimit()
    let start = ServerStart(settings)
    current = try start.readTree()
    let parts = try start.open(current)
    addresses = parts.addresses
    services = parts.services
    servicesStop = parts.servicesStop
    recorder = parts.recorder
    recorderStop = parts.recorderStop
    queue = parts.queue
    watcher = start.watcher(of: current)
    post(.ready(addresses, current.value))
  }

  /// Looks for a new build and takes it over; to be called now and then. Asked by the user, it
  /// reads the tree anew in any case.
  public func lookForNewBuild(isAsked: Bool = false) {
    switch watcher.look(now: SystemClock.now, isAsked: isAsked) {
    case nil: break
    case .taken(let tree): post(.treeTaken(tree))
    case .refused(let error):
      post(
        .notice(
          LogRecord(.error, "tree.refused").with("why", error.message).with("help", error.help)
            .with("served", "the build before")))
    }
  }

  /// Takes no new requests, ends what runs within seconds, writes everything down, and returns.
  public func stop() {
    post(.notice(LogRecord(.info, "stopping")))
    servicesStop.stop()
    for thread in services { thread.join() }
    post(.notice(LogRecord(.info, "stopped")))
    recorderStop.stop()
    recorder.join()
  }

  private func post(_ kind: ServeEvent.Kind) {
    queue.post([ServeEvent(time: SystemClock.sinceEpoch, kind: kind)])
  }
}
