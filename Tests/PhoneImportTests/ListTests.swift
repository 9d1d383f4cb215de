import SiteModel
import Testing

@testable import PhoneImport

@Suite("A list of phones")
struct ListTests {
  @Test(
    "has columns by their usual names",
    arguments: [
      "MAC;Model;Extension;Name;Label", "mac address;MODEL NAME;Ext.;Full name;Location",
      "MAC-Adresse;Gerät;Nebenstelle;Mitarbeiter;Standort",
      "Dirección MAC;Modelo;Número;Nombre;Ubicación", "\u{FEFF}MAC_ID;Typ;Durchwahl;Benutzer;Raum",
    ])
  func columns(header: String) {
    let run = ImportRun("\(header)\n808287010203;A20;101;Ana;Desk\n", site: "")
    #expect(run.codes == [])
    #expect(
      run.plan?.phones == [
        ListedPhone(
          mac: MACAddress(bits: 0x8082_8701_0203), model: "A20", account: "101", name: "Ana",
          label: "Desk")
      ])
  }

  @Test("has fields between commas, semicolons or tabs", arguments: [",", ";", "\t"])
  func separators(separator: String) {
    let list =
      "Name\(separator)MAC\(separator)Model\n\"Ana\(separator) B\"\(separator)808287010203\(separator)A20\n"
    #expect(
      ImportRun(list, site: "").plan?.phones.first?.name
        == "Ana\(separator) B".replacing("\t", with: " ").replacing("  ", with: " "))
  }

  @Test(
    "has MAC addresses in any notation",
    arguments: [
      "80:82:87:01:02:03", "80-82-87-01-02-03", "8082.8701.0203", "808287010203", "808287-010203",
      "80 82 87 01 02 03", "80:82:87:01:02:03 ", "80_82_87_01_02_03",
    ])
  func notations(text: String) {
    let run = ImportRun("MAC,Model\n\(text),A20\n", site: "")
    #expect(run.plan?.phones.map(\.mac) == [MACAddress(bits: 0x8082_8701_0203)])
  }

  @Test(
    "has models with the maker's name or in other letters",
    arguments: ["A20", "a20", "ATCOM A20", "Atcom a20"])
  func models(model: String) {
    #expect(
      ImportRun("MAC,Model\n808287010203,\(model)\n", site: "").plan?.phones.first?.model == "A20")
  }

  @Test("may leave the model to the command line")
  func oneModel() {
    let run = ImportRun("MAC\n808287010203\n", site: "", model: "A21")
    #expect(run.plan?.phones.map(\.model) == ["A21"])
  }

  @Test(
    "is told what is wrong with it",
    arguments: [
      ("Model\nA20\n", "I001"), ("MAC\n808287010203\n", "I001"),
      ("MAC,MAC address,Model\n808287010203,,A20\n", "I002"),
      ("MAC,Model,Colour\n808287010203,A20,red\n", "I003"),
      ("MAC,Model\n808287010203,A20\n80-82-87-01-02-03,A20\n", "I005"),
      ("MAC,Model\n808287010203,A99\n", "I006"), ("MAC,Model\n808287010203,\n", "I006"),
      ("MAC,Model\n80828701020,A20\n", "I007"), ("MAC,Model\n,A20\n", "I007"),
      ("MAC,Model\n000000000000,A20\n", "I007"), ("MAC,Model\n\"808287010203,A20\n", "C002"),
    ])
  func findings(list: String, code: String) {
    let run = ImportRun(list, site: "")
    #expect(run.codes == [code])
    #expect((run.plan == nil) == (code != "I003"))
  }

  @Test("never shows a password that stands in it")
  func passwords() {
    let run = ImportRun(
      "MAC,Model,Password,Colour\n80828701020,A20,hunter2,swordfish\n", site: "")
    #expect(run.codes == ["I003", "I003", "I007"])
    #expect(!run.printed.contains("hunter2"))
    #expect(!run.printed.contains("swordfish"))
  }
}
