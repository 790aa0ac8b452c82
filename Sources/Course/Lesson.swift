import Foundation

/// What the menu knows about a lesson.
struct Lesson: Sendable {
    var number: Int
    /// The name of its target, without `Lesson` and its number.
    var name: String
    /// What it teaches, short enough for the table.
    var teaches: String
    /// The same in a sentence.
    var idea: String
    /// What to know before, and from where.
    var before: String
    /// About how many minutes its chapter and its code take to read.
    var reading: Int
    /// About how long it runs, after the build.
    var time: String
    /// Options that show something, and what.
    var tries: KeyValuePairs<String, String>
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

/// The lessons in their order: the one list that the menu and its tests go by.
let lessons = [
    Lesson(
        number: 1, name: "LinearNeuron", teaches: "a line, and how wrong it is",
        idea: """
            A neuron with one input, with several, and two in a row; how wrong it is, by MSE and \
            RMSE, on breakfast cereals.
            """,
        before: "nothing but a straight line; the rest is on Lessons/Mathematics.md",
        reading: 25, time: "1 s",
        tries: [
            "--w 20 --b 80": "your own guess: how close to 43.86 do you get?",
            "--seed 7": "another random neuron",
        ], hasExercise: true),
    Lesson(
        number: 2, name: "GradientDescent", teaches: "downhill on the errors",
        idea: """
            How a neuron finds its own w and b: the gradient, the learning rate, epochs and \
            batches, and the numerical gradient that checks it.
            """,
        before: "lesson 01: the neuron and the MSE; what a derivative is",
        reading: 35, time: "1 s",
        tries: [
            "--learning-rate 0.1 --iterations 300": "every step leads uphill",
            "--learning-rate 0.04663 --iterations 600": "the best rate there is",
        ], hasExercise: true),
    Lesson(
        number: 3, name: "LogisticRegression", teaches: "forward, backward, update",
        idea: """
            Two classes: the sigmoid, the log loss and their gradient by hand, on pictures of \
            hands that sign 0 and 1.
            """,
        before: "lesson 02: gradient descent; the logarithm and the chain rule",
        reading: 40, time: "1 s",
        tries: [
            "--learning-rate 0.05": "too fast: watch the first lines",
            "--mistake naive-loss": "why J is computed from z",
        ], hasExercise: true),
    Lesson(
        number: 4, name: "MultilayerPerceptron", teaches: "back through a hidden layer",
        idea: """
            Backpropagation through a hidden layer, with seven activations, on two rings that no \
            straight line can part.
            """,
        before: "lesson 03: forward, backward, update for one layer",
        reading: 45, time: "1 s",
        tries: [
            "--hidden 2": "two neurons can't close a ring",
            "--activation tanh": "the boundary becomes round",
        ], hasExercise: true),
    Lesson(
        number: 5, name: "RedWine", teaches: "deep regression; SGD to Adam",
        idea: """
            A deep regression on red wine: three losses, four optimisers, and a straight line \
            that does as well.
            """,
        before: "lesson 04: backpropagation, layer by layer",
        reading: 45, time: "5 s",
        tries: [
            "--loss mse": "which figures get better, which get worse?",
            "--optimizer rmsprop --learning-rate 0.001": "another way down",
        ], hasExercise: true),
    Lesson(
        number: 6, name: "HandwrittenDigits", teaches: "softmax and cross-entropy",
        idea: "Ten classes: one-hot, softmax and cross-entropy, on handwritten digits.",
        before: "lessons 03 to 05: the log loss, hidden layers, Adam",
        reading: 30, time: "1 s",
        tries: [
            "--epochs 20": "the loss falls on and on; and val_loss?",
            "--mistake softmax-overflow": "why the maximum is subtracted",
        ], hasExercise: true),
    Lesson(
        number: 7, name: "SignLanguage", teaches: "the whole pipeline, at size",
        idea: """
            From a table of pixels to letters of sign language: the whole pipeline at the \
            article's size, 676,888 parameters.
            """,
        before: "lesson 06: softmax, one-hot, batches",
        reading: 30, time: "15 s",
        tries: [
            "--epochs 20": "as long as in the article",
            "--batch-size 256": "steadier steps: does val_accuracy still jump?",
        ], hasExercise: true),
    Lesson(
        number: 8, name: "Overfitting", teaches: "memorising or generalising",
        idea: """
            When a network learns its examples by heart, and what helps: more data, L2, dropout, \
            stopping early.
            """,
        before: "lesson 06: the network, and data that it hasn't seen",
        reading: 35, time: "10 s",
        tries: [
            "--wrong-labels 50": "half of the labels wrong",
            "--epochs 10": "stopped before the trouble begins",
        ], hasExercise: true),
    Lesson(
        number: 9, name: "BatchNormalization", teaches: "normalising inside the net",
        idea: """
            Five layers of sigmoids that don't learn, until what flows between is normalised.
            """,
        before: "lesson 06: the network; mean and variance",
        reading: 35, time: "2 s",
        tries: [
            "--epochs 30": "does patience help the plain network?",
            "--batch-size 4": "the statistics of four pictures",
        ], hasExercise: true),
    Lesson(
        number: 10, name: "ConvolutionalNetwork", teaches: "shared filters, pooling",
        idea: "One small filter used all over a picture, and pooling, forwards and backwards.",
        before: "lesson 06: the network that looks at all pixels at once",
        reading: 45, time: "8 s",
        tries: [
            "--filters 2,4": "how far do 2 and 4 filters get?",
            "--learning-rate 0.03": "too fast",
        ], hasExercise: true),
    Lesson(
        number: 11, name: "RecurrentNetwork", teaches: "a state; back through time",
        idea: """
            A network with a state and backpropagation through time, on sunspots and on a \
            chaotic map.
            """,
        before: "lesson 05: regression with a hidden layer",
        reading: 40, time: "3 s",
        tries: [
            "--hidden 5": "is a small state enough?",
            "--epochs 60": "how far down does the Hénon map go?",
        ], hasExercise: true),
    Lesson(
        number: 12, name: "LongShortTermMemory", teaches: "gates that keep a memory",
        idea: """
            Gates against vanishing gradients: adding over 80 steps, and names letter by letter.
            """,
        before: "lesson 11: backpropagation through time, and why gradients vanish",
        reading: 45, time: "7 s",
        tries: [
            "--forget-bias 0": "a cell that begins by forgetting",
            "--temperature 0.3": "careful names; 1.5: bold ones",
        ], hasExercise: true),
    Lesson(
        number: 13, name: "BoltzmannMachine", teaches: "learning without labels",
        idea: "Learning what pictures look like, without labels: contrastive divergence.",
        before: "lesson 03: the sigmoid and −log; a little probability",
        reading: 40, time: "3 s",
        tries: [
            "--iterations 10000": "does the likelihood go on rising?",
            "--hidden 32": "fewer units: what do the filters look like?",
        ], hasExercise: true),
    Lesson(
        number: 14, name: "DeepBeliefNetwork", teaches: "stacked and pretrained",
        idea: "Three Boltzmann machines stacked, pretrained without labels, tuned with 200.",
        before: "lesson 13: the Boltzmann machine; lesson 06",
        reading: 30, time: "25 s",
        tries: [
            "--pretraining 1": "one epoch a machine",
            "--labels 500": "more labels: who gains most?",
        ]),
    Lesson(
        number: 15, name: "TransferLearning", teaches: "features used again",
        idea: "Features learnt on the digits 0 to 4, used again for 5 to 9 with few pictures.",
        before: "lesson 10: filters and pooling",
        reading: 25, time: "25 s",
        tries: [
            "--examples 1": "one picture of each",
            "--pretraining 1": "features hardly learnt",
        ]),
    Lesson(
        number: 16, name: "Playground", teaches: "small networks, seen whole",
        idea: """
            Any small network on points in the plane, seen as pictures and changed while it \
            learns.
            """,
        before: "lesson 04: hidden layers and activations",
        reading: 15, time: "1 s",
        tries: [
            "--hidden 3": "how few neurons are enough? 2? 1?",
            "--points spirals --hidden 16,16 --activation relu --epochs 400": "a hard one",
        ]),
    Lesson(
        number: 17, name: "AutomaticDifferentiation", teaches: "the chain rule as a program",
        idea: "A tape that notes every operation and walks back: what loss.backward() does.",
        before: "lessons 04 and 05: backpropagation by hand",
        reading: 40, time: "1 s",
        tries: [
            "--mistake overwrite": "what becomes of a value that is used twice",
            "--mistake no-zero": "a gradient that is kept too long",
        ], hasExercise: true),
    Lesson(
        number: 18, name: "Attention", teaches: "look up instead of remember",
        idea: "Queries, keys and values, forwards and backwards; a small transformer on names.",
        before: "lesson 12: sequences; lesson 17: the tape",
        reading: 50, time: "6 s",
        tries: [
            "--mistake no-mask": "a cost that is too good to be true",
            "--heads 1": "one place to look at instead of four",
        ], hasExercise: true),
]

/// The reader's own lessons: folders in `Lessons`, above one of these places, that the list doesn't
/// have.
func ownLessons(above places: [String]) -> [String] {
    for place in places {
        var folder = URL(fileURLWithPath: place)
        while folder.path != "/" {
            let names = try? FileManager.default.contentsOfDirectory(
                atPath: folder.appendingPathComponent("Lessons").path)
            if let names {
                let known = Set(lessons.map(\.target))
                return names.filter { $0.hasPrefix("Lesson") && !known.contains($0) }.sorted()
            }
            folder.deleteLastPathComponent()
        }
    }
    return []
}
