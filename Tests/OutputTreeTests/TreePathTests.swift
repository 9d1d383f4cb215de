import OutputTree
import Testing

@Suite struct TreePathTests {
  @Test(
    "plain relative paths are taken",
    arguments: [
      "808287010203.cfg", "fw/a/b.rom", "…/é", "a b", ".hidden", "...", "a..b",
      String(repeating: "x", count: 255),
    ])
  func taken(_ text: String) throws {
    #expect(try TreePath(text).text == text)
  }

  @Test(
    "a path that could leave the tree or mislead is refused",
    arguments: [
      ("", TreePathError.Reason.empty), ("/etc/passwd", .absolute), ("a//b", .emptyComponent),
      ("a/", .emptyComponent), (".", .dotComponent), ("a/../b", .dotComponent),
      ("..", .dotComponent), ("a\\b", .backslash), ("a\nb", .controlCharacter),
      ("a\u{0}", .controlCharacter), ("a\u{7F}", .controlCharacter),
      ("a\u{85}", .controlCharacter), (String(repeating: "x", count: 256), .longComponent),
      (String(repeating: "x/", count: 512) + "x", .long),
    ])
  func refused(_ text: String, _ reason: TreePathError.Reason) {
    let error = #expect(throws: TreePathError.self) { try TreePath(text) }
    #expect(error?.reason == reason)
  }

  @Test("paths are told apart and ordered by their bytes")
  func bytewise() throws {
    let composed = try TreePath("\u{E9}")
    let decomposed = try TreePath("e\u{301}")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(decomposed < composed)
    #expect(try TreePath("a.cfg") < TreePath("a/b"))
    #expect(try TreePath("a") < TreePath("a.cfg"))
  }
}
