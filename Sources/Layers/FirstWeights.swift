import Matrices

/// First weights of a layer: uniform within ±√(6 / (inputs + outputs)), so that values keep their
/// size on the way forwards and gradients on the way back (Glorot and Bengio, 2010).
/// - Parameters:
///   - inputs: Rows: how many values come in.
///   - outputs: Columns: how many neurons the layer has.
///   - random: Where the numbers come from.
public func glorotUniform(_ inputs: Int, _ outputs: Int, _ random: inout RandomState) -> Matrix {
    let limit = (6 / Double(inputs + outputs)).squareRoot()
    return random.uniform(-limit, limit, rows: inputs, columns: outputs)
}

extension Convolution {
    /// First filters: uniform within ±√(6 / (size² · channels + size² · filters)), one a column.
    ///
    /// Glorot's rule, where each output has size² · channels inputs and each input reaches
    /// size² · filters outputs. Drawn row after row: size² · channels × filters.
    public func glorotUniform(_ random: inout RandomState) -> Matrix {
        let limit = (6 / Double(size * size * (channels + filters))).squareRoot()
        return random.uniform(-limit, limit, rows: size * size * channels, columns: filters)
    }
}
