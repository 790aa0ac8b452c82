import Foundation
import Testing

@testable import Notebook

@Suite struct OptionTests {
    /// The sentence with which these words are refused; nil if they aren't.
    private func refusal(_ words: String...) -> String? {
        var options = declared(words).options
        do {
            _ = try options.complete()
            return nil
        } catch let refusal as Refusal {
            #expect(refusal.code == 64)
            return refusal.sentence
        } catch {
            return "\(error)"
        }
    }

    private typealias Values = (
        rate: Double, iterations: Int, seed: Int, hidden: [Int], penalty: Double,
        activation: String, data: String?, mistake: String?, hint: Bool
    )

    private func declared(_ words: [String]) -> (options: Options, values: Values) {
        var options = Options("Lesson", "What it does.", words: words)
        let values: Values = (
            options.number("learning-rate", 0.01, "how far each step goes"),
            options.count("iterations", 150, "how many steps"),
            options.seed(0),
            options.counts("hidden", [8, 8], "sizes of the hidden layers"),
            options.number("penalty", 0, "on large weights", least: 0, most: 10),
            options.choice("activation", ["relu", "tanh"], "relu", "of a hidden neuron"),
            options.path("data", "DIR", "a folder"),
            options.mistake(["naive-loss": "from log(ŷ)", "no-else": "an else is missing"]),
            options.flag("hint", "says more")
        )
        options.csv()
        return (options, values)
    }

    @Test func theCommandLeavesOutWhereThePageGoes() {
        let words = ["--seed", "3", "--page", "x.html", "--ascii"]
        #expect(Options("L", "A lesson.", words: words).command == "L --seed 3 --ascii")
        #expect(Options("L", "A lesson.", words: []).command == "L")
    }

    @Test func withoutWordsEverythingIsStandard() {
        let values = declared([]).values
        #expect(values.rate == 0.01)
        #expect(values.iterations == 150)
        #expect(values.seed == 0)
        #expect(values.hidden == [8, 8])
        #expect(values.penalty == 0)
        #expect(values.activation == "relu")
        #expect(values.data == nil)
        #expect(values.mistake == nil)
        #expect(!values.hint)
        #expect(refusal() == nil)
    }

    @Test func valuesAreTakenInBothForms() {
        let values = declared([
            "--learning-rate", "1e-3", "--iterations=7", "--seed", "4294900000", "--hidden",
            "4,2,1", "--penalty=0", "--activation", "tanh", "--data", "some where",
            "--mistake=no-else", "--hint",
        ]).values
        #expect(values.rate == 0.001)
        #expect(values.iterations == 7)
        #expect(values.seed == 4_294_900_000)
        #expect(values.hidden == [4, 2, 1])
        #expect(values.penalty == 0)
        #expect(values.activation == "tanh")
        #expect(values.data == "some where")
        #expect(values.mistake == "no-else")
        #expect(values.hint)
    }

    @Test(arguments: [
        "0", "-1", "nan", "inf", "infinity", "0x10", "1e999", "1e-999", "abc", "1,5", "1 ", "--",
        "1e",
    ])
    func numbersThatMakeNoSense(_ text: String) {
        let expected =
            text == "--"
            ? "--learning-rate needs a value: --learning-rate X"
            : "--learning-rate takes a number above 0, found “\(text)”"
        #expect(refusal("--learning-rate", text) == expected)
    }

