import Datasets
import Foundation
import Testing

@testable import CompareCurves

struct CompareCurvesTests {
    /// The file that a text would be, read.
    func file(_ text: String, name: String = "file.csv") throws -> CurveFile {
        let path = NSTemporaryDirectory() + "CompareCurvesTests-\(UUID().uuidString).csv"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try readCurves(path, name: name)
    }

    /// The sentence of the `DataError` 65 that a text leads to, without its path.
    func refusal(_ text: String) -> String {
        do {
            _ = try file(text)
            return "read"
        } catch let error as DataError {
            #expect(error.errorCode == 65)
            let csv = error.sentence.range(of: ".csv")
            return String(error.sentence[(csv?.upperBound ?? error.sentence.startIndex)...])
        } catch {
            return "\(error)"
        }
    }

    @Test func valuesMayBeNumbersOrNoNumbersOrMissing() throws {
        let read = try file("epoch,loss,val_loss\n2,inf,\n1,0.25,nan\n3,-inf,NA\n")
        #expect(read.step == "epoch" && read.steps == [1, 2, 3])
        #expect(read.curves == ["loss", "val_loss"])
        #expect(read.values["loss"] == [1: 0.25, 2: .infinity, 3: -.infinity])
        #expect(read.values["val_loss"]?.count == 1)
        #expect(read.values["val_loss"]?[1]?.isNaN == true)
        #expect(content(of: " 1e-7 ") == .number(1e-7))
        #expect(content(of: "-Infinity") == .number(-.infinity))
        #expect(content(of: "+inf") == .number(.infinity))
        #expect(content(of: "0x10") == .text && content(of: "1,5") == .text)
        #expect(content(of: "abc") == .text && content(of: "e") == .text)
    }

    @Test func filesOfNumPyAreUnderstood() throws {
        let read = try file(
            "# iteration,cost\n0.000000000000000000e+00,1.5e+00\n1.000000000000000000e+01,nan\n")
        #expect(read.step == "iteration" && read.steps == [0, 10])
        #expect(read.values["cost"]?[0] == 1.5)
    }

    @Test func wrongFilesAreRefused() {
        #expect(refusal("0,1.5\n1,1.4\n").contains(", line 1: the file begins with numbers"))
        #expect(refusal("figure,value\na,1\n").contains("the first column is called “figure”"))
        #expect(refusal("epoch\n1\n").contains("no curve beside the epochs"))
        #expect(refusal("epoch,loss\n").contains("no numbers below"))
        #expect(refusal("epoch,loss\n1,0.5\n2,low\n").contains("line 3, column “loss”: “low”"))
        #expect(refusal("epoch,loss\nfirst,0.5\n").contains("line 2, column “epoch”: “first”"))
        #expect(refusal("epoch,loss\n1.5,0.5\n").contains("a whole number was expected"))
        #expect(refusal("epoch,loss\n,0.5\n").contains("a whole number was expected"))
        #expect(refusal("epoch,loss\n1,3\n2\n").contains("line 3"))
        #expect(refusal("").contains("empty"))
    }

    @Test func aSecondTrainingIsLeftOut() throws {
        let log = try file("epoch,loss\n1,3\n2,4\n1,5\n2,6\n")
        #expect(log.steps == [1, 2] && log.values["loss"] == [1: 3, 2: 4])
        #expect(log.leftOut.count == 1 && log.leftOut[0].contains("line 4 on"))
    }

    @Test func rowsOfOneStepArePutTogether() throws {
        let log = try file("epoch,loss,val_loss\n1,3,\n1,,4\n2,2,\n2,,3\n")
        #expect(log.steps == [1, 2] && log.leftOut.isEmpty)
        #expect(log.values == ["loss": [1: 3, 2: 2], "val_loss": [1: 4, 2: 3]])
    }

    @Test func aColumnOfTextsIsLeftOutAndNamed() throws {
        let log = try file("epoch,time,loss\n1,00:18,0.5\n2,00:36,0.25\n")
        #expect(log.curves == ["loss"] && log.leftOut == ["“time” holds texts, no curve."])
        #expect(refusal("epoch,time,loss\n1,00:18,0.5\n2,00:36,x\n").contains("“loss”: “x”"))
    }

    @Test func linesAreCountedAsAnEditorDoes() {
        #expect(refusal("epoch,\"lo\nss\"\n0,1\n1,x\n").contains("line 4, column “lo ss”: “x”"))
    }

