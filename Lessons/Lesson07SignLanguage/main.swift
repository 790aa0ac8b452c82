import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 07 · Sign language"
let question = "Which letter does this hand sign?"
let formulas = """
    labels     y = 24 numbers for each picture: 1 for its letter, else 0
    forward    a₁ = max(x·W₁ + b₁, 0)     a₂ = max(a₁·W₂ + b₂, 0)
               z = a₂·W₃ + b₃             p = softmax(z)
    cost       J = mean over pictures of −log p[right letter]
    backward   dz = (p − y) / m           and from there on as in lesson 05
    update     s ← ρ s + (1 − ρ) g²       w ← w − α d g / (√s + ε)
    decay      d = 1, or it falls with t, the share of the epochs that are over:
               step: 1 before t = ½, then 0.1
               linear: 1 − t             cosine: (1 + cos πt) / 2
    """

// MARK: Letters

/// The column of a letter among 24: labels above 9 move down, since there is no J.
func column(_ label: Int) -> Int { label < 9 ? label : label - 1 }

/// A, B … for the labels 0, 1 …
func letter(_ label: Int) -> String { String(UnicodeScalar(UInt8(65 + label))) }

// MARK: The network. Its layers are lesson 05's, softmax and cross-entropy lesson 06's.

func firstNetwork(_ sizes: [Int], seed: Int) -> Perceptron {
    var weights = RandomState(seed: seed + 1)
    return Perceptron(sizes: sizes, activation: .relu, random: &weights)
}

/// dz, the derivative of J with respect to the scores, where p = softmax(z).
func backward(_ p: Matrix, _ y: Matrix) -> Matrix {
    (p - y) / Double(y.rows)
}

/// How the learning rate goes down.
enum Decay: String, CaseIterable, Sendable {
    case none, step, linear, cosine

    /// d, when the share t of the epochs is done.
    func factor(_ t: Double) -> Double {
        switch self {
        case .none: 1
        case .step: t < 0.5 ? 1 : 0.1
        case .linear: 1 - t
        case .cosine: (1 + cos(.pi * t)) / 2
        }
    }
}

// MARK: Training

struct Settings: Sendable {
    var learningRate: Double
    var decay: Decay
    var batchSize: Int
    var epochs: Int
    var seed: Int
}

/// The training of lesson 06, with a learning rate that may fall from epoch to epoch.
func train(
    _ first: Perceptron, _ letters: Letters, _ settings: Settings,
    backward: (Matrix, Matrix) -> Matrix = backward, afterBatch: () -> Void = {},
    afterEpoch: (ClassifierTraining) -> Void = { _ in }
) -> ClassifierTraining {
    var order = RandomState(seed: settings.seed + 2)
    var rmsprop = RMSprop(learningRate: settings.learningRate)
    var training = ClassifierTraining(network: first)
    for epoch in 0..<settings.epochs {
        let t = Double(epoch) / Double(settings.epochs)
        rmsprop.learningRate = settings.learningRate * settings.decay.factor(t)
        let rows = batches(of: settings.batchSize, from: letters.y.rows, &order)
        training.train(
            letters.train.pictures, letters.y, batches: rows, &rmsprop, backward: backward,
            afterBatch: afterBatch)
        training.validate(letters.validation.pictures, letters.yValidation)
        afterEpoch(training)
    }
    return training
}

/// How far a curve falls at most from one epoch to the next, in the second half of them.
func largestFall(_ curve: [Double]) -> Double {
    let late = curve[(curve.count / 2)...]
    return zip(late, late.dropFirst()).map { $0 - $1 }.reduce(0, max)
}

/// A small network, trained with each of the four learning rates.
func compareDecays(_ letters: Letters, _ settings: Settings) -> [ClassifierTraining] {
    let first = firstNetwork([784, 256, 24], seed: settings.seed)
    return Decay.allCases.map { decay in
        var settings = settings
        settings.decay = decay
        return train(first, letters, settings)
    }
}

// MARK: The notebook

var options = Options(
    "Lesson07SignLanguage", "The whole pipeline, from a table of pixels to letters.")
let folder = options.path(
    "data", "DIR", "Kaggle's sign_mnist_train.csv and sign_mnist_test.csv (else drawn hands)")
let settings = Settings(
    learningRate: options.number("learning-rate", 0.001, "α of RMSprop, how far each step goes"),
    decay: options.choice("decay", Decay.none, "how the learning rate falls"),
    batchSize: options.count("batch-size", 32, "how many pictures make a step"),
    epochs: options.count("epochs", 5, "how often all pictures are seen", least: 0, most: 10_000),
    seed: options.seed(0))
let files = options.weightFiles()
options.csv()
let mistake = options.mistake(["24-columns": "one-hot with 24 columns, labels as they are"])
let program = Program(options)
let notebook = program.notebook
let letters = program.attempt { try readLetters(folder, seed: settings.seed) }
let sizes = [784, 512, 512, 24]
var network = firstNetwork(sizes, seed: settings.seed)
let saved = program.attempt { try files.load.map { try readWeights($0, like: network.weights) } }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The data")
notebook.text(letters.source)
notebook.text("The head of the table: a label, and 784 pixels from 0 (black) to 255 (white).")
notebook.showTable(letters.train)
notebook.text(
    """
    The labels go into y. The pixels, divided by 255, go into x, a picture per row. J and Z are \
    missing: signing them takes a movement, which a picture can't show.
    """)
