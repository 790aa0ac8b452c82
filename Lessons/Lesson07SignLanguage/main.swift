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
    decay      d = 1, or it falls with t, the share of the epochs that is done:
               step: 1, from t = ½ on 0.1
               linear: 1 − t             cosine: (1 + cos πt) / 2
    """

// MARK: Letters

/// The column of a letter among 24: labels above 9 move down, since there is no J.
func column(_ label: Int) -> Int { label < 9 ? label : label - 1 }

/// A, B … for the labels 0, 1 …
func letter(_ label: Int) -> String { String(UnicodeScalar(UInt8(65 + label))) }

// MARK: The network. Its layers are lesson 05's, softmax and cross-entropy lesson 06's.

func firstNetwork(seed: Int) -> Perceptron {
    var weights = RandomState(seed: seed + 1)
    return Perceptron(sizes: [784, 512, 512, 24], activation: .relu, random: &weights)
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

/// A network, and its curves while it was trained: a number per epoch.
struct Training {
    var network: Perceptron
    var loss: [Double] = []
    var accuracy: [Double] = []
    var validationLoss: [Double] = []
    var validationAccuracy: [Double] = []
}

/// Loss and accuracy of an epoch are means over its pictures, each seen before the step that learns
/// from it; those of the validation are measured after it.
func train(
    _ first: Perceptron, _ letters: Letters, _ settings: Settings,
    backward: (Matrix, Matrix) -> Matrix = backward, afterBatch: () -> Void = {},
    afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    let (x, y) = (letters.train.pictures, letters.y)
    var order = RandomState(seed: settings.seed + 2)
    var optimizer = RMSprop(learningRate: settings.learningRate)
    var training = Training(network: first)
    for epoch in 0..<settings.epochs {
        let t = Double(epoch) / Double(settings.epochs)
        optimizer.learningRate = settings.learningRate * settings.decay.factor(t)
        var (loss, right) = (0.0, 0.0)
        for batch in batches(of: settings.batchSize, from: x.rows, &order) {
            let trace = training.network.forward(x[rows: batch])
            let (z, yBatch) = (trace.output, y[rows: batch])
            loss += crossEntropy(z, yBatch) * Double(batch.count)
            right += accuracy(z, yBatch) * Double(batch.count)
            let dz = backward(softmax(z), yBatch)
            optimizer.update(&training.network.parameters, training.network.backward(trace, dz))
            afterBatch()
        }
        let z = training.network.predict(letters.validation.pictures)
        training.loss.append(loss / Double(x.rows))
        training.accuracy.append(right / Double(x.rows))
        training.validationLoss.append(crossEntropy(z, letters.yValidation))
        training.validationAccuracy.append(accuracy(z, letters.yValidation))
        afterEpoch(training)
    }
    return training
}

/// The highest value of the second half of a curve minus the lowest.
func swing(_ curve: [Double]) -> Double {
    let late = curve[(curve.count / 2)...]
    return late.max()! - late.min()!
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
    epochs: options.count("epochs", 20, "how often all pictures are seen", least: 0, most: 10_000),
    seed: options.seed(0))
let files = options.weightFiles()
options.csv()
let mistake = options.mistake(["24-columns": "one-hot with 24 columns, labels as they are"])
let program = Program(options)
let notebook = program.notebook
let letters = program.attempt { try readLetters(folder, seed: settings.seed) }
var network = firstNetwork(seed: settings.seed)
let saved = program.attempt { try files.load.map { try readWeights($0, like: network.weights) } }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The data")
notebook.text(letters.source)
notebook.text("The head of the table: a label, and 784 pixels from 0 (black) to 255 (white).")
notebook.showTable(letters.train)
notebook.text(
    """
    The labels go into y, the pixels into x, a picture per row, divided by 255. J and Z are \
    missing: signing them takes a movement, which a picture can't show.
    """)
notebook.showLetters(letters)

notebook.section("Categories")
notebook.text(
    """
    The labels run from 0 for A to 24 for Y, without 9, since there is no J. So there are 24 \
    letters, but label 24 would be a 25th column. Before one-hot encoding, every label above 9 \
    moves down by one:
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
    The article names no optimiser; Keras then takes RMSprop, with ρ = 0.9. Its learning rate is \
    \(settings.learningRate); a step for every \(settings.batchSize) pictures, so \
    \(grouped(batchCount)) steps per epoch. loss and accuracy are means over the batches as they \
    come; val_loss and val_accuracy are measured after the epoch, on pictures that the network \
    never learns from.
    """)
let bar = notebook.progress("Training", total: settings.epochs * batchCount)
var steps = 0
let training = train(
    network, letters, settings,
    afterBatch: {
        steps += 1
        bar.advance(to: steps)
    },
    afterEpoch: { training in
        notebook.showEpoch(training, of: settings.epochs)
        program.save(files.save) { try weightBytes(training.network.weights, for: $0) }
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
        The article's 97 % doesn't say which of these it is. Picking the best epoch by the \
        validation pictures picks some luck with it; the last one was not picked. In the second \
        half of the epochs val_accuracy moves up and down by as much as \
        \(fixed(swing(training.validationAccuracy), 4)).
        """)

    notebook.section("A falling learning rate")
    let few = letters.first(train: 3600, validation: 2400)
    var short = settings
    short.epochs = min(settings.epochs, 12)
    notebook.text(
        """
        RMSprop's steps are about as long as the learning rate, whether the gradient is large or \
        small. With a rate that stays the same, the last steps are as long as the first, and the \
        network never settles. Four ways to go on, on the first \
        \(grouped(few.train.labels.count)) pictures for \(short.epochs) epochs; the rest of the \
        settings stays as it is:

        - none: the rate stays the same.
        - step: full speed for half of the epochs; then steps of a tenth, which settle.
        - linear: a little less each epoch, so that no moment for the drop has to be chosen.
        - cosine: fast for longer, then a quick fall, and very short steps at the end.
        """)
    let trainings = Decay.allCases.map { decay in
        short.decay = decay
        return train(firstNetwork(seed: settings.seed), few, short)
    }
    notebook.showDecays(Array(zip(Decay.allCases, trainings)))
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
    --epochs 2                  a first look
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
        \(lost.first.map { ", the first in row \($0)" } ?? ""). Keras stops there with an index \
        out of bounds. What if a library let it pass, and left these rows empty? Both versions \
        after one epoch; accuracy on the validation pictures:
        """)
    notebook.showTwentyFourColumns(compareColumns(letters, settings))
    notebook.text(
        """
        Column 9 stands for J and is never used; Y has none, so the network can't ever answer Y. \
        25 columns would do as well: one of them would stay empty.
        """)
}

notebook.next(exercise: "Exercise07SignLanguage", lesson: "Lesson08Overfitting")
program.finish()
