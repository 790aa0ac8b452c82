import Notebook

extension Notebook {
    /// What PyTorch and others do with the same idea, and what they do more.
    func showLibraries() {
        text("PyTorch's tape is made in the same way, while the operations compute:")
        formulas(
            """
            w = torch.tensor(…, requires_grad=True)    let w = tape.parameter(…)
            x = torch.tensor(…)                        let x = tape.constant(…)
            loss = ((w * x + b) ** 2).mean()           let cost = mean(z * z)
            loss.backward()                            cost.backward()
            w.grad                                     w.gradient
            optimizer.zero_grad()                      a new Tape() for every step
            """)
        text(
            """
            It has more: hundreds of operations, on graphics processors too; arrays with any \
            number of axes; derivatives of derivatives. Keras leaves differentiation to the \
            library below it: PyTorch, TensorFlow with its GradientTape, or JAX. Swift's own \
            @differentiable makes the backward pass when the program is compiled; it is \
            experimental.
            """)
    }
}
