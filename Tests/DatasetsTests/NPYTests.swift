import Foundation
import Matrices
import Testing

@testable import Datasets

@Suite struct NPYTests {
    let folder = TemporaryFolder()

    /// A file with this header and data; `length` is what the file says about its header.
    func npy(
        _ header: String, _ data: [UInt8] = [], version: [UInt8] = [1, 0], length: Int? = nil
    ) -> [UInt8] {
        let length = length ?? header.utf8.count
        let sizes = (0..<(version[0] == 1 ? 2 : 4)).map { UInt8((length >> (8 * $0)) & 255) }
        return [0x93] + Array("NUMPY".utf8) + version + sizes + Array(header.utf8) + data
    }

    func read(_ bytes: [UInt8]) throws -> NumberArray { try readNPY(folder.file("a.npy", bytes)) }
    func failure(_ bytes: [UInt8]) -> String { folder.failure { try read(bytes) } }

    /// A file that numpy.save wrote (NumPy 2.4), and what it holds.
    struct Saved: Sendable {
        let base64: String
        let shape: [Int]
        let values: [Double]

        init(_ base64: String, _ shape: [Int], _ values: [Double]) {
            self.base64 = base64
            self.shape = shape
            self.values = values
        }
    }

    @Test(arguments: [
        Saved(
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AAAAwAAAQEAAAIBAAACoQNsPSUA=",
            [2, 3], [1.5, -2, 3, 4, 5.25, Double(Float(Double.pi))]
        ),
        Saved(
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgNCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAAChAAAAAAAAAEEAAAAAAAAAwQAAAAAAAACBAAAAAAAAANEAAAAAAAADwPwAAAAAAACpAAAAAAAAAFEAAAAAAAAAxQAAAAAAAACJAAAAAAAAANUAAAAAAAAAAQAAAAAAAACxAAAAAAAAAGEAAAAAAAAAyQAAAAAAAACRAAAAAAAAANkAAAAAAAAAIQAAAAAAAAC5AAAAAAAAAHEAAAAAAAAAzQAAAAAAAACZAAAAAAAAAN0A=",
            [2, 3, 4], (0..<24).map(Double.init)
        ),
        Saved(
            "k05VTVBZAgB0AAAAeydkZXNjcic6ICd8dTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAB/8=",
            [3], [0, 7, 255]
        ),
        Saved(
            "k05VTVBZAwB0AAAAeydkZXNjcic6ICc8aTQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr5////",
            [], [-7]
        ),
        Saved(
            "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAP///wMAAAAAAAAA",
            [1, 2], [-1_099_511_627_776, 3]
        ),
    ])
    func readsWhatNumPyWrites(_ saved: Saved) throws {
        let array = try read([UInt8](Data(base64Encoded: saved.base64)!))
        #expect(array.shape == saved.shape)
        #expect(array.values == saved.values)
    }

    @Test func strayBytesInTheHeaderAreRefused() {
        for header in [
            "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2)}\0\0",
            "{'descr': '|u1',, 'fortran_order': False, 'shape': (2, 2)}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (2,, 2)}",
        ] {
            #expect(throws: DataError.self) { try read(npy(header, [1, 2, 3, 4])) }
        }
    }

    @Test func readsHeadersInOtherSpellings() throws {
        for header in [
            "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2)}",
            "{ \"shape\" :( 2,2 , ) ,'fortran_order':True, 'descr':'|u1' ,}   \n",
            "{'shape': (2L, 2L), 'descr': '|u1', 'fortran_order': False, }\n",
        ] {
            for version: [UInt8] in [[1, 0], [2, 0], [3, 0]] {
                let array = try read(npy(header, [1, 2, 3, 4], version: version))
                #expect(array.shape == [2, 2])
                #expect(array.values == (header.contains("True") ? [1, 3, 2, 4] : [1, 2, 3, 4]))
            }
        }
        let empty = try read(npy("{'descr': '<f8', 'fortran_order': True, 'shape': (0, 3)}"))
        #expect(empty.shape == [0, 3] && empty.values.isEmpty)
        #expect(empty.matrix == Matrix(rows: 0, columns: 3))
    }

    @Test func keepsNaNAndInfinity() throws {
        let values = [Double.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude]
        let data = values.flatMap { value in
            (0..<8).map { UInt8((value.bitPattern >> (8 * $0)) & 255) }
        }
        let array = try read(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (5,)}", data))
        #expect(array.values.map(\.bitPattern) == values.map(\.bitPattern))
    }

