import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite("SARIF against its schema")
struct SARIFSchemaTests {
  @Test(
    "every rendering is valid",
    .enabled(if: Validator.isInstalled, "python3 with the package jsonschema is not installed"))
  func valid() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-sarif-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for rendering in renderingCases {
      let file = folder.appendingPathComponent(rendering.name + ".sarif")
      try Data(rendering.rendered(as: .sarif).utf8).write(to: file)
      files.append(file.path)
    }
    #expect(try Validator.complaints(about: files) == "")
  }

  @Test(
    "the validator finds what is wrong",
    .enabled(if: Validator.isInstalled, "python3 with the package jsonschema is not installed"))
  func invalid() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ringtree-\(UUID().uuidString).sarif")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(#"{"version": "2.1.0", "runs": [{"tool": {}}]}"#.utf8).write(to: file)
    #expect(try Validator.complaints(about: [file.path]).contains("driver"))
  }
}

/// Python's `jsonschema` with the schema that stands in `Fixtures`.
private enum Validator {
  static let isInstalled =
    (try? run(["-c", "import jsonschema"]))?.status == 0

  /// What is wrong with the files, a line each; empty if they are valid.
  static func complaints(about files: [String]) throws -> String {
    let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/sarif-schema-2.1.0.json")
    let program = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      validator = jsonschema.validators.validator_for(schema)(schema)
      for name in sys.argv[2:]:
          for error in validator.iter_errors(json.load(open(name, encoding="utf-8"))):
              print(name, list(error.absolute_path), error.message)
      """
    return try run(["-c", program, schema.path] + files).output
  }

  private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
