import Datasets
import Foundation

/// A folder for the files that a test makes; it goes when the test ends.
final class TemporaryFolder {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "DatasetsTests-" + UUID().uuidString
        try! FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file into the folder and gives its path.
    @discardableResult
    func file(_ name: String, _ bytes: [UInt8]) -> String {
        let path = path + "/" + name
        try! Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    @discardableResult
    func file(_ name: String, _ text: String) -> String {
        file(name, Array(text.utf8))
    }

    func folder(_ name: String) -> String {
        let path = path + "/" + name
        try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// The exit code and the sentence of the error that `body` throws, without the folder's path.
    func failure(_ body: () throws -> some Any) -> String {
        do {
            _ = try body()
            return "no error"
        } catch let error as DataError {
            return "\(error.errorCode) "
                + error.sentence.replacingOccurrences(of: path + "/", with: "")
                .replacingOccurrences(of: path, with: "FOLDER")
        } catch {
            return "another error: \(error)"
        }
    }
}

/// Bytes from hexadecimal digits; spaces don't count.
func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }
    return stride(from: 0, to: digits.count, by: 2).map { i in
        let start = digits.index(digits.startIndex, offsetBy: i)
        return UInt8(digits[start...].prefix(2), radix: 16)!
    }
}
