import Foundation
import TestSupport
import Testing

/// Clients that others wrote get the bytes of the tree.
@Suite("Strangers' clients", .serialized)
struct StrangersTests {
  /// What to run: `$tftp` and `$http` are ports, `$file` is wanted, `got` is where it must come.
  private static let clients: [(program: String, line: String)] = [
    ("tftp", #"tftp -m binary 127.0.0.1 "$tftp" -c get "$file" got"#),
    ("atftp", #"atftp --get -r "$file" -l got 127.0.0.1 "$tftp""#),
    (
      "atftp",
      #"atftp --option "blksize 1024" --option "tsize 0" --option "windowsize 4" --get "#
        + #"-r "$file" -l got 127.0.0.1 "$tftp""#
    ),
    ("busybox", #"busybox tftp -g -r "$file" -l got 127.0.0.1 "$tftp""#),
    ("busybox", #"busybox tftp -b 1428 -g -r "$file" -l got 127.0.0.1 "$tftp""#),
    ("curl", #"curl -sS --max-time 100 -o got "tftp://127.0.0.1:$tftp/$file""#),
    ("curl", #"curl -fsS --max-time 100 -o got "http://127.0.0.1:$http/$file""#),
    ("curl", #"curl -fsS --http1.0 --max-time 100 -o got "http://127.0.0.1:$http/$file""#),
    ("wget", #"wget -q -O got "http://127.0.0.1:$http/$file""#),
    ("busybox", #"busybox wget -q -O got "http://127.0.0.1:$http/$file""#),
  ]

  private func fetch(_ line: String, _ file: String, _ server: RunningServer) throws -> Run {
    try server.repository.shell(
      "rm -f got; " + line,
      environment: ["tftp": server.tftpPort, "http": server.httpPort, "file": file])
  }

  @Test("fetch every file of the tree")
  func files() throws {
    let repository = try SiteRepository.small()
    try repository.write("sites/large.bin", String(repeating: "0123456789abcdef", count: 9_000))
    let site = try repository.text("sites/hq.yaml")
    try repository.write(
      "sites/hq.yaml",
      site + "assets: [{from: large.bin, as: large.bin}, {from: empty.bin, as: empty.bin}]\n")
    try repository.write("sites/empty.bin", "")
    try #require(try repository.ringtree("build").status == 0)
    let server = try RunningServer(repository, site: "hq")
    var tried: Set<String> = []
    for client in Self.clients {
      guard try repository.shell("command -v \(client.program)").status == 0 else { continue }
      tried.insert(client.program)
      for file in [SmallSite.commonFile, SmallSite.firstPhone, "large.bin", "empty.bin"] {
        // A datagram may get lost on a busy machine, and some clients give up early.
        var got: [UInt8]?
        let wanted = try repository.contents("out/hq")[file]
        for _ in 0..<3 where got != wanted {
          _ = try fetch(client.line, file, server)
          got = try repository.contents(".")["got"]
          // Some clients make no file for nothing.
          if got == nil, file == "empty.bin" { got = [] }
        }
        #expect(got == wanted, "\(client.line): \(file)")
      }
    }
    if tried.isEmpty { print("no client of TFTP or HTTP is installed: nothing was tried") }
  }

  @Test(
    "get a phone's file in any case of its letters",
    arguments: ["80828701020A.cfg", "80828701020a.CFG"])
  func anyCase(name: String) throws {
    let repository = try SiteRepository.small()
    try #require(try repository.ringtree("build").status == 0)
    let server = try RunningServer(repository, site: "hq")
    let line = #"curl -fsS --max-time 100 -o got "http://127.0.0.1:$http/$file""#
    let run = try fetch(line, name, server)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try repository.contents(".")["got"] == repository.contents("out/hq")[SmallSite.secondPhone])
  }

  @Test(
    "get nothing else",
    arguments: [
      "", "hq.manifest.json", "../hq.manifest.json", "%2e%2e/hq.manifest.json",
      "..%2fhq.rollout.jsonl",
      ".ringtree/hq.state", "./", "808287999999.cfg",
    ])
  func nothingElse(path: String) throws {
    let repository = try SiteRepository.small()
    try #require(try repository.ringtree("build").status == 0)
    let server = try RunningServer(repository, site: "hq")
    let run = try fetch(
      #"curl -sS --path-as-is --max-time 100 -o got -w '%{http_code}' "http://127.0.0.1:$http/$file""#,
      path, server)
    #expect(["404", "400"].contains(run.output), "\(path): \(run.output)")
  }
}
