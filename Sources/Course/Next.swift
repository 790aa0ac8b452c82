/// What comes next, judged by the exercises alone: nothing else about the reader is known.
///
/// Exercises are meant to be done in their order; the first one that isn't solved decides.
func nextStep(_ states: [String: ExerciseState]) -> String {
    let exercises = lessons.filter(\.hasExercise)
    guard let open = exercises.first(where: { states[$0.exercise] != .solved }) else {
        return """
            Every exercise is solved. Take the networks that you know to new data: \
            swift run Lesson16Playground, or one of your own.
            """
    }
    let before = exercises.last { $0.number < open.number }
    let lesson = lessons.first { $0.number == (before?.number ?? 0) + 1 } ?? open
    let begin = before.map { "Exercise \($0.digits) is solved. Next:" } ?? "Begin with"
    let then =
        lesson.number == open.number
        ? "Then its exercise: swift run \(open.exercise)"
        : "The next exercise comes with lesson \(open.digits): swift run \(open.exercise)"
    return "\(begin) lesson \(lesson.digits), swift run \(lesson.target). \(then)"
}
