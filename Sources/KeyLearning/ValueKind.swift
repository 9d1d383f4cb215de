internal import Diagnostics

/// What kind of value a key was seen with. The value itself is kept nowhere.
public enum ValueKind: String, Hashable, Sendable, CaseIterable {
  case empty
  /// 0 or 1.
  case toggle = "switch"
  case number
  /// Of IPv4.
  case address
  case url
  case text
  /// The key's name says that a secret follows: its value was not even looked at.
  case password

  init(of value: ArraySlice<UInt8>, key: String) {
    let isNumber = value.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    if namesSecret(key) {
      self = .password
    } else if value.isEmpty {
      self = .empty
    } else if isNumber {
      let isToggle = value.count == 1 && (value.first ?? 0) <= UInt8(ascii: "1")
      self = isToggle ? .toggle : .number
    } else if Self.isAddress(value) {
      self = .address
    } else if Self.isURL(value) {
      self = .url
    } else {
      self = .text
    }
  }

  /// The kind of values of both kinds.
  func joined(with other: ValueKind) -> ValueKind {
    if self == other || other == .empty { return self }
    if self == .empty { return other }
    if self == .password || other == .password { return .password }
    let numbers: Set<ValueKind> = [.toggle, .number]
    return numbers.contains(self) && numbers.contains(other) ? .number : .text
  }

  private static func isAddress(_ value: ArraySlice<UInt8>) -> Bool {
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        1...3 ~= part.count && part.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      }
  }

  private static func isURL(_ value: ArraySlice<UInt8>) -> Bool {
    ["tftp://", "http://", "https://", "ftp://", "ldap://"]
      .contains { value.starts(with: $0.utf8) }
  }
}
