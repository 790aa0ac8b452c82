// swift-tools-version: 6.0

import PackageDescription

// `swift run` builds for debugging, where numerical code is up to a hundred times slower.
// So the course asks for optimised code in debug builds too.
var settings: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

// On x86-64 the code is made for the very processor that builds it: wide vectors, fused
// multiply-add. `COURSE_PLAIN=1 swift build` makes code that runs on every x86-64 processor.
#if arch(x86_64)
    if Context.environment["COURSE_PLAIN"] == nil {
        settings.append(.unsafeFlags(["-Xcc", "-march=native"]))
    }
#endif

let modules: [Target.Dependency] = ["Matrices", "Layers", "Datasets", "Notebook"]

let lessons = [
    "Lesson01LinearNeuron",
    "Lesson02GradientDescent",
    "Lesson03LogisticRegression",
    "Lesson04MultilayerPerceptron",
    "Lesson13BoltzmannMachine",
    "Lesson14DeepBeliefNetwork",
    "Lesson15TransferLearning",
    "Lesson16Playground",
]

let package = Package(
    name: "DeepLearningCourse",
    targets: [
        .target(name: "Matrices", swiftSettings: settings),
        .target(name: "Layers", dependencies: ["Matrices"], swiftSettings: settings),
        .target(name: "Datasets", dependencies: ["Matrices"], swiftSettings: settings),
        .target(name: "Notebook", dependencies: ["Matrices"], swiftSettings: settings),
    ]
        + lessons.map { lesson in
            .executableTarget(
                name: lesson, dependencies: modules, path: "Lessons/\(lesson)",
                exclude: ["README.md"], swiftSettings: settings)
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
                name: "FormulaTests", dependencies: modules + lessons.map { .target(name: $0) },
                swiftSettings: settings),
            .testTarget(
                name: "LessonTests", dependencies: lessons.map { .target(name: $0) },
                swiftSettings: settings),
        ]
)
