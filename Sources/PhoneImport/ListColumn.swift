/// What a column of a list says of a phone.
enum ListColumn: Hashable, CaseIterable {
  case mac, model, account, name, label
  /// A password: never imported, since a site file is kept in git.
  case password

  /// How messages call it.
  var title: String {
    switch self {
    case .mac: "MAC"
    case .model: "Model"
    case .account: "Extension"
    case .name: "Name"
    case .label: "Label"
    case .password: "Password"
    }
  }

  /// The column of a header's text: in English, German or Spanish, whatever its case, its accents
  /// and the signs and spaces in it. Nil for one that says nothing of a phone.
  init?(_ header: String) {
    let letters = Self.letters(of: header)
    guard let column = Self.allCases.first(where: { $0.spellings.contains(letters) }) else {
      return nil
    }
    self = column
  }

  private var spellings: Set<String> {
    switch self {
    case .mac:
      [
        "mac", "macaddress", "macaddr", "macid", "macno", "macnumber", "macadresse", "macadr",
        "direccionmac", "dirmac", "ethernetaddress", "hardwareaddress", "hwaddress", "hwaddr",
        "physicaladdress", "hardwareadresse", "physischeadresse", "direccionfisica",
      ]
    case .model:
      [
        "model", "modelname", "modelno", "phonemodel", "devicemodel", "modell", "gerat",
        "geratetyp", "geraet", "geraetetyp", "telefonmodell", "typ", "type", "phonetype",
        "modelo", "modelodetelefono", "tipo", "device", "product", "produkt", "producto", "item",
        "artikel", "articulo",
      ]
    case .account:
      [
        "extension", "ext", "exten", "extn", "extno", "extnumber", "extensionnumber", "account",
        "accounts", "accountid", "sipaccount", "sipuser", "sipid", "number", "phonenumber", "line1",
        "nebenstelle", "durchwahl", "rufnummer", "nst", "konto", "sipkonto", "nummer",
        "anexo", "interno", "numero", "numerodeextension", "cuenta", "cuentasip",
      ]
    case .name:
      [
        "name", "fullname", "displayname", "user", "owner", "person", "employee", "assignedto",
        "benutzer", "mitarbeiter", "anzeigename", "vollername", "inhaber", "nombre", "usuario",
        "nombrecompleto", "nombreyapellidos", "empleado", "titular",
      ]
    case .label:
      [
        "label", "phonelabel", "location", "room", "place", "beschriftung", "bezeichnung",
        "standort", "raum", "zimmer", "ort", "etiqueta", "ubicacion", "sala", "lugar", "despacho",
      ]
    case .password:
      [
        "password", "passwd", "pass", "secret", "sippassword", "sipsecret", "authpassword", "pin",
        "passwort", "kennwort", "sippasswort", "contrasena", "clave", "contrasenasip",
      ]
    }
  }

  /// Its letters and digits alone, small and without accents.
  private static func letters(of header: String) -> String {
    var letters = ""
    for character in header.lowercased() {
      if let plain = accents[character] {
        letters.append(plain)
      } else if character.isASCII, character.isLetter || character.isNumber {
        letters.append(character)
      }
    }
    return letters
  }

  private static let accents: [Character: Character] = [
    "á": "a", "à": "a", "ä": "a", "é": "e", "è": "e", "í": "i", "ó": "o", "ö": "o", "ú": "u",
    "ü": "u", "ñ": "n",
  ]
}
