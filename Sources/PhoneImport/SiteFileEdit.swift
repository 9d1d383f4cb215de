import Diagnostics
import SiteModel
import YAMLNodes

/// Works out where in the text of a site file phones and accounts go.
struct SiteFileEdit {
  let bytes: [UInt8]
  let source: SourceID
  private let root: YAMLNode?
  private let base: ItemStyle

  /// Where the items of a section go.
  enum Place {
    /// A table beside the site file, by the path that the site says.
    case table(String)
    case text
  }

  init(_ bytes: [UInt8], source: SourceID) {
    self.bytes = bytes
    self.source = source
    root = YAMLParser.parse(bytes, source: source).document?.root
    var base = ItemStyle()
    if let lineFeed = bytes.firstIndex(of: 0x0A), lineFeed > 0, bytes[lineFeed - 1] == 0x0D {
      base.lineEnd = "\r\n"
    }
    self.base = base
  }

  func place(of section: String) -> Place {
    guard let value = value(of: section), value.kind == .scalar, value.tag == "!csv" else {
      return .text
    }
    return .table(value.text)
  }

  private func entry(_ section: String) -> YAMLEntries.Element? {
    root?.entries.first { $0.key.text == section }
  }

  private func value(of section: String) -> YAMLNode? { entry(section)?.value }

  // MARK: - Edits

  func adding(_ phones: [ListedPhone]) -> Result<[TextEdit], Refusal> {
    edits("phones", kind: .sequence) { style in
      phones.map { phone in
        var fields = [("mac", style.text(of: phone.mac)), ("model", YAMLText.scalar(phone.model))]
        if let account = phone.account {
          fields.append(("accounts", "[\(YAMLText.quoted(account))]"))
        }
        if let label = phone.display {
          fields.append(("settings", "{label: \(YAMLText.scalar(label))}"))
        }
        return ("- ", fields)
      }
    }
  }

  func adding(accounts: [ListedPhone]) -> Result<[TextEdit], Refusal> {
    edits("accounts", kind: .mapping) { _ in
      accounts.compactMap { phone in
        guard let id = phone.account, let name = phone.accountName, let secret = phone.secretName
        else { return nil }
        return (
          YAMLText.quoted(id) + ":",
          [("name", YAMLText.scalar(name)), ("password", "!secret \(secret)")]
        )
      }
    }
  }

  struct Refusal: Error {
    let diagnostic: Diagnostic
  }

  typealias Item = (lead: String, fields: [(key: String, value: String)])

  private func edits(
    _ section: String, kind: YAMLNode.Kind, _ items: (ItemStyle) -> [Item]
  ) -> Result<[TextEdit], Refusal> {
    guard root == nil || (root?.kind == .mapping && root?.style == .block) else {
      return refuse(section, at: root?.span, "the site file is not written in block style")
    }
    guard let (key, value) = entry(section) else {
      return .success([newSection(section, kind, items)])
    }
    if value.aliasSpan != nil || value.tag != nil {
      return refuse(section, at: value.usedSpan, "`\(section)` stands elsewhere")
    }
    if value.isNullLike || (value.kind == kind && isEmpty(value)) {
      return .success(filled(key, value, kind, items))
    }
    guard value.kind == kind else {
      return refuse(section, at: value.span, "`\(section)` is of the wrong shape")
    }
    return value.style == .flow
      ? .success([withinBrackets(value, items)]) : .success([behindLast(value, items)])
  }

  private func refuse(
    _ section: String, at span: SourceSpan?, _ reason: String
  ) -> Result<[TextEdit], Refusal> {
    let start = SourceSpan(source: source, start: 0, end: 0)
    return .failure(
      Refusal(
        diagnostic: Diagnostic(
          .noPlaceForPhones, "\(reason), so nothing can be added to it", at: span ?? start,
          help: ["write `\(section):` as a block of its own in this file"])))
  }

  private func isEmpty(_ node: YAMLNode) -> Bool {
    node.items.isEmpty && node.entries.writtenCount == 0
  }

  /// A section that the file does not have: accounts in front of the phones, else at its end.
  private func newSection(
    _ section: String, _ kind: YAMLNode.Kind, _ items: (ItemStyle) -> [Item]
  ) -> TextEdit {
    var style = base
    style.isFlow = kind == .mapping
    let block = section + ":" + style.lineEnd + text(items(style), style)
    if section == "accounts", let phones = entry("phones") {
      let start = startOfComments(above: phones.key.span.start)
      return TextEdit(range: start..<start, text: block + style.lineEnd)
    }
    let lead = bytes.isEmpty || bytes.last == 0x0A ? "" : style.lineEnd
    let gap = bytes.isEmpty ? "" : style.lineEnd
    return TextEdit(range: bytes.count..<bytes.count, text: lead + gap + block)
  }

