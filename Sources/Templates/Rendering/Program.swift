import Diagnostics

/// Names one node of a ``Program``.
typealias NodeID = Int

/// One step of an expression. Plain numbers only: reading one touches no reference count.
enum Node {
  // Places: values that exist already and are read where they are.
  case constant(Int)
  case slot(Int)
  case root(Int)
  case field(NodeID, Int)
  case element(NodeID, index: NodeID)
  case entry(NodeID, key: NodeID)

  case loop(LoopProperty, Int)
  case list(Children)
  /// A mapping literal; the keys are a constant list.
  case map(keys: Int, Children)
  case concatenation(Children)
  case appendText(NodeID, NodeID)
  case appendList(NodeID, NodeID)
  case arithmetic(Arithmetic, NodeID, NodeID)
  case negate(NodeID)
  case not(NodeID)
  case and(Children)
  case or(Children)
  case comparison(Comparison, NodeID, NodeID)
  /// Operands with the operators between them, which stand from an index of `comparisons` on.
  case comparisonChain(Children, operators: Int)
  case conditional(NodeID, then: NodeID, otherwise: NodeID)
  case isDefined(NodeID)
  case isDivisible(NodeID, by: NodeID)
  /// `default`: the second where the first is missing or, if asked for, false.
  case fallback(NodeID, NodeID, replacesFalse: Bool)

  case textFilter(TextFilter, Children)
  case absolute(NodeID)
  case integer(NodeID, default: NodeID)
  case length(NodeID)
  case join(NodeID, separator: NodeID)
  case sort(Comprehension, isReversed: Bool, ignoresCase: Bool)
  case sortMap(NodeID, byValue: Bool, isReversed: Bool, ignoresCase: Bool)
  case unique(Comprehension, ignoresCase: Bool)
  case extreme(Comprehension, isMaximum: Bool, ignoresCase: Bool)
  case sum(NodeID)
  case select(Comprehension, rejects: Bool)
  case mapped(Comprehension)
  case reversed(NodeID)
  case first(NodeID)
  case last(NodeID)
  case keys(NodeID)
  case range(Children)
}

/// A run of `Program.children`.
struct Children {
  let first: Int
  let count: Int
}

/// A step that is taken for each element of a list, with the element in a slot.
struct Comprehension {
  let list: NodeID
  let slot: Int
  let body: NodeID
}

enum LoopProperty: String, CaseIterable {
  case index, index0, first, last, length, revindex, revindex0
}

enum TextFilter: String {
  case upper, lower, capitalize, title, trim, replace, indent, urlencode, string, reverse
}

/// One step of a rendering.
enum Operation {
  /// Literal text: a run of `Program.text`.
  case text(start: Int, count: Int)
  case write(NodeID)
  case writeEscaped(NodeID)
  case writeJSON(NodeID, shape: Int)
  case jump(Int)
  case jumpUnless(NodeID, Int)
  /// Begins a loop, or jumps where there is nothing to loop over.
  case loopBegin(Int, otherwise: Int)
  case loopNext(Int, body: Int)
  case set(Int, NodeID)
  case copy(from: Int, to: Int)
  case clear(Int)
}

/// What a `for` loop runs over, and into which slots.
struct LoopPlan {
  let iterable: NodeID
  /// The element's slot, or the key's where two names are given.
  let slot: Int
  let valueSlot: Int?
  /// The condition of `for … if`.
  let filter: NodeID?
  /// Whether `loop` is asked for the number of elements, so that a filter must run ahead.
  var operations = 0
}

/// Where the value in a slot comes from, for saying which value of the site is at fault.
enum SlotOrigin {
  case computed
  case element(of: NodeID, loop: Int)
  case alias(NodeID)
}

/// Where an operation stands in its template.
struct OperationOrigin {
  /// The places of what an operation writes; the runs of a literal text with where each begins.
  var pieces: [(start: Int, span: SourceSpan)]
  var includes: Int
}

/// A template in the form that is rendered.
struct Program: Sendable {
  var operations: [Operation] = []
  var nodes: [Node] = []
  var children: [NodeID] = []
  var comparisons: [Comparison] = []
  var constants: [TemplateValue] = []
  var text: [UInt8] = []
  var loops: [LoopPlan] = []
  /// Types of what `tojson` writes.
  var shapes: [ValueType] = []
  var slotOrigins: [SlotOrigin] = []
  var format: OutputFormat
  var rootCount: Int

  // Read only when something fails or is traced.
  var nodeSpans: [SourceSpan] = []
  var nodeIncludes: [Int] = []
  var nodeNames: [NodeID: String] = [:]
  var operationOrigins: [OperationOrigin] = []
  /// The `{% include %}` tags around a part, outermost first; the first stack is empty.
  var includeStacks: [[SourceSpan]] = [[]]

  func children(_ run: Children) -> ArraySlice<NodeID> {
    children[run.first..<(run.first + run.count)]
  }
}

/// A program that no longer changes: renderings share it, and each counts one reference.
final class SharedProgram: Sendable {
  let program: Program

  init(_ program: Program) {
    self.program = program
  }
}
