import Foundation
import Matrices
import Testing

@testable import Datasets

/// The folder that an environment variable names, of real files that a reader downloads.
private func published(_ variable: String) -> String? {
    ProcessInfo.processInfo.environment[variable]
}

@Suite struct SignDigitsTests {
    /// The two files, with changes that a test makes; all pixels of picture i are i/4096.
    static func write(
        _ folder: TemporaryFolder, pictures: Int? = 2062, lastPixel: Float = 1,
        labels change: (inout [Double]) -> Void = { _ in }
    ) {
        func npy(_ type: String, _ shape: String, _ data: [UInt8]) -> [UInt8] {
            let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
            return hex("934e554d50590100") + [UInt8(header.utf8.count), 0] + Array(header.utf8)
                + data
        }
        if let pictures {
            var x = (0..<(pictures * 4096)).map { Float($0 / 4096) / 4096 }
            x[x.count - 1] = lastPixel
            let data = x.withUnsafeBytes { Array($0) }
            folder.file("X.npy", npy("<f4", "(\(pictures), 64, 64)", data))
        }
        var y = [Double](repeating: 0, count: 2062 * 10)
        for row in 0..<2062 {
            y[10 * row + (row < 204 ? 9 : row < 409 ? 0 : row < 822 ? 7 : row < 1028 ? 6 : 3)] = 1
        }
        change(&y)
        let data = y.flatMap { value in (0..<8).map { UInt8((value.bitPattern >> (8 * $0)) & 255) }
        }
        folder.file("Y.npy", npy("<f8", "(2062, 10)", data))
    }

    @Test func takesTheRowsOfTheTwoSigns() throws {
        let folder = TemporaryFolder()
        Self.write(folder)
        let signs = try readSignDigits(folder.path)
        let rows = Array(204..<409) + Array(822..<1027)
        let expected = Matrix(rows: 410, columns: 4096) { i, _ in Double(rows[i]) / 4096 }
        #expect(signs.pictures == expected)
        #expect(signs.labels == [Int](repeating: 0, count: 205) + [Int](repeating: 1, count: 205))
    }

    @Test func otherFilesGetASentence() {
        let folder = TemporaryFolder()
        #expect(
            folder.failure { try readSignDigits(folder.path) }
                == "66 FOLDER: the folder holds no file X.npy")
        folder.file("X.npy", "")
        #expect(
            folder.failure { try readSignDigits(folder.path) }
                == "65 X.npy: the file is empty; an NPY file was expected")
        #expect(
            folder.failure { try readSignDigits(folder.path + "/X.npy") }
                == "66 X.npy: this is no folder; one that holds X.npy was expected")
        Self.write(folder, pictures: 10)
        #expect(
            folder.failure { try readSignDigits(folder.path) }
                == "65 X.npy: the array has the shape (10, 64, 64), but (2062, 64, 64) was expected: the 2062 published pictures of 64 × 64"
        )
        Self.write(folder, lastPixel: .nan)
        #expect(
            folder.failure { try readSignDigits(folder.path) }
                == "65 X.npy: element (2061, 63, 63) is nan; pixels are numbers from 0 to 1")
        Self.write(folder)
        try? FileManager.default.removeItem(atPath: folder.path + "/Y.npy")
        #expect(
            folder.failure { try readSignDigits(folder.path) }
                == "66 FOLDER: the folder holds no file Y.npy")
        try? FileManager.default.copyItem(
            atPath: folder.path + "/X.npy", toPath: folder.path + "/Y.npy")
        #expect(
            folder.failure { try readSignDigits(folder.path) }
                == "65 Y.npy: the array has the shape (2062, 64, 64), but (2062, 10) was expected: a row of 10 columns for each of the 2062 published pictures"
        )
    }

    @Test func anotherOrderGetsASentence() {
        let folder = TemporaryFolder()
        Self.write(folder)
        func failure(_ change: (inout [Double]) -> Void) -> String {
            Self.write(folder, pictures: nil, labels: change)
            return folder.failure { try readSignDigits(folder.path) }
        }
        #expect(
            failure { $0.swapAt(10 * 408, 10 * 408 + 3) }
                == "65 Y.npy: rows 204 and 408 belong to different signs; in the publisher's order rows 204 to 408 all show the sign 0 and rows 822 to 1026 the sign 1"
        )
        #expect(
            failure { $0.swapAt(10 * 1026 + 6, 10 * 1026 + 3) }.hasPrefix(
                "65 Y.npy: rows 822 and 1026 belong to different signs"))
        #expect(failure { $0.swapAt(10 * 1027 + 6, 10 * 1027 + 3) } == "no error")
        #expect(failure { $0.swapAt(10 * 409 + 7, 10 * 409 + 3) } == "no error")
        #expect(
            failure { for row in 822..<1027 { $0.swapAt(10 * row, 10 * row + 6) } }
                == "65 Y.npy: rows 204 and 822 belong to the same sign; in the publisher's order they show the signs 0 and 1"
        )
        #expect(
            failure { $0[2045] = .nan }
                == "65 Y.npy: row 204 is [\"1\", \"0\", \"0\", \"0\", \"0\", \"nan\", \"0\", \"0\", \"0\", \"0\"]; one 1 and nine 0 were expected"
        )
        #expect(failure { $0[2040] = 0 }.hasSuffix("one 1 and nine 0 were expected"))
    }

    @Test(.enabled(if: published("SIGN_DIGITS") != nil, "SIGN_DIGITS names no folder"))
    func readsThePublishedFiles() throws {
        let signs = try readSignDigits(published("SIGN_DIGITS")!)
        #expect(signs.pictures.rows == 410 && signs.pictures.columns == 4096)
        #expect(signs.pictures.min() >= 0 && signs.pictures.max() <= 1)
    }
}

