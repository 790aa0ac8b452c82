import Dispatch
import Foundation
import Matrices

/// Drawn pictures of hands that sign digits, in the size of the "Sign Language Digits Dataset".
///
/// The same seed draws the same hands on every machine. Each number that varies from hand to hand
/// comes from one `RandomState(seed)`, picture after picture, in the order that `Hand.init` draws
/// them; the greys are rounded to 256 steps, as image files have them.
/// - Parameters:
///   - codes: The digit, 0…9, that each picture shows.
///   - seed: Other seeds draw other hands.
/// - Returns: a picture per row, 64 × 64 pixels in 0…1, and the codes as labels.
public func drawnDigits(_ codes: [Int], seed: Int = 0) -> LabelledPictures {
    for code in codes where !digitPoses.indices.contains(code) {
        fatalError("there is no sign for \(code): hands sign the digits 0 to 9")
    }
    return (draw(codes.map { digitPoses[$0] }, .digits, seed: seed), codes)
}

/// Drawn pictures of hands that sign letters, in the size of the "Sign Language MNIST".
///
/// The pictures show A, B, … I, K, … Y in turn (`signLetters`), again and again. Drawn like
/// `drawnDigits`.
/// - Parameters:
///   - count: How many pictures; Kaggle has 27,455 to train and 7,172 to validate.
///   - seed: Other seeds draw other hands.
/// - Returns: a picture per row, 28 × 28 pixels in 0…1, and Kaggle's labels (`signLabels`).
public func drawnLetters(count: Int, seed: Int = 0) -> LabelledPictures {
    let codes = (0..<count).map { $0 % letterPoses.count }
    return (draw(codes.map { letterPoses[$0] }, .letters, seed: seed), codes.map { signLabels[$0] })
}

// How a hand is drawn
//
//   1  The hand is twenty capsules: a forearm, four bones of the palm, three of each finger, three
//      of the thumb. A capsule is a segment p → q with a radius, like a sausage.
//   2  It is turned, and fitted into the picture.
//   3  Each pixel is lit by the capsule nearest to the viewer, or shows the background.
//
// The hand's own space: the wrist at the origin, y towards the fingers, x towards the thumb, z out
// of the palm towards the viewer. A right hand, seen from the palm.

struct Point {
    var x: Double
    var y: Double
    var z: Double

    init(_ x: Double, _ y: Double, _ z: Double) {
        (self.x, self.y, self.z) = (x, y, z)
    }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y, a.z + b.z) }
}

struct Capsule {
    var from: Point
    var to: Point
    var radius: Double
}

/// How much hands differ from each other, and how the picture is taken.
struct HandStyle: Sendable {
    /// Pixels along each side of the picture.
    let side: Int
    // How far each may be off, to both sides. Angles in degrees.
    let rollJitter: Double
    let yawJitter: Double
    let pitchJitter: Double
    let sizeJitter: Double
    let shift: Double
    let bendJitter: Double
    let spreadJitter: Double
    let thumbJitter: Double
    /// How much of the picture, which is 2 wide, the hand fills, and how large it counts at least.
    let fill: Double
    let floor: Double
    /// How far down the hand is moved.
    let down: Double
    // Greys: the background, how much darker its corners are, the skin, the camera's noise.
    let level: ClosedRange<Double>
    let vignette: ClosedRange<Double>
    let skin: ClosedRange<Double>
    let noise: Double

    static let digits = HandStyle(
        side: 64, rollJitter: 10, yawJitter: 14, pitchJitter: 8, sizeJitter: 0.15, shift: 0.21,
        bendJitter: 6, spreadJitter: 3, thumbJitter: 0.03, fill: 1.7, floor: 1.9, down: 0.12,
        level: 0.68...0.78, vignette: 0.12...0.24, skin: 0.50...0.72, noise: 0.012)

    static let letters = HandStyle(
        side: 28, rollJitter: 4, yawJitter: 6, pitchJitter: 4, sizeJitter: 0.05, shift: 0.03,
        bendJitter: 5, spreadJitter: 2, thumbJitter: 0.02, fill: 1.55, floor: 1.45, down: 0.04,
        level: 0.68...0.95, vignette: 0...0.16, skin: 0.45...0.80, noise: 0.02)
}

/// The four long fingers, from the index finger to the little finger.
private let knuckles = [
    Point(0.25, 0.90, 0), Point(0.08, 0.95, 0.02), Point(-0.09, 0.91, 0.02), Point(-0.25, 0.80, 0),
]
private let boneLengths: [[Double]] = [
    [0.46, 0.28, 0.22], [0.50, 0.32, 0.23], [0.46, 0.30, 0.22], [0.36, 0.21, 0.19],
]
private let fingerRadii = [0.102, 0.106, 0.102, 0.090]
private let fingerSpreads = [1, 0.2, -0.7, -1.7]

