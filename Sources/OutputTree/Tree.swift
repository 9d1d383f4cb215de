/// A tree to read: its list of files, and their bytes.
public struct Tree: Sendable {
  /// The folder that the files are in, without a slash at its end.
  public let directory: String
  public let manifest: Manifest
  /// Whether a manifest stands beside the tree; else it was made out of the files themselves, and
  /// of a phone no more is known than its file's name says.
  public let hasManifest: Bool

  private static let manifestSuffix = ".manifest.json"

  /// Opens a tree by its folder, such as `out/hq`, or by its manifest.
  ///
  /// - Throws: ``TreeError`` if there is neither, or a manifest that cannot be read.
  public static func open(_ path: String) throws(TreeError) -> Tree {
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix(manifestSuffix) {
      let directory = String(path.dropLast(manifestSuffix.count))
      return try open(directory, NativeFileSystem(), needsManifest: true)
    }
    return try open(path, NativeFileSystem(), needsManifest: false)
  }

  private static func open(
    _ directory: String, _ fileSystem: NativeFileSystem, needsManifest: Bool
  ) throws(TreeError) -> Tree {
    let manifestPath = directory + manifestSuffix
    do {
      let folder = try fileSystem.openRoot(parent(of: directory))
      defer { try? fileSystem.close(folder) }
      let bytes = try fileSystem.readFile(name(of: manifestPath), in: folder)
      return Tree(
        directory: directory, manifest: try parse(bytes, manifestPath), hasManifest: true)
    } catch let error as SystemError {
      guard error.isMissing, !needsManifest else {
        throw TreeError(.read, path: manifestPath, error)
      }
    } catch let error as TreeError {
      throw error
    } catch {
      throw TreeError(
        .read, path: manifestPath, message: "cannot read \(manifestPath)", help: "check the path")
    }
    let files = try listFiles(directory, fileSystem)
    let manifest = Manifest(site: name(of: directory), generator: "", files: files)
    return Tree(directory: directory, manifest: manifest, hasManifest: false)
  }

  private static func parse(_ bytes: [UInt8], _ path: String) throws(TreeError) -> Manifest {
    do {
      return try Manifest(json: bytes)
    } catch {
      throw TreeError(
        .read, path: path, message: "\(path.visible) is no manifest: \(error)",
        help: "build the site again")
    }
  }

  /// Reads a file of the tree; links are not followed.
  public func read(_ path: TreePath) throws(TreeError) -> [UInt8] {
    let fileSystem = NativeFileSystem()
    return try attempt(.read, "\(directory)/\(path)") { () throws(SystemError) in
      let root = try fileSystem.openRoot(directory)
      defer { try? fileSystem.close(root) }
      let folder = try fileSystem.openDirectories(path.directory, below: root)
      defer { try? fileSystem.close(folder) }
      return try fileSystem.readFile(path.name, in: folder)
    }
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The regular files with names that a tree may have; anything else is not part of one.
  private static func listFiles(
    _ directory: String, _ fileSystem: NativeFileSystem
  ) throws(TreeError) -> [TreeFile] {
    try attempt(.list, directory) { () throws(SystemError) in
      let root = try fileSystem.openRoot(directory)
      defer { try? fileSystem.close(root) }
      var files: [TreeFile] = []
      try visit(root, "", fileSystem, &files)
      return files
    }
  }

  private static func visit(
    _ directory: Descriptor, _ prefix: String, _ fileSystem: NativeFileSystem,
    _ files: inout [TreeFile]
  ) throws(SystemError) {
    for entry in try fileSystem.entries(of: directory) {
      guard let name = entry.name.exactText, let path = try? TreePath(prefix + name) else {
        continue
      }
      if entry.type == .directory {
        let child = try fileSystem.openDirectory(name, in: directory)
        defer { try? fileSystem.close(child) }
        try visit(child, "\(path)/", fileSystem, &files)
      } else if entry.type == .file,
        let (hash, status) = try fileSystem.hashFile(name, in: directory)
      {
        let description = FileDescription(
          path: path, role: role(of: path), holdsSecrets: status.mode & 0o004 == 0)
        files.append(TreeFile(description, size: Int(status.size), sha256: hash))
      }
    }
  }

  /// Twelve hexadecimal digits and `.cfg` are a phone's file.
  private static func role(of path: TreePath) -> FileRole {
    let mac = path.text.dropLast(4).lowercased()
    guard path.text.hasSuffix(".cfg"), mac.utf8.count == 12,
      mac.utf8.allSatisfy({ $0.hexadecimalValue != nil })
    else { return .asset }
    return .phone(PhoneIdentity(mac: mac))
  }
}
