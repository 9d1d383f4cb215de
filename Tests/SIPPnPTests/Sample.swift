import Foundation
import NetworkAddresses

/// A message as phones and their servers send it: `Samples/README.md` says where each comes from.
struct Sample {
  let name: String
  let bytes: [UInt8]

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Samples")

  init(_ name: String) throws {
    self.name = name
    bytes = Array(try Data(contentsOf: Self.folder.appendingPathComponent(name + ".txt")))
  }

  static func all() throws -> [Sample] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".txt") }.map { try Sample(String($0.dropLast(4))) }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
