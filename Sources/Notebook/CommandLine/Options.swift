import Foundation

/// The options of a program, each declared and read in one line.
///
///     var options = Options("Lesson03LogisticRegression", "Logistic regression, by hand.")
///     let learningRate = options.number("learning-rate", 0.01, "how far each step goes downhill")
///     let program = Program(options)
///
/// On the command line they are `--learning-rate 0.1` or `--learning-rate=0.1`. An option that
/// makes no sense is kept until `Program(options)`, which then ends the program with a sentence
/// and code 64; until then, read no files. `--ascii`, `--page FILE`, `--pictures FOLDER` and `--help` are
/// declared already.
public struct Options {
    let program: String
    /// The program and its options, without what says where a page goes.
    let command: String
    let summary: String
    private(set) var explained: [Explanation] = []
    private(set) var outputs: [(name: String, file: OutputFile)] = []
    private(set) var ascii = false
    private(set) var csvPath: String?
    private(set) var pagePath: String?
    private(set) var picturesPath: String?
    /// Whether the program has files to write at its end.
    var writesFiles: Bool { !outputs.isEmpty || picturesPath != nil }
    private var words: Words
    private var misuses: [Misuse] = []
    /// Why an output can't be written, other than by its place.
    private var wrongOutput: String?
    private let wantsHelp: Bool
    private var positional: String?

    /// Begins the declaration of a program's options.
    ///
    /// - Parameters:
    ///   - program: the name that the program is run by
    ///   - summary: what it does, in a sentence
    public init(_ program: String, _ summary: String) {
        self.init(program, summary, words: Array(CommandLine.arguments.dropFirst()))
        // Swift mends what is no UTF-8, so that it would name another file.
        let bytes = UnsafeBufferPointer(
            start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
        for (place, word) in bytes.dropFirst().enumerated() {
            guard let word, String(validatingCString: word) == nil else { continue }
            misuses.append(.noText(String(cString: word), at: place))
        }
    }

    init(_ program: String, _ summary: String, words: [String]) {
        self.program = program
        let page = words.firstIndex(of: "--page") ?? words.count
        command = ([program] + words.prefix(page) + words.dropFirst(page + 2))
            .joined(separator: " ")
        self.summary = summary
        wantsHelp = words.contains("--help") || words.contains("-h")
        self.words = Words(wantsHelp ? ["--help"] + words.filter { $0 == "--ascii" } : words)
    }

    /// A number: greater than 0, or, where `least` is given, at least that.
    public mutating func number(
        _ name: String, _ standard: Double, _ meaning: String,
        least: Double? = nil, most: Double? = nil
    ) -> Double {
        explain("--\(name) X", meaning, shortest(standard))
        let range =
            switch (least.map(shortest), most.map(shortest)) {
            case (nil, nil): "above 0"
            case (nil, let most?): "above 0, and at most \(most)"
            case (let least?, nil): "of at least \(least)"
            case (let least?, let most?): "from \(least) to \(most)"
            }
        return value(name, "X", standard, "a number \(range)") { text in
            guard let value = decimalNumber(in: text), value <= most ?? .infinity,
                least.map({ value >= $0 }) ?? (value > 0)
            else { return nil }
            return value
        }
    }

    /// A whole number, 1 or more unless `least` says otherwise.
    public mutating func count(
        _ name: String, _ standard: Int, _ meaning: String,
        least: Int = 1, most: Int = 1_000_000_000
    ) -> Int {
        explain("--\(name) N", meaning, "\(standard)")
        return value(name, "N", standard, "a whole number from \(least) to \(most)") { text in
            wholeNumber(in: text).flatMap { $0 >= least && $0 <= most ? $0 : nil }
        }
    }

    /// Several whole numbers, each 1 or more, with commas between them: `--hidden 8,8`.
    public mutating func counts(
        _ name: String, _ standard: [Int], _ meaning: String, most: Int = 1_000_000
    ) -> [Int] {
        explain("--\(name) N,N", meaning, standard.map(String.init).joined(separator: ","))
        let expected = "whole numbers from 1 to \(most), with commas between them"
        return value(name, "N,N", standard, expected) { text in
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            let values = parts.compactMap { wholeNumber(in: String($0)) }
            return values.count == parts.count && values.allSatisfy((1...most).contains)
                ? values : nil
        }
    }

    /// The number that all of a program's random numbers are drawn from: 0 … 4,294,900,000.
    ///
    /// (Lessons draw from `seed + 1`, `seed + 2` … too, and further runs from `seed + 1000` …: up to
    /// fifty runs stay below 2³².)
    public mutating func seed(_ standard: Int) -> Int {
        count("seed", standard, "where the random numbers begin", least: 0, most: 4_294_900_000)
    }

    /// One of several names.
    public mutating func choice(
        _ name: String, _ names: [String], _ standard: String, _ meaning: String
    ) -> String {
        explain("--\(name) NAME", "\(meaning): \(names.joined(separator: ", "))", standard)
        return value(name, "NAME", standard, among: names) { names.contains($0) ? $0 : nil }
    }

    /// One of the cases of an enumeration, by its name: `--activation tanh`.
    public mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ name: String, _ standard: Choice, _ meaning: String
    ) -> Choice {
        let names = Choice.allCases.map(\.rawValue)
        return Choice(rawValue: choice(name, names, standard.rawValue, meaning)) ?? standard
    }

