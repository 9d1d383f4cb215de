/// An answer that is ready to be sent: octets of an ``HTTPOutput``, then octets of a file, which
/// stay where they are until the system copies them to the network.
public struct HTTPAnswer: Hashable, Sendable {
  public let status: HTTPStatus
  /// The head in ``HTTPOutput/octets``, and behind it the content of an answer without a file.
  public let octets: Range<Int>
  /// The file that the answer is about; nil for answers without one.
  public let file: FilePart?

  /// A file, and the part of it that the answer carries.
  public struct FilePart: Hashable, Sendable {
    /// The number that the file was given with in its ``HTTPFile``.
    public let place: Int
    /// The octets of the file to send behind the head; empty for HEAD and 304.
    public let range: Range<Int>
    /// Whether the client has the whole file once this was sent: all of it was asked for, or it
    /// said which version it has and that is still the one.
    public let isWhole: Bool
  }
}
