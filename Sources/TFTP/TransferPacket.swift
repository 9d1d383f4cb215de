/// A packet within a transfer.
enum TransferPacket: Equatable {
  case acknowledgement(UInt16)
  /// The payload's place in the datagram.
  case data(block: UInt16, payload: Range<Int>)
  case optionAcknowledgement(TransferOptions, holdsOthers: Bool)
  case error(code: UInt16, text: String)
  /// A request, or a packet of no known kind.
  case illegal
  /// Shorter than its kind must be, or with a list of options that is no list.
  case damaged

  /// Octets behind those that an ACK needs are let pass: some clients pad.
  init(parsing octets: UnsafeRawBufferPointer) {
    var reader = OctetReader(octets)
    guard let opcode = reader.number() else {
      self = .damaged
      return
    }
    switch Opcode(rawValue: opcode) {
    case .acknowledgement:
      self = reader.number().map { .acknowledgement($0) } ?? .damaged
    case .data:
      guard let block = reader.number() else {
        self = .damaged
        return
      }
      self = .data(block: block, payload: reader.position..<octets.count)
    case .error:
      // An error ends the transfer, even one that was cut short.
      let code = reader.number() ?? 0
      self = .error(code: code, text: reader.remainder(upTo: 100).printableText)
    case .optionAcknowledgement:
      let list = OptionList(&reader)
      self =
        list.map { .optionAcknowledgement($0.options, holdsOthers: $0.holdsOthers) } ?? .damaged
    case .readRequest, .writeRequest, nil:
      self = .illegal
    }
  }
}
