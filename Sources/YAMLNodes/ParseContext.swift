import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What one parse reads, and the words for what can be wrong with it.
struct ParseContext {
  /// The part of the file that is parsed, without a byte order mark; it outlives the parse.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The file's offset of the first byte.
  let base: Int
  let source: SourceID
  let limits: YAMLLimits
  let earlierAnchors: AnchorTable

  var preamble: Preamble { Preamble(bytes: bytes, base: base, source: source) }

  /// The byte at an offset of the file; nil outside of what is parsed.
  func byte(at offset: Int) -> UInt8? {
    let index = offset - base
    return index >= 0 && index < bytes.count ? bytes[index] : nil
  }

  /// Whether a text stands at an offset of the file as it is.
  @inline(__always)
  func stands(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    let start = offset - base
    guard start >= 0, start + text.count <= bytes.count else { return false }
    guard let left = text.baseAddress, let right = bytes.baseAddress, !text.isEmpty else {
      return true
    }
    return memcmp(left, right + start, text.count) == 0
  }

  /// The end of a range without the white space and line breaks at its end.
  func trimmedEnd(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, let byte = byte(at: end - 1),
      byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    {
      end -= 1
    }
    return end
  }

  /// The first offset of the line that an offset lies in.
  func lineStart(of offset: Int) -> Int {
    var start = min(max(offset, base), base + bytes.count)
    while let byte = byte(at: start - 1), byte != 0x0A, byte != 0x0D { start -= 1 }
    return start
  }

  /// The end of the line that an offset lies in, without its break.
  func lineEnd(of offset: Int) -> Int {
    var end = max(offset, base)
    while let byte = byte(at: end), byte != 0x0A, byte != 0x0D { end += 1 }
    return end
  }
}

// MARK: - Findings

extension ParseContext {
  func fileTooLarge(_ size: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .yamlFileTooLarge,
      "the file has \(size) bytes, more than the \(limits.fileSize) that are read",
      at: span, help: ["split it into several files"])
  }

  func outOfMemory() -> Diagnostic {
    Diagnostic(
      .yamlSyntax, "no memory to read the file",
      at: SourceSpan(source: source, start: base, end: base), help: ["close other programs"])
  }

  func scalarTooLong(_ length: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .yamlScalarTooLong,
      "this text has \(length) bytes, more than the \(limits.scalarLength) that are read", at: span,
      help: ["check that its quotes are closed where they should be"])
  }

  func tooDeep(at span: SourceSpan, through alias: String? = nil) -> Diagnostic {
    let cause = alias.map { "; the alias `*\($0)` brings more than that" } ?? ""
    return Diagnostic(
      .yamlTooDeep, "lists and mappings lie more than \(limits.depth) deep in one another\(cause)",
      at: span, help: ["write it flatter"])
  }

  func tooManyNodes(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .yamlTooManyNodes, "the file has more than \(limits.nodes) values", at: span,
      help: ["split it into several files"])
  }

  func keyNotScalar(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .yamlKeyNotScalar, "a key must be a single text, not a list or a mapping", at: span,
      help: ["put it in quotes if the brackets belong to the text"])
  }

  func duplicateKey(_ name: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    YAMLDuplicateKeys.diagnostic(name, at: span, first: first)
  }

  func badMerge(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .yamlBadMerge, "`<<` merges a mapping or a list of mappings, and this is neither", at: span,
      help: [
        "name a mapping by its alias, such as `<<: *defaults`",
        "write the key as \"<<\" if it is not meant to merge",
      ])
  }
}
