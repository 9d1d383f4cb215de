import NetworkAddresses
import TFTP

// Plays a script of any datagrams, from the peer and from others, and of any waits to a server's and
// a client's transfer, and checks that the places they name lie in the file or the datagram, that
// what an unproven address is sent is bounded, and that what has ended stays so.
//
// The script is a sequence of steps: an octet that says what happens, one that says how many octets
// the datagram has, and those octets.

private let server = SocketAddress(.v4(0x0a00_0001), port: 69)
private let peer = SocketAddress(.v4(0x0a00_0002), port: 4_000)
private let stranger = SocketAddress(.v4(0x0a00_0003), port: 4_000)

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTFTP(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let script = UnsafeRawBufferPointer(start: data, count: size)
  var request = ReadRequest(name: "file")
  switch RequestPortAnswer(parsing: script) {
  case .read(let asked):
    request = asked
    if RequestPortAnswer(parsing: asked.packet) != .read(asked) { fatalError("read as another") }
    if let name = try? RequestedFileName(asked.name) { check(name) }
  case .refuse, .ignore:
    break
  }
  play(script, request)
  return 0
}

private func check(_ name: RequestedFileName) {
  let parts = name.path.split(separator: "/", omittingEmptySubsequences: false)
  if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) { fatalError(name.path) }
}

private func play(_ script: UnsafeRawBufferPointer, _ request: ReadRequest) {
  let fileSize = script.first.map { Int($0) * 300 } ?? 0
  var now = Duration.zero
  var sending = ServerTransfer(request, from: peer, fileSize: fileSize, now: now)
  var receiving = ClientTransfer(request, server: server, now: now)
  var position = 0
  var sent = packets(sending.answerRequest(now: now), fileSize: fileSize)
  var requests = 1
  var mayBeProven = false
  while position + 2 <= script.count {
    let action = script[position]
    let start = position + 2
    let end = min(start + Int(script[position + 1]), script.count)
    position = end
    let datagram = UnsafeRawBufferPointer(rebasing: script[start..<end])
    let source = action & 8 == 0 ? peer : stranger
    let before = (sending.outcome, receiving.outcome)
    let reply: ServerTransfer.Reply
    switch action & 3 {
    case 0:
      requests += 1
      reply = sending.answerRequest(now: now)
    case 1:
      now += .milliseconds(Int(action) * 4)
      reply = sending.wake(now: now)
      check(receiving.wake(now: now), datagram)
    default:
      if source == peer, datagram.count >= 4, datagram[1] == 4 { mayBeProven = true }
      reply = sending.receive(datagram, from: source, now: now)
      check(
        receiving.receive(datagram, from: source == peer ? server : stranger, now: now), datagram)
    }
    sent += packets(reply, fileSize: fileSize)
    if !mayBeProven, sent > requests + 3 { fatalError("\(sent) packets") }
    if let outcome = before.0, sending.outcome != outcome { fatalError("ended twice") }
    if let outcome = before.1, receiving.outcome != outcome { fatalError("ended twice") }
  }
}

/// Counts the packets to the peer, and checks what they hold.
private func packets(_ reply: ServerTransfer.Reply, fileSize: Int) -> Int {
  switch reply {
  case .nothing, .error: return 0
  case .optionAcknowledgement(let options):
    if options.acknowledgementPacket.count > 128 { fatalError("a long OACK") }
    return 1
  case .data(let run):
    for block in run where block.octets.lowerBound < 0 || block.octets.upperBound > fileSize {
      fatalError("\(block.octets) of \(fileSize)")
    }
    if run.count == 0 { fatalError("no block") }
    return run.count
  }
}

private func check(_ step: ClientTransfer.Step, _ datagram: UnsafeRawBufferPointer) {
  if let content = step.content, content.lowerBound < 4 || content.upperBound > datagram.count {
    fatalError("\(content) of \(datagram.count)")
  }
  if let packet = step.packet, packet.octets.count < 4 { fatalError("a short packet") }
}
