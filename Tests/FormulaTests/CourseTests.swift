import Foundation
import Testing

@testable import Course

struct CourseTests {
    @Test func menuHasEveryLessonAndExerciseThatThereIs() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: package.appendingPathComponent("Lessons").path
        ).sorted()
        let known = lessons.map(\.target) + lessons.filter(\.hasExercise).map(\.exercise)
        // Lessons from 20 on are the reader's own.
        for folder in folders where folder.hasPrefix("Lesson") || folder.hasPrefix("Exercise") {
            let number = Int(folder.filter(\.isNumber)) ?? 0
            #expect(known.contains(folder) || number >= 20)
        }
        for name in known { #expect(folders.contains(name)) }
        let readme = try String(
            contentsOf: package.appendingPathComponent("README.md"), encoding: .utf8)
        for lesson in lessons {
            #expect(readme.contains(lesson.chapter), "README has no link to \(lesson.chapter)")
        }
        #expect(lessons.map(\.number) == Array(1...18))
    }

    @Test func menuTakesLessonsOfTheReadersOwn() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("CourseTests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["Lesson20Mine", "Lesson01LinearNeuron", "Exercise20Mine", "work/deep"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("Lessons/\(name)"),
                withIntermediateDirectories: true)
        }
        let inside = folder.appendingPathComponent("Lessons/work/deep").path
        #expect(ownLessons(above: ["/nowhere", inside]) == ["Lesson20Mine"])
        #expect(ownLessons(above: ["/nowhere"]) == [])
    }

    @Test func whatToTryIsWhatTheProgramsOffer() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        for lesson in lessons {
            let main = try String(
                contentsOf: package.appendingPathComponent("Lessons/\(lesson.target)/main.swift"),
                encoding: .utf8)
            #expect(lesson.tries.count >= 2 && lesson.reading > 0 && !lesson.before.isEmpty)
            for (options, _) in lesson.tries {
                for word in options.split(separator: " ") where word.hasPrefix("--") {
                    let isThere = main.contains(word)
                    #expect(isThere, "\(lesson.target) doesn't speak of \(word)")
                }
            }
        }
    }

    @Test func programsSayByTheirExitCodeHowFarTheReaderIs() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("CourseTests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, line) in [
            ("solved", "exit 0"), ("open", "exit 1"), ("crashed", "kill -4 $$"),
            ("strange", "exit 66"), ("endless", "exec sleep 60"),
        ] {
            let file = folder.appendingPathComponent(name)
            try "#!/bin/sh\n\(line)\n".write(to: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        let names = ["solved", "open", "crashed", "strange", "endless", "missing"]
        #expect(
            states(of: names, in: folder, patience: 3) == [
                "solved": .solved, "open": .open, "crashed": .unknown, "strange": .unknown,
                "endless": .unknown, "missing": .notBuilt,
            ])
    }

    @Test func theFirstOpenExerciseDecidesWhatComesNext() {
        func next(solved: [Int]) -> String {
            nextStep(
                Dictionary(
                    uniqueKeysWithValues: lessons.filter(\.hasExercise).map {
                        ($0.exercise, solved.contains($0.number) ? .solved : .open)
                    }))
        }
        #expect(
            next(solved: [])
                == "Begin with lesson 01, swift run Lesson01LinearNeuron. Then its exercise: "
                + "swift run Exercise01LinearNeuron")
        #expect(
            next(solved: [1, 2, 4])
                == "Exercise 02 is solved. Next: lesson 03, swift run Lesson03LogisticRegression. "
                + "Then its exercise: swift run Exercise03LogisticRegression")
        #expect(next(solved: [1, 2, 3, 4]).contains("Next: lesson 05"))
        #expect(next(solved: Array(1...11)).contains("lesson 12, swift run Lesson12"))
        let all = lessons.filter(\.hasExercise).map(\.number)
        #expect(next(solved: all).contains("swift run Lesson16Playground"))
        #expect(nextStep([:]) == next(solved: []))
    }
}
