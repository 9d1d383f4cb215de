import NetworkAddresses
import Testing

@Suite("Provisioning URLs")
struct ProvisioningURLTests {
  @Test(
    "A URL has its parts, and is written as it was read",
    arguments: [
      ("tftp://192.168.2.132", "192.168.2.132", UInt16(69), "/"),
      ("http://pbx.example.net:8080/phones/", "pbx.example.net", 8080, "/phones/"),
      ("https://[2001:db8::1]/a%20b/", "[2001:db8::1]", 443, "/a%20b/"),
      ("ftp://[2001:db8::1]:2121", "[2001:db8::1]", 2121, "/"), ("tftp://auto", "auto", 69, "/"),
    ])
  func parts(text: String, host: String, port: UInt16, folder: String) throws {
    let url = try #require(ProvisioningURL(text))
    #expect("\(url.host)" == host)
    #expect(url.port == port)
    #expect(url.folder == folder)
    #expect(url.text == text)
    #expect("\(url)" == text)
    #expect(ProvisioningURL(url.text) == url)
  }

  @Test("Scheme and host may be in any case, and the last slash may be missing")
  func spelling() {
    #expect(
      ProvisioningURL("HTTP://PBX.Example.NET/a") == ProvisioningURL("http://pbx.example.net/a/"))
  }

  @Test(
    "What is no such URL is refused",
    arguments: [
      "", "192.168.2.132", "tftp:/192.168.2.132", "gopher://a", "tftp://", "tftp:///a",
      "http://:80",
      "http://a:", "http://a:0", "http://a:65536", "http://a:+80", "http://a:8 0", "http://1.2.3",
      "http://1.2.3.256", "http://::1/", "http://[::1", "http://[1.2.3.4]", "http://[::1]x",
      "http://a..b", "http://a/%zz", "http://a/%0a", "http://a/%ff", "http://a/?x=1", "http://a/#x",
      "http://@a", "http://:pw@a", "http://u%0a@a", "http://a b", "http://a/\u{e9}", "http://a/%+1",
    ])
  func malformed(text: String) {
    #expect(ProvisioningURL(text) == nil)
  }

  @Test("A file's path is the folder's with the name, for HTTP and for TFTP")
  func files() throws {
    let url = try #require(ProvisioningURL("http://a:8080/my%20phones"))
    #expect(url.path(ofFile: "808287010203.cfg") == "/my%20phones/808287010203.cfg")
    #expect(url.path(ofFile: "firmware/a 20%.rom") == "/my%20phones/firmware/a%2020%25.rom")
    #expect(url.plainPath(ofFile: "808287010203.cfg") == "my phones/808287010203.cfg")
    #expect(url.authority == "a:8080")
    let plain = try #require(ProvisioningURL("tftp://192.0.2.1"))
    #expect(plain.plainPath(ofFile: "808287010203.cfg") == "808287010203.cfg")
  }

  @Test("Name and password are decoded, told to phones, and kept out of logs")
  func userInformation() throws {
    let url = try #require(ProvisioningURL("https://jo%40e:s3%3Acret@pbx.example.net/"))
    #expect(url.userInformation?.user == "jo@e")
    #expect(url.userInformation?.password == "s3:cret")
    #expect(url.text == "https://jo%40e:s3%3Acret@pbx.example.net")
    #expect("\(url)" == "https://jo%40e:•••@pbx.example.net")
    var dumped = String(reflecting: url)
    dump(url, to: &dumped)
    dump(url.userInformation, to: &dumped)
    #expect(!dumped.contains("s3"))
  }
}
