// swift-tools-version: 6.2
import PackageDescription

// Every room is compiled in the same way: Swift 6, warnings as errors, and the stricter import rules.
let roomSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes")
]

/// A room of the house, and the rooms below it that it may import.
func room(_ name: String, imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: roomSettings)
}

/// The tests of a room; `texts` are files beside them that they read.
func tests(
  of name: String, imports: [Target.Dependency] = [], texts: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + imports, exclude: texts,
    swiftSettings: roomSettings)
}

let package = Package(
  name: "kith",
  products: [
    .executable(name: "kith", targets: ["kith"]),
    .library(name: "KithDatabase", targets: ["KithDatabase"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    room("KithCore"),
    room("KithColumns", imports: ["KithCore"]),
    room("KithSyntax", imports: ["KithCore"]),
    room("KithAlgorithms", imports: ["KithCore"]),
    room("KithStorage", imports: ["KithCore", "KithColumns", "CLMDB"]),
    room("KithPlanner", imports: ["KithCore", "KithSyntax"]),
    room(
      "KithExecutor",
      imports: ["KithCore", "KithColumns", "KithAlgorithms", "KithPlanner", "KithStorage"]),
    room("KithInterchange", imports: ["KithCore", "KithColumns", "KithSyntax"]),
    room(
      "KithDatabase",
      imports: [
        "KithCore", "KithColumns", "KithSyntax", "KithStorage", "KithPlanner", "KithExecutor",
        "KithInterchange"
      ]),
    room("KithShell", imports: ["KithCore", "KithDatabase", "KithInterchange"]),
    room("KithTerminal", imports: ["KithShell", "CReadline"]),
    .executableTarget(
      name: "kith",
      dependencies: [
        "KithShell", "KithTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser")
      ], swiftSettings: roomSettings),
    tests(of: "KithCore"),
    tests(of: "KithAlgorithms", imports: ["KithCore"]),
    tests(of: "KithPlanner", imports: ["KithCore", "KithSyntax"]),
    tests(of: "KithSyntax", imports: ["KithCore"]),
    tests(
      of: "KithExecutor",
      imports: ["KithCore", "KithColumns", "KithSyntax", "KithPlanner", "KithStorage"]),
    tests(of: "KithInterchange", imports: ["KithCore", "KithColumns"]),
    tests(
      of: "KithDatabase",
      imports: ["KithCore", "KithColumns", "KithExecutor", "KithPlanner", "KithStorage"],
      texts: ["Cases"]),
    tests(of: "KithTerminal", imports: ["kith"]),
    tests(of: "KithShell", imports: ["KithColumns", "KithCore", "KithDatabase", "KithInterchange"]),
    .target(
      name: "KithReference", dependencies: ["KithCore", "KithSyntax"], path: "Tests/Reference",
      swiftSettings: roomSettings),
    .target(
      name: "KithFuzz",
      dependencies: [
        "KithReference", "KithCore", "KithSyntax", "KithDatabase", "KithPlanner", "KithExecutor"
      ],
      path: "Tests/Fuzz", swiftSettings: roomSettings),
    .executableTarget(
      name: "kith-fuzz", dependencies: ["KithFuzz"], path: "Tests/FuzzProgram",
      swiftSettings: roomSettings),
    tests(of: "KithFuzz", imports: ["KithReference", "KithCore", "KithDatabase", "KithSyntax"]),
    .executableTarget(
      name: "kith-store-probe", dependencies: ["KithCore", "KithColumns", "KithStorage"],
      path: "Tests/StoreProbe", swiftSettings: roomSettings),
    tests(of: "KithStorage", imports: ["KithCore", "KithColumns", "CLMDB", "kith-store-probe"]),
    .target(
      name: "KithConformance",
      dependencies: [
        "KithCore", "KithColumns", "KithSyntax", "KithStorage", "KithPlanner", "KithExecutor",
        "KithDatabase"
      ], path: "Tests/Conformance", swiftSettings: roomSettings),
    .executableTarget(
      name: "kith-tck",
      dependencies: [
        "KithConformance", .product(name: "ArgumentParser", package: "swift-argument-parser")
      ], path: "Tests/ConformanceRunner", exclude: ["skipped.txt"], swiftSettings: roomSettings),
    tests(of: "KithConformance", texts: ["Features"])
  ]
)
