import Notebook

/// The error of what comes back, before the training and after each epoch.
func showErrors(_ notebook: Notebook, _ errors: [Double]) {
    notebook.plot(
        "Error of the reconstruction of test pictures", x: "epoch", y: "squared error per pixel",
        [Curve("CD-1", x: Array(errors.indices), y: errors)])
    if let lost = errors.firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            "In epoch \(lost) the error left the numbers: try a smaller --learning-rate.")
    }
}
