import Datasets
import Matrices
import Notebook

let title = "Lesson 01 · A linear neuron"
let question = "How many calories are in a cup of cereal if you know only its protein?"
let formulas = """
    one input        ŷ = w·x + b
    several inputs   ŷ = x·w + b          one weight per input
    how wrong        MSE = mean( (ŷ − y)² )          RMSE = √MSE
    best line        w = Σ (x − x̄)(y − ȳ) / Σ (x − x̄)²          b = ȳ − w·x̄
    """

// MARK: The neuron

func neuron(_ x: Matrix, w: Double, b: Double) -> Matrix {
    w * x + b
}

func neuron(_ x: Matrix, w: Matrix, b: Double) -> Matrix {
    matmul(x, w) + b
}

func meanSquaredError(_ predicted: Matrix, _ y: Matrix) -> Double {
    let errors = predicted - y
    return (errors * errors).sum() / Double(y.rows)
}

func rootMeanSquaredError(_ predicted: Matrix, _ y: Matrix) -> Double {
    meanSquaredError(predicted, y).squareRoot()
}

/// Least squares with one input: the line with the smallest MSE.
func bestLine(_ x: Matrix, _ y: Matrix) -> (w: Double, b: Double) {
    let (dx, dy) = (x - x.mean(), y - y.mean())
    let w = (dx * dy).sum() / (dx * dx).sum()
    return (w, y.mean() - w * x.mean())
}

/// Least squares with several inputs: as many equations as there are weights, solved together.
func leastSquares(_ x: Matrix, _ y: Matrix) -> (w: Matrix, b: Double) {
    let ones = Matrix(rows: x.rows, columns: 1, repeating: 1)
    let weights = solveLeavingOut(Matrix(joining: [ones, x]), y)
    return (weights[rows: 1..<weights.rows], weights[0, 0])
}

/// The RMSE where each cereal is predicted by a neuron that was fitted to all others.
func leaveOneOut(_ x: Matrix, _ y: Matrix) -> Double {
    let predicted = Matrix(rows: x.rows, columns: 1) { i, _ in
        let others = (0..<x.rows).filter { $0 != i }
        let (w, b) = leastSquares(x[rows: others], y[rows: others])
        return neuron(x[rows: [i]], w: w, b: b).sum()
    }
    return rootMeanSquaredError(predicted, y)
}

// MARK: The notebook

var options = Options(
    "Lesson01LinearNeuron", "A neuron with one input, with several, and two in a row.")
let w = options.number("w", 5, "calories per gram of protein, your guess", least: -1e6, most: 1e6)
let b = options.number(
    "b", 90, "calories of a cup without protein, your guess", least: -1e6, most: 1e6)
let seed = options.seed(0)
let program = Program(options)
let notebook = program.notebook
let cereals = program.attempt { try readCereals(courseFile("uscereal.csv")) }
let (x, y) = (cereals.protein, cereals.calories)

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A neuron")
notebook.text(
    """
    A neuron multiplies its input x by a weight w and adds a bias b. The result is its answer ŷ \
    (say “y hat”). An article for beginners gives a neuron for breakfast cereals, with w = 5 and b \
    = 90. Here 4 g of protein go in:
    """)
let four = neuron(Matrix(row: [4]), w: 5, b: 90).sum()
notebook.showNeuron("A neuron with one input", [("protein", 4, 5)], bias: 90, answer: four)

notebook.section("The data")
notebook.text(
    """
    \(x.rows) breakfast cereals from US shops, per cup. The input x is the protein in grams, and \
    the true answer y is the number of calories. The first five:
    """)
notebook.showCereals(cereals)

notebook.section("A neuron with random w and b")
var random = RandomState(seed: seed + 1)
let randomW = random.uniform(-1, 1)
let randomB = random.uniform(-1, 1)
let randomAnswers = neuron(x, w: randomW, b: randomB)
notebook.text(
    """
    A new neuron knows nothing: w and b are drawn at random between −1 and 1. Here \
    w = \(fixed(randomW, 6)) and b = \(fixed(randomB, 6)). Its line lies far below the points.
    """)
notebook.showLine("The untrained neuron", x, y, w: randomW, b: randomB)
notebook.line("MSE  \(fixed(meanSquaredError(randomAnswers, y), 6))")
notebook.line("RMSE \(fixed(rootMeanSquaredError(randomAnswers, y), 6)) calories")

notebook.section("Error by error")
let article = neuron(x, w: 5, b: 90)
notebook.text(
    """
    Back to the neuron 5·protein + 90. For each cereal, the error is ŷ − y. Squaring makes all \
    errors positive, and makes large errors count more.
    """)
