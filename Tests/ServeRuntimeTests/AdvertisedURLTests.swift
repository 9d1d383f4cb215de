import NetworkAddresses
import Testing

@testable import ServeRuntime

@Suite struct AdvertisedURLTests {
  private static let address = IPAddress.v4(0xc000_0207)

  @Test(
    "the host `auto` becomes this host's address, with the port where it is not the usual one",
    arguments: [
      ("tftp://auto", 69, "tftp://192.0.2.7"),
      ("tftp://auto", 6969, "tftp://192.0.2.7:6969"),
      ("TFTP://auto/hq/", 6969, "tftp://192.0.2.7:6969/hq/"),
      ("tftp://auto:1069", 6969, "tftp://192.0.2.7:1069"),
      ("tftp://192.0.2.132", 6969, "tftp://192.0.2.132"),
      ("ftp://auto", 6969, "ftp://192.0.2.7"),
    ] as [(String, UInt16, String)])
  func automaticHost(url: String, tftpPort: UInt16, told: String) throws {
    let advertised = try #require(AdvertisedURL(url, ports: .init(tftp: tftpPort)))
    #expect(advertised.text(towards: Self.address) == told)
  }

  @Test(
    "what phones cannot use, or what holds a password, is no URL",
    arguments: [
      "", "auto", "tftp://", "gopher://auto", "tftp://auto:0", "tftp://auto:99999", "tftp://a b",
      "http://phones:secret@auto", "tftp://:69", "tftp://auto\r\nX: y", "tftp://[::1",
      "http://" + String(repeating: "a", count: 300),
    ])
  func refused(url: String) {
    #expect(AdvertisedURL(url, ports: .init(tftp: 69)) == nil)
  }

  @Test("without a word of site or user it is what is served, TFTP first")
  func automatic() {
    func url(_ ports: AdvertisedURL.ServedPorts) -> String? {
      AdvertisedURL.automatic(ports)?.text(towards: Self.address)
    }
    #expect(url(.init(tftp: 69, http: 8080)) == "tftp://192.0.2.7")
    #expect(url(.init(http: 8080)) == "http://192.0.2.7:8080")
    #expect(url(.init(https: 443)) == "https://192.0.2.7")
    #expect(url(.init()) == nil)
  }
}
