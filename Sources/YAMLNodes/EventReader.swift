internal import CLibYAML

/// libyaml's parser over bytes that outlive it, one event at a time.
struct EventReader: ~Copyable {
  /// Where and why libyaml stopped; positions count characters.
  struct Failure {
    let problem: String
    let position: Int
    let context: String
    let contextPosition: Int
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// Nil if there is no memory.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      event.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// The next event, whose pointers live until the next call; nil if the input is no YAML.
  mutating func next() -> ringtree_yaml_event? {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else { return nil }
    return ringtree_flatten_yaml_event(event)
  }

  /// Why ``next()`` was nil.
  var failure: Failure {
    let state = parser.pointee
    return Failure(
      problem: state.problem.map { String(cString: $0) } ?? "out of memory",
      position: Int(state.problem_mark.index),
      context: state.context.map { String(cString: $0) } ?? "",
      contextPosition: Int(state.context_mark.index))
  }
}