notebook.showErrors(cereals, article)
notebook.text(
    """
    The mean of the \(x.rows) squares is the mean squared error, \
    MSE = \(fixed(meanSquaredError(article, y), 2)). Its root is in calories again: \
    RMSE = \(fixed(rootMeanSquaredError(article, y), 2)).
    """)

notebook.section("Is 5·protein + 90 right?")
let best = bestLine(x, y)
let guesses = [
    ("the mean, whatever x", 0, y.mean()), ("the article's", 5, 90), ("steeper", 10, 100),
    ("steeper still", 15, 95), ("yours (--w, --b)", w, b), ("least squares", best.w, best.b),
]
notebook.text(
    """
    Any neuron has to do better than one that ignores x and always answers with the mean. The \
    article's neuron is too low by \(fixed((y - article).mean(), 1)) calories on average. How \
    close can a line come? A formula computes the best line in a single step; lesson 02 walks there.
    """)
notebook.showGuesses(
    guesses.map { name, w, b in
        (name, w, b, rootMeanSquaredError(neuron(x, w: w, b: b), y))
    })
notebook.showLine("Least squares", x, y, w: best.w, b: best.b)

notebook.section("Several inputs")
notebook.text(
    """
    A neuron may have many inputs. Each input has its own weight, and the weighted inputs are \
    added: ŷ = w₁·x₁ + w₂·x₂ + … + b. With one row per cereal and one column per input, x·w + b \
    computes all answers at once. Nutritionists use these weights: 4 calories per gram of protein, \
    9 per gram of fat and 4 per gram of carbohydrates.
    """)
let (threeInputs, fourInputs) = (cereals.threeInputs, cereals.fourInputs)
let (rule, ruleWithSugars) = (Matrix(column: [4, 9, 4]), Matrix(column: [4, 9, 4, 4]))
let fitThree = leastSquares(threeInputs, y)
let fitFour = leastSquares(fourInputs, y)
func error(_ x: Matrix, _ w: Matrix, _ b: Double) -> Double {
    rootMeanSquaredError(neuron(x, w: w, b: b), y)
}
notebook.showWeights([
    ("rule of thumb", rule, 0, error(threeInputs, rule, 0)),
    ("least squares", fitThree.w, fitThree.b, error(threeInputs, fitThree.w, fitThree.b)),
    ("rule, with sugars", ruleWithSugars, 0, error(fourInputs, ruleWithSugars, 0)),
    ("least squares", fitFour.w, fitFour.b, error(fourInputs, fitFour.w, fitFour.b)),
])
notebook.text(
    """
    In this table, carbo does not include the sugars. With all four inputs, the neuron finds \
    nearly the nutritionists' weights. Here it is with the first cereal, \(cereals.names[0]):
    """)
notebook.showNeuron(
    "A neuron",
    cereals.inputNames.indices.map { j in
        (cereals.inputNames[j], fourInputs[0, j], fitFour.w[j, 0])
    }, bias: fitFour.b,
    answer: neuron(fourInputs[rows: [0]], w: fitFour.w, b: fitFour.b).sum())

notebook.section("Does it know, or does it remember?")
notebook.text(
    """
    A neuron looks best on the data that it was fitted to. For an honest figure, each cereal is \
    predicted by a neuron that was fitted to the others:
    """)
notebook.showLeftOut([
    ("protein", rootMeanSquaredError(neuron(x, w: best.w, b: best.b), y), leaveOneOut(x, y)),
    (
        "protein, fat, carbo", error(threeInputs, fitThree.w, fitThree.b),
        leaveOneOut(threeInputs, y)
    ),
    ("and sugars", error(fourInputs, fitFour.w, fitFour.b), leaveOneOut(fourInputs, y)),
])

notebook.section("One neuron after the other")
notebook.text(
    """
    The output of one neuron can be the input of another. The first turns protein into calories, \
    and the second turns calories into kilojoules:
    """)
let protein = Matrix(column: [2, 4, 8])
let calories = neuron(protein, w: 5, b: 90)
notebook.showChain(
    protein, calories, neuron(calories, w: 4.184, b: 0), neuron(protein, w: 20.92, b: 376.56))
notebook.text(
    """
    The last column shows that a chain of linear neurons is one linear neuron. To draw more than a \
    straight line, a network needs something between its neurons: a function that bends. That is \
    the activation, in lesson 03.
    """)

notebook.section("Try it")
notebook.formulas(
    """
    --w 20 --b 80       your own guess: how close to 43.86 do you get?
    --w 0 --b 149.408   a neuron that always answers with the mean
    --seed 7            another random neuron
    """)
notebook.next(exercise: "Exercise01LinearNeuron", lesson: "Lesson02GradientDescent")
program.finish()
