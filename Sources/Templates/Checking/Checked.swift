import Diagnostics

/// A place that `is defined` can be asked of, such as `settings.sip.server`.
struct Place: Hashable {
  enum Base: Hashable {
    case root(Int)
    case slot(Int)
  }

  enum Step: Hashable {
    case field(Int)
    case element(Int)
    case entry(String)
  }

  let base: Base
  var steps: [Step] = []

  func appending(_ step: Step) -> Place {
    Place(base: base, steps: steps + [step])
  }
}

/// An expression after checking: its node, its type, and what it proves.
struct Checked {
  let node: NodeID
  var type: ValueType
  let span: SourceSpan
  /// Set where the expression is a plain path.
  var place: Place?
  /// Dotted paths below the root that the value comes from.
  var origins: [String] = []
  /// Whether a missing value means a name that was not set on every way here.
  var isMaybeUnset = false
  /// What is defined where the expression is true, and where it is false.
  var whenTrue: Set<Place> = []
  var whenFalse: Set<Place> = []

  init(_ node: NodeID, _ type: ValueType, _ span: SourceSpan) {
    self.node = node
    self.type = type
    self.span = span
  }
}
