import Foundation

/// What went wrong with a file: a sentence for the reader, and the exit code that belongs to it.
///
/// The sentence names the file, the line or the byte, what was found, what was expected, and what
/// to do. The codes are those of `sysexits.h`: a lesson that ends on such an error prints
/// `localizedDescription` and exits with `errorCode`.
public struct DataError: Error, Equatable, Sendable {
    /// What a program can do about the file; the raw value is the exit code.
    public enum Kind: Int, Sendable {
        /// The file could be read, but not understood.
        case wrongContents = 65
        /// The file is missing, a folder, or may not be read.
        case unreadable = 66
        /// The file can't be written.
        case unwritable = 73
    }

    /// Which of the three it is.
    public let kind: Kind
    /// The sentence for the reader.
    public let sentence: String

    /// The contents of a file are wrong: exit code 65.
    public static func wrongContents(_ sentence: String) -> DataError {
        DataError(kind: .wrongContents, sentence: sentence)
    }

    /// A file can't be read: exit code 66.
    public static func unreadable(_ sentence: String) -> DataError {
        DataError(kind: .unreadable, sentence: sentence)
    }

    /// A file can't be written: exit code 73.
    public static func unwritable(_ sentence: String) -> DataError {
        DataError(kind: .unwritable, sentence: sentence)
    }
}

// A program that doesn't know this module still gets at the sentence and the code through
// `error.localizedDescription` and `CustomNSError`.
extension DataError: LocalizedError, CustomNSError, CustomStringConvertible {
    /// The sentence for the reader.
    public var errorDescription: String? { sentence }
    /// The exit code: 65, 66 or 73.
    public var errorCode: Int { kind.rawValue }
    /// The name under which Foundation keeps such errors.
    public static var errorDomain: String { "DataError" }
    /// The sentence, where Foundation looks for it.
    public var errorUserInfo: [String: Any] { [NSLocalizedDescriptionKey: sentence] }
    /// The sentence for the reader.
    public var description: String { sentence }
}
