/// A value that a template is rendered with. It must have the type that the schema says.
public enum TemplateValue: Sendable, Equatable {
  /// An optional field that is missing.
  case absent
  case text(String)
  case number(Int)
  case boolean(Bool)
  case list([TemplateValue])
  /// The values in the order of the ``RecordType``'s fields.
  case record([TemplateValue])
  case map(TemplateMap)
}

/// Values by text keys, in the order in which they were said.
public struct TemplateMap: Sendable, Equatable {
  public let keys: [String]
  public let values: [TemplateValue]
  /// Where each key stands; nil for maps so small that looking at every key is faster.
  private let indices: [CodePoints: Int]?

  /// A map of the entries; a key said twice keeps its first place and its last value.
  public init(_ entries: some Sequence<(String, TemplateValue)>) {
    var keys: [String] = []
    var values: [TemplateValue] = []
    var indices: [CodePoints: Int] = [:]
    for (key, value) in entries {
      if let index = indices[CodePoints(key)] {
        values[index] = value
      } else {
        indices[CodePoints(key)] = keys.count
        keys.append(key)
        values.append(value)
      }
    }
    self.keys = keys
    self.values = values
    self.indices = keys.count > 8 ? indices : nil
  }

  public var count: Int { keys.count }

  /// Where the key stands in `keys` and `values`.
  public func index(of key: String) -> Int? {
    if let indices { return indices[CodePoints(key)] }
    return keys.firstIndex { PythonText.areEqual($0, key) }
  }

  public static func == (left: TemplateMap, right: TemplateMap) -> Bool {
    left.keys == right.keys && left.values == right.values
  }
}

/// A key that equals another if all code points are the same, as in Python.
private struct CodePoints: Hashable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (left: CodePoints, right: CodePoints) -> Bool {
    PythonText.areEqual(left.text, right.text)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}
