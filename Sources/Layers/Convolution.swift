import Matrices

/// A convolution of whole pictures as one matrix product: z = patches·w + b. Lesson 10 derives it.
///
/// A picture is a row of height · width · channels numbers: row after row of pixels, and each
/// pixel's channels side by side. Every place where the filters are laid on the picture gives a
/// patch, a row of size · size · channels numbers in the same order. A filter is a column of w.
/// What comes out is again a row per picture, with the filters as its channels.
public struct Convolution: Sendable {
    /// Pixels from top to bottom of what comes in.
    public let height: Int
    /// Pixels from left to right of what comes in.
    public let width: Int
    /// Numbers per pixel of what comes in: 1 for a grey picture.
    public let channels: Int
    /// How many pixels a filter is high, and wide.
    public let size: Int
    /// How many filters there are: the channels of what comes out.
    public let filters: Int
    /// How many pixels of 0 are put round the picture.
    public let padding: Int
    /// How many pixels a filter moves from one place to the next.
    public let stride: Int

    /// A convolution's geometry; its filters and biases are handed to `forward`.
    public init(
        height: Int, width: Int, channels: Int = 1, size: Int, filters: Int, padding: Int = 0,
        stride: Int = 1
    ) {
        guard size >= 1, stride >= 1, padding >= 0, height + 2 * padding >= size,
            width + 2 * padding >= size
        else {
            stop(
                "a \(size) × \(size) filter with stride \(stride) doesn't fit on \(height) × "
                    + "\(width) pixels with padding \(padding)")
        }
        self.height = height
        self.width = width
        self.channels = channels
        self.size = size
        self.filters = filters
        self.padding = padding
        self.stride = stride
    }

    /// Pixels from top to bottom of what comes out: ⌊(height − size + 2·padding) / stride⌋ + 1.
    public var outputHeight: Int { (height - size + 2 * padding) / stride + 1 }
    /// Pixels from left to right of what comes out: ⌊(width − size + 2·padding) / stride⌋ + 1.
    public var outputWidth: Int { (width - size + 2 * padding) / stride + 1 }

    /// The forward pass: z = patches·w + b.
    /// - Parameters:
    ///   - x: A picture per row: n × height · width · channels.
    ///   - w: A filter per column: size · size · channels × filters.
    ///   - b: 1 × filters.
    /// - Returns: The patches, for the backward pass, and z, a picture per row:
    ///   n × outputHeight · outputWidth · filters.
    public func forward(_ x: Matrix, _ w: Matrix, _ b: Matrix) -> (patches: Matrix, z: Matrix) {
        let patches = patches(x)
        let z = matmul(patches, w) + b
        return (
            patches, z.reshaped(rows: x.rows, columns: outputHeight * outputWidth * filters)
        )
    }

    /// The backward pass to the filters and the biases: dw = patchesᵀ·dz, db = Σ dz.
    /// - Parameters:
    ///   - patches: What the forward pass left.
    ///   - dz: The derivative of the cost with respect to z, in z's shape.
    public func backward(_ patches: Matrix, _ dz: Matrix) -> (dw: Matrix, db: Matrix) {
        let dz = dz.reshaped(rows: patches.rows, columns: filters)
        return (matmul(transposed: patches, dz), dz.columnSums())
    }

    /// The backward pass to the pictures: dz·wᵀ is the derivative with respect to every
    /// patch; a pixel's is the sum over the patches that it lies in. A first layer doesn't need it.
    /// - Parameters:
    ///   - w: The filters.
    ///   - dz: The derivative of the cost with respect to z, in z's shape.
    public func inputGradient(_ w: Matrix, _ dz: Matrix) -> Matrix {
        let places = dz.rows * outputHeight * outputWidth
        let dPatches = matmul(dz.reshaped(rows: places, columns: filters), transposed: w)
        return sumOfPatches(dPatches)
    }

    /// Every patch as a row: n · outputHeight · outputWidth × size · size · channels.
    public func patches(_ x: Matrix) -> Matrix {
        check(x, columns: height * width * channels)
        let pictures = x.rows
        var patches = Matrix(
            rows: x.rows * outputHeight * outputWidth, columns: size * size * channels)
        patches.values.withUnsafeMutableBufferPointer { patches in
            x.values.withUnsafeBufferPointer { x in
                forEachStrip(pictures: pictures) { pixels, patch, count in
                    for k in 0..<count { patches[patch &+ k] = x[pixels &+ k] }
                }
            }
        }
        return patches
    }

    /// Lays patches back where they came from and adds up where they overlap: the transpose of
    /// `patches`.
    func sumOfPatches(_ patches: Matrix) -> Matrix {
        let pictures = patches.rows / (outputHeight * outputWidth)
        var x = Matrix(rows: pictures, columns: height * width * channels)
        x.values.withUnsafeMutableBufferPointer { x in
            patches.values.withUnsafeBufferPointer { patches in
                forEachStrip(pictures: pictures) { pixels, patch, count in
                    for k in 0..<count { x[pixels &+ k] += patches[patch &+ k] }
                }
            }
        }
        return x
    }

    /// Visits every row of pixels of every patch, as far as it lies on the picture: where it begins
    /// in the pictures, where in the patches, and how many numbers it has.
    @inline(__always)
    private func forEachStrip(pictures: Int, _ visit: (Int, Int, Int) -> Void) {
        var patch = 0
        for picture in 0..<pictures {
            for y in 0..<outputHeight {
                for x in 0..<outputWidth {
                    // The columns of the picture that this patch covers.
                    let left = x * stride - padding
                    let first = max(left, 0)
                    let count = (min(left + size, width) - first) * channels
                    for j in 0..<size {
                        let row = y * stride - padding + j
                        if row >= 0, row < height, count > 0 {
                            visit(
                                ((picture * height + row) * width + first) * channels,
                                patch + (first - left) * channels, count)
                        }
                        patch += size * channels
                    }
                }
            }
        }
    }

    private func check(_ x: Matrix, columns: Int) {
        guard x.columns == columns else {
            stop(
                "pictures of \(height) × \(width) × \(channels) have \(columns) columns, "
                    + "not those of a \(x.rows) × \(x.columns) matrix")
        }
    }
}
