// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Release builds are told their version by `packaging/version`; the others are all of this one.
let version = Context.environment["RINGTREE_VERSION"].flatMap { $0.isEmpty ? nil : $0 } ?? "0.1.0"

/// A library target of this package: every target shares the same settings.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a target, with what all tests share.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: settings)
}

let package = Package(
  name: "ringtree",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "ringtree", targets: ["ringtree"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .target(
      name: "CBuildVersion", cSettings: [.define("RINGTREE_VERSION", to: "\"\(version)\"")]),
    library("Diagnostics"),
    library("NetworkAddresses"),
    library("Deadlines"),
    library("TFTP", ["NetworkAddresses"]),
    library("HTTPFiles"),
    .target(name: "CSockets"),
    library("NetworkSockets", ["CSockets", "NetworkAddresses"]),
    library("YAMLNodes", ["CLibYAML", "Diagnostics"]),
    library("SIPPnP", ["NetworkAddresses", "Deadlines"]),
    library("Rollout", ["NetworkAddresses", "OutputTree", "JSONReading", "Diagnostics"]),
    library("CSVTables", ["Diagnostics"]),
    library("SiteModel", ["YAMLNodes", "CSVTables", "Diagnostics"]),
    library("SiteFormatting", ["SiteModel", "YAMLNodes", "Diagnostics"]),
    library("PhoneImport", ["SiteModel", "YAMLNodes", "CSVTables", "Diagnostics"]),
    library("KeyLearning", ["SiteModel", "Diagnostics"]),
    library("SiteScaffold"),
    library("Templates", ["Diagnostics"]),
    library("JSONReading"),
    library("OutputTree", ["JSONReading", .product(name: "Crypto", package: "swift-crypto")]),
    library("TreeCompiler", ["SiteModel", "Templates", "OutputTree", "Diagnostics"]),
    library(
      "ServeRuntime",
      [
        "SIPPnP", "TFTP", "HTTPFiles", "Rollout", "Deadlines", "NetworkSockets",
        "NetworkAddresses", "OutputTree", "Diagnostics",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    library(
      "Rehearsal",
      [
        "SIPPnP", "TFTP", "HTTPFiles", "Rollout", "Deadlines", "NetworkSockets",
        "NetworkAddresses", "OutputTree",
      ]),
    library(
      "RingtreeCLI",
      [
        "CBuildVersion", "TreeCompiler", "SiteFormatting", "PhoneImport", "KeyLearning",
        "SiteScaffold", "SiteModel", "OutputTree", "Diagnostics", "ServeRuntime", "Rehearsal",
        "NetworkSockets", "NetworkAddresses", "Rollout",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "ringtree", dependencies: ["RingtreeCLI"], swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests("DiagnosticsTests", ["Diagnostics"], exclude: ["Fixtures"]),
    tests("YAMLNodesTests", ["YAMLNodes", "Diagnostics"]),
    tests("NetworkAddressesTests", ["NetworkAddresses"]),
    tests("DeadlinesTests", ["Deadlines"]),
    tests("TFTPTests", ["TFTP", "NetworkAddresses"]),
    tests("SIPPnPTests", ["SIPPnP", "NetworkAddresses"], exclude: ["Samples"]),
    tests("HTTPFilesTests", ["HTTPFiles"]),
    tests("RolloutTests", ["Rollout", "NetworkAddresses", "OutputTree"]),
    tests("CSVTablesTests", ["CSVTables", "Diagnostics"]),
    tests(
      "SiteModelTests", ["SiteModel", "YAMLNodes", "CSVTables", "Diagnostics"],
      exclude: ["JSONSchema/validate.py"]),
    tests("SiteFormattingTests", ["SiteFormatting", "YAMLNodes", "Diagnostics"]),
    tests("PhoneImportTests", ["PhoneImport", "SiteModel", "Diagnostics"]),
    tests("KeyLearningTests", ["KeyLearning", "SiteModel", "Diagnostics"]),
    tests("TemplatesTests", ["Templates", "Diagnostics"], exclude: ["Oracle/oracle.py"]),
    tests("OutputTreeTests", ["OutputTree", "JSONReading"]),
    tests("EndToEndTests", [], exclude: ["full-disk.sh"]),
    tests("PackagingTests", []),
    tests("ServingTests", []),
    tests("NetworkSocketsTests", ["NetworkSockets", "NetworkAddresses"]),
    tests(
      "ServeRuntimeTests", ["ServeRuntime", "Rollout", "SIPPnP", "NetworkAddresses"]),
    tests(
      "RingtreeCLITests",
      [
        "RingtreeCLI", "YAMLNodes", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    tests(
      "DocsTests",
      [
        "SiteModel", "Templates", "TreeCompiler", "OutputTree", "YAMLNodes", "CSVTables",
        "SiteFormatting", "PhoneImport", "KeyLearning", "Rollout", "Diagnostics", "RingtreeCLI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)
