import Foundation
import Matrices
import Testing

@testable import Notebook

@Suite struct PlaneTests {
    private let x = (0...20).map { -2 + 0.2 * Double($0) }
    private let y = (0...20).map { -1 + 0.1 * Double($0) }

    private var bowl: Matrix {
        Matrix(rows: 21, columns: 21) { i, j in x[j] * x[j] + 4 * y[i] * y[i] }
    }

    @Test func gridsAreReadBetweenTheirPoints() {
        let grid = Grid(x: [0, 1, 3], y: [0, 10], values: Matrix([[0, 1, 5], [10, 11, 15]]))
        #expect(grid.value(0, 0) == 0)
        #expect(grid.value(1, 1) == 15)
        #expect(abs(grid.value(0.5, 0) - 2) < 1e-12)
        #expect(abs(grid.value(0.5, 0.5) - 7) < 1e-12)
    }

    @Test func infiniteNeighboursWithoutWeightDoNotCount() {
        let grid = Grid(x: [0, 1], y: [0, 1], values: Matrix([[1, .infinity], [1, .nan]]))
        #expect(grid.value(0, 0.5) == 1)
        #expect(grid.value(1, 0) == .infinity)
    }

    @Test func levelsAreRoundAndDenserBelow() {
        let grid = Grid(x: x, y: y, values: bowl)
        #expect(grid.levels() == [0.2, 0.7000000000000001, 1.4000000000000001, 2.0, 2.5, 3.5, 4.5])
        let flat = Grid(x: [0, 1], y: [0, 1], values: Matrix([[1, 1], [1, 1]]))
        #expect(flat.levels() == [])
    }

    @Test func numbersOnLines() {
        #expect(label(0) == "0")
        #expect(label(0.35) == "0.35")
        #expect(label(1500) == "1500")
        #expect(label(0.1 + 0.2) == "0.3")
        #expect(label(2e-7) == "2.0e-07")
        #expect(label(-3e9) == "-3.0e+09")
    }

