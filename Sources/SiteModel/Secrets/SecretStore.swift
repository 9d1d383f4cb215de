public import Diagnostics
import YAMLNodes

/// Where the values of `!secret NAME` come from: a file that the user named, else the environment.
public struct SecretStore: Sendable {
  /// A name in the secrets file with its value and place.
  struct Entry: Sendable {
    let value: String
    let span: SourceSpan
  }

  private let entries: [String: Entry]
  private let environment: @Sendable (String) -> String?

  /// The prefix of the environment's variables.
  public static let environmentPrefix = "RINGTREE_SECRET_"

  /// A store without a file; `environment` looks a variable up by its whole name.
  public init(environment: @escaping @Sendable (String) -> String?) {
    entries = [:]
    self.environment = environment
  }

  private init(entries: [String: Entry], environment: @escaping @Sendable (String) -> String?) {
    self.entries = entries
    self.environment = environment
  }

  /// Reads a YAML mapping of names to values; its lines are never quoted.
  public static func read(
    _ bytes: [UInt8], name: String, into sources: inout SourceSet,
    environment: @escaping @Sendable (String) -> String?
  ) -> (store: SecretStore, diagnostics: [Diagnostic]) {
    let source = sources.add(
      SourceFile(name: name, bytes: bytes, disclosure: .positionsOnly))
    let parsed = YAMLParser.parse(bytes, source: source)
    var diagnostics = parsed.diagnostics
    var entries: [String: Entry] = [:]
    if let root = parsed.document?.root {
      if root.kind == .mapping {
        for (key, value) in root.entries {
          if value.kind != .scalar || value.isNullLike || value.text.isEmpty {
            diagnostics.append(
              Diagnostic(
                .unusableSecrets, "the secret `\(excerpt(key.text))` has no text", at: value.span,
                help: ["write `\(excerpt(key.text)): \"its value\"`"]))
          } else if let fault = TextFault.find(in: value, maximum: 255) {
            diagnostics.append(
              Diagnostic(
                .unusableSecrets, "the secret `\(excerpt(key.text))` \(fault.sentence)",
                at: value.span,
                help: [fault.help]))
          } else {
            entries[key.text] = Entry(value: value.text, span: key.span)
          }
        }
      } else {
        diagnostics.append(
          Diagnostic(
            .unusableSecrets, "the secrets file holds no mapping of names to values",
            at: root.span, help: ["write a line `name: \"value\"` for each secret"]))
      }
    }
    return (SecretStore(entries: entries, environment: environment), diagnostics)
  }

  /// A secret's value; nil if it is to be had nowhere.
  public func value(of name: String) -> String? {
    if let entry = entries[name] { return entry.value }
    for variable in Self.variables(of: name) {
      if let value = environment(variable), !value.isEmpty { return value }
    }
    return nil
  }

  /// Where a secret's value comes from; nil if it is to be had nowhere.
  public func origin(of name: String) -> SecretOrigin? {
    if let entry = entries[name] { return .file(entry.span) }
    let variable = Self.variables(of: name).first { environment($0).map { !$0.isEmpty } ?? false }
    return variable.map { .environment($0) }
  }

  /// The names in the secrets file.
  public var fileNames: Set<String> { Set(entries.keys) }

  /// The environment's variables that may hold a secret: its name as it is, and in the letters that
  /// shells and CI systems allow.
  private static func variables(of name: String) -> [String] {
    let shellName = String(name.uppercased().map { $0 == "-" || $0 == "." ? "_" : $0 })
    return [name, shellName].map { environmentPrefix + $0 }
  }

  /// Warns of secrets in the file that no site uses.
  public func unused(besides used: Set<String>) -> [Diagnostic] {
    entries.filter { !used.contains($0.key) }.sorted { $0.value.span.start < $1.value.span.start }
      .map { name, entry in
        Diagnostic(
          .unusedSecret, "nothing uses the secret `\(excerpt(name))`", at: entry.span,
          help: ["take it out, or write `!secret \(excerpt(name))` where it belongs"])
      }
  }

  /// Whether a secret may have this name: up to 64 letters, digits, `_`, `-` and `.`.
  public static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }
}

extension SecretStore {
  /// Reports the secrets that are to be had nowhere, each once with the places that name it.
  public func missing(_ uses: [SecretUse]) -> [Diagnostic] {
    var places: [String: [SourceSpan]] = [:]
    for use in uses where value(of: use.name) == nil {
      places[use.name, default: []].append(use.span)
    }
    return places.sorted { $0.key < $1.key }.compactMap { name, spans in
      guard let first = spans.first else { return nil }
      let further = spans.dropFirst()
      let rest = further.count - 4
      return Diagnostic(
        .missingSecret, "the secret `\(name)` is not to be had", at: first,
        also: further.prefix(4).map { DiagnosticLabel($0, "also here") },
        notes: rest > 0 ? ["and in \(rest) more places"] : [],
        help: [
          "name a file that has it with `--secrets FILE`, or set the environment variable "
            + Self.environmentPrefix + name
        ])
    }
  }
}
