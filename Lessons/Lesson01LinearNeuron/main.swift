// Lesson 01 · A linear neuron
//
// How many calories has a bowl of cereal, if one knows only its protein?
//
//   one input        ŷ = m·x + b
//   several inputs   ŷ = x·w + b          one weight per input
//   how wrong        MSE = mean( (ŷ − y)² )          RMSE = √MSE

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The neuron, by hand

func neuron(_ x: Matrix, m: Double, b: Double) -> Matrix {
    m * x + b
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

// MARK: The notebook

var options = Options(
    "Lesson01LinearNeuron", "A neuron with one input, with several, and two in a row.")
let m = options.number("m", 5, "calories per gram of protein, your guess", least: -1e6)
let b = options.number("b", 90, "calories of a bowl without protein, your guess", least: -1e6)
let seed = options.seed(0)
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Lesson 01 · A linear neuron",
    "How many calories has a bowl of cereal, if one knows only its protein?")
notebook.formulas(
    """
    one input        ŷ = m·x + b
    several inputs   ŷ = x·w + b          one weight per input
    how wrong        MSE = mean( (ŷ − y)² )          RMSE = √MSE
    """)

notebook.section("The data")
let cereals = program.attempt { try readCSV(courseFile("uscereal.csv")) }
let x = program.attempt { try cereals.matrix(["protein"]) }
let y = program.attempt { try cereals.matrix(["calories"]) }
let names = program.attempt { try cereals.texts("") }
showCereals(notebook, names, x, y)

notebook.section("A neuron with random m and b")
showRandomNeuron(notebook, x, y, seed: seed)

notebook.section("Error by error")
showErrors(notebook, names, x, y)

notebook.section("Is 5·protein + 90 right?")
showGuesses(notebook, x, y, m: m, b: b)

notebook.section("Several inputs")
program.attempt { try showSeveralInputs(notebook, cereals, y) }

notebook.section("One neuron after the other")
showChain(notebook)

notebook.section("Try it")
notebook.formulas(
    """
    --m 20 --b 80       your own guess: how close to 43.86 do you get?
    --m 0 --b 149.408   the mean as a neuron
    --seed 7            another random neuron
    """)
program.finish()
