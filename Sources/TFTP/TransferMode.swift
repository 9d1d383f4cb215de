/// How the octets of a file travel (RFC 1350, section 1).
public enum TransferMode: String, Sendable, CaseIterable {
  /// As they are.
  case octet
  /// As text of a terminal: see ``Netascii``.
  case netascii

  init?(_ word: Slice<UnsafeRawBufferPointer>) {
    if word.isWord("octet") {
      self = .octet
    } else if word.isWord("netascii") {
      self = .netascii
    } else {
      return nil
    }
  }
}
