import OutputTree

/// What one simulated phone fetches: its family's common file, then its own.
struct PhoneFiles: Sendable {
  let identity: PhoneIdentity
  /// Places in the snapshot.
  let places: [Int]

  /// The phones of a tree, in the order of their addresses, those of some models only if any are
  /// named.
  static func all(in snapshot: TreeSnapshot, models: Set<String>) -> [PhoneFiles] {
    var commonFiles: [String: Int] = [:]
    var phones: [String: PhoneFiles] = [:]
    for place in 0..<snapshot.count {
      if case .common(let family) = snapshot.file(at: place).role, commonFiles[family] == nil {
        commonFiles[family] = place
      }
    }
    for place in 0..<snapshot.count {
      guard case .phone(let identity) = snapshot.file(at: place).role,
        phones[identity.mac] == nil, models.isEmpty || models.contains(identity.model ?? "")
      else { continue }
      let common = identity.family.flatMap { commonFiles[$0] }
      phones[identity.mac] = PhoneFiles(
        identity: identity, places: [common, place].compactMap(\.self))
    }
    return phones.keys.sorted().compactMap { phones[$0] }
  }
}
