// swift-tools-version: 6.2
import PackageDescription

// What `make fuzz` builds; its `main` is that of libFuzzer, which no other build links.
let fuzz: [Target] =
  Context.environment["TOKENBOOK_FUZZ"] == nil
  ? []
  : [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/CLibFuzzer"),
    .executableTarget(name: "Fuzz", dependencies: ["CLibFuzzer", "Fuzzing"], path: "Tests/Fuzz"),
  ]

// How `make install` and `make dist` link the program on Linux: with everything in it, so that it needs no library where it
// runs.
let linking: [LinkerSetting] =
  Context.environment["TOKENBOOK_STATIC"] == nil
  ? [] : [.unsafeFlags(["-static-executable", "-use-ld=lld", "-Xlinker", "-s"])]

let package = Package(
  name: "tokenbook",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "tokenbook", targets: ["tokenbook"])],
  // Exact: this is a program, and what was tested is what is built.
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  ],
  targets: [
    // The two C libraries, and a system call that Swift does not see: module maps only.
    .systemLibrary(name: "CRename"),
    .systemLibrary(
      name: "CCMark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),

    // Rooms, each knowing only those above it in this list.
    .target(name: "SourceText"),
    .target(name: "CommonMark", dependencies: ["CCMark", "SourceText"]),
    .target(name: "Templates", dependencies: ["SourceText"]),
    .target(name: "LocatedYAML", dependencies: ["CLibYAML", "SourceText"]),
    .target(name: "OrganizationModel", dependencies: ["LocatedYAML", "SourceText"]),
    .target(name: "Services", dependencies: ["LocatedYAML", "OrganizationModel", "SourceText"]),
    .target(name: "Guidance", dependencies: ["OrganizationModel", "Services", "SourceText"]),
    .target(
      name: "Catalog", dependencies: ["LocatedYAML", "OrganizationModel", "Services", "SourceText"]),
    .target(
      name: "Workflows",
      dependencies: ["Catalog", "LocatedYAML", "OrganizationModel", "Services", "SourceText"]),
    .target(
      name: "Importers",
      dependencies: [
        "Catalog", "LocatedYAML", "OrganizationModel", "Services", "SourceText", "Workflows",
      ]),
    .target(
      name: "Audit",
      dependencies: [
        "Catalog", "Guidance", "LocatedYAML", "OrganizationModel", "Services", "SourceText", "Workflows",
      ]),
    .target(name: "OutputFolder", dependencies: ["CRename", "SourceText"]),
    .target(
      name: "Pages",
      dependencies: ["CommonMark", "LocatedYAML", "OutputFolder", "SourceText", "Templates"]),
    .target(name: "Exposure", dependencies: ["Guidance", "OrganizationModel"]),
    .target(name: "Differences", dependencies: ["Exposure", "Guidance", "OrganizationModel", "SourceText"]),
    .target(
      name: "Documents",
      dependencies: [
        "Catalog", "CommonMark", "Exposure", "Guidance", "LocatedYAML", "OrganizationModel", "OutputFolder",
        "Pages", "Services", "SourceText", "Templates",
      ]),
    .target(
      name: "Publishing",
      dependencies: [
        "Catalog", "CommonMark", "Documents", "Guidance", "OutputFolder", "Pages", "SourceText",
        "Templates",
      ]),
    .target(
      name: "BookBranch",
      dependencies: [
        "OutputFolder", "SourceText", .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(
      name: "Preview", dependencies: ["CommonMark", "OrganizationModel", "OutputFolder", "SourceText"]),
    .executableTarget(
      name: "tokenbook",
      dependencies: [
        "Audit", "BookBranch", "Catalog", "Differences", "Documents", "Exposure", "Guidance", "Importers",
        "OrganizationModel", "OutputFolder", "Pages", "Preview", "Publishing", "Services", "SourceText",
        "Templates", "Workflows",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      linkerSettings: linking),

    // Measurements: programs that print ratios, run by hand.
    .executableTarget(
      name: "DecidingBenchmark", dependencies: ["Guidance", "OrganizationModel", "SourceText"],
      path: "Benchmarks/DecidingBenchmark"),
    .executableTarget(
      name: "WorkflowBenchmark",
      dependencies: ["ShippedCatalog", "SourceText", "Workflows"],
      path: "Benchmarks/WorkflowBenchmark"),
    .executableTarget(
      name: "AuditBenchmark",
      dependencies: ["Measuring", "SourceText", "Workflows"], path: "Benchmarks/AuditBenchmark"),
    .executableTarget(
      name: "SlopeBenchmark", dependencies: ["Measuring"], path: "Benchmarks/SlopeBenchmark"),
    .executableTarget(
      name: "ImportBenchmark", dependencies: ["Measuring"], path: "Benchmarks/ImportBenchmark"),
    .executableTarget(
      name: "BookBenchmark", dependencies: ["Measuring"], path: "Benchmarks/BookBenchmark"),
    // The least that the same pages can take: a loop in C.
    .executableTarget(name: "MarkdownLoop", dependencies: ["CCMark"], path: "Benchmarks/MarkdownLoop"),
    .target(
      name: "Measuring", dependencies: [.product(name: "Subprocess", package: "swift-subprocess")],
      path: "Benchmarks/Measuring"),
    .executableTarget(
      name: "PageBenchmark", dependencies: ["CommonMark", "Pages", "SourceText", "Templates"],
      path: "Benchmarks/PageBenchmark"),

    .testTarget(name: "SourceTextTests", dependencies: ["SourceText"]),
    .testTarget(
      name: "CommonMarkTests",
      dependencies: [
        "CommonMark", "CommonMarkLeakCheck", "Fuzzing",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    // What the tests run under valgrind.
    .executableTarget(
      name: "CommonMarkLeakCheck", dependencies: ["CommonMark"], path: "Tests/CommonMarkLeakCheck"),
    .testTarget(name: "TemplatesTests", dependencies: ["SourceText", "Templates"]),
    .testTarget(name: "LocatedYAMLTests", dependencies: ["LocatedYAML", "SourceText"]),
    .testTarget(
      name: "OrganizationModelTests", dependencies: ["LocatedYAML", "OrganizationModel", "SourceText"],
      exclude: ["Fixtures", "schema_verdicts.py"]),
    .testTarget(name: "ServicesTests", dependencies: ["OrganizationModel", "Services", "SourceText"]),
    .testTarget(name: "GuidanceTests", dependencies: ["Guidance", "OrganizationModel", "SourceText"]),
    .testTarget(
      name: "DifferencesTests",
      dependencies: ["Differences", "Exposure", "Guidance", "OrganizationModel", "SourceText"]),
    // The catalog that the program comes with, for tests.
    .target(name: "ShippedCatalog", dependencies: ["Catalog", "SourceText"], path: "Tests/ShippedCatalog"),
    // What each reader promises of any input, inputs to begin with, and changes of them.
    .target(
      name: "Fuzzing",
      dependencies: [
        "Audit", "Catalog", "CommonMark", "Guidance", "Importers", "LocatedYAML", "OrganizationModel",
        "ShippedCatalog", "SourceText", "Templates", "Workflows",
      ],
      path: "Tests/Fuzzing"),
    .testTarget(name: "FuzzingTests", dependencies: ["Fuzzing", "SourceText"]),
    .testTarget(
      name: "CatalogTests",
      dependencies: ["Catalog", "Guidance", "OrganizationModel", "Services", "ShippedCatalog", "SourceText"]),
    .testTarget(
      name: "WorkflowsTests",
      dependencies: [
        "Catalog", "LocatedYAML", "OrganizationModel", "ShippedCatalog", "SourceText", "Workflows",
      ]
    ),
    .testTarget(
      name: "ImportersTests",
      dependencies: ["Catalog", "Importers", "OrganizationModel", "ShippedCatalog", "SourceText"]),
    .testTarget(
      name: "AuditTests",
      dependencies: [
        "Audit", "Catalog", "Guidance", "Importers", "OrganizationModel", "ShippedCatalog", "SourceText",
        "Workflows",
      ],
      exclude: ["sarif_valid.py"]),
    .testTarget(name: "OutputFolderTests", dependencies: ["OutputFolder", "SourceText"]),
    .testTarget(
      name: "PublishingTests",
      dependencies: [
        "Publishing", "Audit", "CommonMark", "Documents", "Exposure", "Guidance", "LocatedYAML",
        "OrganizationModel", "OutputFolder", "Pages", "Catalog", "Fuzzing", "Services", "ShippedCatalog",
        "SourceText", "Templates", "Workflows",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: [
        "Golden", "calendar_events.py", "csv_rows.py", "landings.py", "rehearsal.py", "rehearse_book.py",
        "rehearse_leak.py",
        "small_github.py", "small_servers.py",
      ]),
    .testTarget(
      name: "BookBranchTests",
      dependencies: [
        "BookBranch", "OutputFolder", "SourceText",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(
      name: "PreviewTests",
      dependencies: ["Preview", "OrganizationModel", "OutputFolder", "SourceText"]),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Audit", "Fuzzing", "SourceText", "Workflows", "tokenbook",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["fake_gh.py", "terminal.py"]),
    .testTarget(
      name: "HostileTests",
      dependencies: ["tokenbook", .product(name: "Subprocess", package: "swift-subprocess")],
      exclude: [
        "audit.py", "checkout.yaml", "hostile.py", "readers.py", "shell.py", "texts.json", "texts.py",
        "twin.py",
        "world.yaml",
      ]),
    .testTarget(
      name: "SiteTests",
      dependencies: [
        "Documents", "Pages", "Publishing", "tokenbook",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: [
        "browser.py", "drive.py", "finding.py", "follow.py", "hostile_pages.py", "look.py", "reader.py",
        "reading.py",
      ]),
  ] + fuzz,
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
  // The tests decide a million situations, render thousands of pages and read the catalog hundreds of times: what does
  // that is optimized in a debug build too, with the checks of a debug build.
  let optimized = [
    "SourceText", "LocatedYAML", "CommonMark", "Templates", "OrganizationModel", "Services", "Catalog",
    "Guidance",
    "Publishing", "GuidanceTests",
  ]
  if optimized.contains(target.name) {
    target.swiftSettings?.append(
      .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug)))
  }
  // A newer compiler's new warnings stop no one who only builds, as pre-commit does.
  if Context.environment["CI"] != nil && Context.environment["PRE_COMMIT"] == nil {
    target.swiftSettings?.append(.treatAllWarnings(as: .error))
  }
}
