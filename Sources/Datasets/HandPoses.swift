// The poses of the drawn hands: which fingers are bent how far, where the thumb lies, how the hand
// is turned. All angles in degrees. The drawing itself is in DrawnHands.swift.

/// How a hand makes a sign.
struct HandPose {
    /// One code of `fingerBends` per finger, from the index finger to the little finger.
    let fingers: [Character]
    /// How far the fingers are spread.
    let spread: Double
    /// The thumb's three points, from `thumbPoints`.
    let thumb: [Point]
    /// How the whole hand is turned: about the upright axis, the level axis, the line of sight.
    let yaw: Double
    let pitch: Double
    let roll: Double

    init(
        _ fingers: String, _ spread: Double, _ thumb: String,
        _ turned: (yaw: Double, pitch: Double, roll: Double) = (0, 0, 0)
    ) {
        self.fingers = Array(fingers)
        self.spread = spread
        self.thumb = thumbPoints[thumb]!
        (yaw, pitch, roll) = turned
    }
}

/// How far a finger bends at its knuckle, its middle joint and its end joint.
let fingerBends: [Character: [Double]] = [
    "E": [4, 6, 4],  // extended
    "C": [82, 105, 60],  // curled
    "H": [20, 85, 60],  // hooked
    "R": [38, 50, 30],  // round
    "O": [52, 58, 40],  // pinching
    "T": [68, 62, 35],  // touching the thumb
    "K": [62, 10, 5],  // forward
    "L": [88, 84, 8],  // hanging over the thumb
    "S": [62, 108, 75],  // half curled
]

/// Where the thumb's knuckle, middle joint and tip are, in the hand's own units.
let thumbPoints: [String: [Point]] = [
    "side": [Point(0.42, 0.44, 0.16), Point(0.45, 0.74, 0.24), Point(0.40, 0.98, 0.28)],
    "out": [Point(0.50, 0.38, 0.10), Point(0.80, 0.56, 0.12), Point(1.04, 0.72, 0.12)],
    "palm": [Point(0.37, 0.38, 0.20), Point(0.15, 0.54, 0.30), Point(-0.07, 0.60, 0.32)],
    "front": [Point(0.42, 0.42, 0.34), Point(0.26, 0.66, 0.62), Point(-0.02, 0.70, 0.68)],
    "low": [Point(0.38, 0.36, 0.26), Point(0.16, 0.47, 0.46), Point(-0.10, 0.50, 0.50)],
    "three": [Point(0.38, 0.40, 0.24), Point(0.10, 0.58, 0.36), Point(-0.17, 0.74, 0.52)],
    "two": [Point(0.38, 0.42, 0.24), Point(0.18, 0.64, 0.36), Point(-0.01, 0.82, 0.54)],
    "tee": [Point(0.42, 0.44, 0.22), Point(0.32, 0.78, 0.44), Point(0.16, 1.08, 0.60)],
    "opp": [Point(0.34, 0.32, 0.36), Point(0.32, 0.44, 0.68), Point(0.30, 0.62, 0.92)],
    "ring": [Point(0.34, 0.36, 0.38), Point(0.32, 0.62, 0.66), Point(0.26, 0.90, 0.78)],
    "mid": [Point(0.34, 0.40, 0.34), Point(0.20, 0.66, 0.56), Point(0.10, 0.84, 0.74)],
    "rng": [Point(0.34, 0.40, 0.32), Point(0.12, 0.62, 0.50), Point(-0.06, 0.80, 0.68)],
    "pin": [Point(0.36, 0.38, 0.26), Point(0.08, 0.54, 0.42), Point(-0.18, 0.68, 0.54)],
    "kay": [Point(0.40, 0.42, 0.24), Point(0.34, 0.72, 0.40), Point(0.20, 1.0, 0.44)],
    "up": [Point(0.44, 0.40, 0.20), Point(0.52, 0.70, 0.34), Point(0.56, 0.96, 0.40)],
]

/// The signs for the digits 0 to 9.
let digitPoses = [
    HandPose("OOOO", 3, "ring", (55, 0, 0)),
    HandPose("ECCC", 4, "front"),
    HandPose("EECC", 20, "front"),
    HandPose("EECC", 20, "out"),
    HandPose("EEEE", 10, "palm"),
    HandPose("EEEE", 15, "out"),
    HandPose("EEET", 13, "pin"),
    HandPose("EETE", 12, "rng"),
    HandPose("ETEE", 12, "mid"),
    HandPose("OEEE", 9, "ring", (15, 0, 0)),
]

/// The signs for the 24 letters of `signLetters`: A to Y without J.
let letterPoses = [
    HandPose("CCCC", 3, "side"),  // A
    HandPose("EEEE", 2, "palm"),  // B
    HandPose("RRRR", 3, "opp", (65, 0, 0)),  // C
    HandPose("ETTT", 3, "mid", (20, 0, 0)),  // D
    HandPose("SSSS", 2, "low"),  // E
    HandPose("OEEE", 12, "ring", (30, 0, 0)),  // F
    HandPose("ECCC", 3, "up", (180, 0, -75)),  // G
    HandPose("EECC", 2, "side", (180, 0, -75)),  // H
    HandPose("CCCE", 5, "front"),  // I
    HandPose("EKCC", 5, "kay", (40, 0, 0)),  // K
    HandPose("ECCC", 5, "out"),  // L
    HandPose("LLLC", 3, "three"),  // M
    HandPose("LLCC", 3, "two"),  // N
    HandPose("OOOO", 3, "ring", (60, 0, 0)),  // O
    HandPose("EKCC", 5, "kay", (30, 0, 100)),  // P
    HandPose("ECCC", 3, "up", (180, 0, -165)),  // Q
    HandPose("EECC", -9, "front"),  // R
    HandPose("CCCC", 3, "front"),  // S
    HandPose("CCCC", 3, "tee"),  // T
    HandPose("EECC", 1, "front"),  // U
    HandPose("EECC", 24, "front"),  // V
    HandPose("EEEC", 16, "pin"),  // W
    HandPose("HCCC", 4, "front", (50, 0, 0)),  // X
    HandPose("CCCE", 13, "out"),  // Y
]
