// swift-tools-version: 6.0

import Foundation
import PackageDescription

// `swift run` builds for debugging, where numerical code is up to a hundred times slower.
// So the course asks for optimised code in debug builds too.
// A square root is an instruction; without the second flag it is a call on Linux, for C's errno.
var settings: [SwiftSetting] = [
    .unsafeFlags(["-O"], .when(configuration: .debug)),
    .unsafeFlags(["-Xcc", "-fno-math-errno"]),
]

// On x86-64 the code is made for the very processor that builds it: wide vectors, and multiply and
// add in one instruction. `COURSE_PLAIN=1 swift build` makes code for every x86-64 processor, and
// so does a processor without such an instruction. (Linux tells what the processor has. An Intel
// Mac on which this Swift runs has at least AVX2 and FMA.)
#if arch(x86_64)
    let abilities = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? "avx2 fma "
    let isPlain = Context.environment["COURSE_PLAIN"] != nil
    if isPlain || !abilities.contains("avx2 ") || !abilities.contains("fma ") {
        settings.append(.define("COURSE_PLAIN"))
    } else {
        settings.append(.unsafeFlags(["-Xcc", "-march=native"]))
        if abilities.contains("avx512f ") { settings.append(.define("COURSE_WIDE")) }
    }
#endif

let modules: [Target.Dependency] = ["Matrices", "Layers", "Datasets", "Notebook"]

/// The folders in `Lessons`: every lesson and every exercise is a program of its own.
let lessonFolder = URL(fileURLWithPath: Context.packageDirectory).appendingPathComponent("Lessons")
let folders = ((try? FileManager.default.contentsOfDirectory(atPath: lessonFolder.path)) ?? [])
    .filter { $0.hasPrefix("Lesson") || $0.hasPrefix("Exercise") }.sorted()

/// What lies in a program's folder and is no code: its chapter, and the pictures of the chapter.
func unbuilt(_ folder: String) -> [String] {
    ["README.md", "pictures"].filter {
        FileManager.default.fileExists(
            atPath: lessonFolder.appendingPathComponent("\(folder)/\($0)").path)
    }
}

/// What readers run, and tests run or import.
let programs = (["CompareCurves", "Course"] + folders).map {
    Target.Dependency.target(name: $0)
}

let package = Package(
    name: "DeepLearningCourse",
    targets: [
        .target(name: "Matrices", exclude: ["Engine/README.md"], swiftSettings: settings),
        .target(name: "Layers", dependencies: ["Matrices"], swiftSettings: settings),
        .target(name: "Datasets", dependencies: ["Matrices"], swiftSettings: settings),
        .target(name: "Notebook", dependencies: ["Matrices"], swiftSettings: settings),
        .target(
            name: "Exercises", dependencies: ["Matrices", "Layers", "Notebook"],
            swiftSettings: settings),
        .executableTarget(
            name: "CompareCurves", dependencies: ["Datasets", "Notebook"], swiftSettings: settings),
        .executableTarget(
            name: "Benchmark", dependencies: ["Matrices", "Layers", "Notebook"],
            swiftSettings: settings),
        .executableTarget(name: "Course", dependencies: ["Notebook"], swiftSettings: settings),
    ]
        + folders.map { folder in
            .executableTarget(
                name: folder,
                dependencies: folder.hasPrefix("Exercise") ? modules + ["Exercises"] : modules,
                path: "Lessons/\(folder)", exclude: unbuilt(folder), swiftSettings: settings)
        }
        + [
            .testTarget(
                name: "MatricesTests", dependencies: ["Matrices"], swiftSettings: settings),
            .testTarget(
                name: "LayersTests", dependencies: ["Matrices", "Layers"], swiftSettings: settings),
            .testTarget(
                name: "DatasetsTests", dependencies: ["Matrices", "Datasets"],
                swiftSettings: settings),
            .testTarget(
                name: "NotebookTests", dependencies: ["Matrices", "Notebook"],
                swiftSettings: settings),
            .testTarget(
                name: "FormulaTests", dependencies: modules + ["Exercises"] + programs,
                swiftSettings: settings),
            .testTarget(
                name: "LessonTests", dependencies: programs,
                swiftSettings: settings),
        ]
)
