import TestSupport

/// Five states of one site, such that every way of switching a tree is taken between them.
enum FaultSite {
  /// A state; a test goes from each to the next, and from the last to the first.
  enum Variant: String, CaseIterable, Sendable {
    /// 300 phones.
    case first
    /// 60 phones less, 60 others more, every third one and the asset changed.
    case changed
    /// One phone's label less.
    case onePhoneChanged
    /// One phone less.
    case onePhoneGone

    var site: String { "sites/\(rawValue).yaml" }
  }

  /// Writes the sites of all variants, their assets and templates.
  static func write(to repository: SiteRepository) throws {
    try repository.writeTemplates()
    for variant in Variant.allCases {
      try repository.write(variant.site, text(of: variant))
      let letter = variant == .first ? "a" : "b"
      let size = variant == .first ? 300_000 : 310_000
      try repository.write(
        "sites/\(variant.rawValue).rom", String(repeating: letter, count: size))
    }
  }

  private static func text(of variant: Variant) -> String {
    let numbers = variant == .first ? 0..<300 : 60..<360
    var text = """
      site: hq
      settings: {sip: {server: pbx.example.net}}
      assets: [{from: \(variant.rawValue).rom, as: firmware/a20.rom}]
      accounts:

      """
    for number in numbers {
      text += "  \"\(1000 + number)\": {name: User \(number), password: secret-\(number)}\n"
    }
    text += "phones:\n"
    for number in numbers where variant != .onePhoneGone || number != 100 {
      text += "  - {mac: \"\(808_287_000_000 + number)\", model: A20"
      // In the last variant nobody has this account, which is a warning only.
      text += ", accounts: [\"\(1000 + number)\"]"
      if let label = label(number, variant) { text += ", settings: {label: \(label)}" }
      text += "}\n"
    }
    return text
  }

  private static func label(_ number: Int, _ variant: Variant) -> String? {
    switch variant {
    case .first: "First \(number)"
    case .changed where number % 3 == 0: "Changed \(number)"
    case .changed: "First \(number)"
    case .onePhoneChanged where number == 100: nil
    case .onePhoneGone where number == 100: nil
    case .onePhoneChanged, .onePhoneGone: label(number, .changed)
    }
  }
}

/// What a build leaves: all that must be told from half a build.
struct BuiltTree: Equatable {
  let files: [String: [UInt8]]
  let manifest: [UInt8]?

  init(_ repository: SiteRepository, _ output: String) throws {
    let everything = try repository.contents(output)
    files = Dictionary(
      uniqueKeysWithValues: everything.compactMap { path, bytes in
        path.hasPrefix("hq/") ? (String(path.dropFirst(3)), bytes) : nil
      })
    manifest = everything["hq.manifest.json"]
  }

  /// What one reads in a report of a failure, since whole trees are too long.
  static func difference(_ left: BuiltTree, _ right: BuiltTree) -> [String] {
    let names = Set(left.files.keys).union(right.files.keys)
    return names.filter { left.files[$0] != right.files[$0] }.sorted()
  }
}
