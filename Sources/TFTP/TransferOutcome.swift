/// How a transfer ended.
public enum TransferOutcome: Equatable, Sendable {
  /// The whole file was sent. Not confirmed: the last acknowledgement never came, though the
  /// client had answered before; it may have the file or not.
  case finished(confirmed: Bool)
  case failed(TransferFailure)
}

/// Why a transfer failed.
public enum TransferFailure: Equatable, Sendable {
  /// The peer said so: the code of its ERROR and its text, printable and at most 100 characters.
  case endedByPeer(code: UInt16, text: String)
  /// The peer did not answer, however often a packet was sent again.
  case silence
  /// It took longer than ``TransferSettings/totalTime`` in all.
  case tooLong
  /// The peer sent a packet that makes no sense in a transfer; it was told so.
  case protocolViolation
  /// The client began anew before all of the file was sent.
  case superseded
  /// For a client: the server acknowledged options that were not asked for.
  case optionsRefused
  /// For a client: the file is larger than allowed.
  case tooLarge
}

/// What a transfer has sent so far.
public struct TransferStatistics: Equatable, Sendable {
  /// Octets of the file that the client acknowledged.
  public internal(set) var octets = 0
  /// DATA and OACK packets, resends among them.
  public internal(set) var packets = 0
  /// DATA and OACK packets that had been sent before.
  public internal(set) var resends = 0
}
