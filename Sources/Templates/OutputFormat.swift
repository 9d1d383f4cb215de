/// How values are made safe for the file that a template writes.
public enum OutputFormat: Hashable, Sendable {
  /// A value a line: no value may hold a line break or another control character.
  case lines
  /// Values are escaped (`&amp; &lt; &gt; &#34; &#39;`); control characters that XML forbids are
  /// refused.
  case xml

  /// The format of a file by its name's end: `.xml`, or `.cfg` and `.txt`; nil for any other.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    if name.hasSuffix(".xml") {
      self = .xml
    } else if name.hasSuffix(".cfg") || name.hasSuffix(".txt") {
      self = .lines
    } else {
      return nil
    }
  }
}
