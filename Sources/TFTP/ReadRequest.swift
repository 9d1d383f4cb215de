/// A read request, RRQ (RFC 1350, section 5; options RFC 2347).
public struct ReadRequest: Hashable, Sendable {
  /// The name as the client wrote it: see ``RequestedFileName`` for what it may stand for.
  public let name: String
  public let mode: TransferMode
  /// The options that it asks for, as far as we know them and their values are allowed.
  public let options: TransferOptions

  public init(name: String, mode: TransferMode = .octet, options: TransferOptions = .init()) {
    self.name = name
    self.mode = mode
    self.options = options
  }

  /// The largest request in octets (RFC 2347).
  public static let maximumSize = 512

  /// The packet's octets.
  public var packet: [UInt8] {
    var octets = OctetWriter(.readRequest)
    octets.append(name)
    octets.append(mode.rawValue)
    options.write(to: &octets)
    return octets.octets
  }
}

/// What a datagram at the port for requests (69) calls for.
public enum RequestPortAnswer: Equatable, Sendable {
  case read(ReadRequest)
  /// Answer with this error. The name is what a read or write request asked for, for the log, with
  /// `?` for what is not printable.
  case refuse(ErrorReply, name: String?)
  /// Say nothing: an ERROR, which is never answered, or no packet at all.
  case ignore

  /// Reads a datagram that came to the port for requests.
  ///
  /// Refused are: write requests (error 2); other modes than octet and netascii, a missing NUL, a
  /// name that is not UTF-8, a request of more than 512 octets, an unknown opcode (4, or 1 for the
  /// name); an option without a value or its NUL (8); DATA, ACK and OACK, which belong to a
  /// transfer (5). Options that are unknown, and values that are not allowed, count as not said
  /// (RFC 2347). NULs that pad the packet are let pass.
  ///
  /// - Parameter octets: the datagram; it is read only during the call.
  public init(parsing octets: UnsafeRawBufferPointer) {
    var reader = OctetReader(octets)
    guard let number = reader.number() else {
      self = .ignore
      return
    }
    switch Opcode(rawValue: number) {
    case .readRequest: self = Self.read(&reader, size: octets.count)
    case .writeRequest: self = .refuse(.readOnly, name: reader.text()?.printableText)
    case .data, .acknowledgement, .optionAcknowledgement:
      self = .refuse(.unknownTransferID, name: nil)
    case .error: self = .ignore
    case nil: self = .refuse(.illegalOperation, name: nil)
    }
  }

  public init(parsing octets: [UInt8]) {
    self = octets.withUnsafeBytes { RequestPortAnswer(parsing: $0) }
  }

  private static func read(_ reader: inout OctetReader, size: Int) -> RequestPortAnswer {
    guard size <= ReadRequest.maximumSize, let name = reader.text() else {
      return .refuse(.malformedRequest, name: nil)
    }
    let printable = name.printableText
    guard let modeWord = reader.text() else { return .refuse(.malformedRequest, name: printable) }
    guard let mode = TransferMode(modeWord) else { return .refuse(.unknownMode, name: printable) }
    guard let text = String(validating: name, as: UTF8.self) else {
      return .refuse(.fileNotFound, name: printable)
    }
    guard let list = OptionList(&reader) else {
      return .refuse(.optionNegotiation, name: printable)
    }
    return .read(ReadRequest(name: text, mode: mode, options: list.options))
  }
}