notebook.showLetters(letters)

notebook.section("Categories")
notebook.text(
    """
    The labels run from 0 for A to 24 for Y, without 9, since there is no J. There are 24 letters, \
    but label 24 would need a 25th column. Before one-hot encoding, every label above 9 moves down \
    by one:
    """)
notebook.showColumns([0, 8, 10, 24].map { (letter($0), $0, column($0)) })
notebook.text("One-hot, the letter C is a row of 24 numbers, with a 1 in column 2:")
notebook.line("    " + oneHot([2], classes: 24).values.map { fixed($0, 0) }.joined(separator: " "))

notebook.section("The model")
if let saved { network.parameters = saved }
notebook.showSummary(network)
let untrained = network.predict(letters.validation.pictures)
notebook.text(
    """
    The cost is the categorical cross-entropy of lesson 06. \
    \(saved == nil ? "Untrained" : "With the saved weights"), it is \
    \(fixed(crossEntropy(untrained, letters.yValidation), 3)) on the validation pictures, and the \
    accuracy is \(fixed(accuracy(untrained, letters.yValidation), 4)). Giving every letter the \
    same probability costs log 24 = \(fixed(log(24), 3)).
    """)

notebook.section("Training")
let batchCount = (letters.train.labels.count + settings.batchSize - 1) / settings.batchSize
notebook.text(
    """
    The article that this lesson follows names no optimiser. In that case, Keras uses RMSprop, \
    with ρ = 0.9. The learning rate is \(settings.learningRate). There is a step for every \
    \(settings.batchSize) pictures, so \(grouped(batchCount)) steps per epoch. loss and accuracy \
    are means over the batches as they come; val_loss and val_accuracy are measured after the \
    epoch, on pictures that the network never learns from.
    """)
let bar = notebook.progress("Training", total: settings.epochs * batchCount)
let training = train(
    network, letters, settings, afterBatch: bar.advance,
    afterEpoch: { training in
        program.save(files.save) { try weightBytes(training.network.weights, for: $0) }
        notebook.epoch(training.loss.count, of: settings.epochs, training.lastEpoch)
    })
bar.finish()
program.save(files.save) { try weightBytes(training.network.weights, for: $0) }
let scores = training.network.predict(letters.validation.pictures)

if settings.epochs > 0 {
    notebook.section("The history")
    notebook.showHistory(training)
    notebook.overflow("loss", of: training.loss, "epoch")
    notebook.text(
        """
        The article doesn't say which of these its 97 % is. Whoever picks the best epoch by the \
        validation pictures picks some luck, too; the last epoch was not picked. In the second \
        half of the epochs, val_accuracy falls from one epoch to the next by up to \
        \(fixed(largestFall(training.validationAccuracy), 4)).
        """)

    notebook.section("A falling learning rate")
    let few = letters.first(train: 1800, validation: 1200)
    var short = settings
    short.epochs = 12
    notebook.text(
        """
        RMSprop's steps are about as long as the learning rate, whether the gradient is large or \
        small. With a rate that stays the same, the last steps are as long as the first, and the \
        network never settles. Here are four schedules for the rate, tried with a small network, \
        784-256-24, on the first \(grouped(few.train.labels.count)) pictures for \(short.epochs) \
        epochs:

        - none: the rate stays the same.
        - step: full speed for half of the epochs, then steps a tenth as long, so that it settles.
        - linear: a little less speed in each epoch, without a sudden drop.
        - cosine: high speed for longer, then a quick fall, and very short steps at the end.
        """)
    notebook.showDecays(Array(zip(Decay.allCases, compareDecays(few, short))))
}

notebook.section("Is that good?")
notebook.text("The same validation pictures, without a network:")
notebook.showBaselines(
    measureBaselines(letters, network: accuracy(scores, letters.yValidation)), letters)

notebook.section("Which letters are taken for which")
if scores.isFinite {
    let answers = scores.indexOfMaximumInRows()
    let counts = confusion(letters.validation.labels.map(column), answers)
    notebook.showConfusion(counts, answers, letters)
} else {
    notebook.text("The scores are no longer numbers: there is nothing to compare.")
}

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 20                 as long as in the article: one or two minutes
    --decay cosine              all pictures, with a rate that falls
    --batch-size 256            steadier steps: does val_accuracy still jump?
    --learning-rate 0.0001      shorter steps
    --mistake 24-columns        what the article's one-hot encoding loses
    --data DIR                  Kaggle's photographs, if you have the files
    """)

if mistake == "24-columns" {
    notebook.section("Mistake: 24 columns for labels up to 24")
    let lost = letters.train.labels.indices.filter { letters.train.labels[$0] == 24 }
    notebook.text(
        """
        The article counts 24 letters and asks for 24 columns, 0 to 23. But its labels run to 24: \
        \(grouped(lost.count)) training pictures show a Y, label 24\
        \(lost.first.map { ", the first in row \($0)" } ?? ""). Keras stops there, with an index \
        out of bounds. What if a library let it pass, and left these rows empty? Here is the \
        accuracy of both versions on the validation pictures, after one epoch:
        """)
    notebook.showTwentyFourColumns(compareColumns(letters, settings))
    notebook.text(
        """
        Column 9 stands for J and is never used. Y has no column, so the network can never answer \
        Y. 25 columns would do, too: one of them would stay empty.
        """)
}

notebook.next(exercise: "Exercise07SignLanguage", lesson: "Lesson08Overfitting")
program.finish()
