import SiteModel
import TestSupport
import Testing

@Suite("A new password")
struct PasswordGeneratorTests {
  @Test("has the length that was asked for, and each kind of character", arguments: [12, 20, 64])
  func shape(length: Int) {
    var random = SeededGenerator.announced()
    for _ in 0..<500 {
      let password = PasswordGenerator.password(length: length, using: &random)
      #expect(password.count == length)
      #expect(password.allSatisfy(PasswordGenerator.alphabet.contains))
      #expect(password.contains { $0.isUppercase })
      #expect(password.contains { $0.isLowercase })
      #expect(password.contains { $0.isNumber })
      #expect(password.first?.isLetter == true)
    }
  }

  @Test("is kept within the lengths that phones take", arguments: [(-1, 12), (0, 12), (1000, 64)])
  func bounds(asked: Int, length: Int) {
    var random = SeededGenerator.announced()
    #expect(PasswordGenerator.password(length: asked, using: &random).count == length)
  }

  @Test("uses the whole alphabet, and is never the same")
  func variety() {
    var random = SeededGenerator.announced()
    let passwords = (0..<500).map { _ in PasswordGenerator.password(using: &random) }
    #expect(Set(passwords).count == 500)
    #expect(Set(passwords.joined()) == Set(PasswordGenerator.alphabet))
  }

  @Test("has no character that a digest, a file, a web page or an eye takes for another")
  func alphabet() {
    #expect(Set(PasswordGenerator.alphabet).count == PasswordGenerator.alphabet.count)
    #expect(PasswordGenerator.alphabet.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    #expect(Set("0Oo1Il").isDisjoint(with: PasswordGenerator.alphabet))
  }
}
