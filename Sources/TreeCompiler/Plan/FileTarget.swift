import OutputTree
import SiteModel

/// One file of a plan that somebody asked for.
struct FileTarget {
  /// Its name; of the names with the same bytes, the one that was asked for.
  let name: String
  let phones: [Int]
  let shared: [Int]
}

extension SitePlan {
  /// The file that a name, a MAC address or a family means.
  func target(_ wanted: String) -> FileTarget? {
    if let place = shared.firstIndex(where: { $0.path.text == wanted }) {
      return FileTarget(name: wanted, phones: [], shared: [place])
    }
    let common = shared.firstIndex { file in
      guard case .common(let index) = file.content else { return false }
      return families[index].family.name == wanted
    }
    if let place = common {
      return FileTarget(name: shared[place].path.text, phones: [], shared: [place])
    }
    let mac = MACAddress(wanted)
    for (place, phone) in site.phones.enumerated() {
      guard let names = models[phone.model]?.names.names(of: phone.mac) else { continue }
      if phone.mac == mac || names.contains(wanted) {
        return FileTarget(
          name: names.contains(wanted) ? wanted : names.first ?? "", phones: [place], shared: [])
      }
    }
    return nil
  }

  /// The names that ``target(_:)`` knows, for suggestions.
  public var fileNames: [String] {
    shared.map(\.path.text) + familyNames
      + site.phones.flatMap { phone in
        models[phone.model]?.names.names(of: phone.mac) ?? []
      }
  }
}