    /// A mistake that the lesson can run beside the right version: its name, or nil.
    public mutating func mistake(_ mistakes: KeyValuePairs<String, String>) -> String? {
        explain("--mistake NAME", "runs a mistake beside the right version", nil)
        for (name, meaning) in mistakes { explain("  \(name)", meaning, nil) }
        let names = mistakes.map(\.key)
        let name = value("mistake", "NAME", "", among: names) { names.contains($0) ? $0 : nil }
        return name.isEmpty ? nil : name
    }

    /// A file or folder to read from, or nil when the option isn't given.
    public mutating func path(_ name: String, _ placeholder: String, _ meaning: String) -> String? {
        explain("--\(name) \(placeholder)", meaning, nil)
        return value(name, placeholder, nil) { $0 }
    }

    /// A file to write to, or nil when the option isn't given.
    ///
    /// `Program(options)` refuses a place that can't be written, with code 73, before the first
    /// line. Write the file with `program.save(path)`.
    public mutating func output(
        _ name: String, _ placeholder: String, _ meaning: String
    ) -> String? {
        let path = path(name, placeholder, meaning)
        if let path { outputs.append((name, OutputFile(path: path))) }
        return path
    }

    /// Weights to begin with and weights to keep: `--load FILE` and `--save FILE`.
    ///
    /// Their names end in `.safetensors` or `.npz`; `Program(options)` refuses another ending, or a
    /// place that can't be written, with code 73 before the first line. Keep the weights with
    /// `program.save(files.save)`.
    public mutating func weightFiles() -> (load: String?, save: String?) {
        let load = path("load", "FILE", "begins with saved weights")
        let save = output("save", "FILE", "keeps the weights: .safetensors or .npz")
        if let save, !save.hasSuffix(".safetensors"), !save.hasSuffix(".npz") {
            wrongOutput = "\(save) can't be written: the name must end in .safetensors or .npz"
        }
        return (load, save)
    }

    /// Whether the reader gave an option at all.
    public func isGiven(_ name: String) -> Bool { words.isGiven(name) }

    /// Something to switch on.
    public mutating func flag(_ name: String, _ meaning: String) -> Bool {
        explain("--\(name)", meaning, nil)
        do throws(Misuse) {
            return try words.takeFlag(name) != nil
        } catch {
            misuses.append(error)
            return false
        }
    }

    /// Lets the reader keep the printed curves: `--csv FILE`, written by `program.finish()`.
    public mutating func csv() {
        csvPath = output("csv", "FILE", "keeps the printed curves in full precision")
    }

