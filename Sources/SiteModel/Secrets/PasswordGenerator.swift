/// Makes passwords for SIP accounts and web pages of phones.
public enum PasswordGenerator {
  /// Letters and digits that nobody takes for one another, read aloud or in print (no `0`, `O`, `o`,
  /// `1`, `I`, `l`). No signs: quotes and colons have a meaning in SIP digests (RFC 8760, RFC 7616),
  /// `#` and `=` in `.cfg` files, `<` and `&` in XML, `%` in web forms, and few phones' keypads have
  /// them all.
  public static let alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"

  /// How long a password may be. Twelve of these characters have 69 bits; phones of some makers cut
  /// off what is longer than 64.
  public static let lengths = 12...64

  /// 20 characters: 116 bits, more than any attack on a digest can try.
  public static let usualLength = 20

  /// A password with small and capital letters and digits, that begins with a letter.
  ///
  /// - Parameters:
  ///   - length: How many characters, kept within ``lengths``.
  ///   - generator: The system's, but in tests.
  /// - Returns: The password.
  public static func password(
    length: Int = usualLength, using generator: inout some RandomNumberGenerator
  ) -> String {
    let length = min(max(length, lengths.lowerBound), lengths.upperBound)
    let classes = [
      alphabet.filter(\.isUppercase), alphabet.filter(\.isLowercase), alphabet.filter(\.isNumber),
    ]
    // One of each kind is sure, wherever it comes to stand.
    var characters = classes.compactMap { $0.randomElement(using: &generator) }
    while characters.count < length, let next = alphabet.randomElement(using: &generator) {
      characters.append(next)
    }
    characters.shuffle(using: &generator)
    if let letter = characters.firstIndex(where: \.isLetter) { characters.swapAt(0, letter) }
    return String(characters)
  }
}
