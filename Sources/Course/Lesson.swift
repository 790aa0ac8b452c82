/// What the menu knows about a lesson.
struct Lesson: Sendable {
    var number: Int
    /// The name of its target, without `Lesson` and its number.
    var name: String
    /// What it teaches, short enough for the table.
    var teaches: String
    /// The same in a sentence.
    var idea: String
    /// About how long it runs, after the build.
    var time: String
    /// Whether an exercise lies beside it.
    var hasExercise = false

    /// `03`.
    var digits: String { number < 10 ? "0\(number)" : "\(number)" }
    /// The target that runs it.
    var target: String { "Lesson\(digits)\(name)" }
    /// The target of its exercise.
    var exercise: String { "Exercise\(digits)\(name)" }
    /// Where its derivations are.
    var chapter: String { "Lessons/\(target)/README.md" }
}

/// The lessons in their order.
let lessons = [
    Lesson(
        number: 1, name: "LinearNeuron", teaches: "y = m·x + b; how wrong is it?",
        idea: """
            A neuron with one input, with several, and two in a row; how wrong it is, by MSE and \
            RMSE, on breakfast cereals.
            """,
        time: "1 s"),
    Lesson(
        number: 2, name: "GradientDescent", teaches: "downhill on the error surface",
        idea: """
            How a neuron finds its own m and b: the gradient, the learning rate, epochs and \
            batches, and the numerical gradient that checks it.
            """,
        time: "1 s", hasExercise: true),
    Lesson(
        number: 3, name: "LogisticRegression", teaches: "forward, backward, update",
        idea: """
            Two classes: the sigmoid, the log loss and their gradient by hand, on pictures of \
            hands that sign 0 and 1.
            """,
        time: "1 s", hasExercise: true),
    Lesson(
        number: 4, name: "MultilayerPerceptron", teaches: "back through a hidden layer",
        idea: """
            Backpropagation through a hidden layer, with seven activations, on two rings that no \
            straight line can part.
            """,
        time: "1 s", hasExercise: true),
    Lesson(
        number: 5, name: "RedWine", teaches: "deep regression; SGD to Adam",
        idea: """
            A deep regression on red wine: three losses, four optimisers, and a straight line that \
            does as well.
            """,
        time: "3 s"),
    Lesson(
        number: 6, name: "HandwrittenDigits", teaches: "softmax and cross-entropy",
        idea: "Ten classes: one-hot, softmax and cross-entropy, on handwritten digits.",
        time: "1 s", hasExercise: true),
    Lesson(
        number: 7, name: "SignLanguage", teaches: "the whole pipeline, full size",
        idea: """
            From a table of pixels to letters of sign language: the whole pipeline at the \
            article's size, 676,888 parameters.
            """,
        time: "30 s"),
    Lesson(
        number: 8, name: "Overfitting", teaches: "memorising or generalising",
        idea: """
            When a network learns its examples by heart, and what helps: more data, L2, dropout, \
            stopping early.
            """,
        time: "5 s"),
    Lesson(
        number: 9, name: "BatchNormalization", teaches: "normalising inside the net",
        idea: "Five layers of sigmoids that don't learn, until what flows between is normalised.",
        time: "1 s"),
    Lesson(
        number: 10, name: "ConvolutionalNetwork", teaches: "shared filters, pooling",
        idea: "One small filter used all over a picture, and pooling, forwards and backwards.",
        time: "5 s", hasExercise: true),
    Lesson(
        number: 11, name: "RecurrentNetwork", teaches: "a state; back through time",
        idea: """
            A network with a state and backpropagation through time, on sunspots, where a linear \
            model wins, and on a chaotic map, where it doesn't.
            """,
        time: "2 s"),
    Lesson(
        number: 12, name: "LongShortTermMemory", teaches: "gates that keep a memory",
        idea:
            "Gates against vanishing gradients: adding over 80 steps, and names letter by letter.",
        time: "5 s", hasExercise: true),
    Lesson(
        number: 13, name: "BoltzmannMachine", teaches: "learning without labels",
        idea: "Learning what pictures look like, without labels: contrastive divergence.",
        time: "2 s"),
    Lesson(
        number: 14, name: "DeepBeliefNetwork", teaches: "stacked and pretrained",
        idea: "Three Boltzmann machines stacked, pretrained without labels, tuned with 200.",
        time: "10 s"),
    Lesson(
        number: 15, name: "TransferLearning", teaches: "features used again",
        idea: "Features learnt on the digits 0 to 4, used again for 5 to 9 with few pictures.",
        time: "15 s"),
    Lesson(
        number: 16, name: "Playground", teaches: "small networks, seen whole",
        idea: "Any small network on points in the plane, seen as pictures while it learns.",
        time: "1 s"),
    Lesson(
        number: 17, name: "AutomaticDifferentiation", teaches: "the chain rule as a program",
        idea: """
            A tape that notes every operation and is walked backwards: the gradients of lessons 04 \
            and 05, without a backward pass by hand.
            """,
        time: "2 s"),
    Lesson(
        number: 18, name: "Attention", teaches: "looking up; a transformer",
        idea: """
            Queries, keys and values: recalling a value by its key, and a small transformer that \
            invents names.
            """,
        time: "10 s"),
]
