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
