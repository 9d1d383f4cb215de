/// Values of one name, as Prometheus collects them (text format 0.0.4).
public struct MetricFamily: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case counter, gauge, histogram
  }

  public struct Sample: Hashable, Sendable {
    /// What follows the family's name: `_bucket`, `_sum` and `_count` of a histogram.
    let suffix: String
    /// In the order in which they are written; the names are those of Prometheus.
    let labels: [(name: String, value: String)]
    let value: Double

    public init(_ labels: KeyValuePairs<String, String> = [:], _ value: Double) {
      self.init(suffix: "", labels.map { ($0.key, $0.value) }, value)
    }

    init(suffix: String, _ labels: [(String, String)], _ value: Double) {
      self.suffix = suffix
      self.labels = labels
      self.value = value
    }

    public static func == (left: Self, right: Self) -> Bool {
      left.suffix == right.suffix && left.value == right.value
        && left.labels.elementsEqual(right.labels) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(suffix)
      hasher.combine(value)
    }
  }

  /// Such as `ringtree_phones`.
  public let name: String
  /// A sentence.
  public let help: String
  public let kind: Kind
  public let samples: [Sample]

  public init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// A family of one value without labels.
  public init(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    self.init(name, kind, help, [Sample(value)])
  }
}

/// Metrics as Prometheus reads them: text format 0.0.4.
public enum MetricsText {
  /// The media type of the answer at `/metrics`.
  public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  public static func bytes(_ families: [MetricFamily]) -> [UInt8] {
    var text = ""
    for family in families {
      text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      for sample in family.samples { write(sample, of: family, to: &text) }
    }
    return Array(text.utf8)
  }

  private static func write(
    _ sample: MetricFamily.Sample, of family: MetricFamily, to text: inout String
  ) {
    text += family.name + sample.suffix
    if !sample.labels.isEmpty {
      let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
      text += "{" + labels.joined(separator: ",") + "}"
    }
    text += " \(number(sample.value))\n"
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return Int64(exactly: value).map(String.init) ?? "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
