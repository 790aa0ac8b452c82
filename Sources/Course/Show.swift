import Foundation
import Notebook

/// The table of all lessons, and what comes next.
func showMenu(_ notebook: Notebook) {
    notebook.title(
        "Deep learning from scratch",
        "\(lessons.count) lessons. Each is a program: run it, read it, change it.")
    let states = states(of: lessons.filter(\.hasExercise).map(\.exercise), in: programFolder())
    notebook.table(
        ["", "lesson", "what it teaches", "takes", "exercise"],
        lessons.map { lesson in
            [
                lesson.digits, lesson.name, lesson.teaches, lesson.time,
                states[lesson.exercise]?.word ?? "",
            ]
        })
    let own = ownLessons(
        above: [FileManager.default.currentDirectoryPath, programFolder().path])
    if !own.isEmpty {
        notebook.text("Yours: " + own.map { "swift run \($0)" }.joined(separator: ", "))
    }
    notebook.section("What comes next")
    notebook.text(nextStep(states))
    if states.values.contains(.notBuilt) {
        notebook.text(
            "An exercise that is not built yet is built when you run it for the first time.")
    }
    if states.values.contains(.unknown) {
        notebook.text("An exercise marked ? has not ended, or crashed: run it to see why.")
    }
    let solved = states.values.count { $0 == .solved }
    notebook.text(
        """
        \(solved) of \(states.count) exercises \(solved == 1 ? "is" : "are") solved. What a lesson needs, how long it takes, and \
        what to try: swift run Course 3
        """)
}

/// Everything that the menu knows about one lesson.
func showLesson(_ notebook: Notebook, _ lesson: Lesson) {
    notebook.title("Lesson \(lesson.digits) · \(lesson.name)", lesson.idea)
    notebook.formulas(
        """
        run it         swift run \(lesson.target)
        its options    swift run \(lesson.target) --help
        its code       Lessons/\(lesson.target)/main.swift
        its chapter    \(lesson.chapter)
        """)
    notebook.section("Before, and how long")
    notebook.text(
        """
        Know before: \(lesson.before). The chapter and the code take about \(lesson.reading) minutes \
        to read, and the program about \(lesson.time) to run, once it is built.
        """)
    notebook.section("What to try")
    notebook.formulas(
        lesson.tries.map { option, what in
            "swift run \(lesson.target) \(option)\n    \(what)"
        }.joined(separator: "\n"))
    guard lesson.hasExercise else { return }
    let state = states(of: [lesson.exercise], in: programFolder())[lesson.exercise] ?? .notBuilt
    notebook.section("The exercise")
    switch state {
    case .solved: notebook.text("You have solved it.")
    case .open: notebook.text("It is not solved yet.")
    case .notBuilt: notebook.text("It is not built yet, and will be when you run it.")
    case .unknown: notebook.text("It has not ended, or crashed: run it to see why.")
    }
    notebook.formulas(
        """
        write          Lessons/\(lesson.exercise)/YourTurn.swift
        check it       swift run \(lesson.exercise)
        a hint         swift run \(lesson.exercise) --hint
        """)
}