    @Test func aSeparatorAtTheEndMakesNoCurve() throws {
        #expect(try file("epoch,loss,\n1,0.5,\n2,0.25,\n").curves == ["loss"])
    }

    @Test func manyColumnsAndLongNamesTakeNoTime() throws {
        let names = (0..<20_000).map { "c\($0)" }
        let row = names.map { _ in "0.5" }.joined(separator: ",")
        let wide = try file("epoch,\(names.joined(separator: ","))\n1,\(row)\n2,\(row)\n")
        #expect(wide.curves.count == 20_000 && wide.values["c19999"] == [1: 0.5, 2: 0.5])
        let long = String(repeating: "a", count: 20_000)
        #expect(refusal("epoch,\(long)\n1,0.5\n2,x\n").count < 200)
    }

    @Test func distanceKnowsNumbersFromOthers() {
        #expect(distance(1.5, 1.25) == 0.25 && distance(1.25, 1.5) == 0.25)
        #expect(distance(.nan, .nan) == 0)
        #expect(distance(.infinity, .infinity) == 0)
        #expect(distance(.infinity, -.infinity) == .infinity)
        #expect(distance(.nan, 1) == .infinity && distance(1, .nan) == .infinity)
        #expect(distance(.nan, .infinity) == .infinity)
        #expect(distance(1, .infinity) == .infinity)
    }

    @Test func toleranceGrowsBeyondAThousand() {
        #expect(allowed(1e-6, at: 0.1) == 1e-6 && allowed(1e-6, at: -1000) == 1e-6)
        #expect(abs(allowed(1e-6, at: -5000) - 5e-6) < 1e-18)
        #expect(allowed(0, at: 1e9) == 0)
        #expect(allowed(1e-6, at: .infinity) == 0 && allowed(1e-6, at: .nan) == 0)
    }

    @Test func partingIsTheFirstStepBeyondTheTolerance() throws {
        let a = try file("iteration,cost\n0,1\n10,2\n20,3\n30,4\n", name: "a")
        let b = try file("iteration,cost\n0,1\n10,2.0000005\n20,3.5\n30,3\n", name: "b")
        let curve = try compare([a, b]).curves[0]
        let difference = curve.difference(of: 1, tolerance: 1e-6)
        #expect(difference.compared == 4)
        #expect(difference.firstBeyond == 2)
        #expect(difference.largest == 1 && difference.largestPlace == 3)
        #expect(!curve.isSame)
        // Exactly as far as allowed is allowed.
        #expect(curve.difference(of: 1, tolerance: 1).firstBeyond == nil)
        #expect(curve.difference(of: 1, tolerance: 1e-7).firstBeyond == 1)
        #expect(curve.difference(of: 0, tolerance: 0) == Difference(compared: 4))
    }

    @Test func noNumberOnOneSideOnlyIsBeyondAnyTolerance() throws {
        let a = try file("iteration,cost\n0,1\n1,nan\n2,nan\n3,inf\n", name: "a")
        let b = try file("iteration,cost\n0,1\n1,nan\n2,7\n3,inf\n", name: "b")
        for files in [[a, b], [b, a]] {
            let difference = try compare(files).curves[0].difference(of: 1, tolerance: 1e300)
            #expect(difference.firstBeyond == 2 && difference.largestPlace == 2)
            #expect(difference.largest == .infinity)
        }
        #expect(try compare([a, a]).curves[0].isSame)
    }

    @Test func onlyCommonStepsAreCompared() throws {
        let a = try file("epoch,loss\n1,5\n2,4\n4,2\n", name: "a")
        let b = try file("epoch,loss\n0,9\n2,4\n4,2\n6,1\n", name: "b")
        let comparison = try compare([a, b])
        #expect(comparison.curves[0].steps == [2, 4])
        #expect(comparison.curves[0].values == [[4, 2], [4, 2]])
        #expect(comparison.stepsLeftOut == 3)
        #expect(comparison.curves[0].isSame)
    }

    @Test func missingValuesAreNeitherEqualNorDifferent() throws {
        let a = try file("epoch,loss\n1,5\n2,\n3,3\n", name: "a")
        let b = try file("epoch,loss\n1,5\n2,4\n3,\n", name: "b")
        let curve = try compare([a, b]).curves[0]
        #expect(curve.steps == [1, 2, 3])
        #expect(curve.difference(of: 1, tolerance: 0) == Difference(compared: 1))
        #expect(!curve.isSame)
    }

