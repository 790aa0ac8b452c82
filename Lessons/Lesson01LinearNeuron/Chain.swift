import Matrices
import Notebook

func showChain(_ notebook: Notebook) {
    notebook.text(
        """
        The output of one neuron can be the input of another. The first turns protein into \
        calories, the second calories into kilojoules:
        """)
    let protein = Matrix(column: [2, 4, 8])
    let calories = neuron(protein, m: 5, b: 90)
    let kilojoules = neuron(calories, m: 4.184, b: 0)
    notebook.table(
        ["protein", "first: 5·x + 90", "second: 4.184·first", "both in one: 20.92·x + 376.56"],
        (0..<3).map { i in
            [
                fixed(protein[i, 0], 0), fixed(calories[i, 0], 0), fixed(kilojoules[i, 0], 2),
                fixed(neuron(protein, m: 20.92, b: 376.56)[i, 0], 2),
            ]
        })
    notebook.text(
        """
        The last column shows what a chain of linear neurons is: one linear neuron. To become more \
        than a straight line, a network needs something that bends between them. That is the \
        activation, in lesson 03.
        """)
}