    /// The words that belong to no option, such as the names of files. Declare them last.
    public mutating func arguments(_ placeholder: String, _ meaning: String) -> [String] {
        positional = placeholder
        explained.insert(Explanation(form: placeholder, meaning: meaning, standard: nil), at: 0)
        return words.takeRest(except: ["page", "pictures"])
    }

    /// Says that the options make no sense, in a sentence of the lesson's own: code 64.
    public mutating func refuse(_ sentence: String) {
        misuses.append(Misuse(place: Int.max, sentence: sentence))
    }

    /// Takes the options that every program has. True when the reader asked for help.
    mutating func complete() throws -> Bool {
        ascii = flag("ascii", "draws with ASCII characters only")
        pagePath = output("page", "FILE", "keeps what is shown here as an HTML page")
        picturesPath = path("pictures", "FOLDER", "keeps each figure as a file: .svg or .png")
        _ = flag("help", "shows this text")
        if wantsHelp { return true }
        if let place = words.firstUnused {
            let known = explained.map { String($0.form.prefix { $0 != " " }) }
            misuses.append(
                .unknown(words[place], among: known.filter { $0.hasPrefix("--") }, at: place))
        }
        if let first = misuses.min(by: { $0.place < $1.place }) {
            throw Refusal.usage(first.sentence)
        }
        for (index, output) in outputs.enumerated() {
            for other in outputs[..<index] where other.file.isSameFile(as: output.file) {
                throw Refusal.usage(
                    "--\(other.name) and --\(output.name) both name \(output.file.path)")
            }
        }
        if let wrongOutput { throw Refusal.output(wrongOutput) }
        for output in outputs { try output.file.check() }
        if let picturesPath { try PictureFolder(path: picturesPath).check() }
        return false
    }

    /// The text of `--help`.
    func help() -> [String] {
        let usage = "swift run \(program) [options]" + (positional.map { " \($0) …" } ?? "")
        let width = min(26, explained.map { columns($0.form) }.max() ?? 0)
        let explanations = explained.flatMap { $0.lines(width) }
        return wrapped(summary) + ["", "  " + usage, ""] + explanations
    }

    // MARK: Inside

    private mutating func explain(_ form: String, _ meaning: String, _ standard: String?) {
        explained.append(Explanation(form: form, meaning: meaning, standard: standard))
    }

    /// The value of an option, or the standard one if it isn't given or makes no sense: `read`
    /// gives nil where something else was expected, one of `names` for instance.
    private mutating func value<T>(
        _ name: String, _ placeholder: String, _ standard: T, _ expected: String = "",
        among names: [String] = [], _ read: (String) -> T?
    ) -> T {
        do throws(Misuse) {
            guard let (place, text) = try words.takeValue(name, placeholder) else {
                return standard
            }
            if let value = read(text) { return value }
            throw .value(text, of: name, expected, among: names, at: place)
        } catch {
            misuses.append(error)
            return standard
        }
    }
}

/// One option in the text of `--help`.
struct Explanation {
    var form: String
    var meaning: String
    var standard: String?

    func lines(_ width: Int) -> [String] {
        let meaning = meaning + (standard.map { " (\($0))" } ?? "")
        let hang = String(repeating: " ", count: width + 4)
        let first = "  " + padded(form, width) + "  "
        if columns(form) <= width { return wrapped(meaning, first: first, rest: hang) }
        return ["  " + form] + wrapped(meaning, first: hang, rest: hang)
    }
}

/// A decimal number, without words like `nan` and without hexadecimal digits.
func decimalNumber(in text: String) -> Double? {
    guard text.allSatisfy({ "0123456789+-.eE".contains($0) }), let value = Double(text),
        value.isFinite
    else { return nil }
    return value
}

private func wholeNumber(in text: String) -> Int? {
    guard text.allSatisfy({ "0123456789+-".contains($0) }) else { return nil }
    return Int(text)
}
