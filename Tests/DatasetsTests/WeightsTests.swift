import Foundation
import Matrices
import Testing

@testable import Datasets

/// `.safetensors` and `.npz`.
@Suite struct WeightsTests {
    let folder = TemporaryFolder()
    let weights: [(name: String, matrix: Matrix)] = [
        ("w1", Matrix([[1, -2.5], [.pi, 4e-300], [0, -0.0]])), ("b1", Matrix(row: [0.1, 0.2])),
        ("é \"\\\n\u{1}/😀", Matrix(rows: 1, columns: 1, values: [7])),
        ("none", Matrix(rows: 0, columns: 3)),
    ]

    static func expectEqual(
        _ a: [(name: String, matrix: Matrix)], _ b: [(name: String, matrix: Matrix)],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(a.map(\.name) == b.map(\.name), sourceLocation: sourceLocation)
        for (x, y) in zip(a, b) {
            #expect(x.matrix.rows == y.matrix.rows, sourceLocation: sourceLocation)
            #expect(x.matrix.columns == y.matrix.columns, sourceLocation: sourceLocation)
            #expect(
                x.matrix.values.map(\.bitPattern) == y.matrix.values.map(\.bitPattern),
                sourceLocation: sourceLocation)
        }
    }

    @Test func whatWasWrittenIsRead() throws {
        for ending in ["safetensors", "npz"] {
            let path = "w.\(ending)"
            let file = try folder.file(path, weightBytes(weights, for: path))
            Self.expectEqual(try readWeights(file), weights)
            #expect(try readWeights(folder.file(path, weightBytes([], for: path))).isEmpty)
        }
    }

    @Test func whatIsNoNumberIsNotWritten() {
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(
                folder.failure {
                    try weightBytes(
                        [("v", Matrix([[1]])), ("w", Matrix([[1, value]]))], for: "w.npz")
                }
                    == "65 w.npz: not written, because the weights \"w\" are no numbers any more; did the training overflow?"
            )
        }
    }

    @Test func namesAndShapesAreChecked() throws {
        let path = try folder.file(
            "w.npz",
            npzBytes([("w", Matrix([[1, 2], [3, 4]])), ("b", Matrix(row: [5, 6]))], "w.npz"))
        let loaded = try readWeights(path, expecting: [("b", 1, 2), ("w", 2, 2)])
        #expect(loaded == [Matrix(row: [5, 6]), Matrix([[1, 2], [3, 4]])])
        #expect(
            folder.failure { try readWeights(path, expecting: [("b", 1, 2)]) }
                == "65 w.npz: the weights \"w\" don't belong to this network, which has b")
        #expect(
            folder.failure {
                try readWeights(path, expecting: [("w", 2, 2), ("b", 1, 2), ("c", 1, 1)])
            } == "65 w.npz: the weights \"c\" of this network are missing")
        #expect(
            folder.failure { try readWeights(path, expecting: [("w", 2, 3), ("b", 1, 2)]) }
                == "65 w.npz: the weights \"w\" are 2 × 2, but this network has 2 × 3; was the file made with other options?"
        )
        #expect(
            folder.failure { try readWeights(path, expecting: [("w", 2, 2), ("b", 2, 1)]) }
                .contains("\"b\" are 1 × 2, but this network has 2 × 1"))
        try folder.file("w.npz", npzBytes([("w", Matrix([[1, 2, 0], [3, .nan, 4]]))], "w.npz"))
        #expect(
            folder.failure { try readWeights(path, expecting: [("w", 2, 3)]) }
                == "65 w.npz: the weight \"w\"[1, 1] is nan; finite numbers were expected")
    }

    @Test func otherFilesAreRefused() {
        func failure(_ bytes: [UInt8]) -> String {
            folder.failure { try readWeights(folder.file("w", bytes)) }
        }
        #expect(failure([]) == "65 w: the file is empty; a .safetensors or .npz file was expected")
        #expect(failure(hex("1f8b08")).contains("this file is packed by gzip"))
        #expect(failure(hex("894844460d0a1a0a")).contains("this is an HDF5 file"))
        #expect(failure(hex("934e554d50590100")).contains("this is an NPY file"))
        #expect(
            folder.failure { try readWeights(folder.path + "/none") }
                == "66 none: there is no such file")
        #expect(
            failure(Array("label,pixel1\n".utf8))
                == "65 w, byte 8: a .safetensors file has a { here; a .safetensors or .npz file was expected"
        )
        #expect(
            failure(Array("label".utf8))
                == "65 w, byte 5: the file ends within its first 9 bytes; a .safetensors or .npz file was expected"
        )
        // A header of 19,280 bytes begins with the letters PK and is no zip archive.
        let long = Array("{}".utf8) + [UInt8](repeating: 0x20, count: 19278)
        #expect(failure(hex("504b000000000000") + long) == "no error")
    }

    @Test func safetensorsBeginAsPublished() {
        let bytes = safetensorsBytes([("w", Matrix([[1, 2]]))])
        let header = #"{"w":{"dtype":"F64","shape":[1,2],"data_offsets":[0,16]}}"#
        #expect(header.utf8.count == 57)
        #expect(
            bytes == [64, 0, 0, 0, 0, 0, 0, 0] + Array((header + "       ").utf8)
                + hex("000000000000f03f 0000000000000040"))
    }

    /// What safetensors.numpy.save_file and numpy.savez wrote.
    @Test func readsWhatTheLibrariesWrite() throws {
        let path = folder.path + "/w"
        let fromSafetensors =
            "yAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJieSI6ImFcImIifSwicyI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMCw4XX0sInciOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6WzIsMl0sImRhdGFfb2Zmc2V0cyI6WzgsNDBdfSwiYiI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzQwLDQ4XX19ICAgICAgIAAAAAAAABxAAAAAAAAA+D8AAAAAAAAAwAAAAAAAAAhAAAAAAAAAEEAAAIA/AAAgQA=="
        let fromNumPy =
            "UEsDBC0AAAAAAAAAIQB10y6G//////////8FABQAdy5ucHkBABAAoAAAAAAAAACgAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAAA+D8AAAAAAAAAwAAAAAAAAAhAAAAAAAAAEEBQSwMELQAAAAAAAAAhADjuL3L//////////wUAFABiLm5weQEAEACIAAAAAAAAAIgAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAgQFBLAwQtAAAAAAAAACEAbCwhEf//////////BQAUAHMubnB5AQAQAIgAAAAAAAAAiAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgAAAAAAABxAUEsBAi0DLQAAAAAAAAAhAHXTLoagAAAAoAAAAAUAAAAAAAAAAAAAAIABAAAAAHcubnB5UEsBAi0DLQAAAAAAAAAhADjuL3KIAAAAiAAAAAUAAAAAAAAAAAAAAIAB1wAAAGIubnB5UEsBAi0DLQAAAAAAAAAhAGwsIRGIAAAAiAAAAAUAAAAAAAAAAAAAAIABlgEAAHMubnB5UEsFBgAAAAADAAMAmQAAAFUCAAAAAA=="
        let compressed =
            "UEsDBC0AAAAIAAAAIQAu4/m8//////////8FABQAdy5ucHkBABAAmAAAAAAAAABHAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6mjoKtQoUAC4GHAAAUEsBAi0DLQAAAAgAAAAhAC7j+bxHAAAAmAAAAAUAAAAAAAAAAAAAAIABAAAAAHcubnB5UEsFBgAAAAABAAEAMwAAAH4AAAAAAA=="
        for (saved, names) in [(fromSafetensors, ["s", "w", "b"]), (fromNumPy, ["w", "b", "s"])] {
            folder.file("w", [UInt8](Data(base64Encoded: saved)!))
            let found = try readWeights(path)
            #expect(found.map(\.name) == names)
            let expected = [
                "w": Matrix([[1.5, -2], [3, 4]]), "b": Matrix(row: [1, 2.5]), "s": Matrix([[7]]),
            ]
            for (name, matrix) in found { #expect(matrix == expected[name]) }
        }
        folder.file("w", [UInt8](Data(base64Encoded: compressed)!))
        #expect(
            folder.failure { try readWeights(path) }.hasSuffix(
                "\"w.npy\" is compressed; save it again with numpy.savez instead of numpy.savez_compressed"
            ))
    }

    func safetensors(_ header: String, _ data: [UInt8], length: UInt64? = nil) -> [UInt8] {
        littleEndian(length ?? UInt64(header.utf8.count)) + Array(header.utf8) + data
    }

    @Test func wrongSafetensorsAreNamed() throws {
        func failure(_ header: String, _ data: Int = 16, length: UInt64? = nil) -> String {
            let bytes = safetensors(header, [UInt8](repeating: 0, count: data), length: length)
            return folder.failure { try parseSafetensors(bytes, "w") }
        }
        func tensor(
            _ name: String, _ type: String, _ shape: String, _ begin: Int, _ end: Int
        ) -> String {
            "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
        }
        let whole = "{\(tensor("a", "F64", "[2]", 0, 16))}"
        #expect(failure(whole) == "no error")
        #expect(failure("{\(tensor("a", "F32", "[2,2]", 0, 16))}  ") == "no error")
        #expect(failure("{ } ", 0) == "no error")
        #expect(failure("{\"__metadata__\":{}}", 0) == "no error")
        #expect(
            failure(
                "{\"__metadata__\":{\"a\":\"b\"},\(tensor("a", "F64", "[]", 8, 16)),\(tensor("b", "F64", "[1]", 0, 8))}"
            ) == "no error")

        let held = whole.utf8.count + 16
        #expect(
            failure(whole, length: UInt64(held + 1))
                == "65 w, byte 0: the header is said to be \(held + 1) bytes long, but only \(held) bytes follow; the file is cut short: copy or download it again"
        )
        #expect(
            failure(whole, length: .max).contains("said to be 18446744073709551615 bytes long"))

        // Places that don't fit.
        #expect(
            failure("{\(tensor("a", "F64", "[3]", 0, 24))}")
                == "65 w, byte 9: the tensor \"a\" lies at 0 to 24, but the file holds only 16 bytes of numbers; the file is cut short, or damaged"
        )
        #expect(failure("{\(tensor("a", "F64", "[2]", 16, 0))}").contains("lies at 16 to 0"))
        #expect(
            failure("{\(tensor("a", "F64", "[3]", 0, 16))}")
                == "65 w, byte 9: the tensor \"a\" has the shape (3,), which doesn't fit the 16 bytes that it lies in"
        )
        for shape in [
            "[4294967296,4294967296]", "[9223372036854775807]", "[0,9223372036854775807,2]",
            "[2305843009213693954]",
        ] {
            #expect(
                failure("{\(tensor("a", "F64", shape, 0, 16))}").contains(
                    "doesn't fit the 16 bytes"))
        }
        #expect(
            failure("{\(tensor("a", "BF16", "[8]", 0, 16))}")
                == "65 w, byte 9: the tensor \"a\" has the type BF16; F64 or F32 was expected; in PyTorch, save tensor.to(torch.float32)"
        )
        let overlap = "{\(tensor("a", "F64", "[1]", 0, 8)),\(tensor("b", "F64", "[2]", 0, 16))}"
        #expect(
            failure(overlap)
                == "65 w, byte \(8 + overlap.utf8.count + 8): the tensor \"b\" begins at 0 instead of 8: tensors overlap, or there is a gap between them"
        )
        #expect(
            failure("{\(tensor("a", "F64", "[1]", 8, 16))}").contains(
                "\"a\" begins at 8 instead of 0"))
        let short = "{\(tensor("a", "F64", "[1]", 0, 8))}"
        #expect(
            failure(short)
                == "65 w, byte \(8 + short.utf8.count + 8): the file goes on for 8 bytes after its last tensor"
        )

        // JSON that isn't what it should be.
        let end = "; is it a .safetensors file?"
        let cases: [(String, Int, String)] = [
            ("{", 1, "the header isn't the expected JSON: '\"' was expected, its end was found"),
            ("{1", 1, "the header isn't the expected JSON: '\"' was expected, '1' was found"),
            ("{\"a\" 1", 5, "the header isn't the expected JSON: ':' was expected, '1' was found"),
            ("{\"a\":[]", 5, "the header isn't the expected JSON: '{' was expected, '[' was found"),
            ("{\"a", 3, "a text in quotes doesn't end"),
            ("{\"a\\", 4, "a text in quotes doesn't end"),
            ("{\"a\\x", 5, "an unknown character after a backslash"),
            ("{\"a\\u12", 5, "four hexadecimal digits were expected after \\u"),
            ("{\"a\\u12g4", 5, "four hexadecimal digits were expected after \\u"),
            ("{\"\\ud800\"", 8, "half a character"),
            ("{\"\\ud800\\u0041\"", 14, "half a character"),
            ("{\"\n\"", 3, "a control character in a text"),
            ("{\"a\":{}}", 7, "the tensor \"a\" must have dtype, shape and two data_offsets"),
            (
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0]}}", 50,
                "the tensor \"a\" must have dtype, shape and two data_offsets"
            ),
            (
                "{\"a\":{\"size\":3}}", 13,
                "\"size\" was found; dtype, shape and data_offsets were expected"
            ),
            ("{\"a\":{\"shape\":[-1]}}", 15, "a whole number was expected"),
            ("{\"a\":{\"shape\":[1,]}}", 17, "a whole number was expected"),
            (
                "{\"a\":{\"shape\":[1.5]}}", 16,
                "the header isn't the expected JSON: ']' was expected, '.' was found"
            ),
            (
                "{\"a\":{\"shape\":[99999999999999999999]}}", 15,
                "the number is too large for any file"
            ),
            ("{\"a\":{\"dtype\":\"F64\",\"dtype\":\"F64\"}}", 20, "the name \"dtype\" comes twice"),
            (
                "{\"__metadata__\":{\"a\":1}}", 21,
                "the header isn't the expected JSON: '\"' was expected, '1' was found"
            ),
            (
                "{\"__metadata__\":{},\"__metadata__\":{}}", 19,
                "the name \"__metadata__\" comes twice"
            ),
            ("{} x", 3, "text after the header's closing brace"),
        ]
        for (header, offset, sentence) in cases {
            #expect(failure(header, 0) == "65 w, byte \(8 + offset): \(sentence)\(end)")
        }
        let a = tensor("a", "F64", "[1]", 0, 8)
        #expect(
            failure("{\(a),\(a)}")
                == "65 w, byte \(8 + 1 + a.utf8.count + 1): the name \"a\" comes twice\(end)")
        let notUTF8 = littleEndian(UInt64(4)) + [0x7b, 0x22, 0xff, 0x22]
        #expect(
            folder.failure { try parseSafetensors(notUTF8, "w") }
                == "65 w, byte 12: the text isn't UTF-8\(end)")
    }

    @Test func namesInSafetensorsAreUnescaped() throws {
        let names = #""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00é""#
        let bytes = safetensors(
            "{\(names):{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}}",
            [UInt8](repeating: 0, count: 8))
        #expect(try parseSafetensors(bytes, "w").map(\.0) == ["\"\\/\u{8}\u{c}\n\r\té😀é"])
    }

    @Test func checksums() {
        #expect(crc32(Array("123456789".utf8)[...]) == 0xCBF4_3926)
        #expect(crc32([]) == 0)
    }

    @Test func wrongArchivesAreNamed() throws {
        let whole = try npzBytes([("w", Matrix([[1, 2]])), ("b", Matrix([[3]]))], "w")
        func failure(_ change: (inout [UInt8]) -> Void) -> String {
            var bytes = whole
            change(&bytes)
            return folder.failure { try parseNPZ(bytes, "w") }
        }
        let end = whole.count - 22
        let file = 128 + 16
        let second = 30 + 5 + file
        let directory = second + 30 + 5 + 128 + 8
        #expect(whole.count == directory + 2 * (46 + 5) + 22)
        #expect(failure { _ in } == "no error")
        // A comment at the end.
        #expect(
            failure {
                $0[end + 20] = 3; $0 += [1, 2, 3]
            } == "no error")
        #expect(
            failure { $0[end + 20] = 3 }
                == "65 w, byte \(whole.count): the zip archive has no end; the file is cut short: copy or download it again"
        )
        #expect(
            failure { $0 = Array($0.prefix(10)) }.hasPrefix(
                "65 w, byte 10: the zip archive has no end"))
        for place in [4, 6, 8, 10, 12, 16] {
            #expect(
                failure { $0[end + place] ^= 1 }
                    == "65 w, byte \(end): the end of the zip archive doesn't fit its contents; the file is damaged, or larger than 4 GB"
            )
        }
        #expect(
            failure {
                $0[end + 8] = 1; $0[end + 10] = 1
            }
                == "65 w, byte \(directory + 51): the zip archive's directory goes on after its last entry; the file is damaged"
        )
        #expect(
            failure {
                $0[end + 8] = 3; $0[end + 10] = 3
            }
                == "65 w, byte \(end): an entry of the zip archive's directory was expected; the file is damaged"
        )
        #expect(
            failure { $0[directory] ^= 1 }
                == "65 w, byte \(directory): an entry of the zip archive's directory was expected; the file is damaged"
        )
        #expect(
            failure { $0[directory + 51 + 32] = 1 }
                == "65 w, byte \(directory + 51): an entry of the zip archive's directory doesn't end; the file is damaged"
        )
        #expect(
            failure { $0[directory + 8] |= 1 }
                == "65 w, byte \(directory): \"w.npy\" is encrypted; save it again without a password"
        )
        #expect(
            failure { $0[directory + 10] = 8 }
                == "65 w, byte \(directory): \"w.npy\" is compressed; save it again with numpy.savez instead of numpy.savez_compressed"
        )
        #expect(
            failure { $0[directory + 47] = 0x2d }
                == "65 w, byte \(directory): the zip archive holds \"w-npy\"; only .npy files were expected, as numpy.savez writes them"
        )
        #expect(
            failure { $0[directory + 42] = 1 }
                == "65 w, byte \(directory): \"w.npy\" isn't where the directory says; the file is damaged"
        )
        #expect(
            failure { $0[directory + 44] = 1 }.contains("\"w.npy\" isn't where the directory says"))
        for place in [20, 24] {
            #expect(
                failure { $0[directory + place] ^= 1 }
                    == "65 w, byte 0: \"w.npy\" doesn't fit its entry in the directory; the file is damaged"
            )
        }
        #expect(
            failure {
                $0[directory + 22] = 1; $0[directory + 26] = 1
            }.contains("\"w.npy\" doesn't fit its entry"))
        #expect(failure { $0[30] = 0x78 }.contains("\"w.npy\" doesn't fit its entry"))
        #expect(failure { $0[26] = 4 }.contains("\"w.npy\" doesn't fit its entry"))
        #expect(
            failure { $0[30 + 5 + 128] ^= 1 }
                == "65 w, byte 35: the checksum of \"w.npy\" is wrong; the file is damaged")
        #expect(
            failure { $0[directory + 16] ^= 1 }.contains(
                "byte 35: the checksum of \"w.npy\" is wrong"))
        // The second entry points to the first file under its own name.
        #expect(
            failure {
                $0[directory + 51 + 46] = 0x77
                $0[directory + 51 + 42] = 0
                for i in 16..<28 { $0[directory + 51 + i] = $0[directory + i] }
            } == "65 w, byte \(end): \"w.npy\" is in the zip archive twice")
        // An array in the archive that is wrong itself.
        let one = try npzBytes([("w", Matrix([[1]]))], "w")
        var inner = Array(one[35..<(35 + 136)])
        inner[6] = 9
        var changed = one
        changed.replaceSubrange(35..<(35 + 136), with: inner)
        let sum = littleEndian(crc32(inner[...]))
        changed.replaceSubrange((35 + 136 + 16)..<(35 + 136 + 20), with: sum)
        #expect(
            folder.failure { try parseNPZ(changed, "w.npz") }
                == "65 w.npz, w.npy, byte 6: version 9.0 of the NPY format; 1.0, 2.0 or 3.0 was expected"
        )
    }

    /// Lengths of two bytes, and a header that would reach beyond the end.
    @Test func longNamesAndComments() throws {
        let name = String(repeating: "w", count: 300)
        var long = try npzBytes([(name, Matrix([[1]])), ("b", Matrix([[2]]))], "w")
        long[long.count - 1] = 2  // a comment of 512 bytes
        long += [UInt8](repeating: 0x20, count: 512)
        #expect(try parseNPZ(long, "w").map(\.0) == [name, "b"])

        let file = 128 + 8
        var method = try npzBytes([("w", Matrix([[1]]))], "w")
        method[30 + 5 + file + 11] = 1
        #expect(folder.failure { try parseNPZ(method, "w") }.contains("\"w.npy\" is compressed"))

        // The name in the directory looks like a local header, with only 8 bytes to come.
        var late = try npzBytes([("PK\u{3}\u{4}", Matrix([[1]]))], "w")
        let end = late.count - 22
        let directory = 30 + 8 + file
        late.replaceSubrange(
            (directory + 42)..<(directory + 46), with: littleEndian(UInt32(end - 8)))
        #expect(
            folder.failure { try parseNPZ(late, "w") }
                == "65 w, byte \(directory): \"PK··.npy\" isn't where the directory says; the file is damaged"
        )
    }

    /// As other programs write them: with fields of their own after the names.
    @Test func extraFieldsAreSkipped() throws {
        let whole = try npzBytes([("w", Matrix([[1, 2]]))], "w")
        let directory = 30 + 5 + 128 + 16
        var bytes = whole
        // 300 bytes after the name in the directory, then 300 after the name before the file.
        bytes.insert(
            contentsOf: [UInt8](repeating: 7, count: 300), at: directory + 46 + 5)
        bytes.replaceSubrange((directory + 30)..<(directory + 32), with: [44, 1])
        bytes.insert(contentsOf: [UInt8](repeating: 7, count: 300), at: 30 + 5)
        bytes.replaceSubrange(28..<30, with: [44, 1])
        let end = bytes.count - 22
        bytes.replaceSubrange(
            (end + 12)..<(end + 20),
            with: littleEndian(UInt32(46 + 5 + 300)) + littleEndian(UInt32(directory + 300)))
        #expect(try parseNPZ(bytes, "w").map(\.1.values) == [[1, 2]])
    }

    @Test func thousandMatricesAreNotTooMany() throws {
        let many = (0..<1000).map { (name: "w\($0)", matrix: Matrix([[Double($0)]])) }
        let names = try parseNPZ(npzBytes(many, "w"), "w").map(\.0)
        #expect(names == many.map(\.name))
    }

    /// Many entries that list the same bytes can't make a small file large.
    @Test func overlappingFilesAreRefused() throws {
        let whole = try npzBytes([("a", Matrix([[1]])), ("b", Matrix([[2]]))], "w")
        // The first file claims to go on to the end of the second one.
        var bytes = whole
        let directory = 2 * (35 + 136)
        for place in [20, 24] {
            bytes.replaceSubrange(
                (directory + place)..<(directory + place + 4),
                with: littleEndian(UInt32(136 + 35 + 136)))
        }
        #expect(
            folder.failure { try parseNPZ(bytes, "w") }
                == "65 w, byte 171: \"b.npy\" overlaps another file; the file is damaged")
    }

    @Test func damagedFilesNeverCrash() throws {
        let small = [weights[1], weights[3]]
        for whole in [safetensorsBytes(small), try npzBytes(small, "w")] {
            let parse = whole[0] == 0x50 ? parseNPZ : parseSafetensors
            _ = try parse(whole, "w")
            for end in whole.indices {
                #expect(throws: DataError.self) { try parse(Array(whole[..<end]), "w") }
            }
            for place in whole.indices {
                for change: UInt8 in [1, 4, 32, 128, 255] {
                    var damaged = whole
                    damaged[place] ^= change
                    do { _ = try parse(damaged, "w") } catch is DataError {}
                }
            }
        }
    }
}
