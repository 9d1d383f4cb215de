import Diagnostics

/// A name that `set` or `for` gave to a value.
struct Binding {
  let slot: Int
  var type: ValueType
  /// Where it was set first.
  let span: SourceSpan
  var origins: [String]
}

/// The names of a template or of a loop's body.
struct Scope {
  var names: [String: Binding] = [:]
  /// Slots of names that some branch of an `if` sets and that are not bound yet.
  var pendingSlots: [String: Int] = [:]
}
