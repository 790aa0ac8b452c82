/// Characters in rows and columns, and dots finer than these: a letter of braille has 2 × 4.
struct Canvas {
    let columns: Int
    let rows: Int
    private var cells: [Character]
    private var colours: [Int?]
    /// The dots of each cell, as bits in the order of Unicode's braille.
    private var dots: [UInt8]
    private var dotColours: [Int?]

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = [Character](repeating: " ", count: columns * rows)
        colours = [Int?](repeating: nil, count: columns * rows)
        dots = [UInt8](repeating: 0, count: columns * rows)
        dotColours = colours
    }

    /// Which cell lies at a place from the lower left corner, 0 … 1.
    func cellAt(_ place: Place) -> (x: Int, y: Int) {
        (cell(place.x, of: columns), cell(1 - place.y, of: rows))
    }

    /// Which dot lies at a place.
    func dotAt(_ place: Place) -> (x: Int, y: Int) {
        (cell(place.x, of: 2 * columns), cell(1 - place.y, of: 4 * rows))
    }

    /// Sets a character at a place.
    mutating func set(_ place: Place, _ character: Character, colour: Int? = nil) {
        let (column, row) = cellAt(place)
        set(column, row, character, colour: colour)
    }

    /// Sets a character; outside of the canvas nothing happens.
    mutating func set(_ column: Int, _ row: Int, _ character: Character, colour: Int? = nil) {
        guard contains(column, row) else { return }
        cells[row * columns + column] = character
        colours[row * columns + column] = colour
    }

    /// Writes a text from left to right; dots below it go, also below its spaces.
    mutating func write(_ text: String, _ column: Int, _ row: Int) {
        for (offset, character) in text.enumerated() where contains(column + offset, row) {
            set(column + offset, row, character)
            dots[row * columns + column + offset] = 0
        }
    }

    /// The character of a cell, a space if it is empty or there is none.
    subscript(column: Int, row: Int) -> Character {
        contains(column, row) ? cells[row * columns + column] : " "
    }

    /// Sets one dot: x from 0 to 2 · columns − 1, y from 0 (above) to 4 · rows − 1.
    mutating func setDot(_ x: Int, _ y: Int, _ isOn: Bool = true, colour: Int? = nil) {
        guard x >= 0, y >= 0, contains(x / 2, y / 4) else { return }
        let bit = brailleBits[y % 4][x % 2]
        let cell = y / 4 * columns + x / 2
        if isOn { dots[cell] |= bit } else { dots[cell] &= ~bit }
        if isOn { dotColours[cell] = colour }
    }

    /// The rows as lines; dots show where no character stands.
    func lines(colour: Bool) -> [String] {
        (0..<rows).map { row in
            var line = ""
            var current: Int?
            let places = (row * columns)..<((row + 1) * columns)
            let last = places.last { cells[$0] != " " || dots[$0] != 0 }
            for place in places where place <= last ?? -1 {
                let hasDots = cells[place] == " " && dots[place] != 0
                let wanted = colour ? (hasDots ? dotColours[place] : colours[place]) : nil
                if wanted != current { line += escape(wanted) }
                current = wanted
                line.append(hasDots ? braille(dots[place]) : cells[place])
            }
            return current == nil ? line : line + escape(nil)
        }
    }

    private func contains(_ column: Int, _ row: Int) -> Bool {
        column >= 0 && column < columns && row >= 0 && row < rows
    }
}

private let brailleBits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

private func braille(_ bits: UInt8) -> Character {
    Character(Unicode.Scalar(0x2800 + UInt32(bits)) ?? " ")
}

/// All the places of a straight line from one place to another (Bresenham).
func straightLine(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int)) -> [(x: Int, y: Int)] {
    let width = abs(to.x - from.x)
    let height = abs(to.y - from.y)
    let steps = max(width, height)
    guard steps > 0 else { return [from] }
    return (0...steps).map { k in
        (
            from.x + (2 * k * (to.x - from.x) + (to.x > from.x ? steps : -steps)) / (2 * steps),
            from.y + (2 * k * (to.y - from.y) + (to.y > from.y ? steps : -steps)) / (2 * steps)
        )
    }
}