    @Test func curvesMatchByNameOrByBeingTheOnlyOnes() throws {
        let both = try file("epoch,loss,accuracy\n1,5,0.5\n", name: "both")
        let other = try file("epoch,val_loss,accuracy,loss\n1,6,0.5,5\n", name: "other")
        let named = try compare([both, other])
        #expect(named.curves.map(\.name) == ["loss", "accuracy"])
        #expect(named.curves[1].values == [[0.5], [0.5]])
        #expect(named.curvesLeftOut.map(\.curve) == ["val_loss"])
        #expect(named.curvesLeftOut.map(\.file) == ["other"])

        let relu = try file("epoch,relu\n1,5\n", name: "relu")
        let tanh = try file("epoch,tanh\n1,4\n", name: "tanh")
        let single = try compare([relu, tanh])
        #expect(single.curves.map(\.name) == ["relu, tanh"])
        #expect(single.curves[0].values == [[5], [4]] && single.curvesLeftOut.isEmpty)
    }

    @Test func severalFilesAreComparedWithTheFirst() throws {
        let files = try [1.0, 1.5, 3.0].enumerated().map { index, value in
            try file("epoch,loss\n1,\(value)\n", name: "\(index)")
        }
        let curve = try compare(files).curves[0]
        #expect(curve.difference(of: 1, tolerance: 0).largest == 0.5)
        #expect(curve.difference(of: 2, tolerance: 0).largest == 2)
    }

    @Test func filesThatDoNotMeetAreRefused() throws {
        func sentence(_ files: [CurveFile]) -> String {
            do {
                _ = try compare(files)
                return "compared"
            } catch let error as DataError {
                #expect(error.errorCode == 65)
                return error.sentence
            } catch {
                return "\(error)"
            }
        }
        let a = try file("epoch,loss\n1,5\n2,5\n", name: "a")
        #expect(
            sentence([a, try file("epoch,loss\n3,5\n4,1\n", name: "b")])
                == "no epoch is in all files: a has epochs 1 to 2 and b has epochs 3 to 4")
        #expect(
            sentence([a, try file("iteration,loss\n1,5\n", name: "b")])
                .hasPrefix("a counts epochs and b iterations"))
        #expect(
            sentence([a, try file("epoch,cost,mae\n1,5,5\n", name: "b")])
                == "no curve has the same name in all files: a has loss; b has cost and mae")
        #expect(
            sentence([a, try file("epoch,loss\n1,\n2,\n", name: "b")])
                .hasPrefix("there is no epoch at which two"))
    }

    @Test func manyStepsAreShownInPart() {
        #expect(shownPlaces(count: 40, always: []) == Array(0..<40))
        let places = shownPlaces(count: 1001, always: [333])
        #expect(places.count < 25 && places[0] == 0 && places.last == 1000)
        #expect(places.contains(333) && places == places.sorted())
    }

    @Test func referencesAreFoundByName() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let path = try referenceFile("lesson03", startingAt: ["", "/", package.path])
        #expect(path.hasSuffix("Tests/Reference/lesson03.csv"))
        for (name, starts, part) in [
            ("lesson99", [package.path], "there are lesson02, lesson03, lesson04"),
            ("lesson03", ["/"], "Tests/Reference was found neither in /"),
        ] {
            do {
                _ = try referenceFile(name, startingAt: starts)
                Issue.record("\(name) was found")
            } catch let error as DataError {
                #expect(error.errorCode == 66 && error.sentence.contains(part))
            }
        }
    }

    @Test func cellsShowWhatThereIs() {
        #expect(cell(0.25) == "0.250000" && cell(0) == "0.000000" && cell(nil) == "–")
        #expect(cell(2.5e12) == "2.500000e+12" && cell(-2.5e-7) == "-2.500000e-07")
        #expect(cell(.nan) == "nan" && cell(-.infinity) == "-inf")
        #expect(shortNames(["a/x.csv", "y.csv"]) == ["x.csv", "y.csv"])
        #expect(shortNames(["a/x.csv", "b/x.csv"]) == ["a/x.csv", "b/x.csv"])
        #expect(listed(["a", "b", "c"]) == "a, b and c" && listed(["a"]) == "a")
    }
}
