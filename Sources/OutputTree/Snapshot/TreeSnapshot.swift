/// A tree with all its bytes in memory, each file as its manifest says: what a server serves.
///
/// It never changes: who began to read it ends on the same bytes, whatever is built meanwhile.
public struct TreeSnapshot: Sendable {
  public let manifest: Manifest
  /// How tree and manifest stood when they were read.
  public let stamp: TreeStamp
  /// The manifest's files, in its order.
  private let contents: [FileContent]
  private let places: [TreePath: Int]
  /// Files that phones ask for, by their names in lower case.
  private let placesByLowerCase: [String: Int]
  private let phones: [String: PhoneIdentity]

  init(manifest: Manifest, stamp: TreeStamp, contents: [FileContent]) {
    self.manifest = manifest
    self.stamp = stamp
    self.contents = contents
    var places: [TreePath: Int] = [:]
    var placesByLowerCase: [String: Int] = [:]
    var phones: [String: PhoneIdentity] = [:]
    places.reserveCapacity(manifest.files.count)
    placesByLowerCase.reserveCapacity(manifest.files.count)
    phones.reserveCapacity(manifest.files.count)
    for (place, file) in manifest.files.enumerated() {
      places[file.path] = place
      if file.role.isForPhones { placesByLowerCase[file.path.text.lowercased()] = place }
      if let phone = file.role.phone { phones[phone.mac] = phone }
    }
    self.places = places
    self.placesByLowerCase = placesByLowerCase
    self.phones = phones
  }

  public var count: Int { contents.count }

  /// Together, of all files.
  public var byteCount: Int { contents.reduce(0) { $0 + $1.bytes.count } }

  /// How many phones have a file.
  public var phoneCount: Int { phones.count }

  /// The place in the manifest of the file with just this path; nil if there is none.
  public func place(of path: String) -> Int? {
    places[TreePath(unchecked: path)]
  }

  /// The place of a common file or a phone's file with this path in lower case: phones make up
  /// these names themselves, some with capital letters. Nil if there is none.
  public func place(ofLowerCase path: String) -> Int? {
    placesByLowerCase[path]
  }

  /// What the manifest says of a file; the place is one that this snapshot gave.
  public func file(at place: Int) -> TreeFile { manifest.files[place] }

  /// The bytes of a file; the place is one that this snapshot gave.
  public func bytes(at place: Int) -> [UInt8] { contents[place].bytes }

  /// When a file was written last, in seconds since the beginning of 1970; the place is one that
  /// this snapshot gave.
  public func modificationTime(at place: Int) -> Int64 { contents[place].modified.seconds }

  func content(at place: Int) -> FileContent { contents[place] }

  /// The phone with a MAC address of 12 lower-case digits.
  public func phone(_ mac: String) -> PhoneIdentity? { phones[mac] }
}

/// A file as it was read.
struct FileContent: Sendable {
  let bytes: [UInt8]
  let modified: FileTime

  static let none = FileContent(bytes: [], modified: FileTime(seconds: 0, nanoseconds: 0))
}

extension FileRole {
  /// Whether phones ask for the file by a name that they make up themselves, in whatever case.
  public var isForPhones: Bool {
    switch self {
    case .common, .phone: true
    case .asset, .page: false
    }
  }
}

/// What tells one state of a tree from another without reading it.
public struct TreeStamp: Hashable, Sendable {
  private let directory: FileStatus?
  private let manifest: FileStatus?

  init(directory: FileStatus?, manifest: FileStatus?) {
    self.directory = directory
    self.manifest = manifest
  }

  /// How a tree and its manifest stand now; both may be missing.
  public static func now(_ location: TreeLocation) -> TreeStamp {
    let files = NativeFileSystem()
    var directory: FileStatus?
    if let descriptor = try? files.openRoot(location.directory) {
      directory = try? files.status(of: descriptor)
      try? files.close(descriptor)
    }
    var manifest: FileStatus?
    if let descriptor = try? files.openRoot(location.folder) {
      manifest = try? files.statusIfPresent(of: location.manifestName, in: descriptor)
      try? files.close(descriptor)
    }
    return TreeStamp(directory: directory, manifest: manifest)
  }
}
