import Layers
import Matrices

/// The gradient of the head, held against central differences on a few pictures.
///
/// The features below it are those of the given network; nothing flows back into them. (The
/// gradients of all layers below are those of lesson 10, and checked there.)
func checkGradient(
    _ pictures: (x: Matrix, y: Matrix), _ parameters: [Matrix]
) -> [CheckedGradient] {
    let features = forward(pictures.x, parameters).features
    let head = Array(parameters[4...])
    let gradients = headAlone(features, pictures.y, head).gradients
    return zip(["dw₃", "db₃"], head.indices).map { name, k in
        checkedGradient(name, gradients[k], at: head[k]) { moved in
            var head = head
            head[k] = moved
            return headAlone(features, pictures.y, head).loss
        }
    }
}
