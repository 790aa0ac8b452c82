import Foundation
import Matrices
import Testing

@testable import Datasets

@Suite struct CSVTests {
    let folder = TemporaryFolder()

    func read(_ text: String) throws -> Table { try readCSV(folder.file("a.csv", text)) }
    func failure(_ text: String) -> String { folder.failure { try read(text) } }

    @Test func readsBothSeparatorsAndAllLineEnds() throws {
        for separator in [",", ";"] {
            for lineEnd in ["\n", "\r\n", "\r"] {
                for end in ["", lineEnd, lineEnd + lineEnd + lineEnd] {
                    for mark in ["", "\u{FEFF}"] {
                        let rows = [
                            ["x", "y z", "name"], ["1", "-2.5", "a"], ["0.1", "3e2", "b c"],
                        ]
                        let text = rows.map { $0.joined(separator: separator) }.joined(
                            separator: lineEnd)
                        let table = try read(mark + text + end)
                        #expect(table.columns == ["x", "y z", "name"])
                        #expect(table.rowCount == 2)
                        #expect(try table.numbers("x") == [1, 0.1])
                        #expect(try table.numbers("y z") == [-2.5, 300])
                        #expect(try table.texts("name") == ["a", "b c"])
                        #expect(try table.texts("x") == ["1", "0.1"])
                        #expect(
                            try table.matrix(["y z", "x", "y z"])
                                == Matrix([[-2.5, 1, -2.5], [300, 0.1, 300]]))
                        #expect(try table.matrix([]) == Matrix(rows: 2, columns: 0))
                    }
                }
            }
        }
    }

    @Test func theOtherSeparatorMayStandInFields() throws {
        let semicolons = try read("a;b\n1,5;x,y\n")
        #expect(semicolons.columns == ["a", "b"])
        #expect(try semicolons.texts("a") == ["1,5"])
        #expect(try read("a,b;c,d;e;f\n").columns == ["a,b", "c,d", "e", "f"])
        #expect(try read("a;b,c;d,e,f\n").columns == ["a;b", "c;d", "e", "f"])
        let commas = try read("\"a;b;c\",d\n1;2,3\n")
        #expect(commas.columns == ["a;b;c", "d"])
        #expect(try commas.texts("a;b;c") == ["1;2"])
    }

    @Test func readsQuotes() throws {
        let table = try read(
            "\"\",\"na\"\"me\",  number \r\n\"a, \"\"b\"\"\r\nc\",\"\",\"7\"\r\n\"\"\"\",5\" x, \"8\"\n\"line\n\nends\",z,\" 9 \""
        )
        #expect(table.columns == ["", "na\"me", "number"])
        #expect(try table.texts("") == ["a, \"b\"\r\nc", "\"", "line\n\nends"])
        #expect(try table.texts("na\"me") == ["", "5\" x", "z"])
        #expect(
            folder.failure { try table.numbers("number") }.contains("line 4, column \"number\""))
        #expect(try read("a\n\"\"\"\"").texts("a") == ["\""])
        #expect(try read("a\n\"7\"\n\" 8 \"").numbers("a") == [7, 8])
    }

    @Test func emptyTables() throws {
        let table = try read("a,b\n")
        #expect(table.rowCount == 0)
        #expect(try table.numbers("a") == [])
        #expect(try table.matrix(["a", "b"]) == Matrix(rows: 0, columns: 2))
        #expect(try read("a").columns == ["a"])
        #expect(failure("") == "65 a.csv: the file is empty; a CSV file was expected")
        let noNames = "65 a.csv, line 1: the names of the columns were expected, the line is empty"
        #expect(failure("\n\r\n") == noNames)
        #expect(failure("\u{FEFF}") == noNames)
        #expect(
            failure("\n1,2\n")
                == "65 a.csv, line 1: the names of the columns were expected, the line is empty; delete it"
        )
    }

    @Test func rowsMustFitTheNames() {
        #expect(
            failure("a,b\n1,2\n3\n")
                == "65 a.csv, line 3: 1 field, but line 1 names 2 columns")
        #expect(
            failure("a,b\n1,2,\n")
                == "65 a.csv, line 2: 3 fields, but line 1 names 2 columns")
        #expect(
            failure("a,b\n\n1,2\n")
                == "65 a.csv, line 2: the line is empty, but line 1 names 2 columns")
        #expect(
            failure("a,b\r\n\"x\r\ny\",2\r\n\r\n1,2\r\n")
                == "65 a.csv, line 4: the line is empty, but line 1 names 2 columns")
        #expect(
            failure("a,b\r1,2\r3\r")
                == "65 a.csv, line 3: 1 field, but line 1 names 2 columns")
        let unclosed =
            "a quote is opened here, and no separator or line end follows its closing quote"
        #expect(failure("a,b\n1,2\n\"3,4\n5,6\n") == "65 a.csv, line 3: \(unclosed)")
        #expect(failure("a,b\n1,\"2\"3\n") == "65 a.csv, line 2: \(unclosed)")
        #expect(failure("a,\"b\n1,2\n") == "65 a.csv, line 1: \(unclosed)")
        #expect(failure("a,b\n1,\"") == "65 a.csv, line 2: \(unclosed)")
    }

    @Test func aColumnAddedWithAnotherSeparatorIsSeen() {
        #expect(
            failure("\"a\";\"b\";\"c\",Id\n1;2;3,0\n")
                == "65 a.csv, line 1: the columns of this table are separated by ;, but , follows a closing quote; write ; everywhere"
        )
        let table = folder.file("a.csv", "a;b;c,Id\n1;2;3,0\n")
        #expect(
            folder.failure { try readCSV(table).numbers("c") }
                == "65 a.csv, line 1: there is no column \"c\"; the first line names \"a\", \"b\", \"c,Id\"; the columns are separated by ;, not by ,"
        )
    }

    @Test func otherFilesAreRefused() {
        #expect(
            folder.failure { try readCSV(folder.path) }
                == "66 FOLDER: this is a folder; a file was expected")
        #expect(
            folder.failure { try readCSV(folder.file("a.csv", hex("fffe6100"))) }
                == "65 a.csv, byte 0: the text is UTF-16; save it again as UTF-8")
        #expect(
            folder.failure { try readCSV(folder.file("a.csv", hex("feff0061"))) }.contains("UTF-16")
        )
        #expect(
            folder.failure { try readCSV(folder.file("a.csv", hex("612c0062"))) }
                == "65 a.csv, byte 2: a zero byte; a CSV file (text) was expected")
        #expect(failure("<!DOCTYPE html>\n<html>").contains("this is a web page"))
        #expect(
            folder.failure { try readCSV(folder.file("a.csv", hex("1f8b"))) }.contains("gunzip"))
    }

    @Test func columnsAreNamed() throws {
        let table = try read("a,b,b\n1,2,3\n")
        for lookUp in [{ try table.numbers("c").count }, { try table.texts("c").count }] {
            #expect(
                folder.failure(lookUp)
                    == "65 a.csv, line 1: there is no column \"c\"; the first line names \"a\", \"b\", \"b\""
            )
        }
        #expect(
            folder.failure { try table.matrix(["a", "b"]) }
                == "65 a.csv, line 1: 2 columns are named \"b\"; their names must differ")
        let wide = try read((1...13).map { "p\($0)" }.joined(separator: ",") + "\n")
        #expect(folder.failure { try wide.numbers("x") }.hasSuffix("\"p11\", \"p12\", …"))
    }

    @Test func whatIsNoNumberIsNamed() throws {
        for text in [
            "abc", "nan", "NaN", "inf", "-inf", "NA", "1e999", "0x10", "1.2.3", "--1", "+-1", "1-",
            "-", "+", ".", "e5",
            "1e", "1 2", "1_000", "12a", "99999999999999999999x", "1e5.5", "½", "１",
        ] {
            let table = try read("n;t\n1;x\n\(text);y\n")
            #expect(
                folder.failure { try table.numbers("n") }
                    == "65 a.csv, line 3, column \"n\": \"\(text)\" was found; a finite number was expected"
            )
        }
        let table = try read("n;m;t\n1;2;x\n;\t;y\n3,5;4;z\r\n")
        #expect(
            folder.failure { try table.numbers("n") }
                == "65 a.csv, line 3, column \"n\": the field is empty; a number was expected")
        #expect(
            folder.failure { try table.numbers("m") }
                == "65 a.csv, line 3, column \"m\": the field is empty; a number was expected")
        #expect(
            folder.failure { try read("n;t\n3,5;z\n").numbers("n") }
                == "65 a.csv, line 2, column \"n\": \"3,5\" was found; a finite number with a decimal point was expected"
        )
        #expect(
            folder.failure { try read("n,m\n1,x\n").matrix(["m", "n"]) }
                == "65 a.csv, line 2, column \"m\": \"x\" was found; a finite number was expected")
    }

    /// Every spelling gives the same double as the standard library's parser.
    @Test func numbersAreCorrectlyRounded() throws {
        var texts = [
            "0", "-0", "+5", "007", "1.", ".5", "-.5", "0.1", "0.3", "2.675", "1749.08333333333",
            "9007199254740992",
            "9007199254740993", "9007199254740995", "90071992547409.93", "0.9007199254740993",
            "123456789012345678",
            "1234567890123456789", "12345678901234567890", "0.1234567890123456789012345", "1e22",
            "1e23", "1E-5",
            "4.9e-324", "1.7976931348623157e308", "-2.2250738585072014e-308",
            "0.000000000000000000000000000001",
            "000000000000000000000000000000.5", "100000000000000000000000", "0.30000000000000004",
            "  7 ", "\t8\t",
        ]
        var random = RandomState(seed: 3)
        for _ in 0..<20_000 {
            let digits = (0..<random.randint(1, 22)).map { _ in "\(random.randint(0, 10))" }
                .joined()
            let point = random.randint(0, digits.count + 1)
            texts.append(digits.prefix(point) + "." + digits.dropFirst(point))
            texts.append("-" + digits)
            texts.append("\(random.randn())")
        }
        let numbers = try read("n\n" + texts.joined(separator: "\n")).numbers("n")
        for (text, number) in zip(texts, numbers) {
            let expected = Double(text.trimmingCharacters(in: .whitespaces))!
            #expect(number.bitPattern == expected.bitPattern, "\(text)")
        }
    }

    @Test func damagedFilesNeverCrash() throws {
        let whole = Array("\u{FEFF}\"a\";b;\"c\"\"d\"\r\n1;2.5;\"x\r\ny\"\r\n-3;4e1;\"\"\r\n".utf8)
        func use(_ bytes: [UInt8]) throws {
            let table = try Table(bytes, "a.csv")
            for column in table.columns {
                do {
                    _ = try table.texts(column)
                    _ = try table.numbers(column)
                } catch is DataError {}
            }
            for row in 0..<table.rowCount { _ = table.line(ofRow: row) }
        }
        try use(whole)
        for end in whole.indices {
            do { try use(Array(whole[..<end])) } catch is DataError {}
        }
        for place in whole.indices {
            for byte: UInt8 in [0, 9, 10, 13, 32, 34, 44, 45, 46, 48, 59, 101, 0xC3, 0xFF] {
                var damaged = whole
                damaged[place] = byte
                do { try use(damaged) } catch is DataError {}
            }
        }
    }

    @Test func readsLines() throws {
        #expect(try readLines(folder.file("a", "ANNA\r\nBOB\n\nJOSÉ")) == ["ANNA", "BOB", "JOSÉ"])
        #expect(
            folder.failure { try readLines(folder.file("a", "\n\n")) }
                == "65 a: the file holds only empty lines")
        #expect(
            folder.failure { try readLines(folder.file("a", "")) }
                == "65 a: the file is empty; a text with an entry a line was expected")
    }

    @Test func theCoursesTables() throws {
        // The sums as pandas prints them.
        let cereals = try readCSV(courseFile("uscereal.csv"))
        #expect(cereals.rowCount == 65 && cereals.columns.count == 12)
        let calories = try cereals.numbers("calories")
        #expect(abs(calories.reduce(0, +) / 65 - 149.40825784615387) < 1e-12)
        #expect(abs(try cereals.numbers("protein").reduce(0, +) - 239.4407926) < 1e-12)
        #expect(calories[64] == 146.66667)
        #expect(try cereals.texts("")[64] == "Wheaties Honey Gold")
        #expect(try cereals.texts("mfr")[64] == "G")

        let wine = try readCSV(courseFile("winequality-red.csv"))
        let matrix = try wine.matrix(wine.columns)
        #expect(matrix.rows == 1599 && matrix.columns == 12)
        #expect(wine.columns[0] == "fixed acidity" && wine.columns[11] == "quality")
        #expect(
            matrix[row: 1598] == [
                6.0, 0.31, 0.47, 3.6, 0.067, 18.0, 42.0, 0.99549, 3.39, 0.66, 11.0, 6.0,
            ])
        #expect(abs(matrix[column: 11].reduce(0, +) / 1599 - 5.6360225140712945) < 1e-12)

        let sunspots = try readCSV(courseFile("sunspots.csv")).numbers("sunspots")
        #expect(sunspots.count == 2820 && sunspots[2819] == 33.4 && sunspots.max() == 253.8)
        #expect(abs(sunspots.reduce(0, +) - 144570) < 1e-6)

        let names =
            try readLines(courseFile("names-female.txt")) + readLines(courseFile("names-male.txt"))
        #expect(names.count == 4275 + 1219 && Set(names).count == 5163 && names[0] == "MARY")
    }

    @Test("A first line of numbers is data")
    func noNames() throws {
        let table = try read("1,2\n3,4\n")
        #expect(!table.hasNames && table.columns == ["column 1", "column 2"])
        #expect(try table.matrix(table.columns) == Matrix([[1, 2], [3, 4]]))
        #expect(table.line(ofRow: 0) == 1 && table.lines() == [1, 2])
        let sentence = folder.failure { try read("1,2\n3,4\n").numbers("protein") }
        #expect(sentence.contains("only numbers") && sentence.contains("protein"))
        #expect(folder.failure { try read("1,2\n3\n") }.contains("line 1 has 2 columns"))
    }

    @Test("A separator at the end of every line makes no column")
    func trailingSeparator() throws {
        #expect(try read("a,b,\n1,2,\n3,4,\n").columns == ["a", "b"])
        #expect(try read("a,,b\n1,,2\n").numbers("b") == [2])
        #expect(try read(",a\n0,1\n").columns == ["", "a"], "an index as pandas writes it stays")
        #expect(try read("a,b,\n1,2,\n3,4,\n").cells() == [["1", "2"], ["3", "4"]])
    }

    @Test("Files that are no such table say what they are and what to do")
    func otherTables() {
        #expect(folder.failure { try read("a\tb\n1\t2\n") }.contains("separated by tabs"))
        #expect(folder.failure { try read("sep=;\na;b\n1;2\n") }.contains("Excel; delete it"))
        #expect(folder.failure { try read("\na,b\n1,2\n") }.contains("the line is empty; delete"))
        let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
        #expect(folder.failure { try read(pointer) }.contains("git lfs pull"))
        let workbook = Array("PK\u{3}\u{4}".utf8) + Array("[Content_Types].xml".utf8)
        #expect(
            folder.failure { try readCSV(folder.file("w.csv", workbook)) }.contains(
                "Excel workbook"))
    }

    @Test("The line of a row behind a name of two lines")
    func lines() throws {
        let table = try read("a,\"b\nc\"\r\n1,2\r\n3,4\r\n")
        #expect(table.lines() == [3, 4] && table.line(ofRow: 1) == 4)
    }
}
