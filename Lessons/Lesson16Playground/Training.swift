import Foundation
import Layers
import Matrices
import Notebook

/// The curves of a training: a value for each epoch, the first one before training.
struct TrainingCurve {
    var loss: [Double] = []
    var accuracy: [Double] = []
    var testLoss: [Double] = []
    var testAccuracy: [Double] = []
}

/// Trains; about twenty lines, and on a terminal the border while it moves.
func trainAndShow(
    _ notebook: Notebook, _ network: inout Perceptron, _ points: PlanePoints, _ setting: Setting,
    seed: Int
) -> TrainingCurve {
    let x = points.scaled(points.x)
    let xTest = points.scaled(points.xTest)
    var curve = TrainingCurve()
    func measure(_ epoch: Int, _ network: Perceptron) {
        curve.loss.append(logLoss(network.predict(x), points.y))
        curve.accuracy.append(accuracy(network, x, points.y))
        curve.testLoss.append(logLoss(network.predict(xTest), points.yTest))
        curve.testAccuracy.append(accuracy(network, xTest, points.yTest))
        if epoch % max(1, setting.epochs / 20) == 0 || epoch == setting.epochs {
            notebook.epoch(
                epoch, of: setting.epochs,
                [
                    "loss": curve.loss[epoch], "val_loss": curve.testLoss[epoch],
                    "val_accuracy": curve.testAccuracy[epoch],
                ])
        }
        guard epoch % max(1, setting.epochs / 40) == 0 else { return }
        var isShown = false
        notebook.redraw { live in
            showBoundary(live, network, points, title: "Epoch \(epoch)/\(setting.epochs)")
            isShown = true
        }
        if isShown { Thread.sleep(forTimeInterval: 0.05) }
    }
    measure(0, network)
    train(&network, x, points.y, setting, seed: seed, afterEpoch: measure)
    return curve
}
