import Matrices

/// The largest number of every window of 2 × 2 pixels, channel by channel.
/// - Returns: a, a picture per row, and which element of x each of its elements was.
func maxPooling(_ x: Matrix, _ shape: PictureShape) -> (a: Matrix, winners: [Int]) {
    let pooled = shape.pooled()
    var winners: [Int] = []
    winners.reserveCapacity(x.rows * pooled.count)
    for picture in 0..<x.rows {
        for i in 0..<pooled.height {
            for j in 0..<pooled.width {
                let pixel = (picture * shape.height + 2 * i) * shape.width + 2 * j
                for channel in 0..<shape.channels {
                    let corner = pixel * shape.channels + channel
                    let below = corner + shape.width * shape.channels
                    var winner = corner
                    for rival in [corner + shape.channels, below, below + shape.channels]
                    where x.values[rival] > x.values[winner] {
                        winner = rival
                    }
                    winners.append(winner)
                }
            }
        }
    }
    let a = Matrix(rows: x.rows, columns: pooled.count, values: winners.map { x.values[$0] })
    return (a, winners)
}

/// The pixel that won its window gets the window's derivative; the others changed nothing and get 0.
func maxPoolingBackward(_ winners: [Int], _ da: Matrix, _ shape: PictureShape) -> Matrix {
    var dx = Matrix(rows: da.rows, columns: shape.count)
    for (winner, d) in zip(winners, da.values) { dx.values[winner] += d }
    return dx
}
