import Diagnostics

/// Thrown where a rendering stops; what happened stands in the renderer.
struct Stop: Error {}

/// One rendering: the program, the values, and the slots between them.
///
/// Values are read where they stand, through pointers into the storage of the arrays that hold
/// them. That storage stays: `root` is held by the renderer and never changed, and what the
/// renderer computes for a slot or a loop is kept in that slot's or loop's own cell until it is
/// replaced, when nothing points to it any more. Copying a value out of shared storage would touch
/// its reference count, for which threads that render at once would contend.
struct Renderer: ~Copyable {
  let shared: SharedProgram
  var program: Program { @inline(__always) _read { yield shared.program } }
  private let root: [TemplateValue]
  let nodes: UnsafeBufferPointer<Node>
  let rootBase: UnsafePointer<TemplateValue>
  let constantBase: UnsafePointer<TemplateValue>
  /// Where the value of each slot stands; the cells of `owned` where the renderer made it.
  let slots: UnsafeMutablePointer<UnsafePointer<TemplateValue>>
  let owned: UnsafeMutablePointer<TemplateValue>
  let loops: UnsafeMutablePointer<LoopState>
  /// The cell behind the last slot is always absent.
  var slotEnd: Int { slotCount }
  private let slotCount: Int
  private let loopCount: Int

  var output: OutputBuffer
  var iterations = 0
  var work = 0
  /// What stopped the rendering.
  var failure: RenderFailure?

  init(_ shared: SharedProgram, _ root: [TemplateValue]) {
    self.shared = shared
    self.root = root
    slotCount = shared.program.slotOrigins.count
    loopCount = shared.program.loops.count
    slots = .allocate(capacity: slotCount + 1)
    owned = .allocate(capacity: slotCount + 1)
    loops = .allocate(capacity: loopCount + 1)
    owned.initialize(repeating: .absent, count: slotCount + 1)
    for slot in 0...slotCount { (slots + slot).initialize(to: UnsafePointer(owned + slot)) }
    loops.initialize(repeating: LoopState(), count: loopCount + 1)
    let nowhere = UnsafePointer(owned + slotCount)
    nodes = shared.program.nodes.withUnsafeBufferPointer { $0 }
    rootBase = root.withUnsafeBufferPointer { $0.baseAddress } ?? nowhere
    constantBase = shared.program.constants.withUnsafeBufferPointer { $0.baseAddress } ?? nowhere
    output = OutputBuffer(capacity: shared.program.text.count * 2 + 4096)
  }

  deinit {
    slots.deinitialize(count: slotCount + 1)
    slots.deallocate()
    owned.deinitialize(count: slotCount + 1)
    owned.deallocate()
    loops.deinitialize(count: loopCount + 1)
    loops.deallocate()
  }

  /// Renders, and appends to `result` what was written if all went well.
  mutating func finish<T: Tracer>(
    tracer: inout T, into result: inout [UInt8]
  ) throws(RenderFailure) {
    guard root.count == program.rootCount else {
      throw RenderFailure(
        code: .renderMismatch,
        message: "the template was given \(root.count) values, not "
          + "\(program.rootCount)",
        span: SourceSpan(source: SourceID(index: 0), start: 0, end: 0))
    }
    do {
      try run(tracer: &tracer)
    } catch {
      throw failure
        ?? RenderFailure(
          code: .renderMismatch, message: "the rendering stopped",
          span: SourceSpan(source: SourceID(index: 0), start: 0, end: 0))
    }
    result.append(contentsOf: output.bytes)
  }

  mutating func run<T: Tracer>(tracer: inout T) throws(Stop) {
    let count = program.operations.count
    guard count > 0,
      let operations = program.operations.withUnsafeBufferPointer({ $0.baseAddress })
    else { return }
    let text = program.text.withUnsafeBufferPointer { $0.baseAddress }
    var next = 0
    while next < count {
      let current = next
      let start = output.count
      next += 1
      switch operations[current] {
      case .text(let offset, let length):
        if let text { output.append(text + offset, length) }
      case .write(let node): try write(node)
      case .writeEscaped(let node): try writeEscaped(node)
      case .writeJSON(let node, let shape): try writeJSON(node, program.shapes[shape])
      case .jump(let target):
        next = target
        continue
      case .jumpUnless(let node, let target):
        if try !truth(node) { next = target }
        continue
      case .loopBegin(let loop, let otherwise):
        if try !beginLoop(loop) { next = otherwise }
        continue
      case .loopNext(let loop, let body):
        if try nextElement(loop) { next = body }
        continue
      case .set(let slot, let node):
        let new = try value(node)
        owned[slot] = new
        slots[slot] = UnsafePointer(owned + slot)
        continue
      case .copy(let from, let to):
        owned[to] = slots[from].pointee
        slots[to] = UnsafePointer(owned + to)
        continue
      case .clear(let slot):
        owned[slot] = .absent
        slots[slot] = UnsafePointer(owned + slot)
        continue
      }
      if output.count > Limits.outputBytes { throw limit(current) }
      if T.isActive { tracer.wrote(operation: current, start..<output.count, by: self) }
    }
  }

  // MARK: Failures

  @inline(never)
  private mutating func limit(_ operation: Int) -> Stop {
    let origin = program.operationOrigins[operation]
    failure = RenderFailure(
      code: .renderLimit,
      message: "the output is larger than \(Limits.outputBytes >> 20) MiB",
      span: origin.pieces[0].span, includes: program.includeStacks[origin.includes],
      help: ["loop over less"])
    return Stop()
  }

  @inline(never)
  mutating func fail(
    _ code: DiagnosticCode, _ message: String, at node: NodeID, help: String
  ) -> Stop {
    failure = RenderFailure(
      code: code, message: message, span: program.nodeSpans[node],
      includes: program.includeStacks[program.nodeIncludes[node]], help: [help],
      path: path(node))
    return Stop()
  }

  @inline(never)
  mutating func mismatch(_ node: NodeID) -> Stop {
    fail(
      .renderMismatch, "this value is not what the schema says", at: node,
      help: "this is a fault of the program, not of the template")
  }

  /// Counts bytes or elements that are touched; there is a bound to them all.
  mutating func spend(_ amount: Int, _ node: NodeID) throws(Stop) {
    work += amount
    if work > Limits.work {
      throw fail(.renderLimit, "this takes too much work", at: node, help: "loop over less")
    }
  }

  /// Where the value of a plain path stands below the root.
  func path(_ node: NodeID) -> [String]? {
    switch program.nodes[node] {
    case .root: return program.nodeNames[node].map { [$0] }
    case .field(let base, _):
      guard let path = path(base), let name = program.nodeNames[node] else { return nil }
      return path + [name]
    case .element(let base, let index):
      guard let path = path(base), case .constant(let constant) = program.nodes[index],
        case .number(let number) = program.constants[constant], number >= 0
      else { return nil }
      return path + ["\(number)"]
    case .entry(let base, let key):
      guard let path = path(base), case .constant(let constant) = program.nodes[key],
        case .text(let text) = program.constants[constant]
      else { return nil }
      return path + [text]
    case .slot(let slot):
      switch program.slotOrigins[slot] {
      case .computed: return nil
      case .alias(let node): return path(node)
      case .element(let iterable, let loop):
        guard let path = path(iterable), let step = loops[loop].step else { return nil }
        return path + [step]
      }
    default: return nil
    }
  }
}
