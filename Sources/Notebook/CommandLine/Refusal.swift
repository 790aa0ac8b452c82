import Foundation

/// Why a program doesn't start or go on: a sentence for the reader, and the exit code.
struct Refusal: Error, Equatable {
    var sentence: String
    var code: Int32

    /// Options that make no sense.
    static func usage(_ sentence: String) -> Refusal { Refusal(sentence: sentence, code: 64) }

    /// A file that can't be written.
    static func output(_ sentence: String) -> Refusal { Refusal(sentence: sentence, code: 73) }
}

extension Refusal {
    /// The sentence of an error, and the code to exit with: the error's own, if it is one that a
    /// program can exit with, or 70.
    init(_ error: any Error) {
        if let refusal = error as? Refusal {
            self = refusal
            return
        }
        let described = (error as? any LocalizedError)?.errorDescription
        let coded = error as? any CustomNSError
        let code = coded?.errorCode ?? 70
        self.code = (1...255).contains(code) ? Int32(code) : 70
        sentence =
            described ?? (coded == nil ? String(describing: error) : error.localizedDescription)
    }
}
