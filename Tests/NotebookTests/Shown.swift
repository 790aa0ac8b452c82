@testable import Notebook

/// What a notebook writes while `show` runs, as one text.
func shown(_ style: Style = Style(), _ show: (Notebook) -> Void) -> String {
    lines(style, show).joined(separator: "\n")
}

/// What a notebook writes while `show` runs, line by line.
func lines(_ style: Style = Style(), _ show: (Notebook) -> Void) -> [String] {
    var all: [String] = []
    show(Notebook(style: style) { all += $0 })
    return all
}
