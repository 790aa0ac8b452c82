import Foundation
import Testing

@testable import Datasets

@Suite struct FilesTests {
    let folder = TemporaryFolder()

    @Test func errorsCarrySentenceAndExitCode() {
        let errors: [(DataError, Int)] = [
            (.wrongContents("a"), 65), (.unreadable("a"), 66), (.unwritable("a"), 73),
        ]
        for (error, code) in errors {
            let unknown: any Error = error
            #expect((unknown as? any CustomNSError)?.errorCode == code)
            #expect(unknown.localizedDescription == "a")
            #expect((unknown as? any LocalizedError)?.errorDescription == "a")
            #expect("\(unknown)" == "a")
            #expect((error.errorUserInfo[NSLocalizedDescriptionKey] as? String) == "a")
        }
        #expect(DataError.errorDomain == "DataError")
    }

    @Test func readsBytes() throws {
        let bytes = (0...255).map(UInt8.init)
        #expect(try contents(of: folder.file("a", bytes)) == bytes)
        #expect(try contents(of: folder.file("empty", [])) == [])
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: folder.path + "/a")
        #expect(try contents(of: link) == bytes)
    }

    @Test func whatIsNoFileCannotBeRead() throws {
        #expect(
            folder.failure { try contents(of: folder.path + "/none") }
                == "66 none: there is no such file")
        #expect(
            folder.failure { try contents(of: folder.folder("sub")) }
                == "66 sub: this is a folder; a file was expected")
        #expect(
            folder.failure { try contents(of: "/dev/null") }
                == "66 /dev/null: this is a device or a pipe; a file was expected")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/broken", withDestinationPath: folder.path + "/gone")
        #expect(
            folder.failure { try contents(of: folder.path + "/broken") }
                == "66 broken: there is no such file")
    }

    @Test(.enabled(if: getuid() != 0, "root may read everything"))
    func whatMayNotBeReadIsUnreadable() throws {
        let path = folder.file("secret", "a")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(
            folder.failure { try contents(of: path) }
                == "66 secret: the file may not be read; look at its permissions with: ls -l secret"
        )
    }

    @Test func findsSpellings() throws {
        let names = ["a-b", "a.b"]
        #expect(
            folder.failure { try file(in: folder.path, named: names) }
                == "66 FOLDER: the folder holds no file a-b or a.b")
        folder.file("a-b.gz", [0x1f, 0x8b])
        #expect(try file(in: folder.path, named: names) == folder.path + "/a-b.gz")
        folder.file("a.b", "x")
        #expect(try file(in: folder.path, named: names) == folder.path + "/a.b")
        folder.file("a-b", "x")
        #expect(try file(in: folder.path + "/", named: names) == folder.path + "/a-b")
        #expect(
            folder.failure { try file(in: folder.path + "/none", named: names) }
                == "66 none: there is no such folder; one that holds a-b or a.b was expected")
        #expect(
            folder.failure { try file(in: folder.path + "/a-b", named: ["X.npy"]) }
                == "66 a-b: this is no folder; one that holds X.npy was expected")
    }

    @Test func otherFormatsAreNamed() throws {
        func refusal(_ name: String, _ bytes: [UInt8], known: [FileBeginning] = []) -> String {
            folder.failure {
                try refuseOtherFormats(bytes, name, expected: "a CSV file", known: known)
            }
        }
        #expect(refusal("a", []) == "65 a: the file is empty; a CSV file was expected")
        #expect(
            refusal("a.gz", hex("1f8b08"))
                == "65 a.gz, byte 0: this file is packed by gzip, unpack it with: gunzip a.gz; a CSV file was expected"
        )
        #expect(
            refusal("my a", hex("1f8b08"))
                == "65 my a, byte 0: this file is packed by gzip, unpack it with: mv 'my a' 'my a.gz' && gunzip 'my a.gz'; a CSV file was expected"
        )
        #expect(
            refusal("a", hex("504b0304"))
                == "65 a, byte 0: this is a zip archive, unpack it with: unzip a; a CSV file was expected"
        )
        #expect(refusal("a", hex("504b0506")).hasPrefix("65 a, byte 0: this is a zip archive"))
        #expect(refusal("a", hex("504b0304"), known: [.zip, .npy]) == "no error")
        #expect(refusal("a", hex("934e554d5059")).contains("this is an NPY file"))
        #expect(refusal("a", hex("894844460d0a")).contains("this is an HDF5 file"))
        #expect(refusal("a", Array("<!DOCTYPE html>\n".utf8)).contains("this is a web page"))
        #expect(refusal("a", hex("89504e470d0a")).contains("this is a picture"))
        #expect(refusal("a", hex("ffd8ff")).contains("this is a picture"))
        #expect(refusal("a", Array("label,pixel1\n".utf8)) == "no error")
    }

    @Test func piecesOfFilesAreShownShortAndHarmless() {
        #expect(shown("abc") == "abc")
        #expect(shown("a\u{1b}[31m\nb\r\n") == "a·[31m·b··")
        #expect(shown(String(repeating: "x", count: 40)) == String(repeating: "x", count: 40))
        #expect(shown(String(repeating: "x", count: 41)) == String(repeating: "x", count: 40) + "…")
        #expect(quoted("/a/b-c_1.gz") == "/a/b-c_1.gz")
        #expect(quoted("it's $a") == "'it'\\''s $a'")
        #expect(quoted("") == "''")
    }

    @Test func courseFilesAreFoundFromBelow() throws {
        let data = folder.folder("course/data")
        let below = folder.folder("course/Lessons/One")
        let elsewhere = folder.folder("elsewhere")
        try Data([1]).write(to: URL(fileURLWithPath: data + "/own-file.csv"))
        let expected = folder.path + "/course/data/own-file.csv"
        for starts in [
            [below], [elsewhere, below], ["", below], [folder.path + "/course"],
            [below, elsewhere],
        ] {
            #expect(try courseFile("own-file.csv", startingAt: starts) == expected)
        }
        #expect(
            folder.failure { try courseFile("own-file.csv", startingAt: [elsewhere, "/"]) }
                == "66 data/own-file.csv was found neither in elsewhere nor in /, nor in a folder above them; start the lesson in the folder of the course"
        )
        #expect(
            folder.failure { try courseFile("own-file.csv", startingAt: ["", elsewhere]) }
                .hasPrefix(
                    "66 data/own-file.csv was found neither in the working folder (which is gone) nor in elsewhere"
                )
        )
        #expect(try courseFile("uscereal.csv").hasSuffix("/data/uscereal.csv"))
    }
}
