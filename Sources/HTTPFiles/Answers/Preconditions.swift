/// Whether a request's conditions hold for a file, in the order of RFC 9110, section 13.2.2.
enum Preconditions {
  enum Outcome: Hashable { case proceed, notModified, failed }

  static func evaluate(_ request: HTTPRequest, file: HTTPFile, now: HTTPDate) -> Outcome {
    let ifMatch = request.values(of: "if-match")
    if !ifMatch.isEmpty {
      if !matches(ifMatch, file.entityTag, weakly: false) { return .failed }
    } else if let since = date(request, "if-unmodified-since", now),
      let modified = file.lastModified, modified > since
    {
      return .failed
    }
    let ifNoneMatch = request.values(of: "if-none-match")
    if !ifNoneMatch.isEmpty {
      return matches(ifNoneMatch, file.entityTag, weakly: true) ? .notModified : .proceed
    }
    if let since = date(request, "if-modified-since", now), let modified = file.lastModified,
      modified <= since
    {
      return .notModified
    }
    return .proceed
  }

  /// Whether `If-Range` lets a range be answered (section 13.1.5); true without the field.
  ///
  /// A date counts only if it is the file's own and the file has been as it is for a second: sooner
  /// it may have had other octets at the same date (section 8.8.2.2).
  static func allowsRange(_ request: HTTPRequest, file: HTTPFile, now: HTTPDate) -> Bool {
    guard let value = request.value(of: "if-range") else { return true }
    if value.first == UInt8(ascii: "\"") { return value.elementsEqual(file.entityTag) }
    guard let date = HTTPDate(value, now: now), let modified = file.lastModified else {
      return false
    }
    return date == modified && modified < now
  }

  /// The date of a field; nil if there is none, or several, or it is malformed: then the field is
  /// as if it were not there.
  private static func date(
    _ request: HTTPRequest, _ name: StaticString, _ now: HTTPDate
  ) -> HTTPDate? {
    let values = request.values(of: name)
    return values.count == 1 ? values.first.flatMap { HTTPDate($0, now: now) } : nil
  }

  /// Whether a list of entity tags names a file's; `*` names any.
  private static func matches(
    _ values: [ArraySlice<UInt8>], _ tag: [UInt8], weakly: Bool
  ) -> Bool {
    values.contains { value in
      if value.elementsEqual([UInt8(ascii: "*")]) { return true }
      // Our tags have no comma, so cutting inside of another's tag makes none that is ours.
      return value.split(separator: UInt8(ascii: ",")).contains { element in
        let element = element.trimmed
        if element.starts(with: [UInt8(ascii: "W"), UInt8(ascii: "/")]) {
          return weakly && element.dropFirst(2).elementsEqual(tag)
        }
        return element.elementsEqual(tag)
      }
    }
  }
}
