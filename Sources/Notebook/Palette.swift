/// The colour of the first curve, points or class, the second …, on each medium.
struct PaletteColour: Sendable {
    /// On a light page and on paper.
    let light: String
    /// On a dark page.
    let dark: String
    /// Red, green and blue of an area.
    let area: [UInt8]
    /// The number of the colour in a terminal of 16 colours.
    let terminal: Int
}

/// All colours; the ninth curve begins again with the first.
let palette = [
    PaletteColour(light: "#0b5cad", dark: "#6cb0f5", area: [50, 120, 215], terminal: 12),
    PaletteColour(light: "#c2410c", dark: "#fb923c", area: [225, 105, 30], terminal: 1),
    PaletteColour(light: "#15803d", dark: "#5fd08a", area: [40, 160, 80], terminal: 2),
    PaletteColour(light: "#7c3aed", dark: "#b79bff", area: [140, 90, 235], terminal: 5),
    PaletteColour(light: "#0e7490", dark: "#4fd1e0", area: [30, 150, 180], terminal: 6),
    PaletteColour(light: "#a16207", dark: "#e3b341", area: [190, 140, 20], terminal: 3),
    PaletteColour(light: "#be185d", dark: "#f58bbd", area: [215, 60, 130], terminal: 4),
    PaletteColour(light: "#475569", dark: "#a7b4c5", area: [110, 130, 155], terminal: 9),
]

/// The colours as names that a style sheet can use: `--c0`, `--c1` …
func paletteVariables(_ colour: (PaletteColour) -> String) -> String {
    palette.enumerated().map { "--c\($0): \(colour($1));" }.joined(separator: " ")
}

/// A pixel that is seen through, where there is no number.
let transparent: [UInt8] = [128, 128, 128, 0]

/// The heights of a contour: 32 steps, denser where it is higher.
let contourColours = (0..<32).map { k -> [UInt8] in [40, 110, 200, UInt8(8 + 5 * k)] }

/// The probability of class 1 in 32 steps: from the colour of class 0, over nothing, to that of 1.
let boundaryColours = (0..<32).map { k -> [UInt8] in
    let opacity = 4 * abs(2 * k - 31) + 10
    return palette[k < 16 ? 0 : 1].area + [UInt8(opacity)]
}

/// The heights of a surface, from blue for the lowest over green to yellow for the highest.
let surfaceColours: [[Double]] = [
    [48, 60, 140], [38, 130, 142], [90, 190, 100], [250, 220, 60],
]

/// The grey of a terminal of 256 colours for a brightness from 0 to 1.
func terminalGrey(_ brightness: Double) -> Int { 232 + Int(brightness * 23 + 0.5) }

/// In a terminal of 256 colours, the points of class 0 and of class 1 on a plane.
let classColours = [39, 208]

/// The plane itself: from blue for class 0 over grey to brown for class 1.
let planeColours = [19, 18, 17, 234, 52, 94, 130]

/// The plane where there is no number.
let noNumberColour = 236

/// The sign that switches a terminal to a colour, or back.
func escape(_ colour: Int?) -> String {
    guard let colour else { return "\u{1B}[0m" }
    let number = palette[colour % palette.count].terminal
    return "\u{1B}[\(number < 8 ? 30 + number : 82 + number)m"
}