    @Test func otherFilesAreRefused() {
        #expect(failure([]) == "65 a.npy: the file is empty; an NPY file was expected")
        #expect(
            failure(Array("hello world".utf8))
                == "65 a.npy, byte 0: an NPY file begins with 93 4e 55 4d 50 59, this one with 68 65 6c 6c 6f 20; is it another kind of file?"
        )
        #expect(
            failure([0x93])
                == "65 a.npy, byte 0: an NPY file begins with 93 4e 55 4d 50 59, this one with 93; is it another kind of file?"
        )
        #expect(failure(hex("504b0304")).contains("this is a zip archive"))
        #expect(
            failure(hex("934e554d50590100"))
                == "65 a.npy, byte 8: the file ends within the first 10 bytes; copy or download it again"
        )
        #expect(
            failure(hex("934e554d505902000000"))
                == "65 a.npy, byte 10: the file ends within its header; copy or download it again")
        for version: [UInt8] in [[0, 0], [4, 0], [1, 1]] {
            #expect(
                failure(npy("{}", version: version))
                    == "65 a.npy, byte 6: version \(version[0]).\(version[1]) of the NPY format; 1.0, 2.0 or 3.0 was expected"
            )
        }
        #expect(
            folder.failure { try readNPY(folder.path) }
                == "66 FOLDER: this is a folder; a file was expected")
    }

    @Test func lengthsAreChecked() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}"
        #expect(
            failure(npy(header, length: 1000))
                == "65 a.npy, byte 8: the header is said to be 1000 bytes long, but only \(header.utf8.count) follow; the file is cut short: copy or download it again"
        )
        #expect(
            failure(npy("", version: [2, 0], length: 0xffff_ffff))
                == "65 a.npy, byte 8: the header is said to be 4294967295 bytes long, but only 0 follow; the file is cut short: copy or download it again"
        )
        let start = 10 + header.utf8.count
        #expect(
            failure(npy(header, [UInt8](repeating: 0, count: 23)))
                == "65 a.npy, byte \(start): the header promises (2, 3) numbers of 4 bytes, but only 23 bytes follow; the file is cut short: copy or download it again"
        )
        #expect(
            failure(npy(header, [UInt8](repeating: 0, count: 26)))
                == "65 a.npy, byte \(start + 24): the file goes on for 2 bytes after the (2, 3) numbers that its header promises"
        )
        for shape in [
            "(1000000000, 1000000000, 1000000000)", "(0, 9223372036854775807, 2)",
            "(9223372036854775807, 9223372036854775807)",
        ] {
            #expect(
                failure(npy("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}"))
                    == "65 a.npy, byte 10: the shape \(shape) has more elements than any file can hold"
            )
        }
        #expect(
            failure(
                npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000000000000,)}")
            )
            .contains("promises (4000000000000000000,) numbers of 8 bytes, but only 0 bytes follow")
        )
        #expect(
            failure(
                npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}"))
                == "65 a.npy, byte 61: the number is too large for any file")
    }

    @Test(arguments: [
        (">f4", " (big-endian, the byte order of other machines)"), ("|b1", " (true or false)"),
        ("|O", " (Python objects, stored as a pickle, which can run code when it is read)"),
        ("<U5", " (texts)"), ("|S3", " (texts)"), ("<c16", " (complex numbers)"),
        ("<M8[ns]", " (dates)"), ("|V8", " (records)"), ("<f2", ", which this course doesn't read"),
        ("", ", which this course doesn't read"),
    ])
    func otherTypesAreRefused(_ type: String, _ words: String) {
        #expect(
            failure(
                npy("{'descr': '\(type)', 'fortran_order': False, 'shape': (1,)}", [0, 0, 0, 0]))
                == "65 a.npy, byte 10: the numbers have the type '\(type)'\(words); save them again with array.astype('<f8')"
        )
    }

    @Test func wrongHeadersAreRefused() {
        let cases: [(String, Int, String)] = [
            ("", 0, "the header is no Python dictionary: '{' was expected, its end was found"),
            ("[1]", 0, "the header is no Python dictionary: '{' was expected, '[' was found"),
            ("{}", 2, "the header lacks one of descr, fortran_order and shape"),
            ("{1: 2}", 1, "the header is no Python dictionary: a text in quotes was expected"),
            ("{'descr", 1, "the header is no Python dictionary: a text in quotes doesn't end"),
            ("{'", 1, "the header is no Python dictionary: a text in quotes doesn't end"),
            (
                "{'descr' '<f4'}", 9,
                "the header is no Python dictionary: ':' was expected, ''' was found"
            ),
            (
                "{'size': 3}", 8,
                "the header has an unknown or repeated key 'size'; descr, fortran_order and shape were expected"
            ),
            (
                "{'descr': '<f4', 'descr': '<f8'}", 25,
                "the header has an unknown or repeated key 'descr'; descr, fortran_order and shape were expected"
            ),
            (
                "{'descr': [('a', '<f4')]}", 10,
                "the numbers have a type of several fields (a record); save one field with array['name'].astype('<f8')"
            ),
            ("{'fortran_order': 1}", 18, "fortran_order must be True or False"),
            ("{'shape': 3}", 10, "the shape must be a tuple such as (2062, 64, 64)"),
            ("{'shape': (3)}", 13, "the shape must be a tuple; (3) is only a number"),
            (
                "{'shape': (-3,)}", 11,
                "the shape must be a tuple of whole numbers such as (2062, 64, 64)"
            ),
            (
                "{'shape': (3 4)}", 13,
                "the shape must be a tuple of whole numbers such as (2062, 64, 64)"
            ),
            (
                "{'shape': (3.0,)}", 12,
                "the shape must be a tuple of whole numbers such as (2062, 64, 64)"
            ),
            (
                "{'shape': (3", 12,
                "the shape must be a tuple of whole numbers such as (2062, 64, 64)"
            ),
            (
                "{'descr': '<f4' 3}", 16,
                "the header is no Python dictionary: '}' was expected, '3' was found"
            ),
            (
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x", 56,
                "text after the header's closing brace"
            ),
        ]
        for (header, offset, sentence) in cases {
            #expect(failure(npy(header)) == "65 a.npy, byte \(10 + offset): \(sentence)")
        }
    }

    @Test func damagedFilesNeverCrash() throws {
        for header in [
            "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1, 3), }\n",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (24,), }\n",
        ] {
            for version: [UInt8] in [[1, 0], [3, 0]] {
                let whole = npy(header, (0..<24).map { UInt8($0) }, version: version)
                _ = try parseNPY(whole[...], "a")
                for end in whole.indices {
                    #expect(throws: DataError.self) { try parseNPY(whole[..<end], "a") }
                }
                for place in whole.indices {
                    for change: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
                        var damaged = whole
                        damaged[place] ^= change
                        do { _ = try parseNPY(damaged[...], "a") } catch is DataError {}
                    }
                }
            }
        }
    }
}

