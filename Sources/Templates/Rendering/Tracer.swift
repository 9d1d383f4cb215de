import Diagnostics

/// Is told what each operation wrote. ``NoTracer`` costs nothing: the calls are compiled away.
protocol Tracer {
  static var isActive: Bool { get }
  mutating func wrote(operation: Int, _ bytes: Range<Int>, by renderer: borrowing Renderer)
}

struct NoTracer: Tracer {
  static var isActive: Bool { false }
  func wrote(operation: Int, _ bytes: Range<Int>, by renderer: borrowing Renderer) {}
}

/// Keeps what wrote each part of the output.
struct LineTracer: Tracer {
  private var pieces: [TracedOutput.Piece] = []

  static var isActive: Bool { true }

  mutating func wrote(operation: Int, _ bytes: Range<Int>, by renderer: borrowing Renderer) {
    guard !bytes.isEmpty else { return }
    let origin = renderer.program.operationOrigins[operation]
    let includes = renderer.program.includeStacks[origin.includes]
    var reads: [[String]] = []
    switch renderer.program.operations[operation] {
    case .write(let node), .writeEscaped(let node), .writeJSON(let node, _):
      renderer.collectReads(node, into: &reads)
    default: break
    }
    for (index, piece) in origin.pieces.enumerated() {
      let end =
        index + 1 < origin.pieces.count
        ? bytes.lowerBound + origin.pieces[index + 1].start : bytes.upperBound
      let range = (bytes.lowerBound + piece.start)..<end
      if !range.isEmpty {
        pieces.append(
          TracedOutput.Piece(bytes: range, span: piece.span, includes: includes, reads: reads))
      }
    }
  }

  /// The pieces by the lines of the output; one that wrote several lines stands in each.
  func lines(of output: [UInt8]) -> [TracedOutput.Line] {
    var lines: [TracedOutput.Line] = []
    var start = 0
    var first = 0
    while start < output.count {
      let end = output[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? output.count
      while first < pieces.count, pieces[first].bytes.upperBound <= start { first += 1 }
      var parts: [TracedOutput.Piece] = []
      for piece in pieces[first...] {
        guard piece.bytes.lowerBound < end else { break }
        parts.append(
          TracedOutput.Piece(
            bytes: piece.bytes.clamped(to: start..<end), span: piece.span,
            includes: piece.includes, reads: piece.reads))
      }
      lines.append(TracedOutput.Line(bytes: start..<end, pieces: parts))
      start = end
    }
    return lines
  }
}
