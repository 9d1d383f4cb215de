/// What a function key does.
public enum FunctionKeyType: String, CaseIterable, Sendable {
  /// Nothing: the key is said to be off.
  case none
  case line
  case blf
  case speedDial = "speed_dial"
  case park
  case intercom
  case voiceMail = "voice_mail"
  case doNotDisturb = "do_not_disturb"
  case forward
  case transfer
  case hold
  case conference
  case redial
  case pickup
  case groupListen = "group_listen"
  case dtmf
  case multicast
  case url

  /// Whether a key of this type says nothing without a value.
  public var needsValue: Bool {
    switch self {
    case .blf, .speedDial, .park, .intercom, .pickup, .dtmf, .multicast, .url: true
    case .none, .line, .voiceMail, .doNotDisturb, .forward, .transfer, .hold, .conference,
      .redial, .groupListen:
      false
    }
  }
}

/// A function key of a phone.
public struct FunctionKey: Hashable, Sendable {
  /// Which key of the phone, from 1.
  public let position: Int
  public let type: FunctionKeyType
  /// What it dials, watches or opens.
  public let value: String?
  public let label: String?
  /// The line that it works on, from 1.
  public let line: Int
  /// The code that picks up a call which the key shows.
  public let pickup: String?
}
