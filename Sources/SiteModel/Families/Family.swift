public import Diagnostics

/// How the lines of a family's files are read, so that doubled and unknown keys are found.
public enum FileDialect: String, CaseIterable, Sendable {
  /// `key = value`, one a line.
  case dotted
  /// `<<VOIP CONFIG FILE>>`, `<SECTION>`, `Key :value`.
  case voipConfig = "voip-config"
  /// Nothing is checked.
  case none
}

/// A model that a family claims: a name, or a pattern with `*` and `?`.
public struct FamilyModel: Sendable {
  public let pattern: NamePattern
  /// How many accounts it takes; nil: as the family says.
  public let lines: Int?
  /// How many function keys it has; nil: as the family says.
  public let keys: Int?
}

/// A name of the user's that a family's templates understand under `vars`.
public struct DeclaredVariable: Hashable, Sendable {
  public let name: String
  public let documentation: String
}

/// What `templates/<folder>/family.yaml` says.
public struct Family: Sendable {
  public let name: String
  /// The folder of its templates, below the templates folder.
  public let folder: String
  public let documentation: String
  public let models: [FamilyModel]
  /// The common file's names: the first is the file, the others hold the same bytes; may be empty.
  public let commonNames: [String]
  /// A phone's file name with `{mac}` or `{MAC}` in it.
  public let phoneName: String
  public let dialect: FileDialect
  /// First three octets of the maker's MAC addresses; empty if nothing is known.
  public let organisations: [UInt32]
  /// The most accounts that one of its phones takes.
  public let lines: Int
  /// The most function keys that one of its phones has.
  public let keys: Int
  public let variables: [DeclaredVariable]
  /// The keys that the firmware knows, where somebody has learnt them from a phone.
  public let keyCatalogue: KeyCatalogue?
  /// Where `family.yaml` says its name.
  public let span: SourceSpan
}

/// A name, or a pattern in which `*` stands for any letters and `?` for one.
public struct NamePattern: Hashable, Sendable {
  public let text: String
  /// Whether it stands for nothing but itself.
  public let isLiteral: Bool
  private let pattern: [UInt8]

  public init(_ text: String) {
    self.text = text
    pattern = Array(text.utf8)
    isLiteral = !pattern.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  /// Whether a name fits; letters count as they are written.
  public func matches(_ name: String) -> Bool {
    let letters = Array(name.utf8)
    let star = UInt8(ascii: "*")
    var patternIndex = 0
    var letterIndex = 0
    var lastStar: (pattern: Int, letter: Int)?
    while letterIndex < letters.count {
      if patternIndex < pattern.count, pattern[patternIndex] == star {
        lastStar = (patternIndex, letterIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count,
        pattern[patternIndex] == letters[letterIndex]
          || pattern[patternIndex] == UInt8(ascii: "?")
      {
        patternIndex += 1
        letterIndex += 1
      } else if let star = lastStar {
        lastStar = (star.pattern, star.letter + 1)
        patternIndex = star.pattern + 1
        letterIndex = star.letter + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == star }
  }
}

/// The families there are.
public struct FamilyCatalogue: Sendable {
  /// In ascending order of their names.
  public let families: [Family]
  private let indexByName: [String: Int]
  private let indexByModel: [String: Int]

  public init(_ families: [Family]) {
    self.families = families.sorted { $0.name < $1.name }
    var byName: [String: Int] = [:]
    var byModel: [String: Int] = [:]
    for (index, family) in self.families.enumerated() {
      byName[family.name] = index
      for model in family.models where model.pattern.isLiteral {
        byModel[model.pattern.text] = index
      }
    }
    indexByName = byName
    indexByModel = byModel
  }

  public var names: [String] { families.map(\.name) }

  /// The model names that families spell out.
  public var modelNames: [String] { indexByModel.keys.sorted() }

  public func family(named name: String) -> Family? {
    indexByName[name].map { families[$0] }
  }

  /// The families that claim a model: a name that is spelt out goes before patterns.
  public func families(ofModel model: String) -> [Family] {
    if let index = indexByModel[model] { return [families[index]] }
    return families.filter { family in
      family.models.contains { !$0.pattern.isLiteral && $0.pattern.matches(model) }
    }
  }
}
