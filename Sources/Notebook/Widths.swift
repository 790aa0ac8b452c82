/// How wide a terminal's lines are, in columns: texts and tables.
let lineWidth = 80

/// How wide a plot is in the terminal, with its axis; and a contour at most, without it.
let plotWidth = lineWidth
let contourWidth = 66

/// How many rows a surface has, and a plot at most whose axes have the same scale.
let plotHeight = 26

/// How wide a drawing on the page is, in its own units: plots, diagrams, everything in SVG.
let drawingWidth = 480.0

/// How wide a drawing in a file of its own is shown, in pixels, where there is room.
let pictureWidth = 720

/// How wide a page's column is at most: its text, and a drawing in it.
let pageWidth = (text: "46rem", drawing: "40rem")

/// How wide a digit is on a phone, where a drawing's letters are the largest.
let digitWidth = 10.2

/// How wide a letter is there on average, and how many fit beside each other.
let letterWidth = 8.6
let lettersPerLine = 54
