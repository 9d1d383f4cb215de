import Diagnostics
import SiteFormatting
import Testing
import YAMLNodes

/// Formats a text in memory.
enum Formatted {
  static func outcome(_ bytes: [UInt8]) -> SiteFormatting.Outcome {
    SiteFormatting.format(bytes, source: SourceID(index: 0))
  }

  /// Nil if the text was refused.
  static func text(_ text: String) -> String? {
    bytes(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  static func bytes(_ bytes: [UInt8]) -> [UInt8]? {
    if case .formatted(let formatted) = outcome(bytes) { formatted } else { nil }
  }

  /// The codes of what a text was refused for; none if it was not.
  static func codes(_ text: String) -> [String] {
    guard case .refused(let diagnostics) = outcome(Array(text.utf8)) else { return [] }
    return diagnostics.map(\.code.id)
  }
}
