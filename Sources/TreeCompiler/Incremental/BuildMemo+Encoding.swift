import OutputTree
import SiteModel

extension BuildMemo {
  private static let magic: StaticString = "ringtree memo 1\n"

  func encoded() -> [UInt8] {
    var writer = BinaryRecordWriter(
      Self.magic, capacity: 256 + accounts.count * 64 + phones.count * 112)
    writer.append(environment)
    writer.append(UInt32(clamping: models.count))
    for model in models { writer.append(model) }
    writer.append(UInt32(clamping: accounts.count))
    for account in accounts {
      writer.append(account.digest)
      writer.append(account.id)
      Self.append(account.secrets, to: &writer)
    }
    writer.append(UInt32(clamping: phones.count))
    for phone in phones {
      writer.append(phone.digest)
      writer.append(phone.mac.bits)
      writer.append(UInt32(clamping: phone.model))
      writer.append(UInt8(clamping: phone.accounts.count))
      for account in phone.accounts { writer.append(UInt32(clamping: account)) }
      Self.append(phone.secrets, to: &writer)
      writer.append(phone.file)
      writer.append(UInt8(clamping: phone.fileCount))
    }
    writer.append(UInt32(clamping: shared.count))
    for (path, hash) in shared.sorted(by: { $0.key < $1.key }) {
      writer.append(path)
      writer.append(hash)
    }
    return writer.finish()
  }

  private static func append(_ mention: SecretMention?, to writer: inout BinaryRecordWriter) {
    writer.append(UInt16(clamping: mention?.names.count ?? 0))
    guard let mention else { return }
    for name in mention.names { writer.append(name) }
    writer.append(mention.values)
  }

  /// Nil for bytes that are damaged or of another version: the build reads everything then.
  init?(_ bytes: [UInt8]) {
    guard let memo = bytes.withUnsafeBytes(Self.decode) else { return nil }
    self = memo
  }

  private static func decode(_ bytes: UnsafeRawBufferPointer) -> BuildMemo? {
    guard var reader = BinaryRecordReader(magic, bytes), let environment = reader.hash() else {
      return nil
    }
    let models = list(&reader) { $0.text() }
    let accounts = list(&reader) { reader -> AccountRecord? in
      guard let digest = reader.hash(), let id = reader.text() else { return nil }
      return AccountRecord(digest: digest, id: id, secrets: mention(&reader))
    }
    let phones = list(&reader) { reader -> PhoneRecord? in
      guard let digest = reader.hash() else { return nil }
      let mac = MACAddress(bits: reader.integer(UInt64.self))
      let model = Int(reader.integer(UInt32.self))
      let places = (0..<reader.integer(UInt8.self)).map { _ in Int(reader.integer(UInt32.self)) }
      let secrets = mention(&reader)
      guard let file = reader.hash() else { return nil }
      return PhoneRecord(
        digest: digest, mac: mac, model: model, accounts: places, secrets: secrets, file: file,
        fileCount: Int(reader.integer(UInt8.self)))
    }
    var shared: [String: ContentHash] = [:]
    let files = list(&reader) { reader -> (String, ContentHash)? in
      guard let path = reader.text(), let hash = reader.hash() else { return nil }
      return (path, hash)
    }
    guard let models, let accounts, let phones, let files, !reader.isDamaged,
      reader.remaining == 0,
      phones.allSatisfy({ phone in
        models.indices.contains(phone.model) && phone.accounts.allSatisfy(accounts.indices.contains)
      })
    else { return nil }
    for (path, hash) in files { shared[path] = hash }
    return BuildMemo(
      environment: environment, models: models, accounts: accounts, phones: phones,
      shared: shared)
  }

  private static func list<Item>(
    _ reader: inout BinaryRecordReader, _ item: (inout BinaryRecordReader) -> Item?
  ) -> [Item]? {
    let count = Int(reader.integer(UInt32.self))
    // Every item takes some bytes, so a count beyond them is damage.
    guard count <= reader.remaining else { return nil }
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count {
      guard let next = item(&reader) else { return nil }
      items.append(next)
    }
    return items
  }

  private static func mention(_ reader: inout BinaryRecordReader) -> SecretMention? {
    let count = Int(reader.integer(UInt16.self))
    guard count > 0 else { return nil }
    let names = (0..<count).map { _ in reader.text() ?? "" }
    return reader.hash().map { SecretMention(names: names, values: $0) }
  }
}
