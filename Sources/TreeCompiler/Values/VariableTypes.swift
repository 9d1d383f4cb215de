import Diagnostics
import SiteModel
import Templates

/// Finds the type of `vars` out of what the site says: a name that every phone has is a plain
/// field, one that only some have is optional.
struct VariableTypes {
  private(set) var diagnostics: [Diagnostic] = []
  private var fields: [String: (type: TemplateType, isAlways: Bool, variable: Variable?)] = [:]
  private var order: [String] = []

  /// Begins with the names that the family's templates understand.
  init(declared: [DeclaredVariable] = []) {
    for variable in declared {
      order.append(variable.name)
      fields[variable.name] = (.text, false, nil)
    }
  }

  /// Adds what a level says. `isAlways` tells whether the level is said for everything that the
  /// template is rendered for.
  mutating func add(_ layer: Layer, isAlways: Bool) {
    for variable in layer.variables {
      guard let type = Self.type(of: variable.value) else {
        reportShapes(variable, variable)
        continue
      }
      guard let known = fields[variable.name] else {
        order.append(variable.name)
        fields[variable.name] = (type, isAlways, variable)
        continue
      }
      guard let joined = Self.join(known.type, type) else {
        reportShapes(variable, known.variable)
        continue
      }
      fields[variable.name] = (joined, known.isAlways || isAlways, known.variable ?? variable)
    }
  }

  private mutating func reportShapes(_ variable: Variable, _ other: Variable?) {
    diagnostics.append(
      Diagnostic(
        .wrongShape, "`vars.\(variable.name)` is said in two shapes", at: variable.span,
        also: other.flatMap { $0.span == variable.span ? nil : $0 }
          .map { [DiagnosticLabel($0.span, "another shape here")] } ?? [],
        help: ["say a text, a list or a mapping everywhere, so that templates can rely on it"]))
  }

  /// The record type of `vars`, with names in alphabetical order.
  var record: RecordType {
    RecordType(
      name: "vars",
      fields: order.sorted().compactMap { name in
        fields[name].map { .init(name, $0.isAlways ? $0.type : .optional($0.type)) }
      })
  }

  /// The type of a value; nil if a list in it mixes shapes.
  private static func type(of value: CustomValue) -> TemplateType? {
    switch value {
    case .text: return .text
    case .list(let values):
      guard let first = values.first else { return .list(.text) }
      guard var element = type(of: first) else { return nil }
      for value in values.dropFirst() {
        guard let joined = type(of: value).flatMap({ join(element, $0) }) else { return nil }
        element = joined
      }
      return .list(element)
    case .map(let entries):
      var fields: [RecordType.Field] = []
      for entry in entries.sorted(by: { $0.name < $1.name }) {
        guard let type = type(of: entry.value) else { return nil }
        fields.append(.init(entry.name, type))
      }
      return .record(RecordType(name: "mapping", fields: fields))
    }
  }

  /// The type of what may be of either type; nil if nothing can be.
  private static func join(_ left: TemplateType, _ right: TemplateType) -> TemplateType? {
    switch (left, right) {
    case (.text, .text): return .text
    case (.list(let one), .list(let other)): return join(one, other).map { .list($0) }
    case (.optional(let one), let other), (let one, .optional(let other)):
      return join(one, other).map { $0.asOptional }
    case (.record(let one), .record(let other)):
      var fields: [RecordType.Field] = []
      for name in Set(one.fields.map(\.name)).union(other.fields.map(\.name)).sorted() {
        switch (one[name]?.type, other[name]?.type) {
        case (let left?, let right?):
          guard let joined = join(left, right) else { return nil }
          fields.append(.init(name, joined))
        case (let type?, nil), (nil, let type?): fields.append(.init(name, type.asOptional))
        case (nil, nil): continue
        }
      }
      return .record(RecordType(name: "mapping", fields: fields))
    default: return nil
    }
  }
}

extension TemplateType {
  fileprivate var asOptional: TemplateType {
    if case .optional = self { self } else { .optional(self) }
  }
}

extension CustomValue {
  /// The value in the form that a type prescribes.
  func templateValue(as type: TemplateType) -> TemplateValue {
    switch (self, type) {
    case (_, .optional(let inner)): templateValue(as: inner)
    case (.text(let text), _): .text(text)
    case (.list(let values), .list(let element)):
      .list(values.map { $0.templateValue(as: element) })
    case (.map(let entries), .record(let record)):
      .record(
        record.fields.map { field in
          entries.first { $0.name == field.name }?.value.templateValue(as: field.type) ?? .absent
        })
    case (.list, _), (.map, _): .absent
    }
  }
}

/// `vars` as templates see it, with what each level says over the weaker one.
struct VariableValues {
  let type: RecordType
  private var values: [TemplateValue]

  init(type: RecordType) {
    self.type = type
    values = Array(repeating: .absent, count: type.fields.count)
  }

  mutating func apply(_ layer: Layer) {
    for variable in layer.variables {
      guard let index = type.index(of: variable.name) else { continue }
      values[index] = variable.value.templateValue(as: type.fields[index].type)
    }
  }

  var record: TemplateValue { .record(values) }
}
