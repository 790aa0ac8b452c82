import Foundation
import Matrices
import Testing

@testable import Datasets

@Suite struct IDXTests {
    let folder = TemporaryFolder()

    func header(_ bytes: [UInt8]) throws -> (
        type: UInt8, shape: [Int], count: Int, dataStart: Int
    ) {
        let path = folder.file("a", bytes)
        return try idxHeader(contents(of: path), path)
    }
    func failure(_ digits: String) -> String { folder.failure { try header(hex(digits)) } }

    @Test func knowsAllPublishedTypes() throws {
        let cases: [(String, [Int], [Double])] = [
            ("00000801 00000003 00 7f ff", [3], [0, 127, 255]),
            ("00000901 00000003 00 7f ff", [3], [0, 127, -1]),
            ("00000b01 00000002 0102 fffe", [2], [258, -2]),
            ("00000c02 00000001 00000002 00010000 fffffffd", [1, 2], [65536, -3]),
            ("00000d01 00000002 3fc00000 c0000000", [2], [1.5, -2]),
            ("00000e01 00000002 3ff8000000000000 400921fb54442d18", [2], [1.5, .pi]),
            ("00000803 00000002 00000001 00000003 010203040506", [2, 1, 3], [1, 2, 3, 4, 5, 6]),
            ("00000802 00000000 0000001c", [0, 28], []),
        ]
        for (digits, shape, values) in cases {
            let header = try header(hex(digits))
            #expect(header.shape == shape && header.count == values.count)
            #expect(header.type == hex(digits)[2] && header.dataStart == 4 + 4 * shape.count)
        }
    }

    @Test func otherFilesAreRefused() {
        #expect(failure("") == "65 a: the file is empty; an IDX file was expected")
        #expect(failure("1f8b0800").contains("this file is packed by gzip, unpack it with: mv "))
        #expect(failure("934e554d50590100").contains("this is an NPY file"))
        #expect(
            failure("000008")
                == "65 a, byte 3: the file ends within the first 4 bytes; copy or download it again"
        )
        for start in ["01000801", "00010801", "00000701", "00000a01", "00000f01", "00000800"] {
            let bytes = stride(from: 0, to: 8, by: 2).map { start.dropFirst($0).prefix(2) }
            #expect(
                failure(start + "00000001 05")
                    == "65 a, byte 0: an IDX file begins with 00 00, its type (08, 09, 0b, 0c, 0d or 0e) and its number of axes, this one with \(bytes.joined(separator: " ")); is it another kind of file?"
            )
        }
    }

    @Test func lengthsAreChecked() {
        #expect(
            failure("00000803 00000002 00000001")
                == "65 a, byte 12: the file ends within its header of 16 bytes; copy or download it again"
        )
        #expect(
            failure("00000b01 00000003 0001 0002 00")
                == "65 a, byte 8: the header promises (3,) numbers of 2 bytes, but only 5 bytes follow; the file is cut short: copy or download it again"
        )
        #expect(
            failure("00000b01 00000002 0001 0002 00")
                == "65 a, byte 12: the file goes on for 1 byte after the (2,) numbers that its header promises"
        )
        #expect(
            failure("00000802 ffffffff 7fffffff")
                .contains(
                    "promises (4294967295, 2147483647) numbers of 1 byte, but only 0 bytes follow")
        )
        #expect(
            failure("00000802 ffffffff 80000001")
                == "65 a, byte 4: the shape (4294967295, 2147483649) has more elements than any file can hold"
        )
        #expect(
            failure("00000e02 40000000 40000000").contains(
                "promises (1073741824, 1073741824) numbers of 8 bytes, but only 0 bytes follow"))
        #expect(
            failure("00000803 00000000 ffffffff ffffffff")
                == "65 a, byte 4: the shape (0, 4294967295, 4294967295) has more elements than any file can hold"
        )
    }

    @Test func damagedFilesNeverCrash() throws {
        for digits in [
            "00000803 00000002 00000001 00000003 010203040506",
            "00000d01 00000002 3fc00000 c0000000",
        ] {
            let whole = hex(digits)
            for end in whole.indices {
                #expect(throws: DataError.self) { try header(Array(whole[..<end])) }
            }
            for place in whole.indices {
                for bit in 0..<8 {
                    var damaged = whole
                    damaged[place] ^= 1 << bit
                    do { _ = try header(damaged) } catch is DataError {}
                }
            }
        }
    }
}