/// One hand with everything that was drawn by lot for it.
private struct Hand {
    /// The capsules, turned; `capsules[0]` is the forearm.
    var capsules: [Capsule]
    // To the picture's space, which is −1…1 with y up: (P − centre) · scale + shift.
    let centreX: Double
    let centreY: Double
    let scale: Double
    let shiftX: Double
    let shiftY: Double
    // The light.
    let lampX: Double
    let lampY: Double
    let skin: Double
    let level: Double
    let slopeX: Double
    let slopeY: Double
    let vignette: Double

    /// Draws a hand by lot.
    ///
    /// **The order of the calls of `random` is part of the data set.**
    /// U is uniform in −1…1, R in 0…1: spread U, looseness U; per finger, index to little, its
    /// spread U and its three bends U; per point of the thumb x U, y U, z U; yaw U, pitch U,
    /// roll U; size U; shift x U, y U; lamp x U, y R; skin R; level R; slope x U, y U; vignette R.
    /// (40 numbers. The picture's noise follows, one normal number per pixel, row after row.)
    init(_ pose: HandPose, _ style: HandStyle, _ random: inout RandomState) {
        func u() -> Double { 2 * random.randomSample() - 1 }
        func within(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + (range.upperBound - range.lowerBound) * random.randomSample()
        }
        func degrees(_ angle: Double) -> Double { angle * .pi / 180 }

        // The forearm and the palm.
        capsules = [Capsule(from: Point(0, 0, 0), to: Point(0, -2, -0.1), radius: 0.21)]
        for (i, knuckle) in knuckles.enumerated() {
            let root = Point(0.6 * knuckle.x, 0.12 * knuckle.y, knuckle.z)
            capsules.append(Capsule(from: root, to: knuckle, radius: i == 3 ? 0.155 : 0.17))
        }

        // The fingers: each bone bends on from the one before. A bent finger doesn't spread.
        let spread = pose.spread + u() * style.spreadJitter
        let looseness = u() * style.bendJitter
        for i in 0..<4 {
            let bends = fingerBends[pose.fingers[i]]!
            let sideways =
                (spread * fingerSpreads[i] + u() * style.spreadJitter / 3) * cos(degrees(bends[0]))
            let (sinT, cosT) = (sin(degrees(sideways)), cos(degrees(sideways)))
            var bend = 0.0
            var joint = knuckles[i]
            for j in 0..<3 {
                bend += bends[j] + looseness + u() * style.bendJitter
                let (sinF, cosF) = (sin(degrees(bend)), cos(degrees(bend)))
                let length = boneLengths[i][j]
                let next =
                    joint + Point(length * (cosF * sinT), length * (cosF * cosT), length * sinF)
                let radius = fingerRadii[i] - 0.006 * Double(j)
                capsules.append(Capsule(from: joint, to: next, radius: radius))
                joint = next
            }
        }

        // The thumb: its tip moves more than its knuckle.
        var joint = Point(0.22, 0.12, 0.08)
        for (j, radius) in [0.15, 0.115, 0.095].enumerated() {
            let jitter = style.thumbJitter * Double(j + 1)
            let next = pose.thumb[j] + Point(jitter * u(), jitter * u(), jitter * u())
            capsules.append(Capsule(from: joint, to: next, radius: radius))
            joint = next
        }

        // The whole hand turns. The forearm's far end turns by half the roll: the wrist bends.
        let yaw = degrees(pose.yaw + u() * style.yawJitter)
        let pitch = degrees(pose.pitch + u() * style.pitchJitter)
        let roll = degrees(pose.roll + u() * style.rollJitter)
        func turned(_ p: Point, roll: Double) -> Point {
            var p = p
            (p.x, p.z) = (p.x * cos(yaw) + p.z * sin(yaw), p.z * cos(yaw) - p.x * sin(yaw))
            (p.y, p.z) = (p.y * cos(pitch) - p.z * sin(pitch), p.z * cos(pitch) + p.y * sin(pitch))
            (p.x, p.y) = (p.x * cos(roll) - p.y * sin(roll), p.x * sin(roll) + p.y * cos(roll))
            return p
        }
        for i in capsules.indices {
            capsules[i].from = turned(capsules[i].from, roll: roll)
            capsules[i].to = turned(capsules[i].to, roll: i == 0 ? roll / 2 : roll)
        }

        // The picture is fitted to the hand without its forearm.
        let ends = capsules.dropFirst().flatMap { [$0.from, $0.to] }
        let (left, right) = (ends.map(\.x).min()! - 0.1, ends.map(\.x).max()! + 0.1)
        let (bottom, top) = (ends.map(\.y).min()! - 0.1, ends.map(\.y).max()! + 0.1)
        centreX = (left + right) / 2
        centreY = (bottom + top) / 2
        let extent = max(right - left, top - bottom, style.floor)
        scale = style.fill / extent * (1 + u() * style.sizeJitter)
        shiftX = style.shift * u()
        shiftY = style.shift * u() - style.down

        lampX = 0.6 * u()
        lampY = 0.6 * random.randomSample()
        skin = within(style.skin)
        level = within(style.level)
        slopeX = 0.12 * u()
        slopeY = 0.12 * u()
        vignette = within(style.vignette)
    }

