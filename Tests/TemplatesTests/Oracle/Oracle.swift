import Foundation
import Templates
import TestSupport

/// Jinja2 itself, which says what a template must render.
enum Oracle {
  struct Case {
    var template: String
    var includes: [String: String] = [:]
    var root: [TemplateValue]
    var schema: RecordType
    var format: OutputFormat = .lines
  }

  enum Answer: Equatable {
    case output(String)
    case error(String)
  }

  /// Whether python3 with jinja2 is there; if not, that is said once.
  static let isAvailable: Bool = {
    let isThere = (try? run(["-c", "import jinja2"], input: Data())) != nil
    if !isThere { print("python3 with jinja2 is missing: the comparison with Jinja2 is skipped") }
    return isThere
  }()

  struct Failure: Error {
    let status: Int32
  }

  /// Renders all cases in one process.
  static func render(_ cases: [Case]) throws -> [Answer] {
    var input = Data()
    for test in cases {
      let includes = try test.includes.map { "\(try json($0)):\(try json($1))" }
      let data = try json(.record(test.root), .record(test.schema))
      input += Data(
        """
        {"template":\(try json(test.template)),"includes":{\(includes.joined(separator: ","))},\
        "data":\(data),"autoescape":\(test.format == .xml)}\n
        """.utf8)
    }
    let script = Golden.repositoryRoot
      .appendingPathComponent("Tests/TemplatesTests/Oracle/oracle.py").path
    let output = try run([script], input: input)
    return try output.split(separator: UInt8(ascii: "\n")).map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: String] ?? [:]
      return object["output"].map { .output($0) } ?? .error(object["error"] ?? "")
    }
  }

  private static func run(_ arguments: [String], input: Data) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-oracle-\(UUID().uuidString)")
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let pipe = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return output
  }

  /// A value as Python sees it: a missing field is a missing key, and maps keep their order.
  private static func json(_ value: TemplateValue, _ type: TemplateType) throws -> String {
    switch (value, type) {
    case (_, .optional(let wrapped)): return try json(value, wrapped)
    case (.text(let text), _): return try json(text)
    case (.number(let number), _): return "\(number)"
    case (.boolean(let flag), _): return "\(flag)"
    case (.list(let elements), .list(let inner)):
      return "[" + (try elements.map { try json($0, inner) }).joined(separator: ",") + "]"
    case (.map(let map), .map(let inner)):
      let entries = try zip(map.keys, map.values).map { "\(try json($0)):\(try json($1, inner))" }
      return "{" + entries.joined(separator: ",") + "}"
    case (.record(let values), .record(let record)):
      let entries = try zip(record.fields, values).compactMap { field, value in
        if case .absent = value { return nil as String? }
        return "\(try json(field.name)):\(try json(value, field.type))"
      }
      return "{" + entries.joined(separator: ",") + "}"
    default: return "null"
    }
  }

  private static func json(_ text: String) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed)
    return String(decoding: data, as: UTF8.self)
  }
}
