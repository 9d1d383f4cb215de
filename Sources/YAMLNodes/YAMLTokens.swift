internal import CLibYAML

/// libyaml's scanner, for what rewrites a text without changing what it means.
public enum YAMLTokens {
  /// The tokens of a whole text in UTF-8 without a byte order mark, in order.
  ///
  /// Call it for a text that ``YAMLParser`` has read without an error: that has bounded its size
  /// and its nesting.
  ///
  /// - Returns: Nil if the text is no YAML or there is no memory.
  public static func scan(_ bytes: [UInt8]) -> [YAMLToken]? {
    bytes.withUnsafeBufferPointer(scan)
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> [YAMLToken]? {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    var positions = PositionMap(bytes, base: 0, isASCII: bytes.allSatisfy { $0 < 0x80 })
    var tokens: [YAMLToken] = []
    while true {
      var token = yaml_token_t()
      guard yaml_parser_scan(parser, &token) == 1 else { return nil }
      let flat = ringtree_flatten_yaml_token(&token)
      yaml_token_delete(&token)
      guard let kind = YAMLToken.Kind(flat) else { return nil }
      let start = positions.fileOffset(Int(flat.start))
      let end = positions.fileOffset(Int(flat.end))
      tokens.append(YAMLToken(kind: kind, range: start..<max(start, end)))
      if kind == .streamEnd { return tokens }
    }
  }
}

extension YAMLToken.Kind {
  /// Nil for libyaml's token of no kind.
  fileprivate init?(_ token: ringtree_yaml_token) {
    switch token.type {
    case YAML_STREAM_START_TOKEN: self = .streamStart
    case YAML_STREAM_END_TOKEN: self = .streamEnd
    case YAML_VERSION_DIRECTIVE_TOKEN, YAML_TAG_DIRECTIVE_TOKEN: self = .directive
    case YAML_DOCUMENT_START_TOKEN: self = .documentStart
    case YAML_DOCUMENT_END_TOKEN: self = .documentEnd
    case YAML_BLOCK_SEQUENCE_START_TOKEN: self = .blockSequenceStart
    case YAML_BLOCK_MAPPING_START_TOKEN: self = .blockMappingStart
    case YAML_BLOCK_END_TOKEN: self = .blockEnd
    case YAML_FLOW_SEQUENCE_START_TOKEN: self = .flowSequenceStart
    case YAML_FLOW_SEQUENCE_END_TOKEN: self = .flowSequenceEnd
    case YAML_FLOW_MAPPING_START_TOKEN: self = .flowMappingStart
    case YAML_FLOW_MAPPING_END_TOKEN: self = .flowMappingEnd
    case YAML_BLOCK_ENTRY_TOKEN: self = .blockEntry
    case YAML_FLOW_ENTRY_TOKEN: self = .flowEntry
    case YAML_KEY_TOKEN: self = .key
    case YAML_VALUE_TOKEN: self = .value
    case YAML_ALIAS_TOKEN: self = .alias
    case YAML_ANCHOR_TOKEN: self = .anchor
    case YAML_TAG_TOKEN: self = .tag
    case YAML_SCALAR_TOKEN: self = .scalar(Self.style(token.style))
    default: return nil
    }
  }

  private static func style(_ style: Int32) -> YAMLNode.Style {
    switch UInt32(bitPattern: style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE.rawValue: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE.rawValue: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE.rawValue: .literal
    case YAML_FOLDED_SCALAR_STYLE.rawValue: .folded
    default: .plain
    }
  }
}