    /// Adds hand and background to a picture that holds the noise, and rounds to 256 greys.
    ///
    /// Hand and background are drawn at twice the resolution, with hard edges; a pixel is the mean
    /// of 2 × 2 of these fine pixels.
    func draw(onto picture: UnsafeMutableBufferPointer<Double>, side: Int) {
        let fine = 2 * side
        // Where the fine pixels lie in the picture, −1…1 with y up, and in the hand's space.
        let cx = (0..<fine).map { k in (Double(k) + 0.5) / Double(side) - 1 }
        let cy = cx.map { -$0 }
        let x = cx.map { ($0 - shiftX) / scale + centreX }
        let y = cy.map { ($0 - shiftY) / scale + centreY }
        var depth = [Double](repeating: -9, count: fine * fine)
        var shade = [Double](repeating: 0, count: fine * fine)
        for capsule in capsules { light(capsule, x, y, &depth, &shade) }

        func grey(_ i: Int, _ j: Int) -> Double {
            if depth[i * fine + j] > -9 { return skin * shade[i * fine + j] }
            let corner = cx[j] * cx[j] + cy[i] * cy[i] - 0.67
            return level + slopeX * cx[j] + slopeY * cy[i] - vignette * corner
        }
        for i in 0..<side {
            for j in 0..<side {
                let upper = grey(2 * i, 2 * j) + grey(2 * i, 2 * j + 1)
                let lower = grey(2 * i + 1, 2 * j) + grey(2 * i + 1, 2 * j + 1)
                let noise = picture[i * side + j]
                let pixel = min(max((upper + lower) / 4 + noise, 0), 1)
                picture[i * side + j] = (255 * pixel).rounded() / 255
            }
        }
    }

    /// Lights the fine pixels in which a capsule is nearer to the viewer than what was there.
    private func light(
        _ capsule: Capsule, _ x: [Double], _ y: [Double], _ depth: inout [Double],
        _ shade: inout [Double]
    ) {
        let (p, q, r) = (capsule.from, capsule.to, capsule.radius)
        let (dx, dy, dz) = (q.x - p.x, q.y - p.y, q.z - p.z)
        let squaredLength = dx * dx + dy * dy + 1e-6
        // Only the fine pixels inside its bounding box, counted generously.
        let fine = x.count
        let step = 2 / (Double(fine) * scale)
        func pixels(_ distances: (Double, Double)) -> Range<Int> {
            let low = Int(max((distances.0 / step).rounded(.down), 0))
            let high = Int(min((distances.1 / step).rounded(.up) + 1, Double(fine)))
            return low..<max(low, high)
        }
        let columns = pixels((min(p.x, q.x) - r - x[0], max(p.x, q.x) + r - x[0]))
        let rows = pixels((y[0] - max(p.y, q.y) - r, y[0] - min(p.y, q.y) + r))
        for row in rows {
            for column in columns {
                // The point of the segment that is nearest to the pixel, as seen from the front.
                let (px, py) = (x[column] - p.x, y[row] - p.y)
                let t = min(max((px * dx + py * dy) / squaredLength, 0), 1)
                let (ex, ey) = (px - t * dx, py - t * dy)
                let squaredDistance = ex * ex + ey * ey
                guard squaredDistance < r * r else { continue }
                let height = (r * r - squaredDistance).squareRoot()
                let z = p.z + t * dz + height
                let place = row * fine + column
                guard z > depth[place] else { continue }
                depth[place] = z
                let lit = max(0, (ex * lampX + ey * lampY + 0.8 * height) / r)
                shade[place] = 0.34 + 0.54 * lit + 0.22 * z
            }
        }
    }
}

/// A picture per pose, drawn on all processor cores.
private func draw(_ poses: [HandPose], _ style: HandStyle, seed: Int) -> Matrix {
    // By lot, in order: on one core.
    var random = RandomState(seed: seed)
    let pixels = style.side * style.side
    var values: [Double] = []
    values.reserveCapacity(poses.count * pixels)
    let hands = poses.map { pose in
        let hand = Hand(pose, style, &random)
        for _ in 0..<pixels { values.append(style.noise * random.randn()) }
        return hand
    }
    // The pictures don't depend on each other: on all cores.
    values.withUnsafeMutableBufferPointer { values in
        let strips = Strips(values)
        DispatchQueue.concurrentPerform(iterations: hands.count) { i in
            let picture = strips.values[(i * pixels)..<((i + 1) * pixels)]
            hands[i].draw(onto: UnsafeMutableBufferPointer(rebasing: picture), side: style.side)
        }
    }
    return Matrix(rows: poses.count, columns: pixels, values: values)
}

/// Memory of which several cores write different parts.
private struct Strips: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Double>
    init(_ values: UnsafeMutableBufferPointer<Double>) { self.values = values }
}
