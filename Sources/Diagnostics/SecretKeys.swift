/// Which keys are followed by a secret.
///
/// Rather a key too many than one too few: a value masked without need costs a look into the
/// file, one shown costs a password.
enum SecretKeys {
  /// Anywhere in a key, whatever stands between its words. Pieces of words, and the usual slips:
  /// a misspelt key is the one that is sure to be quoted. By the code of their first letter.
  private static let anywhere: [[[UInt8]]] = {
    let pieces = [
      "passw", "passphr", "passcode", "pwd", "pasw", "psw", "sword", "secre",
      "secrt", "secer", "sercet", "scret", "token", "tokne", "toekn", "psk",
      "privatekey", "apikey", "credential",
    ]
    return (0..<128).map { first in
      pieces.map { Array($0.utf8) }.filter { Int($0[0]) == first }
    }
  }()

  private static let pin = Array("pin".utf8)
  private static let pass = Array("pass".utf8)
  private static let password = Array("password".unicodeScalars)

  /// How much of a key is looked at, from its end.
  private static let longest = 256

  /// Whether a secret follows the text, which holds a key and perhaps more before it.
  static func isNamed(in key: ArraySlice<UInt8>) -> Bool {
    let key = key.suffix(longest)
    let letters = key.filter { !isSeparator($0) }.map(lowercased)
    return containsPiece(letters) || hasSecretWord(key)
  }

  /// `pin` and `pass` are parts of many innocent words (`mapping`, `passive`), so they must be a
  /// word, or `pin` begin or end one; and `password` may be misspelt in a word of its own.
  private static func hasSecretWord(_ key: ArraySlice<UInt8>) -> Bool {
    var word: [UInt8] = []
    var previous: UInt8 = 0
    // A NUL between letters is UTF-16, not the end of a word.
    for byte in key where byte != 0 {
      let beginsWord = isUpper(byte) && !isUpper(previous)
      if !isLetter(byte) || beginsWord {
        if isSecretWord(word) { return true }
        word.removeAll(keepingCapacity: true)
      }
      if isLetter(byte) { word.append(lowercased(byte)) }
      previous = byte
    }
    return isSecretWord(word)
  }

  private static func isSecretWord(_ word: [UInt8]) -> Bool {
    guard word.count >= pin.count else { return false }
    if word.first == UInt8(ascii: "p"), (6...10).contains(word.count),
      editDistance(word.map { Unicode.Scalar($0) }, password) <= 2
    {
      return true
    }
    return word.starts(with: pin) || word.suffix(3) == pin[...] || word == pass
  }

  private static func containsPiece(_ letters: [UInt8]) -> Bool {
    letters.indices.contains { start in
      guard letters[start] < 128 else { return false }
      return anywhere[Int(letters[start])].contains { letters[start...].starts(with: $0) }
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    isUpper(byte) ? byte | 0x20 : byte
  }
}

/// Whether a key's name says that a secret follows it; rather one too many than one too few.
public func namesSecret(_ key: String) -> Bool {
  SecretKeys.isNamed(in: Array(key.utf8)[...])
}
