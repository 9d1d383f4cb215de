import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A number that differs for most different texts, and holds all of one of up to seven bytes.
///
/// Texts made to share it cost a comparison each and nothing more.
func fingerprint(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var first: UInt64 = 0
  if text.count < 8 {
    for byte in text { first = first << 8 | UInt64(byte) }
    return first | UInt64(text.count) << 56
  }
  let raw = UnsafeRawBufferPointer(text)
  first = raw.loadUnaligned(as: UInt64.self)
  let last = raw.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
  return (first &* 0x9E37_79B9_7F4A_7C15) ^ last ^ UInt64(text.count) << 56
}

extension TreeBuilder {
  /// Up to this many keys are compared each with each, which beats sorting them.
  private static let fewKeys = 16

  /// Finds keys that are written twice, and what merge keys merge.
  mutating func checkKeys(of frame: Frame) {
    let own = keys[frame.firstKey...]
    var pairs: [(first: UInt32, again: UInt32)] = []
    if own.count <= Self.fewKeys {
      for later in own.indices.dropFirst() {
        let key = own[later]
        for earlier in own.startIndex..<later
        where own[earlier].fingerprint == key.fingerprint && sameText(own[earlier], key) {
          pairs.append((own[earlier].node, key.node))
          break
        }
      }
    } else {
      pairs = repeatedKeys(among: own)
    }
    for (first, again) in pairs {
      let name = withText(of: Int(again)) { String(decoding: $0, as: UTF8.self) }
      findings.add(
        context.duplicateKey(name, at: span(of: Int(again)), first: span(of: Int(first))))
    }
    for key in own where key.fingerprint == mergeFingerprint { checkMerge(key, of: frame.node) }
  }

  private func repeatedKeys(among keys: ArraySlice<Key>) -> [(first: UInt32, again: UInt32)] {
    let sorted = keys.sorted { left, right in
      if left.fingerprint != right.fingerprint { return left.fingerprint < right.fingerprint }
      let order = compareTexts(left, right)
      return order == 0 ? left.node < right.node : order < 0
    }
    var pairs: [(first: UInt32, again: UInt32)] = []
    guard var first = sorted.first else { return [] }
    for key in sorted.dropFirst() {
      if key.fingerprint == first.fingerprint, sameText(key, first) {
        pairs.append((first.node, key.node))
      } else {
        first = key
      }
    }
    return pairs
  }

  private func sameText(_ left: Key, _ right: Key) -> Bool {
    compareTexts(left, right) == 0
  }

  private func compareTexts(_ left: Key, _ right: Key) -> Int32 {
    withText(of: Int(left.node)) { one in
      withText(of: Int(right.node)) { two in
        let shared = min(one.count, two.count)
        if shared > 0, let first = one.baseAddress, let second = two.baseAddress {
          let order = memcmp(first, second, shared)
          if order != 0 { return order }
        }
        return one.count == two.count ? 0 : one.count < two.count ? -1 : 1
      }
    }
  }

  // MARK: - Merge keys

  /// The fingerprint of `<<`.
  private var mergeFingerprint: UInt64 { 2 << 56 | 0x3C3C }

  private mutating func checkMerge(_ key: Key, of mapping: Int) {
    let record = records[Int(key.node)]
    guard record.form == .plain, !record.flags.contains(.tagged) else { return }
    records[mapping].flags.insert(.merges)
    let value = Int(key.node) + 1
    for node in unmergeable(in: value) where !records[node].flags.contains(.unresolved) {
      findings.add(context.badMerge(at: span(of: node)))
    }
  }

  /// What in the value of a merge key is not a mapping: the value, or items of it.
  private func unmergeable(in value: Int) -> [Int] {
    let record = records[value]
    switch kind(of: value) {
    case .mapping: return []
    case .sequence where record.form != .alias:
      return items(of: value).filter { kind(of: $0) != .mapping }
    case .sequence where record.flags.contains(.foreign):
      let list = foreignTargets[Int(record.location)]
      return list.items.allSatisfy { $0.kind == .mapping } ? [] : [value]
    case .sequence:
      let list = items(of: Int(record.location))
      return list.allSatisfy { kind(of: $0) == .mapping } ? [] : [value]
    case .scalar, nil: return [value]
    }
  }

  private func kind(of node: Int) -> YAMLNode.Kind? {
    let record = records[node]
    guard record.form == .alias else { return record.kind }
    return record.flags.contains(.foreign)
      ? foreignTargets[Int(record.location)].kind : records[Int(record.location)].kind
  }

  private func items(of sequence: Int) -> [Int] {
    var items: [Int] = []
    var next = sequence + 1
    while next < Int(records[sequence].location) {
      items.append(next)
      next = records[next].indexBehind(next)
    }
    return items
  }
}