@Suite struct SignLanguageTests {
    let folder = TemporaryFolder()
    static let header = "label," + (1...784).map { "pixel\($0)" }.joined(separator: ",")

    /// A file with these labels; every pixel of row i is i, the last one is `last`.
    func csv(_ labels: [String], last: String = "255") -> String {
        Self.header + "\n"
            + labels.enumerated().map { i, label in
                label + "," + [String](repeating: "\(i)", count: 783).joined(separator: ",")
                    + ",\(last)\n"
            }.joined()
    }

    func readOne(_ text: String) throws -> LabelledPictures {
        var areCounted: Bool?
        return try readSignLanguageCSV(folder.file("a.csv", text), &areCounted)
    }

    @Test("Columns of other names, or without names; letters counted through")
    func otherHeaders() throws {
        let pixels = [String](repeating: "255", count: 784).joined(separator: ",")
        let other = "class," + (1...784).map { "p\($0)" }.joined(separator: ",")
        let named = try readOne("\(other)\n3,\(pixels)\n")
        #expect(named.labels == [3] && named.pictures.min() == 1)
        #expect(try readOne("3,\(pixels)\n24,\(pixels)\n").labels == [3, 24])
        // All of 0 … 23 in the training file: then they mean the same in the other one.
        folder.file("sign_mnist_train.csv", csv((0...23).map { "\($0)" }))
        folder.file("sign_mnist_test.csv", csv(["9", "8", "23"]))
        let (train, validation, note) = try readSignLanguage(folder.path)
        #expect(train.labels == signLabels && validation.labels == [10, 8, 24])
        #expect(note.contains("0 to 23, without a gap for J"))
        folder.file("sign_mnist_test.csv", csv(["24"]))
        #expect(
            folder.failure { try readSignLanguage(folder.path) }
                == "65 sign_mnist_test.csv, line 2, column \"label\": the label is 24; whole numbers from 0 to 23, as in the training file, were expected"
        )
        folder.file("sign_mnist_train.csv", csv((0...22).map { "\($0)" }))
        #expect(folder.failure { try readSignLanguage(folder.path) }.contains("the label is 9;"))
    }

    @Test func readsBothFiles() throws {
        for name in ["sign_mnist_test.csv", "sign_mnist_valid.csv"] {
            let folder = TemporaryFolder()
            folder.file("sign_mnist_train.csv", csv(["3", "0", "24", "8", "10"]))
            folder.file(name, csv(["1", "2"], last: "51"))
            let (train, validation, note) = try readSignLanguage(folder.path)
            #expect(note == "")
            #expect(train.labels == [3, 0, 24, 8, 10])
            #expect(
                train.pictures
                    == Matrix(rows: 5, columns: 784) { i, j in j == 783 ? 1 : Double(i) / 255 })
            #expect(validation.labels == [1, 2])
            #expect(validation.pictures[1, 783] == 0.2)
        }
    }

    @Test func missingFilesAreNamed() {
        #expect(
            folder.failure { try readSignLanguage(folder.path) }
                == "66 FOLDER: the folder holds no file sign_mnist_train.csv")
        folder.file("sign_mnist_train.csv", "")
        #expect(
            folder.failure { try readSignLanguage(folder.path) }
                == "66 FOLDER: the folder holds no file sign_mnist_test.csv or sign_mnist_valid.csv"
        )
    }

    @Test func wrongContentsAreNamed() {
        func failure(_ text: String) -> String {
            folder.failure { try readOne(text) }
        }
        #expect(failure(csv(["0", "24"])) == "no error")
        for label in ["9", "25", "-1", "1.5"] {
            #expect(
                failure(csv(["0", label]))
                    == "65 a.csv, line 3, column \"label\": the label is \(label); whole numbers from 0 to 24 without 9 (which stands for J) were expected"
            )
        }
        for pixel in ["256", "-1"] {
            #expect(
                failure(csv(["0"], last: pixel))
                    == "65 a.csv, line 2, column \"pixel784\": the pixel is \(pixel); numbers from 0 to 255 were expected"
            )
        }
        #expect(
            failure(csv(["0"], last: "nan")).contains(
                "line 2, column \"pixel784\": \"nan\" was found"))
        #expect(
            failure(csv(["0", "1"]).dropLast(5) + "\n").contains(
                "line 3: 784 fields, but line 1 names 785 columns"))
        #expect(failure(csv([])) == "65 a.csv, line 2: a picture was expected, but the file ends")
        #expect(
            failure("a,b\n1,2\n")
                == "65 a.csv, line 1: there are 2 columns; a label and 784 pixels were expected"
        )
        #expect(
            failure("label,pixel1\n1,2\n")
                == "65 a.csv, line 1: there are 2 columns; a label and 784 pixels were expected"
        )
        #expect(
            failure("label,pixel2\n1,2\n")
                == "65 a.csv, line 1: there are 2 columns; a label and 784 pixels were expected"
        )
    }

    @Test func lettersAndLabels() {
        #expect(signLetters.count == 24 && signLabels.count == 24)
        for (letter, label) in zip(signLetters, signLabels) {
            #expect(Int(letter.asciiValue!) - 65 == label)
        }
    }

    @Test(.enabled(if: published("SIGN_MNIST") != nil, "SIGN_MNIST names no folder"))
    func readsThePublishedFiles() throws {
        let (train, validation, _) = try readSignLanguage(published("SIGN_MNIST")!)
        #expect(train.pictures.columns == 784 && train.pictures.rows == train.labels.count)
        #expect(
            Set(train.labels).isSubset(of: signLabels)
                && Set(validation.labels).isSubset(of: signLabels))
    }
}
