import ArgumentParser
import OutputTree
import Rollout
import SiteModel

/// The ledgers that a command was given, read.
struct LedgerFiles {
  private(set) var contents: [LedgerContent] = []
  private(set) var site: String?
  private let firstPath: String
  /// The file that said which site it is.
  private var sitePath = ""

  /// Reads ledgers of one site; what cannot be used of them is said on standard error.
  init(_ paths: [String]) throws {
    firstPath = paths.first ?? ""
    var failure: ExitCode?
    for path in paths {
      do throws(CommandFault) {
        try take(path)
      } catch {
        Terminal.printForPeople(error.text)
        failure = failure ?? error.exitCode
      }
    }
    if let failure { throw failure }
  }

  private mutating func take(_ path: String) throws(CommandFault) {
    let bytes = try Self.read(path)
    guard bytes.count <= LedgerText.largestFile else {
      throw .input("\(path) is larger than \(LedgerText.largestFile >> 20) MiB")
    }
    let content = LedgerContent(bytes)
    guard let header = content.header else {
      throw .input(
        "\(path) is no ledger of a rollout: its first line does not say so",
        help: "`ringtree serve` writes one to out/<site>.rollout.jsonl")
    }
    if let site, site != header.site {
      throw .input(
        "\(path) is of the site `\(header.site)`, and \(sitePath) of `\(site)`",
        help: "report each site by itself")
    }
    if site == nil {
      site = header.site
      sitePath = path
    }
    warn(of: content, path)
    contents.append(content)
  }

  private func warn(of content: LedgerContent, _ path: String) {
    guard content.faultCount > 0 else { return }
    let shown = content.faultyLines.prefix(5).map(String.init).joined(separator: ", ")
    let more = content.faultCount > 5 ? ", …" : ""
    let lines = content.faultCount == 1 ? "line was" : "lines were"
    Terminal.printForPeople(
      "warning: \(path): \(content.faultCount) \(lines) not understood and passed over "
        + "(\(shown)\(more))\n")
  }

  /// The manifest of the site: the one that was named, else the one beside the first ledger; nil
  /// if there is none there.
  func manifest(named name: String?) throws -> Manifest? {
    do throws(CommandFault) {
      let path = name ?? defaultManifestPath
      if name == nil, case .failure(let fault) = FileReading.disk.read(path), fault.isMissing {
        return nil
      }
      let manifest = try Self.readManifest(path)
      if let site, site != manifest.site {
        throw .input("\(path) is of the site `\(manifest.site)`, the ledger of `\(site)`")
      }
      return manifest
    } catch {
      Terminal.printForPeople(error.text)
      throw error.exitCode
    }
  }

  private var defaultManifestPath: String {
    let folder = firstPath.lastIndex(of: "/").map { firstPath[...$0] } ?? ""
    return folder + "\(site ?? "").manifest.json"
  }

  private static func readManifest(_ path: String) throws(CommandFault) -> Manifest {
    let bytes = try read(path)
    do {
      return try Manifest(json: bytes)
    } catch {
      throw .input("\(path) is no manifest: \(error)")
    }
  }

  private static func read(_ path: String) throws(CommandFault) -> [UInt8] {
    switch FileReading.disk.read(path) {
    case .success(let bytes): return bytes
    case .failure(let fault): throw .reading("cannot read \(path): \(fault.reason)")
    }
  }
}

/// Why a command cannot do what it was asked, in words.
private enum CommandFault: Error {
  case input(String, help: String? = nil)
  case reading(String)

  var text: String {
    switch self {
    case .input(let message, let help):
      "error: \(message)\n" + (help.map { "  = help: \($0)\n" } ?? "")
    case .reading(let message): "error: \(message)\n"
    }
  }

  var exitCode: ExitCode {
    switch self {
    case .input: .inputErrors
    case .reading: .readOrWriteFailed
    }
  }
}
