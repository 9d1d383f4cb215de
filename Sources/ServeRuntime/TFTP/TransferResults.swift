internal import TFTP

extension ServerTransfer {
  /// What is reported of a transfer that has ended.
  func result(contentSize: Int) -> Fetch.Result {
    switch outcome {
    case .finished(let confirmed): .sent(bytes: contentSize, confirmed: confirmed)
    case .failed(let failure): .failed(why: failure.sentence)
    case nil: .failed(why: "the server ended")
    }
  }
}

extension TransferFailure {
  /// What happened, for people.
  fileprivate var sentence: String {
    switch self {
    case .endedByPeer(let code, let text): "the phone ended it: error \(code), \(text)"
    case .silence: "the phone does not answer"
    case .tooLong: "it took too long"
    case .protocolViolation: "the phone sent a packet that makes no sense here"
    case .superseded: "the phone began anew"
    case .optionsRefused: "the options were refused"
    case .tooLarge: "the file is too large"
    }
  }
}
