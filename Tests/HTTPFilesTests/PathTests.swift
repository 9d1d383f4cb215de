import HTTPFiles
import TestSupport
import Testing

@Suite("Paths")
struct PathTests {
  @Test(
    "A path finds its file",
    arguments: [
      ("/808287010203.cfg", "0123456789abcdefghij"), ("//808287010203.cfg", "0123456789abcdefghij"),
      ("/80828701%30203.cfg", "0123456789abcdefghij"), ("/A000000000020.CFG", "common file"),
      ("/a000000000020.cfg?mac=808287010203", "common file"), ("/firmware/a20%20x.rom", "firmware"),
      ("/firmware//a20%20x.rom", "firmware"), ("/%70honebook.xml", "<a/>"), ("/empty.txt", ""),
    ])
  func finds(path: String, content: String) {
    let answer = exchange(get(path))
    #expect(statuses(answer) == [200])
    #expect(answer.body == content)
  }

  @Test(
    "A path that names no file is 404",
    arguments: [
      "/", "//", "/firmware", "/firmware/", "/808287010203.cfg/", "/808287010203.cf", "/.", "/..",
      "/./empty.txt", "/firmware/../empty.txt", "/../empty.txt", "/%2e%2e/empty.txt",
      "/%2e/empty.txt", "/firmware%2fa20%20x.rom", "/firmware%5ca20%20x.rom", "/%2Fempty.txt",
      "/PHONEBOOK.XML", "/empty.txt%20", "/empty.txt.", "/empty.txt;v=1", "/empty%2etxt%2e",
      "http://a", "/etc/passwd", "/C:/empty.txt", "/%c0%ae%c0%ae/empty.txt",
      "/%252e%252e/empty.txt",
    ])
  func findsNothing(path: String) {
    let answer = exchange(get(path))
    #expect(statuses(answer) == [404])
    #expect(answer.body == "there is no such file here\n")
  }

  @Test(
    "A path that is malformed is 400, and the connection goes on",
    arguments: ["/%", "/%4", "/%zz", "/a%0", "/%00", "/empty.txt%00.cfg", "/%+1"])
  func malformed(path: String) {
    #expect(statuses(exchange(get(path) + get("/empty.txt"))) == [400, 200])
  }

  @Test("No path leads to anything but a file of the tree with just that name")
  func hostilePaths() {
    var generator = SeededGenerator.announced()
    let parts = [
      "/", "//", "..", ".", "%2e", "%2E", "%2f", "%5c", "\\", "%00", "%", "a", "etc", "passwd",
      "firmware", "a20%20x.rom", "empty.txt", "EMPTY.TXT", "808287010203.cfg", "%25", ";", "~", "?",
      "%c0%af", "\u{2215}", "a000000000020", ".cfg", "http://a",
    ]
    for _ in 0..<5_000 {
      let path =
        "/"
        + (0..<Int.random(in: 1...7, using: &generator))
        .map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
      let answer = exchange(get(path))
      let status = statuses(answer).first ?? 0
      #expect([200, 400, 404].contains(status), "\(path)")
      guard status == 200 else { continue }
      let name = path.prefix { $0 != "?" }.split(separator: "/").joined(separator: "/")
      let known = TestServer.files.files.first { file in
        let plain = name.replacing("%20", with: " ")
        return file.name == plain || file.matchesAnyCase && file.name == plain.lowercased()
      }
      #expect(
        known.map { String(decoding: TestServer.contents[$0.place], as: UTF8.self) } == answer.body)
    }
  }

  @Test("A table finds each of many files, in the case that the file allows")
  func manyFiles() {
    let table = HTTPFileTable(
      (0..<5_000).map { number in
        HTTPFile(
          name: number == 0 ? "MIXED.cfg" : "file\(number).cfg", matchesAnyCase: number % 2 == 0,
          place: number, size: 0, version: "", lastModified: nil)
      })
    let isFound = (1..<5_000).allSatisfy { (number: Int) in
      table.index(of: "file\(number).cfg".utf8) == number
    }
    #expect(isFound)
    #expect(table.index(of: "mixed.CFG".utf8) == 0)
    #expect(table.index(of: "FILE8.cfg".utf8) == 8)
    #expect(table.index(of: "FILE7.cfg".utf8) == nil)
    #expect(table.index(of: "file5000.cfg".utf8) == nil)
    #expect(HTTPFileTable([]).index(of: "a".utf8) == nil)
  }

  @Test("The name in just this case comes before the same in another")
  func exactCaseFirst() {
    func file(_ name: String, _ place: Int) -> HTTPFile {
      HTTPFile(
        name: name, matchesAnyCase: true, place: place, size: 0, version: "", lastModified: nil)
    }
    let table = HTTPFileTable([file("aa.cfg", 0), file("AA.cfg", 1)])
    #expect(table.index(of: "AA.cfg".utf8) == 1)
    #expect(table.index(of: "Aa.cfg".utf8) == 0)
  }
}
