/// What kind of packet it is: its first two octets (RFC 1350, section 5; RFC 2347).
public enum Opcode: UInt16, Sendable, CaseIterable {
  case readRequest = 1
  case writeRequest = 2
  case data = 3
  case acknowledgement = 4
  case error = 5
  case optionAcknowledgement = 6
}
