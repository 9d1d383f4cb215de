/// `tojson`, as Python's `json.dumps` with sorted keys writes it, made safe for HTML.
extension Renderer {
  mutating func writeJSON(_ node: NodeID, _ shape: ValueType) throws(Stop) {
    try writeJSON(value: try value(node), shape, node)
  }

  private mutating func writeJSON(
    value: TemplateValue, _ shape: ValueType, _ node: NodeID
  ) throws(Stop) {
    try spend(1, node)
    switch (value, shape) {
    case (_, .optional(let wrapped)): try writeJSON(value: value, wrapped, node)
    case (.text(let text), _): try writeJSON(text: text, node)
    case (.number(let number), _): output.append(number: number)
    case (.boolean(let flag), _):
      if flag { output.append("true") } else { output.append("false") }
    case (.list(let elements), .list(let inner)):
      output.append("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(", ") }
        try writeJSON(value: element, inner, node)
      }
      output.append("]")
    case (.map(let map), .map(let inner)):
      let entries = zip(map.keys, map.values).map { ($0.0, $0.1, inner) }
      try writeJSON(entries: entries, node)
    case (.record(let values), .record(let record)):
      let entries = zip(record.fields, values).compactMap { field, value in
        if case .absent = value { return nil as (String, TemplateValue, ValueType)? }
        return (field.name, value, ValueType(field.type))
      }
      try writeJSON(entries: entries, node)
    default: throw mismatch(node)
    }
  }

  private mutating func writeJSON(
    entries: [(String, TemplateValue, ValueType)], _ node: NodeID
  ) throws(Stop) {
    output.append("{")
    let sorted = entries.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    for (index, entry) in sorted.enumerated() {
      if index > 0 { output.append(", ") }
      try writeJSON(text: entry.0, node)
      output.append(": ")
      try writeJSON(value: entry.1, entry.2, node)
    }
    output.append("}")
  }

  private mutating func writeJSON(text: String, _ node: NodeID) throws(Stop) {
    try spend(text.utf8.count, node)
    output.append("\"")
    for unit in text.utf16 {
      switch unit {
      case 0x22: output.append("\\\"")
      case 0x5C: output.append("\\\\")
      case 0x08: output.append("\\b")
      case 0x09: output.append("\\t")
      case 0x0A: output.append("\\n")
      case 0x0C: output.append("\\f")
      case 0x0D: output.append("\\r")
      case 0x26, 0x27, 0x3C, 0x3E, ..<0x20, 0x7F...:
        writeUnicodeEscape(unit)
      default: output.append(UInt8(truncatingIfNeeded: unit))
      }
    }
    output.append("\"")
  }

  private mutating func writeUnicodeEscape(_ unit: UInt16) {
    output.append("\\u")
    for shift in [12, 8, 4, 0] as [UInt16] {
      let digit = UInt8(truncatingIfNeeded: (unit >> shift) & 15)
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
