import TFTP
import Testing

@Suite("Datagrams at the port for requests")
struct RequestTests {
  @Test(
    "are read requests in every spelling",
    arguments: [
      ("a.cfg|octet|", ReadRequest(name: "a.cfg")),
      ("a.cfg|OcTeT|", ReadRequest(name: "a.cfg")),
      ("a.cfg|NETASCII|", ReadRequest(name: "a.cfg", mode: .netascii)),
      ("é.cfg|octet|", ReadRequest(name: "é.cfg")),
      ("|octet|", ReadRequest(name: "")),
      ("a|octet|||||", ReadRequest(name: "a")),
      ("a|octet|blksize|1428|", ReadRequest(name: "a", options: .init(blockSize: 1428))),
      (
        "a|octet|TSIZE|0|BlkSize|8|timeout|255|WINDOWSIZE|65535|",
        ReadRequest(
          name: "a",
          options: .init(blockSize: 8, timeout: 255, transferSize: 0, windowSize: 65_535))
      ),
      (
        "a|octet|blksize|1024|blksize|2048|",
        ReadRequest(name: "a", options: .init(blockSize: 1024))
      ),
      ("a|octet|tsize|0|||", ReadRequest(name: "a", options: .init(transferSize: 0))),
    ])
  func readRequest(text: String, expected: ReadRequest) {
    #expect(RequestPortAnswer(parsing: Octets.request(1, text)) == .read(expected))
  }

  @Test(
    "count options that are unknown or not allowed as not said",
    arguments: [
      "multicast||", "blksize|7|", "blksize|65465|", "blksize|-8|", "blksize||", "blksize|1e3|",
      "blksize| 512|", "blksize|99999999999999999999999|", "timeout|0|", "timeout|256|",
      "tsize|x|", "windowsize|0|", "windowsize|65536|", "x-own|1|",
    ])
  func ignoredOptions(options: String) {
    let answer = RequestPortAnswer(parsing: Octets.request(1, "a|octet|" + options))
    #expect(answer == .read(ReadRequest(name: "a")))
  }

  @Test(
    "that are malformed are refused with an error",
    arguments: [
      (Octets.request(1, ""), ErrorReply.malformedRequest, nil),
      (Octets.request(1, "a.cfg"), .malformedRequest, nil),
      (Octets.request(1, "a.cfg|"), .malformedRequest, "a.cfg"),
      (Octets.request(1, "a.cfg|octet"), .malformedRequest, "a.cfg"),
      (Octets.request(1, "a.cfg|mail|"), .unknownMode, "a.cfg"),
      (Octets.request(1, "a.cfg||"), .unknownMode, "a.cfg"),
      (Octets.request(1, "a.cfg|octets|"), .unknownMode, "a.cfg"),
      (Octets.request(1, "a|octet|blksize"), .optionNegotiation, "a"),
      (Octets.request(1, "a|octet|blksize|"), .optionNegotiation, "a"),
      (Octets.request(1, "a|octet|blksize|512"), .optionNegotiation, "a"),
      (Octets.request(1, "a|octet||512|"), .optionNegotiation, "a"),
      (Octets.request(1, String(repeating: "a", count: 600) + "|octet|"), .malformedRequest, nil),
      ([0, 1, 0xff, 0xfe, 0] + Array("octet".utf8) + [0], .fileNotFound, "??"),
      (Octets.request(2, "a.cfg|octet|"), .readOnly, "a.cfg"),
      (Octets.request(2, ""), .readOnly, nil),
      (Octets.request(0, "a|octet|"), .illegalOperation, nil),
      (Octets.request(7, ""), .illegalOperation, nil),
      ([1, 1], .illegalOperation, nil),
      (Octets.acknowledgement(1), .unknownTransferID, nil),
      (Octets.data(1, [1]), .unknownTransferID, nil),
      ([0, 6], .unknownTransferID, nil),
    ] as [([UInt8], ErrorReply, String?)])
  func refused(octets: [UInt8], error: ErrorReply, name: String?) {
    #expect(RequestPortAnswer(parsing: octets) == .refuse(error, name: name))
  }

  @Test(
    "that are errors or nothing are met with silence", arguments: [[], [0], [0, 5], [0, 5, 0]])
  func ignored(octets: [UInt8]) {
    #expect(RequestPortAnswer(parsing: octets) == .ignore)
  }

  @Test("are read as they were written")
  func roundTrip() {
    let request = ReadRequest(
      name: "firmware/a20.rom", mode: .netascii,
      options: .init(blockSize: 1468, timeout: 3, transferSize: 0, windowSize: 4))
    #expect(RequestPortAnswer(parsing: request.packet) == .read(request))
  }

  @Test("are refused in words of the protocol alone")
  func errorPacket() {
    #expect(ErrorReply.fileNotFound.packet == Octets.error(1, "File not found"))
    #expect(ErrorReply.readOnly.packet == Octets.error(2, "Write requests are refused"))
  }
}

@Suite("Requested names")
struct RequestedFileNameTests {
  @Test(
    "stand for a path in the tree",
    arguments: [
      ("a000000000020.cfg", "a000000000020.cfg"), ("/a.cfg", "a.cfg"), ("///a.cfg", "a.cfg"),
      ("firmware/a20.rom", "firmware/a20.rom"), ("\\firmware\\a20.rom", "firmware/a20.rom"),
      ("./a.cfg", "a.cfg"), ("x//./y", "x/y"), ("..a", "..a"), ("a..", "a.."), ("...", "..."),
    ])
  func path(name: String, path: String) throws {
    #expect(try RequestedFileName(name).path == path)
  }

  @Test(
    "that no file can have are refused",
    arguments: [
      ("", ErrorReply.fileNotFound), ("/", .fileNotFound), (".", .fileNotFound),
      ("a/", .fileNotFound), ("a\n", .fileNotFound), ("a\0b", .fileNotFound),
      (String(repeating: "a", count: 256), .fileNotFound), ("..", .accessViolation),
      ("../a", .accessViolation), ("a/../b", .accessViolation), ("/..", .accessViolation),
      ("a\\..\\b", .accessViolation), ("a/..", .accessViolation),
    ])
  func refused(name: String, error: ErrorReply) {
    #expect(throws: error) { try RequestedFileName(name) }
  }

  @Test("find the exact file before one in another case")
  func find() throws {
    let files = ["Logo.png": 1, "LOGO.PNG": 2, "808287010203.cfg": 3, "80828701ABCD.cfg": 4]
    let folded = ["logo.png": 1, "808287010203.cfg": 3, "80828701abcd.cfg": 4]
    func find(_ name: String) throws -> Int? {
      try RequestedFileName(name).find {
        files[$0]
      } folded: {
        folded[$0]
      }
    }
    #expect(try find("/LOGO.PNG") == 2)
    #expect(try find("logo.PNG") == 1)
    #expect(try find("80828701abcd.CFG") == 4)
    #expect(try find("other.cfg") == nil)
  }
}
