import NetworkAddresses
import Testing

@Suite("Addresses")
struct IPAddressTests {
  @Test(
    "are read in every form, and written in one",
    arguments: [
      ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
      ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::1", "2001:db8::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
      ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ])
  func roundTrip(text: String, canonical: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.description == canonical)
    #expect(IPAddress(canonical) == address)
  }

  @Test(
    "that are none are refused",
    arguments: [
      "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", "1.2.3.4 ", ":", ":::",
      "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "::1.2.3", "1.2.3.4::",
      "1:2:3:4:5:6:7::8", "[::1]", "::1%lo", "+1.2.3.4",
    ])
  func refused(text: String) { #expect(IPAddress(text) == nil) }

  @Test("know what they are")
  func kinds() throws {
    #expect(IPAddress.sipMulticast.description == "224.0.1.75")
    #expect(IPAddress.sipMulticast.isMulticast)
    #expect(IPAddress.loopback.isLoopback)
    #expect(IPAddress.v6(0, 1).isLoopback)
    #expect(IPAddress.any.isUnspecified)
    #expect(IPAddress("::ffff:10.0.0.1")?.unmapped == IPAddress("10.0.0.1"))
    #expect(try #require(IPAddress("10.0.0.1")) < #require(IPAddress("::")))
  }
}

@Suite("Addresses with a port")
struct SocketAddressTests {
  @Test(
    "are read and written",
    arguments: ["192.0.2.1:5060", "[2001:db8::1]:69", "0.0.0.0:0", "[::]:65535"])
  func roundTrip(text: String) throws {
    #expect(try #require(SocketAddress(text)).description == text)
  }

  @Test(
    "that are none are refused",
    arguments: ["192.0.2.1", "192.0.2.1:", "::1:69", "1.2.3.4:65536", "1.2.3.4:+1", "[1.2.3.4]:1"])
  func refused(text: String) { #expect(SocketAddress(text) == nil) }
}

@Suite("Ranges of addresses")
struct AddressRangeTests {
  @Test(
    "hold what shares their prefix",
    arguments: [
      ("192.0.2.77/24", "192.0.2.1", true), ("192.0.2.0/24", "192.0.3.1", false),
      ("0.0.0.0/0", "255.1.2.3", true), ("10.1.2.3", "10.1.2.3", true),
      ("10.1.2.3", "10.1.2.4", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
      ("2001:db8::/65", "2001:db8::8000:0:0:1", false), ("::/0", "::1", true),
      ("::/0", "10.0.0.1", false),
    ])
  func containment(range: String, address: String, isInside: Bool) throws {
    let range = try #require(AddressRange(range))
    #expect(try range.contains(#require(IPAddress(address))) == isInside)
  }

  @Test("are written with their first address")
  func canonical() { #expect(AddressRange("192.0.2.77/24")?.description == "192.0.2.0/24") }

  @Test(
    "that are none are refused",
    arguments: ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "x/8", "10.0.0.0/8/8"])
  func refused(text: String) { #expect(AddressRange(text) == nil) }
}