@Suite struct MNISTTests {
    let folder = TemporaryFolder()

    /// `count` pictures of 28 × 28, all pixels of picture i being i.
    func pictures(_ count: UInt8) -> [UInt8] {
        hex("00000803 000000") + [count] + hex("0000001c 0000001c")
            + (0..<count).flatMap { [UInt8](repeating: $0, count: 784) }
    }

    func labels(_ labels: [UInt8]) -> [UInt8] {
        hex("00000801 000000") + [UInt8(labels.count)] + labels
    }

    @Test func findsBothSpellings() throws {
        for (dash, point) in [("-", "-"), (".", "."), ("-", ".")] {
            let folder = TemporaryFolder()
            folder.file("train-images\(dash)idx3-ubyte", pictures(3))
            folder.file("train-labels\(point)idx1-ubyte", labels([9, 0, 5]))
            folder.file("t10k-images\(point)idx3-ubyte", pictures(2))
            folder.file("t10k-labels\(dash)idx1-ubyte", labels([1, 2]))
            let (train, test, note) = try readMNIST(folder.path, atLeast: 2)
            #expect(train.labels == [9, 0, 5] && note == "")
            #expect(train.pictures == Matrix(rows: 3, columns: 784) { i, _ in Double(i) / 255 })
            #expect(test.labels == [1, 2])
            #expect(test.pictures == Matrix(rows: 2, columns: 784) { i, _ in Double(i) / 255 })
        }
    }

    @Test func findsTheLayoutsOfDownloads() throws {
        func write(_ folder: TemporaryFolder, _ inside: String, _ own: (String) -> String) {
            for (name, bytes) in [
                ("train-images-idx3-ubyte", pictures(3)),
                ("train-labels-idx1-ubyte", labels([9, 0, 5])),
                ("t10k-images-idx3-ubyte", pictures(2)),
                ("t10k-labels-idx1-ubyte", labels([1, 2])),
            ] {
                let place = inside + own(name)
                _ = place.isEmpty ? folder.path : folder.folder(place)
                folder.file(place + "/" + name, bytes)
            }
        }
        // A folder of the name of each file, with the file in it.
        let nested = TemporaryFolder()
        write(nested, "") { $0 }
        #expect(try readMNIST(nested.path, atLeast: 2).train.labels == [9, 0, 5])
        // The folders of an archive.
        let deep = TemporaryFolder()
        write(deep, "MNIST/raw") { _ in "" }
        #expect(try readMNIST(deep.path, atLeast: 2).test.labels == [1, 2])
        #expect(try readMNIST(deep.path + "/MNIST", atLeast: 2).test.labels == [1, 2])
    }

