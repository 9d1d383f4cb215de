/// A file's status as it was recorded, and what it is worth.
struct FileStamp: Hashable, Sendable {
  let status: FileStatus
  /// The file was last written clearly before its bytes were known, so the same status means the
  /// same bytes. A file that is not settled might have been written again within the same tick of
  /// the clock and is read (what git calls racily clean).
  let isSettled: Bool
}

/// A file that a build recorded. Without a stamp only its bytes can prove that it stands.
struct RecordedFile: Hashable, Sendable {
  let file: TreeFile
  let stamp: FileStamp?
}

struct RecordedManifest: Hashable, Sendable {
  let hash: ContentHash
  let stamp: FileStamp
  let header: ManifestHeader
}

/// What a build remembers for the next one, in `<site>.state`: nothing that could not be found out
/// again, more slowly, from the manifest and the tree.
struct BuildState: Sendable {
  private static let magic: StaticString = "ringtree state 2\n"

  let manifest: RecordedManifest
  /// Sorted by path.
  let files: [RecordedFile]

  init(manifest: RecordedManifest, files: [RecordedFile]) {
    self.manifest = manifest
    self.files = files
  }

  func encoded() -> [UInt8] {
    var writer = BinaryRecordWriter(Self.magic, capacity: 256 + files.count * 192)
    writer.append(manifest.header.generator)
    // No URL is empty.
    writer.append(manifest.header.provisioningURL ?? "")
    writer.append(manifest.hash)
    writer.append(manifest.stamp)
    writer.append(UInt32(clamping: files.count))
    for file in files { writer.append(file) }
    return writer.finish()
  }

  /// Nil for bytes that are damaged or of another version: the build takes the slow way then.
  init?(_ bytes: [UInt8]) {
    guard let state = bytes.withUnsafeBytes(Self.decode) else { return nil }
    self = state
  }

  private static func decode(_ bytes: UnsafeRawBufferPointer) -> BuildState? {
    guard var reader = BinaryRecordReader(magic, bytes), let generator = reader.text(),
      let url = reader.text(),
      let hash = reader.hash()
    else { return nil }
    let stamp = reader.stamp()
    let count = Int(reader.integer(UInt32.self))
    guard count <= reader.remaining / 40 else { return nil }
    var files: [RecordedFile] = []
    files.reserveCapacity(count)
    for _ in 0..<count {
      guard let file = reader.file(), !reader.isDamaged else { return nil }
      files.append(file)
    }
    guard reader.remaining == 0 else { return nil }
    return BuildState(
      manifest: RecordedManifest(
        hash: hash, stamp: stamp,
        header: ManifestHeader(generator: generator, provisioningURL: url.isEmpty ? nil : url)),
      files: files)
  }
}

private enum RoleTag {
  static let common: UInt8 = 0
  static let phone: UInt8 = 1
  static let asset: UInt8 = 2
  static let page: UInt8 = 3
}

extension BinaryRecordWriter {
  fileprivate mutating func append(_ record: RecordedFile) {
    let file = record.file
    append(file.path.text)
    append(file.role)
    append(UInt8((file.holdsSecrets ? 1 : 0) | (record.stamp == nil ? 0 : 2)))
    append(Int64(file.size))
    append(file.sha256)
    if let stamp = record.stamp { append(stamp) }
  }

  private mutating func append(_ role: FileRole) {
    switch role {
    case .common(let family):
      append(RoleTag.common)
      append(family)
    case .phone(let phone):
      append(RoleTag.phone)
      append(phone.mac)
      append(phone.family)
      append(phone.model)
      append(phone.label)
    case .asset: append(RoleTag.asset)
    case .page: append(RoleTag.page)
    }
  }

  fileprivate mutating func append(_ stamp: FileStamp) {
    append(UInt8(stamp.isSettled ? 1 : 0))
    append(stamp.status.type.rawValue)
    append(stamp.status.inode)
    append(stamp.status.size)
    append(stamp.status.mode)
    append(stamp.status.modified.seconds)
    append(stamp.status.modified.nanoseconds)
    append(stamp.status.changed.seconds)
    append(stamp.status.changed.nanoseconds)
  }
}

extension BinaryRecordReader {
  fileprivate mutating func file() -> RecordedFile? {
    guard let path = path(), let role = role() else { return nil }
    let flags = integer(UInt8.self)
    let size = integer(Int64.self)
    guard let hash = hash() else { return nil }
    let description = FileDescription(path: path, role: role, holdsSecrets: flags & 1 != 0)
    return RecordedFile(
      file: TreeFile(description, size: Int(size), sha256: hash),
      stamp: flags & 2 == 0 ? nil : stamp())
  }

  private mutating func role() -> FileRole? {
    switch integer(UInt8.self) {
    case RoleTag.common: return text().map { .common(family: $0) }
    case RoleTag.phone:
      guard let mac = text() else { return nil }
      let family = text()
      let model = text()
      return .phone(PhoneIdentity(mac: mac, family: family, model: model, label: text()))
    case RoleTag.asset: return .asset
    case RoleTag.page: return .page
    default: return nil
    }
  }

  fileprivate mutating func stamp() -> FileStamp {
    let isSettled = integer(UInt8.self) == 1
    let type = EntryType(rawValue: integer(UInt8.self)) ?? .unknown
    let inode = integer(UInt64.self)
    let size = integer(Int64.self)
    let mode = integer(UInt32.self)
    let modified = time()
    let changed = time()
    return FileStamp(
      status: FileStatus(
        type: type, inode: inode, size: size, mode: mode, modified: modified, changed: changed),
      isSettled: isSettled)
  }

  private mutating func time() -> FileTime {
    let seconds = integer(Int64.self)
    return FileTime(seconds: seconds, nanoseconds: integer(Int64.self))
  }
}