  /// The beginning of the comment lines right above a line in the first column.
  private func startOfComments(above offset: Int) -> Int {
    var start = offset
    while start > 0 {
      let above = (bytes[..<(start - 1)].lastIndex(of: 0x0A) ?? -1) + 1
      guard bytes[above] == UInt8(ascii: "#") else { break }
      start = above
    }
    return start
  }

  /// A section without items: what stands for nothing goes, and a comment behind it stays.
  private func filled(
    _ key: YAMLNode, _ value: YAMLNode, _ kind: YAMLNode.Kind, _ items: (ItemStyle) -> [Item]
  ) -> [TextEdit] {
    var style = base
    style.isFlow = kind == .mapping
    let colon = bytes[key.span.end...].firstIndex(of: UInt8(ascii: ":")) ?? key.span.end
    let line = endOfLine(max(colon, value.span.end))
    var edits = [insertion(at: line, text(items(style), style))]
    if !value.span.isEmpty, value.span.start > colon {
      edits.append(TextEdit(range: colon + 1..<value.span.end, text: ""))
    }
    return edits
  }

  /// Items behind the last one of a block.
  private func behindLast(_ value: YAMLNode, _ items: (ItemStyle) -> [Item]) -> TextEdit {
    let style = style(of: value)
    let end = endOfLine(value.span.end)
    let gap = style.isSpaced ? style.lineEnd : ""
    let texts = items(style).map { style.item($0.lead, $0.fields) }
    return insertion(at: end, texts.map { gap + $0 }.joined())
  }

  /// Items in front of the bracket that closes a flow collection.
  private func withinBrackets(_ value: YAMLNode, _ items: (ItemStyle) -> [Item]) -> TextEdit {
    var style = style(of: value)
    style.isFlow = true
    style.indent = ""
    style.lineEnd = ""
    var position = max(value.span.start, value.span.end - 1)
    while position > value.span.start, bytes[position - 1] == 0x20 { position -= 1 }
    let texts = items(style).map { item in
      style.item(item.lead == "- " ? "" : item.lead, item.fields)
    }
    return TextEdit(
      range: position..<position, text: texts.map { ", " + $0 }.joined())
  }

  private func text(_ items: [Item], _ style: ItemStyle) -> String {
    items.map { style.item($0.lead, $0.fields) }.joined(
      separator: style.isSpaced ? style.lineEnd : "")
  }

  // MARK: - Places

  private func insertion(at offset: Int, _ text: String) -> TextEdit {
    let needsBreak = offset > 0 && bytes[offset - 1] != 0x0A
    return TextEdit(range: offset..<offset, text: (needsBreak ? base.lineEnd : "") + text)
  }

  /// The first byte of the next line.
  private func endOfLine(_ offset: Int) -> Int {
    guard offset > 0 else { return 0 }
    // A block scalar may end with its line.
    if bytes[offset - 1] == 0x0A { return offset }
    return bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }

  private func style(of value: YAMLNode) -> ItemStyle {
    var style = base
    let items = value.kind == .sequence ? Array(value.items) : value.entries.map(\.value)
    let starts = value.kind == .sequence ? items.map(\.usedSpan) : value.entries.map(\.key.span)
    guard let last = items.last, let start = starts.last else { return style }
    style.isFlow = last.style == .flow || last.kind == .scalar
    let lineStart = (bytes[..<start.start].lastIndex(of: 0x0A) ?? -1) + 1
    let margin = bytes[lineStart..<start.start].prefix { $0 == 0x20 }.count
    style.indent = String(repeating: " ", count: margin)
    if value.kind == .sequence, !style.isFlow {
      style.step = String(repeating: " ", count: max(2, start.start - lineStart - margin))
    }
    if items.count > 1 {
      let between = bytes[items[items.count - 2].usedSpan.end..<start.start]
      style.isSpaced = between.split(separator: 0x0A, omittingEmptySubsequences: false)
        .dropFirst().dropLast().contains { $0.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
    } else {
      style.isSpaced = !style.isFlow && value.kind == .sequence && items.count > 1
    }
    if let mac = last.entries.first(where: { $0.key.text == "mac" })?.value {
      (style.notation, style.isUpperCase) = ItemStyle.notation(of: mac.text)
    }
    return style
  }
}

extension SourceSpan {
  fileprivate var isEmpty: Bool { start == end }
}