    @Test func tooFewPicturesAreRefused() throws {
        for (part, count) in [("train", UInt8(12)), ("t10k", 3)] {
            folder.file("\(part)-images-idx3-ubyte", pictures(count))
            folder.file("\(part)-labels-idx1-ubyte", labels((0..<count).map { $0 % 10 }))
        }
        #expect(
            folder.failure { try readMNIST(folder.path) }
                == "65 FOLDER: 12 pictures to train and 3 to test are too few: this lesson needs 10 of each"
        )
        #expect(try readMNIST(folder.path, atLeast: 3).note == "")
        #expect(try readMNIST(nil).train.labels == smallMNISTSplit().train.labels)
    }

    @Test func missingAndPackedFilesAreNamed() throws {
        folder.file("train-images-idx3-ubyte", pictures(1))
        #expect(
            folder.failure { try readMNIST(folder.path) }
                == "66 FOLDER: the folder holds no file train-labels-idx1-ubyte or train-labels.idx1-ubyte"
        )
        folder.file("train-labels-idx1-ubyte.gz", hex("1f8b08"))
        #expect(
            folder.failure { try readMNIST(folder.path) }
                == "66 FOLDER: the folder holds no file t10k-images-idx3-ubyte or t10k-images.idx3-ubyte"
        )
        folder.file("t10k-images-idx3-ubyte", pictures(1))
        folder.file("t10k-labels-idx1-ubyte", labels([1]))
        #expect(
            folder.failure { try readMNIST(folder.path) }.hasPrefix(
                "65 train-labels-idx1-ubyte.gz, byte 0: this file is packed by gzip, unpack it with: gunzip "
            ))
    }

    @Test func picturesAndLabelsMustFit() throws {
        func failure(_ pictureBytes: [UInt8], _ labelBytes: [UInt8]) -> String {
            let paths = (folder.file("pictures", pictureBytes), folder.file("labels", labelBytes))
            return folder.failure { try readLabelledPictures(paths.0, paths.1) }
        }
        #expect(failure(pictures(2), labels([1, 2])) == "no error")
        #expect(
            failure(pictures(2), labels([1, 2, 3]))
                == "65 labels, byte 4: there are 3 labels, but pictures holds 2 pictures; the two files don't belong together"
        )
        #expect(
            failure(pictures(2), labels([1, 10]))
                == "65 labels, byte 9: the label 10; digits 0 to 9 were expected")
        #expect(
            failure(pictures(0), labels([])) == "65 pictures, byte 4: the file holds no picture")
        #expect(
            failure(labels([1, 2]), pictures(2))
                == "65 labels, byte 2: the file holds numbers of type 8 in the shape (2, 28, 28); labels are bytes (type 8) in one row; were pictures and labels exchanged?"
        )
        #expect(
            failure(labels([1, 2]), labels([1, 2]))
                == "65 pictures, byte 2: the file holds numbers of type 8 in the shape (2,); pictures of 28 × 28 bytes (type 8) were expected; were pictures and labels exchanged?"
        )
        #expect(
            failure(hex("00000803 00000001 00000001 00000002 0102"), labels([1]))
                .contains("in the shape (1, 1, 2); pictures of 28 × 28"))
        #expect(
            failure(hex("00000903 00000001 00000001 00000002 0102"), labels([1])).contains(
                "of type 9"))
        #expect(failure(pictures(1), hex("00000901 00000001 01")).contains("of type 9"))
    }

    @Test func fiveThousandDigits() throws {
        let all = try smallMNIST()
        #expect(all.pictures.rows == 5000 && all.pictures.columns == 784)
        #expect(all.labels == (0..<5000).map { $0 / 500 })  // sorted by class
        // NumPy: order = RandomState(42).permutation(5000)
        let (train, test) = try smallMNISTSplit()
        let (first, later) = ([1501, 2586, 2653, 1055], [1701, 3293, 2161, 1136])
        #expect(train.pictures.rows == 4000 && train.labels.count == 4000)
        #expect(test.pictures.rows == 1000 && test.labels.count == 1000)
        #expect(Array(train.labels.prefix(4)) == first.map { $0 / 500 })
        #expect(Array(test.labels.prefix(4)) == later.map { $0 / 500 })
        #expect(train.pictures[rows: 0..<4] == all.pictures[rows: first])
        #expect(test.pictures[rows: 0..<4] == all.pictures[rows: later])
        #expect(test.pictures[row: 999] == all.pictures[row: 860])
        #expect(abs(test.pictures.sum() * 255 - 26_115_243) < 1e-3)
        #expect(test.labels.reduce(0, +) == 4594)
        #expect(try smallMNISTSplit(seed: 1).train.labels != train.labels)
        #expect((train.labels + test.labels).sorted() == all.labels)
    }

    @Test func pixelsUpToOneAreNotDividedTwice() {
        var (train, test) = (Matrix([[0, 0.5, 1]]) / 255, Matrix([[0, 0.25, 0]]) / 255)
        #expect(takeUndivided(&train, &test).contains("as they are"))
        #expect(train == Matrix([[0, 0.5, 1]]) && test == Matrix([[0, 0.25, 0]]))
        // One pixel above 1, in either, and all are greys up to 255.
        for (a, b) in [([0.0, 1], [0.0, 2]), ([0, 255], [0, 1])] {
            train = Matrix([a]) / 255
            test = Matrix([b]) / 255
            #expect(takeUndivided(&train, &test) == "")
            #expect(train == Matrix([a]) / 255 && test == Matrix([b]) / 255)
        }
    }

    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["MNIST"] != nil, "MNIST names no folder"))
    func readsThePublishedFiles() throws {
        let (train, test, _) = try readMNIST(ProcessInfo.processInfo.environment["MNIST"]!)
        #expect(train.pictures.rows == 60_000 && train.labels.count == 60_000)
        #expect(test.pictures.rows == 10_000 && test.labels.count == 10_000)
        #expect(Set(train.labels) == Set(0...9))
        #expect(train.pictures.min() == 0 && train.pictures.max() == 1)
    }
}