    @Test func numbersBetweenBounds() {
        #expect(
            refusal("--penalty", "-0.5") == "--penalty takes a number from 0 to 10, found “-0.5”")
        #expect(
            refusal("--penalty=10.5") == "--penalty takes a number from 0 to 10, found “10.5”")
        #expect(refusal("--penalty=10") == nil)
    }

    @Test(arguments: ["0", "-3", "1.5", "1e3", "99999999999999999999", "1000000001", "0x10", ""])
    func countsThatMakeNoSense(_ text: String) {
        let expected =
            text.isEmpty
            ? "--iterations needs a value: --iterations N"
            : "--iterations takes a whole number from 1 to 1000000000, found “\(text)”"
        #expect(refusal("--iterations", text) == expected)
    }

    @Test func seedsEndWhereFourGeneratorsStillFit() {
        #expect(refusal("--seed", "4294900000") == nil)
        #expect(
            refusal("--seed", "4294900001")
                == "--seed takes a whole number from 0 to 4294900000, found “4294900001”")
        #expect(
            refusal("--seed", "-1")
                == "--seed takes a whole number from 0 to 4294900000, found “-1”")
    }

    @Test(arguments: ["8,,8", "8,", ",", "8;8", "0", "8,-1", "2000000"])
    func listsThatMakeNoSense(_ text: String) {
        #expect(
            refusal("--hidden", text)
                == "--hidden takes whole numbers from 1 to 1000000, with commas between them, "
                + "found “\(text)”")
    }

    @Test func namesThatDoNotExist() {
        #expect(
            refusal("--activation", "tanhh")
                == "--activation takes one of relu, tanh (perhaps tanh), found “tanhh”")
        #expect(
            refusal("--mistake", "zzz")
                == "--mistake takes one of naive-loss, no-else, found “zzz”")
    }

    @Test func optionsThatDoNotExist() {
        #expect(
            refusal("--learnin-rate", "1")
                == "there is no option --learnin-rate: perhaps --learning-rate?")
        #expect(refusal("--seeds=1") == "there is no option --seeds: perhaps --seed?")
        #expect(
            refusal("-x")
                == "there is no option -x; there are --learning-rate, --iterations, --seed, "
                + "--hidden, --penalty, --activation, --data, --mistake, --hint, --csv, --ascii, "
                + "--page, --pictures, --help")
    }

    @Test func wordsWithoutPurpose() {
        #expect(refusal("stray") == "what is “stray” for? Options begin with --")
        #expect(refusal("--hint", "yes") == "what is “yes” for? Options begin with --")
        #expect(refusal("--hint=yes") == "--hint takes no value, found --hint=yes")
        #expect(refusal("--seed") == "--seed needs a value: --seed N")
        #expect(refusal("--seed=") == "--seed needs a value: --seed N")
        #expect(refusal("--csv", "--hint") == "--csv needs a value: --csv FILE")
    }

    @Test func nothingIsGivenTwice() {
        #expect(refusal("--seed", "1", "--seed=2") == "--seed is given twice")
        #expect(refusal("--hint", "--hint") == "--hint is given twice")
    }

    @Test func theFirstMistakeIsNamed() {
        #expect(refusal("--nonsense", "--seed", "x")?.hasPrefix("there is no option") == true)
        #expect(refusal("--seed", "x", "--nonsense")?.hasPrefix("--seed takes") == true)
    }

    @Test func lessonsCanRefuse() {
        var options = Options("L", "x.", words: [])
        options.refuse("--batch-size is larger than the data")
        #expect(throws: Refusal.usage("--batch-size is larger than the data")) {
            _ = try options.complete()
        }
    }

    @Test func wordsWithoutOptionAreArguments() throws {
        var options = Options("L", "x.", words: ["a.csv", "--tolerance", "1e-3", "b.csv"])
        let tolerance = options.number("tolerance", 1e-6, "how far", least: 0)
        #expect(options.arguments("FILE", "curves") == ["a.csv", "b.csv"])
        #expect(tolerance == 1e-3)
        let optionsHelp = try options.complete()
        #expect(!optionsHelp)
        // What every program takes is declared later, and keeps its values.
        let folder = NSTemporaryDirectory()
        var others = Options(
            "L", "x.",
            words: ["a.csv", "--page", folder + "/p.html", "--pictures", folder, "b.csv"])
        #expect(others.arguments("FILE", "curves") == ["a.csv", "b.csv"])
        let othersHelp = try others.complete()
        #expect(!othersHelp && others.picturesPath == folder)
    }

    @Test func helpComesBeforeEverythingElse() throws {
        var (options, values) = declared(["--help", "--seed", "x", "stray", "--csv", "/"])
        #expect(values.seed == 0)
        let optionsHelp = try options.complete()
        #expect(optionsHelp)
    }

    @Test func helpExplainsEachOption() throws {
        var options = declared(["--help"]).options
        _ = try options.complete()
        #expect(
            options.help() == [
                "What it does.",
                "",
                "  swift run Lesson [options]",
                "",
                "  --learning-rate X  how far each step goes (0.01)",
                "  --iterations N     how many steps (150)",
                "  --seed N           where the random numbers begin (0)",
                "  --hidden N,N       sizes of the hidden layers (8,8)",
                "  --penalty X        on large weights (0)",
                "  --activation NAME  of a hidden neuron: relu, tanh (relu)",
                "  --data DIR         a folder",
                "  --mistake NAME     runs a mistake beside the right version",
                "    naive-loss       from log(ŷ)",
                "    no-else          an else is missing",
                "  --hint             says more",
                "  --csv FILE         keeps the printed curves in full precision",
                "  --ascii            draws with ASCII characters only",
                "  --page FILE        keeps what is shown here as an HTML page",
                "  --pictures FOLDER  keeps each figure as a file: .svg or .png",
                "  --help             shows this text",
            ])
    }

    @Test func helpIsWrapped() throws {
        var options = Options("L", String(repeating: "long ", count: 30), words: ["--help"])
        _ = options.flag(
            "a-name-that-is-longer-than-the-column", String(repeating: "x ", count: 90))
        _ = try options.complete()
        #expect(options.help().allSatisfy { columns($0) <= 80 })
    }

    @Test func distances() {
        #expect(editDistance("", "abc") == 3)
        #expect(editDistance("seed", "sede") == 1)
        #expect(editDistance("kitten", "sitting") == 3)
        #expect(likelyMeant("relo", among: ["tanh", "relu"]) == "relu")
        #expect(likelyMeant("xyzzy", among: ["tanh", "relu"]) == nil)
    }
}
