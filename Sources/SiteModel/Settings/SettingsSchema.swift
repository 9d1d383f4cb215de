/// One setting that a site may say at site, family, model or phone level.
public struct SettingField: Sendable {
  /// Its name within its section.
  public let name: String
  public let kind: SettingKind
  /// The value of a phone of which nobody says another; nil: the phone's own, and absent for templates.
  public let standard: SettingValue?
  /// One or two sentences for site authors and template authors.
  public let documentation: String

  init(
    _ name: String, _ kind: SettingKind, standard: SettingValue? = nil, _ documentation: String
  ) {
    self.name = name
    self.kind = kind
    self.standard = standard
    self.documentation = documentation
  }
}

/// Settings that belong together, such as `sip`.
public struct SettingsSection: Sendable {
  public let name: String
  public let documentation: String
  public let fields: [SettingField]
  /// The slot of the first field; the others follow in order.
  public internal(set) var firstSlot = 0
}

/// The place of a setting in the whole schema: fields are numbered section by section.
public struct SettingSlot: Hashable, Comparable, Sendable {
  public let index: Int

  public init(index: Int) {
    self.index = index
  }

  public static func < (left: SettingSlot, right: SettingSlot) -> Bool {
    left.index < right.index
  }
}

/// All settings there are: what site authors write and template authors read.
///
/// A field of the section without a name stands directly under `settings:`.
public struct SettingsSchema: Sendable {
  public let sections: [SettingsSection]
  /// Every field, at its slot.
  public let fields: [SettingField]
  private let sectionOfSlot: [Int]

  init(_ sections: [SettingsSection]) {
    var placed = sections
    var fields: [SettingField] = []
    var owners: [Int] = []
    for index in placed.indices {
      placed[index].firstSlot = fields.count
      fields += placed[index].fields
      owners += Array(repeating: index, count: placed[index].fields.count)
    }
    self.sections = placed
    self.fields = fields
    self.sectionOfSlot = owners
  }

  public subscript(slot: SettingSlot) -> SettingField {
    fields[slot.index]
  }

  /// The dotted name under `settings`, such as `sip.server` or `label`.
  public func path(of slot: SettingSlot) -> String {
    let section = sections[sectionOfSlot[slot.index]].name
    let field = fields[slot.index].name
    return section.isEmpty ? field : "\(section).\(field)"
  }

  /// The slot of a dotted name under `settings`.
  public func slot(path: String) -> SettingSlot? {
    fields.indices.lazy.map { SettingSlot(index: $0) }.first { self.path(of: $0) == path }
  }

  /// The section without a name: what stands directly under `settings:`.
  public var direct: SettingsSection? { sections.first { $0.name.isEmpty } }

  public func section(named name: String) -> SettingsSection? {
    sections.first { $0.name == name && !name.isEmpty }
  }
}

extension SettingsSection {
  public func slot(named name: String) -> SettingSlot? {
    fields.firstIndex { $0.name == name }.map { SettingSlot(index: firstSlot + $0) }
  }
}
