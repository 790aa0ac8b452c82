// The menu of the course
//
// Which lessons are there, what does each teach, and what comes next?
//
//   swift run Course        all lessons
//   swift run Course 3      more about lesson 03

import Foundation
import Notebook

var options = Options("Course", "The lessons, the exercises, and what comes next.")
let words = options.arguments("N", "the number of a lesson: says more about it")
let chosen = words.first.flatMap { word in
    lessons.first { "\($0.number)" == word || $0.digits == word }
}
if words.count > 1 || (chosen == nil && !words.isEmpty) {
    options.refuse("one number from 1 to \(lessons.count) is expected: swift run Course 3")
}
let program = Program(options)
let notebook = program.notebook
if let chosen {
    showLesson(notebook, chosen)
} else {
    showMenu(notebook)
}
program.finish()
