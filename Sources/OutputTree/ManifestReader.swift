public import JSONReading

extension Manifest {
  /// Reads a manifest; keys may come in any order, and unknown ones are passed over.
  public init(json bytes: [UInt8]) throws(ManifestError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(ManifestError) in try Manifest(json: buffer) }
    }
    self = try result.get()
  }

  private init(json bytes: UnsafeBufferPointer<UInt8>) throws(ManifestError) {
    var cursor = JSONCursor(bytes)
    var version: Int?
    var site: String?
    var header = ManifestHeader(generator: "")
    var files: [TreeFile] = []
    files.reserveCapacity(bytes.count / 256)
    try cursor.object { (cursor, key) throws(ManifestError) in
      switch key {
      case "version":
        let number = try cursor.wholeNumber()
        guard number == Self.currentVersion else {
          throw cursor.error("version \(number) is not known here, only \(Self.currentVersion)")
        }
        version = number
      case "site": site = try cursor.string()
      case "generator": header.generator = try cursor.string()
      case "url": header.provisioningURL = try cursor.string()
      case "files":
        try cursor.array { (cursor) throws(ManifestError) in
          files.append(try TreeFile(from: &cursor))
        }
      default: try cursor.skipValue()
      }
    }
    try cursor.end()
    guard version != nil else { throw cursor.error("“version” is missing") }
    guard let site else { throw cursor.error("“site” is missing") }
    self.init(site: site, header: header, files: files)
    guard self.files.count == files.count else { throw cursor.error("a path is listed twice") }
  }
}

extension TreeFile {
  fileprivate init(from cursor: inout JSONCursor) throws(ManifestError) {
    var path: TreePath?
    var kind: FileKind?
    var family: String?
    var mac: String?
    var model: String?
    var label: String?
    var holdsSecrets = false
    var size: Int?
    var hash: ContentHash?
    try cursor.object { (cursor, key) throws(ManifestError) in
      switch key {
      case "path": path = try cursor.path()
      case "kind":
        kind = FileKind(rawValue: try cursor.string())
        if kind == nil { throw cursor.error("“kind” is none of common, phone, asset and page") }
      case "family": family = try cursor.string()
      case "mac": mac = try cursor.mac()
      case "model": model = try cursor.string()
      case "label": label = try cursor.string()
      case "secrets": holdsSecrets = try cursor.boolean()
      case "size": size = try cursor.wholeNumber()
      case "sha256":
        hash = ContentHash(hexadecimal: try cursor.string())
        if hash == nil { throw cursor.error("“sha256” is not 64 hexadecimal digits") }
      default: try cursor.skipValue()
      }
    }
    guard let path else { throw cursor.error("“path” is missing") }
    guard let kind else { throw cursor.error("“kind” is missing") }
    guard let size else { throw cursor.error("“size” is missing") }
    guard let hash else { throw cursor.error("“sha256” is missing") }
    let role: FileRole
    switch kind {
    case .common:
      guard let family else { throw cursor.error("“family” is missing") }
      role = .common(family: family)
    case .phone:
      guard let mac else { throw cursor.error("“mac” is missing") }
      role = .phone(PhoneIdentity(mac: mac, family: family, model: model, label: label))
    case .asset: role = .asset
    case .page: role = .page
    }
    let description = FileDescription(path: path, role: role, holdsSecrets: holdsSecrets)
    self.init(description, size: size, sha256: hash)
  }
}

extension JSONCursor {
  fileprivate mutating func path() throws(ManifestError) -> TreePath {
    let text = try string()
    do {
      return try TreePath(text)
    } catch {
      throw self.error(error.description)
    }
  }

  fileprivate mutating func mac() throws(ManifestError) -> String {
    let text = try string()
    let isMAC =
      text.utf8.count == 12
      && text.utf8.allSatisfy { $0.hexadecimalValue != nil && !(0x41...0x46).contains($0) }
    guard isMAC else { throw error("“mac” is not twelve lower-case hexadecimal digits") }
    return text
  }
}