    @Test func contoursHaveNumbersAndAPath() {
        let path = Curve("descent", x: [-1.5, -0.8, -0.2, 0], y: [0.75, 0.1, 0, 0])
        #expect(
            shown {
                $0.contour(
                    "A bowl", x: x, y: y, heights: bowl, paths: [path], axes: ("m", "b"))
            } == """
                A bowl
                       • descent   ○ start   ● end
                     b
                 1.0 ┤              ⢀4.5⠊⠉⠁   ⢀⣀⣀⣀3.5⠤⠤⠤⠤⠤⠤⢤⣀⣀⣀⡀   ⠉⠉⠓⠲⠤⣄⡀
                     │          ⢀⡠⠔⠊⠁  ⢀⣀⠤⠔⠒⠊⠉⠁                ⠉⠉⠓⠒⠦⢤⣀⡀  ⠉⠓⠦⣄⡀
                     │       ⣀○⠊⠁  ⣀⠤⠒⠉⠁    ⣀⣀2.5⠒⠒⠒⠉⠉⠉⠉⠉⠙⠒⠒⠒⠲⠤⢤⣀⣀    ⠉⠙⠲⢤⣀  ⠉⠓⢦⣀
                     │     ⡠⠊  ··⠔⠊    ⣀⠤⠔⠊⠉⢀⣀⠤⠤⠒⠒⠊⠉⠉2⠉⠉⠉⠉⠉⠓⠒⠲⠤⢤⣀⡈⠉⠓⠦⢤⣀   ⠈⠓⢦⣀  ⠈⠳⣄
                     │   ⡔⠉   ⡠⠊ ·  ⡠⠔⠉ ⣀⠔⠒⠉⠁  ⣀1.4⠔⠒⠒⠒⠒⠒⠒⠦⠤⠤⣄⣀  ⠉⠙⠒⢦⣀⠈⠙⠦⣄   ⠈⠳⣄  ⠈⠙⣆
                 0.5 ┤ ⡠⠊   ⡔⠉   ⢀·· ⡠⠒⠉  ⣀⠤⠒⠊⠉               ⠈⠉⠓⠲⢤⣀ ⠈⠙⠲⣄⠈⠙⢦⡀  ⠈⠙⣆  ⠈⠳⡄
                     │⡔⠁  ⢠⠊   ⢀⠔⠁ ⡠·· ⢀⠔⠊      ⣀0.7⠒⠒⠒⠒⠒⠒⠲⠤⢤⣀     ⠈⠓⢦⡀ ⠈⠳⣄ ⠙⢦⡀  ⠈⢳⡀  ⠙⣆
                     │   ⡰⠁   ⡠⠃ ⡠⠊  ⢀·⠁    ⢀⠔⠒⠉             ⠈⠙⠒⢦⡀    ⠙⢦⡀ ⠈⠳⡄ ⠳⡄   ⠹⡄
                     │  ⢰⠁   ⢰⠁ ⡰⠁  ⡠⠃ ·· ⢀⠔⠁     ⢀0.2⠔⠦⠤⠤⣄⡀     ⠙⢦⡀    ⠳⡄  ⠹⡄ ⢹⡀   ⢹⡀
                     │  ⡇   ⢀⠇ ⢠⠃  ⢰⠁    •··    ⡠⠒⠁        ⠙⠲⡄     ⠹⡄    ⢹⡀  ⢳  ⢧    ⡇
                     │ ⢠⠃   ⢸  ⡸   ⡇     ⡇  ·····            ⢹      ⡇     ⡇  ⠸⡄ ⢸    ⢳
                 0.0 ┤ ⠘⡆   ⢸  ⢹   ⣇     ⡇     ⠸⡄··•···●     ⡸      ⡇     ⡇  ⢰⠁ ⢸    ⡜
                     │  ⣇   ⠈⣇ ⠘⡆  ⠸⡄    ⠹⣄     ⠙⠲⣄⡀      ⢀⡠⠒⠁     ⡰⠁    ⡸   ⡜  ⡎    ⡇
                     │  ⠸⡄   ⠸⡄ ⠹⡄  ⠙⣆    ⠈⠳⣄      ⠉⠉⠉⠓⠊⠉⠉⠁      ⡠⠊     ⡔⠁  ⡰⠁ ⡸    ⡸
                     │⡀  ⠹⣄   ⠙⣆ ⠙⢦⡀ ⠈⠳⣄    ⠈⠓⠲⢤⣀            ⣀⠤⠒⠊     ⡠⠊  ⢀⠔⠁ ⡔⠁   ⡰⠁  ⢀
                     │⠳⡄  ⠘⢦⡀  ⠈⠳⣄ ⠙⢦⡀ ⠈⠓⢦⣀     ⠈⠉⠙⠒⠒⠒⠒⠒⠒⠒⠒⠉⠉      ⣀⠔⠊  ⢀⠔⠁ ⡠⠊   ⢀⠜   ⡠⠃
                -0.5 ┤ ⠙⢦⡀  ⠳⢤⡀  ⠈⠳⢤⡀⠙⠲⢤⣀ ⠈⠙⠒⠦⢤⣀⡀            ⢀⣀⠤⠔⠒⠉  ⣀⠤⠒⠁⢀⠤⠊   ⢀⠤⠃  ⢀⠔⠁
                     │   ⠳⢤⡀  ⠙⢦⣀   ⠉⠳⢤⣀⠈⠓⠲⠤⣄⣀  ⠉⠉⠉⠓⠒⠒⠒⠒⠒⠒⠊⠉⠉⠁  ⣀⡠⠤⠒⠊ ⣀⠤⠊⠁   ⣀⠔⠁  ⢀⠤⠃
                     │     ⠙⢦⣀  ⠈⠓⢦⣀   ⠈⠉⠓⠦⢤⣀⣈⠉⠙⠒⠒⠦⠤⠤⠤⠤⠤⠤⠤⠤⠔⠒⠒⠉⠉⣀⣀⠤⠔⠊⠉    ⣀⠔⠊   ⣀⠔⠁
                     │       ⠈⠓⠦⣄⡀ ⠈⠙⠲⠤⣄⣀    ⠈⠉⠙⠒⠒⠒⠲⠤⠤⠤⠤⠤⠤⠒⠒⠒⠒⠉⠉     ⣀⡠⠤⠒⠉  ⢀⡠⠔⠊
                     │           ⠉⠓⠦⣄⡀  ⠈⠉⠓⠒⠦⠤⣄⣀⣀⣀          ⣀⣀⣀⡠⠤⠔⠒⠊⠉   ⢀⡠⠔⠊⠁
                -1.0 ┤               ⠉⠙⠒⠦⠤⡄      ⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉       ⡠⠤⠔⠒⠉⠁
                     └┬───────────────┬────────────────┬───────────────┬───────────────┬
                      -2              -1               0               1               2
                                                      m
                """)
        #expect(
            shown(Style(ascii: true)) {
                $0.contour(
                    "A bowl", x: x, y: y, heights: bowl, paths: [path], axes: ("m", "b"))
            } == """
                A bowl
                       * descent   o start   @ end   1 = 0.2   2 = 0.7   3 = 1.4   4 = 2
                       5 = 2.5   6 = 3.5   7 = 4.5
                     b
                 1.0 |             77777   666666666666666666666666   77777
                     |         7777   66666       5555555555       66666   7777
                     |      77o   6666    55555555444444444455555555    6666   777
                     |    77   ..6    55554444444            44444445555    666   77
                     |  77   66  . 555 444   33333333333333333333   444 555    66   77
                 0.5 | 7   66    5..444  3333        2222        3333  444 55    66   7
                     |7   6    55 44.. 33     2222222    2222222     33   44 55    6   7
                     |   6    5  4   3.     22                  22     33   4  5    6
                     |  6    5  4   3  .. 22      1111111111      22     3   4  5    6
                     |  6   5  4   3     *..    11          11      2     3   4  5   6
                     | 6    5  4   3    2   .....             1      2    3   4  5    6
                 0.0 | 6    5  4   3    2      1 ..*...@      1      2    3   4  5    6
                     |  6   5  4   3     2      11          11      2     3   4  5   6
                     |  6    5  4   3     22      1111111111      22     3   4  5    6
                     |   6    5  4   33     22                  22     33   4  5    6
                     |7   6    55 44   33     2222222    2222222     33   44 55    6   7
                -0.5 | 7   66    55 444  3333        2222        3333  444 55    66   7
                     |  77   66    555 444   33333333333333333333   444 555    66   77
                     |    77   666    55554444444            44444445555    666   77
                     |      777   6666    55555555444444444455555555    6666   777
                     |         7777   66666       5555555555       66666   7777
                -1.0 |             77777   666666666666666666666666   77777
                     ++---------------+----------------+---------------+---------------+
                      -2              -1               0               1               2
                                                      m
                """)
    }

    @Test func surfacesStandOnABox() {
        #expect(
            shown {
                $0.surface("A bowl", x: x, y: y, heights: bowl, axes: ("m", "b", "J"))
            } == """
                A bowl
                                                         ⡠⠊⢆
                                                       ⢠⠊⢆ ⡔⠱⡀
                                                     ⢀⠔⠱⡀⡨⢪⡀⢀⠕⡄
                                                   ⡠⠔⠱⡀⢀⠕⣅⢀⠕⣅ ⡨⢢
                                                ⢀⢔⠊⠘⡄⣠⠕⣅ ⡨⢪⡀⡨⢪⡀⢀⠕⢄
                                             ⢀⡠⠔⡅⠈⢆⠴⠊⢦⢀⡬⢪⡀⢀⠕⣅⢀⠕⢅⢀⠔⠑⢄
                    ⣶⠤⣀⣀⡀                ⣀⡠⠔⡎⠁⢣⢀⣸⣔⠁⠳⡠⠖⠱⡄⣠⠕⣅ ⡨⢪⡀⡰⠑⢄⢠⠃⠉⡢⣀
                    ⢸⠣⣄⣱⡈⠉⢏⠒⢲⠒⠲⡖⠤⡤⠒⢲⠒⢲⠊⠉⢏ ⢣⢀⣸⢴⠚⠹⡄⣘⢖⠋⠘⡄⡠⠊⢦⢀⡬⠪⡀⣠⠕⢅⢀⠔⠑⡢⡊ ⡔⠑⡢⢄⡀
                     ⡇⠱⣀⠉⢏⠚⢲⠢⠧⡤⣹⣄⣘⣄⣠⠧⡤⠧⡤⠚⢲⡋⠹⡄⣈⡧⡖⠋⢆⠈⡣⡖⠋⠢⡠⠖⠱⡄⡠⠊⠢⡠⠖⠑⢄⠜ ⡨⠪⢄⠜ ⢠⠊⢒⠤⢄⣀⣀⣀⡀    ⣀⣀⣀⣀⠤⣶
                     ⢸ ⠈⢏⠙⢲⠢⠧⡤⣱⣀⡘⡄ ⢣ ⣱⣀⣱⣀⠤⠓⡞⠉⢧ ⣱⣠⠼⠪⡀⣙⢔⠋⠘⢆⠴⠊⠢⡠⠊⠈⡢⡚⠁⡩⠪⢄⠔⠁⢉⠖⢣⠴⣁⣠⠊⢀⠎ ⡜⠉⡩⠋⡹⠁⢀⢎⣀⠎⡇
                     ⠈⡆  ⠹⡒⠧⡤⣱⣀⡘⡌⠉⢯⠉⠹⡅⠘⡄⢘⣆⣀⠼⢴⠚⠹⡅⢘⣆⠴⠚⣆⣈⡧⡚⠁⣑⢔⠋⢈⡢⣊⢀⡬⠪⢄⡔⠁⢉⠖⠥⣠⠃⢀⠎ ⡝⠉⡲⠚⡲⠚⡪⠋⢉⠝⢉⠕⠁⢸
                      ⢱   ⠑⢖⠽⢤⢜⣎⣉⢯⠉⠹⡍⠉⢯⠉⢯ ⣳⣀⡨⠧⡖⠋⢯⢀⣱⢔⠊⠣⣠⠼⠪⡁⣠⠕⠭⡠⠖⠑⢄⡔⠁⢈⠕⠥⣠⡊⢀⠝⠉⡲⠚⡲⠚⡲⠚⡲⠚⢒⠖⡳⠝⠁  ⡎
                      ⠈⡆   ⠈⠲⡪⠧⡤⢕⣍⣹⡍⠉⢯⠉⠹⡍⢙⣅⣘⣆⡠⠜⢲⡋⠙⣄⡤⠗⢍⢈⣱⢔⠊⢑⡢⡊⠈⣑⢔⡁⣨⠕⣣⠴⢏⣠⠞⣉⠵⢚⡲⠚⣢⠴⡷⠚⣒⠖⡻⠋    ⢰⠁
                       ⢱     ⠑⢖⠽⢤⡤⣳⣉⣛⣍⣹⡍⠉⣫⣀⣳⣀⡵⢤⠔⠓⢏⢁⣱⢴⠚⠙⣄⡤⠗⢭⣠⠼⠪⣅⡴⢊⡵⠚⠥⣠⠊⡠⠋⢉⠖⢓⠖⢛⡲⠚⡲⠚⡪⠋      ⡎
                        ⠑⢄     ⠙⢍⣚⡲⡪⠦⡤⣳⣉⣫⣀⣘⣆⣨⠦⡴⠓⠶⡉⢙⣄⡤⠗⢯⣡⠽⠺⡉⣨⠕⢯⣡⡞⢉⣲⠴⣋⣴⠋⣩⠖⣳⠖⣳⠖⢓⣶⡺⠞⠋       ⢠⠃
                          ⠉⠢⡀    ⠑⢬⠭⣫⣚⡲⡪⠦⣬⠦⣤⠛⠲⡚⢲⣎⣉⠿⢤⠟⠺⣍⣨⠦⢖⣫⠵⠚⢭⣠⠞⣙⡦⢾⡥⠶⣋⣽⣋⣽⣋⣭⣿⠝⠉          ⡜
                            ⠈⠢⡀    ⠑⠶⣪⣮⣭⠿⢭⣝⣍⣙⣫⣉⡿⢤⡵⠤⣔⢓⣫⢥⡟⠚⣭⣠⠽⣚⡭⠶⣋⣭⠖⣛⡤⣾⠥⣾⣥⠾⠓⠉          ⣀⠤⠒⠁
                              ⠈⠒⢄     ⠉⠛⠿⢯⣭⣿⣿⣶⠾⢷⡾⢭⡽⠯⣽⣒⣾⣉⡭⢒⣺⠭⣝⣒⣯⣥⣶⣽⣿⣭⠿⠛⠉          ⣀⠤⠒⠉
                                 ⠑⢄        ⠉⠉⠙⠛⠛⠿⢿⠿⠿⠶⠾⠭⠽⠿⠿⠭⠽⠷⠾⠓⠚⠉⠉           ⣀⠤⠒⠉
                                   ⠑⢄⡀           ⢸                       ⣀⠤⠒⠉
                                 b   ⠈⠢⡀         ⢸                   ⣀⠤⠒⠉
                                       ⠈⠢⡀       ⢸               ⢀⡠⠔⠊
                                         ⠈⠒⢄      ⡇          ⢀⡠⠔⠊⠁      m
                                            ⠑⢄    ⡇      ⢀⡠⠔⠊⠁
                                              ⠑⠤⡀ ⡇  ⢀⡠⠔⠊⠁
                                                ⠈⠢⡧⠔⠊⠁
                  From the nearest corner, m runs to the right (-2 to 2), b to the left (-1 to
                  1); J runs up (0 to 8).
                """)
        #expect(
            shown(Style(ascii: true)) {
                $0.surface("A bowl", x: x, y: y, heights: bowl, axes: ("m", "b", "J"))
            } == """
                A bowl

                                                         %%%%
                                                       #%#%%%%
                                                     ##########
                                                   **************
                                                +**+*+++++*++*+****
                    .                       +++++++++++=+++++++++++++
                    .%@%%%#            +++++==+==================+++++++
                     .%%%####******++++++=========-===---=--============+++                .
                     .  ###****++++========----------------------==-======+++++*****###%%%@.
                     ..  #****+++++=====----------:-::::::::-----------====++++****###%%% .
                      .   ****+++======------:::::::::::::::::::::------=====+++****####  .
                      ..    *++++===-------::::::::::::::::::::::::::----=====+++***##   ..
                       .      +++====----::::::::.............:::::::------===+++**      .
                        ..     +++===----:::::::...............:::::::----===+++*       ..
                          ...    ++===---:::::::...............::::::----===++          .
                            ...     +===----::::::...........::::::----==++          ....
                              ...      ++===----:::::::::::::::-----===          ....
                                 ..        *##%%%@@@--------===+++           ....
                                   ...           .                       ....
                                 b   ...         .                   ....
                                       ...       .               ....
                                         ...      .          .....      m
                                            ..    .      .....
                                              ... .  .....
                                                ......
                  From the nearest corner, m runs to the right (-2 to 2), b to the left (-1 to
                  1); J runs up (0 to 8).
                """)
    }

    @Test func theLowestCornerIsTheNearest() {
        // Which corner is low, what runs to the right and how: x goes 0 … 1, y goes 2 … 3.
        let expected = [
            (Matrix([[0, 9], [9, 9]]), "x runs to the right (0 to 1), y to the left (2 to 3)"),
            (Matrix([[9, 0], [9, 9]]), "y runs to the right (2 to 3), x to the left (1 to 0)"),
            (Matrix([[9, 9], [9, 0]]), "x runs to the right (1 to 0), y to the left (3 to 2)"),
            (Matrix([[9, 9], [0, 9]]), "y runs to the right (3 to 2), x to the left (0 to 1)"),
        ]
        for (heights, sentence) in expected {
            let grid = Grid(x: [0, 1], y: [2, 3], values: heights)
            let surface = Surface(title: "", grid: grid, axes: ("x", "y", "z"))
            #expect(
                surface.caption == "From the nearest corner, \(sentence); z runs up (0 to 9).")
            // The corner that the view holds for the nearest is the low one.
            let place = turned(0, 0, surface.quarterTurns)
            #expect(grid.value(place.x, place.y) == 0)
        }
    }

    @Test func nearPointsAreLowerAndRightOnesFartherRight() throws {
        let view = try #require(
            Perspective(Grid(x: x, y: y, values: bowl), count: 4, quarterTurns: 0))
        #expect(view.fields.count == 16)
        let near = view.point(0, 0, 0)
        let right = view.point(1, 0, 0)
        let left = view.point(0, 1, 0)
        let far = view.point(1, 1, 0)
        #expect(left.x < near.x && near.x < right.x)
        #expect(near.y < right.y && near.y < left.y && left.y < far.y)
        #expect(near.distance < right.distance && right.distance < far.distance)
        #expect(view.point(0, 0, 1).y > near.y)
        // What is farther away looks smaller.
        #expect(far.x - left.x < right.x - near.x)
    }

    @Test func boundariesAreShaded() {
        let grid = Matrix(rows: 21, columns: 21) { _, j in 1 / (1 + exp(-4 * x[j])) }
        let points = Matrix([[-1.5, 0], [-1, 0.5], [1, -0.5], [1.5, 0.9]])
        for (style, expected) in [(Style(), boundary), (Style(ascii: true), asciiBoundary)] {
            #expect(
                shown(style) {
                    $0.boundary(
                        "Two classes", x: x, y: y, probability: grid, points: points,
                        labels: [0, 0, 1, 1])
                } == expected)
        }
    }

    private let boundary = """
        Two classes
               ○ class 0   ● class 1   ░ class 1 above 0.5   ▒ above 0.9
            x₂
         1.0 ┤                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒●▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
         0.5 ┤                  ○       ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
         0.0 ┤         ○                ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
        -0.5 ┤                          ···········░░░░░░░░░░▒▒▒▒▒▒▒●▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             │                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
        -1.0 ┤                          ···········░░░░░░░░░░▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
             └┬─────────────────┬─────────────────┬─────────────────┬─────────────────┬
              -2                -1                0                 1                 2
                                                 x₁
        """

    private let asciiBoundary = """
        Two classes
               o class 0   x class 1   : class 1 above 0.5   % above 0.9
            x2
         1.0 |                          ...........::::::::::%%%%%%%%%%%%%%%%x%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
         0.5 |                  o       ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
         0.0 |         o                ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
        -0.5 |                          ...........::::::::::%%%%%%%x%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
        -1.0 |                          ...........::::::::::%%%%%%%%%%%%%%%%%%%%%%%%%%
             ++-----------------+-----------------+-----------------+-----------------+
              -2                -1                0                 1                 2
                                                 x1
        """

    @Test func holesAreLeftOut() {
        var heights = bowl
        for j in 5...9 { heights.values[j * 21 + j] = j.isMultiple(of: 2) ? .nan : .infinity }
        for style in [Style(), Style(ascii: true)] {
            let drawn = lines(style) {
                $0.contour("t", x: x, y: y, heights: heights)
                $0.surface("t", x: x, y: y, heights: heights)
                $0.boundary(
                    "t", x: x, y: y, probability: heights,
                    points: Matrix(rows: 0, columns: 2, values: []), labels: [])
            }
            #expect(drawn.allSatisfy { columns($0) <= 80 })
            #expect(drawn.count > 60)
        }
        let none = Matrix(rows: 21, columns: 21, repeating: .nan)
        #expect(
            shown { $0.surface("t", x: x, y: y, heights: none) }
                == "t: there are no numbers to draw.")
        #expect(!shown { $0.contour("t", x: x, y: y, heights: none) }.isEmpty)
    }

    @Test func pathsMayLeaveTheGrid() {
        let far = Curve("far", x: [0, 1e300, -.infinity, .nan, 5], y: [0, 1, 2, 3, -1e9])
        for style in [Style(), Style(ascii: true)] {
            let drawn = lines(style) {
                $0.contour("t", x: x, y: y, heights: bowl, paths: [far])
            }
            #expect(drawn.allSatisfy { columns($0) <= 80 })
        }
    }
}
