import NetworkAddresses

@testable import TFTP

/// Where the peers of these tests live.
enum Address {
  static let server = SocketAddress(.v4(0x0a00_0001), port: 69)
  /// The port from which a transfer answers.
  static let transfer = SocketAddress(.v4(0x0a00_0001), port: 40_000)
  static let client = SocketAddress(.v4(0x0a00_0002), port: 50_000)
  static let stranger = SocketAddress(.v4(0x0a00_0003), port: 50_000)
}

/// Packets as octets, for scripts.
enum Octets {
  static func acknowledgement(_ block: UInt16) -> [UInt8] {
    [0, 4, UInt8(block >> 8), UInt8(truncatingIfNeeded: block)]
  }

  static func data(_ block: UInt16, _ payload: [UInt8]) -> [UInt8] {
    [0, 3, UInt8(block >> 8), UInt8(truncatingIfNeeded: block)] + payload
  }

  static func error(_ code: UInt8, _ text: String) -> [UInt8] {
    [0, 5, 0, code] + Array(text.utf8) + [0]
  }

  /// A request: `|` stands for NUL.
  static func request(_ opcode: UInt8, _ text: String) -> [UInt8] {
    [0, opcode] + text.utf8.map { $0 == UInt8(ascii: "|") ? 0 : $0 }
  }
}

extension ServerTransfer {
  /// A transfer of a file of so many octets, and its first answer.
  static func started(
    _ fileSize: Int, options: TransferOptions = .init(), settings: TransferSettings = .init()
  ) -> (ServerTransfer, Reply) {
    var transfer = ServerTransfer(
      ReadRequest(name: "file", options: options), from: Address.client, fileSize: fileSize,
      settings: settings, now: .zero)
    let reply = transfer.answerRequest(now: .zero)
    return (transfer, reply)
  }

  mutating func receive(
    _ octets: [UInt8], from source: SocketAddress = Address.client, at now: Duration
  ) -> Reply {
    octets.withUnsafeBytes { receive($0, from: source, now: now) }
  }

  mutating func acknowledge(_ block: UInt16, at now: Duration) -> Reply {
    receive(Octets.acknowledgement(block), at: now)
  }
}

extension ServerTransfer.Reply {
  /// The numbers of the blocks that it sends.
  var blocks: [UInt16] {
    if case .data(let run) = self { run.map(\.number) } else { [] }
  }

  /// The packets as they go out.
  func packets(of file: [UInt8]) -> [[UInt8]] {
    switch self {
    case .nothing: []
    case .optionAcknowledgement(let options): [options.acknowledgementPacket]
    case .error(let error): [error.packet]
    case .data(let run):
      run.map { block in withUnsafeBytes(of: block.header) { Array($0) } + file[block.octets] }
    }
  }
}

extension ClientTransfer {
  static func started(
    options: TransferOptions = .init(), settings: ClientSettings = .init()
  ) -> ClientTransfer {
    var transfer = ClientTransfer(
      ReadRequest(name: "file", options: options), server: Address.server, settings: settings,
      now: .zero)
    _ = transfer.wake(now: .zero)
    return transfer
  }

  mutating func receive(
    _ octets: [UInt8], from source: SocketAddress = Address.transfer, at now: Duration
  ) -> Step {
    octets.withUnsafeBytes { receive($0, from: source, now: now) }
  }
}

extension ClientTransfer.Step {
  /// The block that is acknowledged.
  var acknowledgement: UInt16? {
    if case .acknowledgement(let block) = packet?.kind { block } else { nil }
  }

  var error: ErrorReply? {
    if case .error(let error) = packet?.kind { error } else { nil }
  }
}
