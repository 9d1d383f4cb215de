/// A template that was checked: it renders any values that have the schema's types.
public struct CompiledTemplate: Sendable {
  /// The dotted paths below the root that it reads, such as `settings.sip.server`, with those that
  /// lead to them; elements of lists and maps add no step: `accounts.password`.
  public let readNames: Set<String>
  let shared: SharedProgram

  /// Appends what the template writes to `output`.
  ///
  /// - Parameters:
  ///   - root: the values of the root record's fields, in their order.
  ///   - output: what is appended to.
  /// - Throws: what only values can tell; `output` is then as it was.
  public func render(
    _ root: [TemplateValue], into output: inout [UInt8]
  ) throws(RenderFailure) {
    var tracer = NoTracer()
    var renderer = Renderer(shared, root)
    try renderer.finish(tracer: &tracer, into: &output)
  }

  /// Renders and tells where each line came from.
  public func renderTraced(_ root: [TemplateValue]) throws(RenderFailure) -> TracedOutput {
    var tracer = LineTracer()
    var output: [UInt8] = []
    var renderer = Renderer(shared, root)
    try renderer.finish(tracer: &tracer, into: &output)
    return TracedOutput(bytes: output, lines: tracer.lines(of: output))
  }
}
