import Foundation
import SiteModel
import TestSupport

/// Python's `jsonschema`, an implementation that is not ours.
enum PythonValidator {
  enum Answer {
    /// For each site what the schema finds wrong; nil for nothing.
    case messages([String?])
    /// Python or its packages are not installed.
    case skipped(String)
  }

  static func validate(_ sites: [String]) throws -> Answer {
    let schema = try JSONSerialization.jsonObject(with: Data(SiteJSONSchema.text().utf8))
    let request = try JSONSerialization.data(withJSONObject: ["schema": schema, "sites": sites])
    let script = Golden.repositoryRoot
      .appendingPathComponent("Tests/SiteModelTests/JSONSchema/validate.py").path
    let input = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-schema-\(UUID().uuidString).json")
    try request.write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", script]
    python.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    python.standardOutput = output
    try python.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    if python.terminationStatus == 127 { return .skipped("python3 is not installed") }
    let answer = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
    if let reason = answer as? String { return .skipped(reason) }
    guard let messages = answer as? [Any] else { throw CocoaError(.fileReadCorruptFile) }
    return .messages(messages.map { $0 as? String })
  }
}
