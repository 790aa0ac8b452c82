import Matrices

/// Grey pictures, one in each row of a matrix.
struct Pictures: Block {
    let title: String
    let pixels: Matrix
    let width: Int
    let labels: [String]
    /// The values of black and of white.
    let range: ClosedRange<Double>
    /// How wide each picture is drawn in the terminal.
    let columns: Int

    private var height: Int { pixels.columns / width }

    init(
        title: String = "", _ pixels: Matrix, width: Int, labels: [String],
        range: ClosedRange<Double>?, columns: Int?
    ) {
        guard width > 0, pixels.columns > 0, pixels.columns.isMultiple(of: width) else {
            fatalError("\(pixels.columns) pixels don't make rows of \(width)")
        }
        guard labels.isEmpty || labels.count == pixels.rows else {
            fatalError("\(pixels.rows) pictures have \(labels.count) labels")
        }
        self.title = title
        self.pixels = pixels
        self.width = width
        self.labels = labels
        self.range = range ?? standardRange(pixels.values)
        self.columns = min(max(columns ?? standardColumns(width, pixels.rows), 1), lineWidth - 2)
    }

    /// How bright a pixel is, from 0 to 1; nil if its value is no number.
    func brightness(_ picture: Int, _ row: Int, _ column: Int) -> Double? {
        let value = pixels.values[picture * pixels.columns + row * width + column]
        guard !value.isNaN else { return nil }
        guard range.upperBound > range.lowerBound else { return value > range.lowerBound ? 1 : 0 }
        let brightness = share(of: value, from: range.lowerBound, to: range.upperBound)
        return brightness.isNaN ? nil : brightness
    }

    /// A pixel as a grey from 0 to 255.
    private func grey(_ picture: Int, _ row: Int, _ column: Int) -> UInt8 {
        UInt8((brightness(picture, row, column) ?? 0.5) * 255 + 0.5)
    }

    /// Bright pixels are dense characters, or, where there are 256 colours, two pixels of grey above
    /// each other in each character.
    func lines(_ style: Style) -> [String] {
        let perRow = max(1, lineWidth / (columns + 2))
        var result = title.isEmpty ? [] : wrapped(style.plain(title))
        for start in stride(from: 0, to: pixels.rows, by: perRow) {
            let row = start..<min(start + perRow, pixels.rows)
            if start > 0 { result.append("") }
            let drawings = row.map { drawing($0, style) }
            for k in 0..<(drawings.first?.count ?? 0) {
                result.append(trimmedEnd(drawings.map { "  " + $0[k] }.joined()))
            }
            guard !labels.isEmpty else { continue }
            // The labels stand below, each wrapped in the width of its picture.
            let texts = row.map { wrapped(style.plain(labels[$0]), width: columns) }
            for k in 0..<(texts.map(\.count).max() ?? 0) {
                let parts = texts.map { "  " + centred(k < $0.count ? $0[k] : "", columns) }
                result.append(trimmedEnd(parts.joined()))
            }
        }
        return result
    }

    private func drawing(_ picture: Int, _ style: Style) -> [String] {
        // A character is about twice as high as it is wide.
        let side = Double(width) / Double(columns)
        let rows = max(1, Int((Double(height) / (2 * side)).rounded(.up)))
        return (0..<rows).map { i in
            let cells = (0..<columns).map { j -> String in
                let (left, top) = (Double(j) * side, Double(2 * i) * side)
                if style.ascii {
                    let ink = mean(picture, left, top, side, 2 * side)
                    return ink.map { String(ramp[Int($0 * Double(ramp.count - 1) + 0.5)]) } ?? "?"
                }
                if style.greys {
                    let greys = [top, Double(2 * i + 1) * side].map { top in
                        top < Double(height)
                            ? terminalGrey(mean(picture, left, top, side, side) ?? 0.5) : 0
                    }
                    return "\u{1B}[38;5;\(greys[0]);48;5;\(greys[1])m▀"
                }
                let quarters = [(0, 0), (1, 0), (0, 1), (1, 1)].compactMap { right, down in
                    mean(picture, left + right * side / 2, top + down * side, side / 2, side)
                }
                return quarters.count < 4 ? "?" : String(glyph(quarters))
            }
            return cells.joined() + (style.greys && !style.ascii ? escape(nil) : "")
        }
    }

    /// The mean brightness of a rectangle, of which parts of pixels count in part.
    ///
    /// What lies outside of the picture is black; nil if there is a value that is no number.
    private func mean(
        _ picture: Int, _ left: Double, _ top: Double, _ wide: Double, _ high: Double
    ) -> Double? {
        var sum = 0.0
        for i in Int(top)...Int(top + high - 1e-9) where i < height {
            let y = min(top + high, Double(i + 1)) - max(top, Double(i))
            for j in Int(left)...Int(left + wide - 1e-9) where j < width {
                let x = min(left + wide, Double(j + 1)) - max(left, Double(j))
                guard let value = brightness(picture, i, j) else { return nil }
                sum += x * y * value
            }
        }
        return min(max(sum / (wide * high), 0), 1)
    }
}

