import Matrices

/// How pictures lie in a row of numbers: row after row of pixels, each pixel's channels side by side.
struct PictureShape: Equatable {
    var height, width, channels: Int

    var count: Int { height * width * channels }

    /// What `filters` filters of size × size make of it, without padding, one pixel at a time.
    func convolved(size: Int, filters: Int) -> PictureShape {
        PictureShape(height: height - size + 1, width: width - size + 1, channels: filters)
    }

    /// What windows of 2 × 2 leave of it.
    func pooled() -> PictureShape {
        PictureShape(height: height / 2, width: width / 2, channels: channels)
    }
}

/// Every patch of size × size pixels as a row: first all patches of picture 0, then of picture 1 …
/// - Parameter x: A picture per row.
/// - Returns: n · (places down) · (places across) × size · size · channels.
func patches(_ x: Matrix, _ shape: PictureShape, size: Int) -> Matrix {
    let output = shape.convolved(size: size, filters: 1)
    let strip = size * shape.channels
    var patches = Matrix(rows: x.rows * output.count, columns: size * strip)
    patches.values.withUnsafeMutableBufferPointer { patches in
        x.values.withUnsafeBufferPointer { x in
            eachStrip(pictures: x.count / shape.count, shape, size) { inPictures, inPatches in
                for k in 0..<strip { patches[inPatches + k] = x[inPictures + k] }
            }
        }
    }
    return patches
}

/// The way back: every patch is laid where it came from; where patches overlap, they add up.
func sumOfPatches(_ patches: Matrix, _ shape: PictureShape, size: Int) -> Matrix {
    let n = patches.rows / shape.convolved(size: size, filters: 1).count
    let strip = size * shape.channels
    var x = Matrix(rows: n, columns: shape.count)
    x.values.withUnsafeMutableBufferPointer { x in
        patches.values.withUnsafeBufferPointer { patches in
            eachStrip(pictures: n, shape, size) { inPictures, inPatches in
                for k in 0..<strip { x[inPictures + k] += patches[inPatches + k] }
            }
        }
    }
    return x
}

/// A patch is `size` strips of pixels, one below the other: where each begins in the pictures, and
/// where in the patches.
@inline(__always)
func eachStrip(
    pictures: Int, _ shape: PictureShape, _ size: Int, _ visit: (Int, Int) -> Void
) {
    let output = shape.convolved(size: size, filters: 1)
    var inPatches = 0
    for picture in 0..<pictures {
        for y in 0..<output.height {
            for x in 0..<output.width {
                for j in 0..<size {
                    let pixel = (picture * shape.height + y + j) * shape.width + x
                    visit(pixel * shape.channels, inPatches)
                    inPatches += size * shape.channels
                }
            }
        }
    }
}

/// z = patches·w + b: a filter is a column of w, and what it answers becomes a channel.
func convolution(
    _ x: Matrix, _ shape: PictureShape, size: Int, _ w: Matrix, _ b: Matrix
) -> (patches: Matrix, z: Matrix) {
    let patches = patches(x, shape, size: size)
    let z = matmul(patches, w) + b
    return (patches, z.reshaped(rows: x.rows, columns: z.values.count / x.rows))
}

/// dw = patchesᵀ·dz and db = Σ dz, over all places of all pictures: the filter is shared.
func convolutionBackward(_ patches: Matrix, _ w: Matrix, _ dz: Matrix) -> (dw: Matrix, db: Matrix) {
    let dz = dz.reshaped(rows: patches.rows, columns: w.columns)
    return (matmul(transposed: patches, dz), dz.columnSums())
}

/// dx: what each patch gets, dz·wᵀ, laid back where the patches came from.
func convolutionInputGradient(
    _ w: Matrix, _ dz: Matrix, _ shape: PictureShape, size: Int
) -> Matrix {
    let places = dz.values.count / w.columns
    let dPatches = matmul(dz.reshaped(rows: places, columns: w.columns), transposed: w)
    return sumOfPatches(dPatches, shape, size: size)
}
