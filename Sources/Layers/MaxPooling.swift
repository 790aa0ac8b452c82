import Matrices

/// Max-pooling: of every window of size × size pixels the largest number goes on, channel by
/// channel. Lesson 10 derives it.
///
/// The windows lie side by side without overlapping; pixels at the right and lower edge that don't
/// fill a window are left out. Pictures are rows as in `Convolution`: height · width · channels.
public struct MaxPooling: Sendable {
    /// Pixels from top to bottom of what comes in.
    public let height: Int
    /// Pixels from left to right of what comes in.
    public let width: Int
    /// Numbers per pixel, of what comes in and of what comes out.
    public let channels: Int
    /// How many pixels a window is high, and wide.
    public let size: Int

    /// A pooling's geometry; it has no parameters.
    public init(height: Int, width: Int, channels: Int = 1, size: Int = 2) {
        guard size >= 1, height >= size, width >= size else {
            stop("a \(size) × \(size) window doesn't fit on \(height) × \(width) pixels")
        }
        self.height = height
        self.width = width
        self.channels = channels
        self.size = size
    }

    /// Pixels from top to bottom of what comes out: ⌊height / size⌋.
    var outputHeight: Int { height / size }
    /// Pixels from left to right of what comes out: ⌊width / size⌋.
    var outputWidth: Int { width / size }

    /// The forward pass.
    /// - Parameter x: A picture per row: n × height · width · channels.
    /// - Returns: The largest numbers, n × outputHeight · outputWidth · channels, and for each of
    ///   them at which place of `x.values` it stood (the first of equals), for the backward pass.
    public func forward(_ x: Matrix) -> (a: Matrix, winners: [Int]) {
        guard x.columns == height * width * channels else {
            stop(
                "pictures of \(height) × \(width) × \(channels) have "
                    + "\(height * width * channels) columns, "
                    + "not those of a \(x.rows) × \(x.columns) matrix")
        }
        var a = Matrix(rows: x.rows, columns: outputHeight * outputWidth * channels)
        var winners = [Int](repeating: 0, count: a.values.count)
        a.values.withUnsafeMutableBufferPointer { a in
            winners.withUnsafeMutableBufferPointer { winners in
                x.values.withUnsafeBufferPointer { x in
                    var next = 0
                    for picture in 0..<(x.count / (height * width * channels)) {
                        for i in 0..<outputHeight {
                            for j in 0..<outputWidth {
                                let corner =
                                    ((picture * height + i * size) * width + j * size) * channels
                                for channel in 0..<channels {
                                    var winner = corner + channel
                                    for y in 0..<size {
                                        for k in 0..<size {
                                            let place =
                                                corner + (y * width + k) * channels + channel
                                            if x[place] > x[winner] || x[place].isNaN {
                                                winner = place
                                            }
                                        }
                                    }
                                    a[next] = x[winner]
                                    winners[next] = winner
                                    next += 1
                                }
                            }
                        }
                    }
                }
            }
        }
        return (a, winners)
    }

    /// The backward pass: each window's derivative goes to the pixel that won, the others get 0.
    /// - Parameters:
    ///   - winners: What the forward pass left.
    ///   - da: The derivative of the cost by what came out, in its shape.
    public func backward(_ winners: [Int], _ da: Matrix) -> Matrix {
        guard winners.count == da.values.count else {
            stop("\(winners.count) windows don't fit a \(da.rows) × \(da.columns) derivative")
        }
        var dx = Matrix(rows: da.rows, columns: height * width * channels)
        dx.values.withUnsafeMutableBufferPointer { dx in
            for (place, d) in zip(winners, da.values) { dx[place] += d }
        }
        return dx
    }
}