/// Small pictures get two characters a pixel, larger ones one; where many don't fit side by side,
/// or a single one doesn't, two pixels share a character.
private func standardColumns(_ width: Int, _ count: Int) -> Int {
    if width <= 12 { return 2 * width }
    if width <= lineWidth - 2, count * (width + 2) <= lineWidth { return width }
    let half = (width + 1) / 2
    return half <= lineWidth - 2 ? half : lineWidth - 2
}

/// From the darkest to the brightest value, without the one in a hundred that stand out on either
/// side, if that is at least half of the range.
private func standardRange(_ values: [Double]) -> ClosedRange<Double> {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last else { return 0...1 }
    let darkest = sorted[(sorted.count - 1) / 100]
    let brightest = sorted[sorted.count - 1 - (sorted.count - 1) / 100]
    return brightest - darkest >= (high - low) / 2 ? darkest...brightest : low...high
}

/// The character whose ink lies most like that of four quarters: above left, above right, below
/// left, below right.
func glyph(_ quarters: [Double]) -> Character {
    var best: (error: Double, glyph: Character) = (.infinity, " ")
    for (glyph, ink) in glyphs {
        var error = 0.0
        for (a, b) in zip(quarters, ink) { error += (a - b) * (a - b) }
        if error < best.error - 1e-12 { best = (error, glyph) }
    }
    return best.glyph
}

private let glyphs: [(Character, [Double])] = [
    (" ", [0, 0, 0, 0]), ("░", [0.25, 0.25, 0.25, 0.25]), ("▒", [0.5, 0.5, 0.5, 0.5]),
    ("▓", [0.75, 0.75, 0.75, 0.75]), ("█", [1, 1, 1, 1]),
    ("▀", [1, 1, 0, 0]), ("▄", [0, 0, 1, 1]), ("▌", [1, 0, 1, 0]), ("▐", [0, 1, 0, 1]),
    ("▘", [1, 0, 0, 0]), ("▝", [0, 1, 0, 0]), ("▖", [0, 0, 1, 0]), ("▗", [0, 0, 0, 1]),
    ("▚", [1, 0, 0, 1]), ("▞", [0, 1, 1, 0]),
    ("▙", [1, 0, 1, 1]), ("▛", [1, 1, 1, 0]), ("▜", [1, 1, 0, 1]), ("▟", [0, 1, 1, 1]),
]

private let ramp: [Character] = Array(" .:-=+*#%@")

// MARK: On the page

extension Pictures {
    /// All pictures in one PNG file; each has a thin frame, so that it ends somewhere on a page as
    /// white, or as black, as itself.
    func picture() -> PictureFile? {
        if pixels.rows == 0 { return nil }
        let room = pixels.rows > 4 ? 112 : pixels.rows > 2 ? 150 : 200
        let scale = max(1, room / max(width, height))
        let gap = 6
        let perRow = max(1, min(pixels.rows, 640 / (scale * width + gap)))
        let sheetRows = (pixels.rows + perRow - 1) / perRow
        let (cellWidth, cellHeight) = (scale * width + gap, scale * height + gap)
        let sheetWidth = perRow * cellWidth - gap
        // 255 is the gap between pictures; nothing is seen there.
        var sheet = [UInt8](repeating: 255, count: sheetWidth * (sheetRows * cellHeight - gap))
        for p in 0..<pixels.rows {
            let (top, left) = (p / perRow * cellHeight, p % perRow * cellWidth)
            let (lastRow, lastColumn) = (scale * height - 1, scale * width - 1)
            for i in 0...lastRow {
                for j in 0...lastColumn {
                    let isFrame = i == 0 || j == 0 || i == lastRow || j == lastColumn
                    sheet[(top + i) * sheetWidth + left + j] =
                        isFrame ? 128 : min(254, grey(p, i / scale, j / scale))
                }
            }
        }
        let greys = (0..<255).map { [UInt8($0), UInt8($0), UInt8($0), 255] } + [[0, 0, 0, 0]]
        return (title, "png", png(sheet, width: sheetWidth, palette: greys))
    }

    func html() -> String {
        // Whole and half steps, so that pixels stay even; the more pictures, the smaller.
        let room = pixels.rows > 4 ? 104 : pixels.rows > 2 ? 152 : 260
        let wanted = Double(room) / Double(width)
        let scale = max(0.5, (2 * wanted).rounded(.down) / 2)
        let size = (width: Int(Double(width) * scale), height: Int(Double(height) * scale))
        let figures = (0..<pixels.rows).map { p -> String in
            let greys = (0..<height).flatMap { i in (0..<width).map { j in grey(p, i, j) } }
            let name = labels.isEmpty ? "picture \(p + 1)" : labels[p]
            let caption = labels.isEmpty ? "" : "<figcaption>\(escaped(name))</figcaption>"
            return "<figure style=\"width:\(size.width)px\">"
                + "<img src=\"\(dataAddress(png(greys, width: width)))\" "
                + "width=\"\(size.width)\" height=\"\(size.height)\" "
                + "alt=\"\(escaped(name))\">\(caption)</figure>"
        }
        // A few pictures stay in one row, and shrink on a phone.
        let name = pixels.rows > 5 ? "pictures" : "pictures row"
        let heading = title.isEmpty ? "" : "<figcaption>\(escaped(title))</figcaption>"
        return "<figure>\(heading)<div class=\"\(name)\">\n" + figures.joined(separator: "\n")
            + "\n</div></figure>"
    }
}
