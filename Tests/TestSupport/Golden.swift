public import Foundation

/// Compares texts with files under `Tests/Goldens`, which a command rewrites and a person reviews.
public enum Golden {
  /// `make goldens` sets it: files are written anew instead of compared.
  public static let isRecording = ProcessInfo.processInfo.environment["RINGTREE_RECORD"] == "1"

  public static let folder = repositoryRoot.appendingPathComponent("Tests/Goldens")

  /// The checkout that the tests were built from.
  public static let repositoryRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Says how a text differs from its golden file; nil when it does not.
  ///
  /// A missing file is recorded, and still reported.
  public static func mismatch(_ name: String, _ actual: String) -> String? {
    let file = folder.appendingPathComponent(name)
    guard let data = try? Data(contentsOf: file) else {
      return record(actual, in: file) ?? "\(name) did not exist: recorded, review and commit it"
    }
    let expected = String(decoding: data, as: UTF8.self)
    if expected == actual { return nil }
    if isRecording { return record(actual, in: file) }
    return "\(name) differs (`make goldens` rewrites it)\n"
      + firstDifference(expected: expected, actual: actual)
  }

  private static func record(_ text: String, in file: URL) -> String? {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return nil
    } catch {
      return "cannot record \(file.path): \(error)"
    }
  }

  private static func firstDifference(expected: String, actual: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).prefix { $0 == $1 }.count
    func context(_ lines: [Substring]) -> String {
      lines.dropFirst(max(0, line - 1)).prefix(6).joined(separator: "\n")
    }
    return "line \(line + 1)\n--- expected\n\(context(old))\n--- actual\n\(context(new))"
  }
}
