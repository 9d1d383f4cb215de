/// Numbers, with Python's rules and the bounds of 64 bits.
extension Renderer {
  mutating func number(_ node: NodeID) throws(Stop) -> Int {
    switch nodes[node] {
    case .arithmetic(let operation, let left, let right):
      return try calculate(operation, number(left), number(right), node)
    case .negate(let operand):
      let (result, overflow) = try (0).subtractingReportingOverflow(number(operand))
      if overflow { throw overflowed(node) }
      return result
    case .absolute(let operand):
      let number = try number(operand)
      guard number != .min else { throw overflowed(node) }
      return abs(number)
    case .length(let operand): return try length(operand)
    case .sum(let list):
      var total = 0
      for element in try elements(list) {
        guard case .number(let number) = element else { throw mismatch(node) }
        let (sum, overflow) = total.addingReportingOverflow(number)
        if overflow { throw overflowed(node) }
        total = sum
      }
      return total
    case .integer(let operand, let fallback): return try integer(operand, fallback, node)
    case .loop(let property, let loop):
      guard case .number(let number) = loopProperty(property, loop) else { throw mismatch(node) }
      return number
    default:
      guard case .number(let number) = try value(node) else { throw mismatch(node) }
      return number
    }
  }

  private mutating func calculate(
    _ operation: Arithmetic, _ left: Int, _ right: Int, _ node: NodeID
  ) throws(Stop) -> Int {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .floorDivide:
      guard right != 0 else { throw dividedByZero(node) }
      let quotient = left.dividedReportingOverflow(by: right)
      if quotient.overflow { throw overflowed(node) }
      let isInexact = quotient.partialValue * right != left
      let rounds = isInexact && (left < 0) != (right < 0)
      return rounds ? quotient.partialValue - 1 : quotient.partialValue
    case .modulo: return try floorModulo(left, right, node)
    }
    if result.overflow { throw overflowed(node) }
    return result.partialValue
  }

  /// The remainder with the divisor's sign.
  mutating func floorModulo(_ left: Int, _ right: Int, _ node: NodeID) throws(Stop) -> Int {
    guard right != 0 else { throw dividedByZero(node) }
    if right == -1 { return 0 }
    let remainder = left % right
    return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder
  }

  @inline(never)
  private mutating func overflowed(_ node: NodeID) -> Stop {
    fail(
      .renderArithmetic, "the result is not a number of 64 bits", at: node,
      help: "use smaller numbers")
  }

  @inline(never)
  private mutating func dividedByZero(_ node: NodeID) -> Stop {
    fail(
      .renderArithmetic, "this divides by zero", at: node,
      help: "test the divisor first: `… if divisor else …`")
  }

  private mutating func length(_ operand: NodeID) throws(Stop) -> Int {
    let measured: TemplateValue
    if let place = try place(operand) {
      if case .absent = place.pointee { throw missing(operand) }
      measured = place.pointee
    } else {
      measured = try value(operand)
    }
    switch measured {
    case .text(let text): return text.unicodeScalars.count
    case .list(let elements): return elements.count
    case .map(let map): return map.count
    default: throw mismatch(operand)
    }
  }

  private mutating func integer(
    _ operand: NodeID, _ fallback: NodeID, _ node: NodeID
  ) throws(Stop) -> Int {
    switch try value(operand) {
    case .number(let number): return number
    case .boolean(let flag): return flag ? 1 : 0
    case .text(let text):
      switch PythonText.integer(text) {
      case .number(let number): return number
      case .none: return try number(fallback)
      case .tooLarge: throw overflowed(node)
      case .unclear:
        throw fail(
          .renderArithmetic, "this text may hold digits of another script", at: node,
          help: "write it with the digits 0 to 9")
      }
    default: throw mismatch(node)
    }
  }
}
