extension Manifest {
  /// The manifest as JSON in UTF-8, one file a line; the same manifest gives the same bytes.
  public func json() -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(256 + files.count * 288)
    output.append("{\n  \"version\": ")
    output.append(bytesOf: String(Self.currentVersion))
    output.append(",\n  \"site\": ")
    output.append(quoted: site)
    output.append(",\n  \"generator\": ")
    output.append(quoted: generator)
    if let url = header.provisioningURL {
      output.append(",\n  \"url\": ")
      output.append(quoted: url)
    }
    output.append(",\n  \"files\": [")
    var separator: StaticString = "\n    "
    for file in files {
      output.append(separator)
      output.append(file)
      separator = ",\n    "
    }
    output.append(files.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
    return output
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ file: TreeFile) {
    append("{\"path\": ")
    append(quoted: file.path.text)
    append(", \"kind\": \"")
    append(bytesOf: file.kind.rawValue)
    append("\"")
    append(", \"family\": ", file.family)
    append(", \"mac\": ", file.mac)
    append(", \"model\": ", file.model)
    append(", \"label\": ", file.label)
    if file.holdsSecrets { append(", \"secrets\": true") }
    append(", \"size\": ")
    append(bytesOf: String(file.size))
    append(", \"sha256\": \"")
    file.sha256.appendHexadecimal(to: &self)
    append("\"}")
  }

  private mutating func append(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    append(key)
    append(quoted: value)
  }

  fileprivate mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  fileprivate mutating func append(bytesOf text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  fileprivate mutating func append(quoted text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      if bytes.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
        append(contentsOf: bytes)
      } else {
        for byte in bytes { append(escaped: byte) }
      }
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\r"): append("\\r")
    case UInt8(ascii: "\t"): append("\\t")
    case 0..<0x20:
      append("\\u00")
      append(hexadecimalDigit(byte >> 4))
      append(hexadecimalDigit(byte & 15))
    default: append(byte)
    }
  }
}
