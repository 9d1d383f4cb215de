/// A file that is served, with the fields of its answers made once.
public struct HTTPFile: Sendable {
  /// The path in the tree, as it is written there: `808287010203.cfg`, `firmware/a20.rom`.
  public let name: String
  /// Whether the name is found in any case of its ASCII letters: phones make up the names of common
  /// files and of their own, some with capital letters.
  public let matchesAnyCase: Bool
  /// The caller's own number for the file, which its answers carry.
  public let place: Int
  /// In octets.
  public let size: Int
  public let lastModified: HTTPDate?
  /// With its quotation marks.
  let entityTag: [UInt8]
  /// `Content-Length`, then what is the same for a part of the file, then what a 304 has too; each
  /// line with its end.
  private let prepared: [UInt8]
  private let sharedStart: Int
  private let validatorStart: Int

  /// A file.
  ///
  /// - Parameters:
  ///   - name: the path in the tree.
  ///   - matchesAnyCase: whether the name is found in any case.
  ///   - place: the caller's own number for the file.
  ///   - size: in octets.
  ///   - version: what tells these octets from any others that the name may have had, as their
  ///     SHA-256 in hexadecimal digits; it becomes the entity tag. Letters and digits.
  ///   - lastModified: when the file got these octets, where that is known.
  public init(
    name: String, matchesAnyCase: Bool, place: Int, size: Int, version: String,
    lastModified: HTTPDate?
  ) {
    self.name = name
    self.matchesAnyCase = matchesAnyCase
    self.place = place
    self.size = max(size, 0)
    self.lastModified = lastModified
    let quote = UInt8(ascii: "\"")
    let tag = [quote] + version.utf8.filter { 0x23...0x7e ~= $0 } + [quote]
    entityTag = tag
    var fields = Array("Content-Length: \(max(size, 0))\r\n".utf8)
    sharedStart = fields.count
    fields += Array("Content-Type: \(ContentType.of(name))\r\n".utf8)
    fields += Array("Accept-Ranges: bytes\r\nX-Content-Type-Options: nosniff\r\n".utf8)
    validatorStart = fields.count
    fields += Array("Cache-Control: no-cache\r\nETag: ".utf8) + tag + Array("\r\n".utf8)
    if let lastModified {
      fields += Array("Last-Modified: ".utf8) + lastModified.octets + Array("\r\n".utf8)
    }
    prepared = fields
  }

  /// The fields of an answer with the whole file.
  var wholeFields: ArraySlice<UInt8> { prepared[...] }
  /// The fields of an answer with a part, without `Content-Length` and `Content-Range`.
  var partFields: ArraySlice<UInt8> { prepared[sharedStart...] }
  /// The fields of an answer that says that the client's version is the one.
  var validatorFields: ArraySlice<UInt8> { prepared[validatorStart...] }
}