@Suite struct NumberArrayTests {
    let folder = TemporaryFolder()

    @Test func becomesAMatrix() {
        let values = (0..<24).map(Double.init)
        #expect(
            NumberArray(shape: [2, 3, 4], values: values).matrix
                == Matrix(rows: 2, columns: 12, values: values))
        #expect(NumberArray(shape: [24], values: values).matrix == Matrix(column: values))
        #expect(
            NumberArray(shape: [], values: [7]).matrix == Matrix(rows: 1, columns: 1, values: [7]))
        #expect(NumberArray(shape: [3, 0], values: []).matrix == Matrix(rows: 3, columns: 0))
    }

    @Test func countsElements() {
        #expect(elementCount([]) == 1)
        #expect(elementCount([2, 3, 4]) == 24)
        #expect(elementCount([2, 0, 4]) == 0)
        #expect(elementCount([-1]) == nil)
        #expect(elementCount([.max, 2]) == nil)
        #expect(elementCount([0, .max, 2]) == nil)
    }

    @Test func shapesAreRequired() throws {
        let array = NumberArray(source: "X.npy", shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        try array.requireShape([2, 3], "")
        try array.requireShape([nil, 3], "")
        #expect(
            folder.failure { try array.requireShape([2, 4], "two rows") }
                == "65 X.npy: the array has the shape (2, 3), but (2, 4) was expected: two rows")
        #expect(
            folder.failure { try array.requireShape([nil], "a row") }
                == "65 X.npy: the array has the shape (2, 3), but (n,) was expected: a row")
        #expect(
            folder.failure { try array.requireShape([2, 3, 1], "pictures") }
                == "65 X.npy: the array has the shape (2, 3), but (2, 3, 1) was expected: pictures")
    }

    @Test func pixelsAreRequired() throws {
        func array(_ last: Double) -> NumberArray {
            NumberArray(
                source: "X.npy", shape: [2, 2, 3],
                values: [0, 1, 0.5, 0, 0, 0, 1, last, 0, 2, 0, 0])
        }
        #expect(
            folder.failure { try array(0).requirePixels(0...1) }
                == "65 X.npy: element (1, 1, 0) is 2; pixels are numbers from 0 to 1")
        #expect(
            folder.failure { try array(.nan).requirePixels(0...2) }
                == "65 X.npy: element (1, 0, 1) is nan; pixels are numbers from 0 to 2")
        #expect(
            folder.failure { try array(-.infinity).requirePixels(0...2) }
                == "65 X.npy: element (1, 0, 1) is -inf; pixels are numbers from 0 to 2")
        #expect(
            folder.failure { try array(0).requirePixels(0.25...2) }
                == "65 X.npy: element (0, 0, 0) is 0; pixels are numbers from 0.25 to 2")
        try array(1).requirePixels(0...2)
    }
}
