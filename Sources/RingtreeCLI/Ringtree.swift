public import ArgumentParser

/// The command line.
public struct Ringtree: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "ringtree",
    abstract: "Compiles a YAML site into the files that ATCOM phones download.",
    discussion: """
      A site file says which phones there are, which accounts they have and how they are set up. \
      ringtree checks it, renders the common file of each model family and one file per phone from \
      templates, and writes them as a tree that any TFTP or web server can serve.

        ringtree init phones               makes a repository to start from
        ringtree check                     checks every site in sites/
        ringtree build sites/hq.yaml       writes out/hq/ and out/hq.manifest.json
        ringtree render sites/hq.yaml 808287010203

      Exit status: 0 done, 1 errors in the input, 64 wrong usage, 74 a failed read or write.
      """,
    version: Version.number,
    subcommands: [
      Initialize.self, Check.self, Build.self, Render.self, Serve.self, Rehearse.self,
      ReportRollout.self, Format.self, Import.self, Learn.self, Secrets.self, Schema.self,
    ])

  public init() {}

  /// Parses the program's arguments, does what they say and ends the program.
  public static func run() -> Never {
    main()
    exit()
  }
}

extension ExitCode {
  /// Something is wrong with the input; diagnostics said what.
  static let inputErrors = ExitCode(1)
  /// A file could not be read or written.
  static let readOrWriteFailed = ExitCode(74)
}
