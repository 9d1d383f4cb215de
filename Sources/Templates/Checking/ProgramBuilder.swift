import Diagnostics

/// Collects a program's nodes and operations.
struct ProgramBuilder {
  var program: Program
  /// The include stack of what is added now.
  var includes = 0
  /// No text may be joined with what stands before this operation: something jumps here.
  private var barrier = 0

  init(format: OutputFormat, rootCount: Int) {
    program = Program(format: format, rootCount: rootCount)
  }

  // MARK: Nodes

  mutating func add(_ node: Node, _ span: SourceSpan, name: String? = nil) -> NodeID {
    program.nodes.append(node)
    program.nodeSpans.append(span)
    program.nodeIncludes.append(includes)
    let id = program.nodes.count - 1
    if let name { program.nodeNames[id] = name }
    return id
  }

  mutating func constant(_ value: TemplateValue, _ span: SourceSpan) -> NodeID {
    program.constants.append(value)
    return add(.constant(program.constants.count - 1), span)
  }

  /// The value of a node that is known before rendering.
  func constantValue(_ node: NodeID) -> TemplateValue? {
    guard case .constant(let index) = program.nodes[node] else { return nil }
    return program.constants[index]
  }

  mutating func children(_ nodes: [NodeID]) -> Children {
    program.children += nodes
    return Children(first: program.children.count - nodes.count, count: nodes.count)
  }

  mutating func newSlot(_ origin: SlotOrigin) -> Int {
    program.slotOrigins.append(origin)
    return program.slotOrigins.count - 1
  }

  // MARK: Operations

  var position: Int { program.operations.count }

  @discardableResult
  mutating func emit(_ operation: Operation, _ span: SourceSpan) -> Int {
    program.operations.append(operation)
    program.operationOrigins.append(
      OperationOrigin(pieces: [(0, span)], includes: includes))
    return program.operations.count - 1
  }

  /// Says that something jumps to the next operation.
  mutating func label() -> Int {
    barrier = position
    return position
  }

  mutating func emitText(
    _ bytes: some Collection<UInt8>, _ pieces: [(start: Int, span: SourceSpan)]
  ) {
    guard !bytes.isEmpty else { return }
    let start = program.text.count
    program.text += bytes
    if position > barrier, case .text(let first, let count)? = program.operations.last,
      program.operationOrigins[position - 1].includes == includes
    {
      program.operations[position - 1] = .text(start: first, count: count + bytes.count)
      program.operationOrigins[position - 1].pieces += pieces.map { ($0.start + count, $0.span) }
      return
    }
    program.operations.append(.text(start: start, count: bytes.count))
    program.operationOrigins.append(OperationOrigin(pieces: pieces, includes: includes))
  }

  /// Fills in where a jump that was emitted earlier leads.
  mutating func patch(_ operation: Int, to target: Int) {
    switch program.operations[operation] {
    case .jump: program.operations[operation] = .jump(target)
    case .jumpUnless(let node, _): program.operations[operation] = .jumpUnless(node, target)
    case .loopBegin(let loop, _):
      program.operations[operation] = .loopBegin(loop, otherwise: target)
    default: break
    }
  }
}
