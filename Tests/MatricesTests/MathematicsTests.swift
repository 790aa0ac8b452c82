import Foundation
import Matrices
import Testing

/// The page about the mathematics that the course needs: each of its lines gives what it says.
struct MathematicsTests {
    /// What the page says behind each line of Swift.
    static let page: [String: String] = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Lessons/Mathematics.md")
        let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
        var said: [String: String] = [:]
        for line in text.components(separatedBy: "\n") where line.contains(" // ") {
            let parts = line.components(separatedBy: " // ")
            said[parts[0].trimmingCharacters(in: .whitespaces)] = parts[1]
        }
        return said
    }()

    static func f(_ w: Double) -> Double { w * w }
    static func y(_ x: Double) -> Double { (3 * x + 1) * (3 * x + 1) }

    @Test("Every line gives the number behind it")
    func lines() {
        let v = Matrix(row: [3, 4])
        let a = Matrix([[1, 2], [3, 4]])
        let b = Matrix([[5, 6], [7, 8]])
        let x = Matrix(column: [2, 4, 4, 6])
        let computed: [String: String] = [
            "v.norm()": "\(v.norm())",
            "matmul(Matrix(row: [1, 2, 3]), Matrix(column: [4, 5, 6]))[0, 0]":
                "\(matmul(Matrix(row: [1, 2, 3]), Matrix(column: [4, 5, 6]))[0, 0])",
            "matmul(a, b).values": "\(matmul(a, b).values)",
            "a.transposed().values": "\(a.transposed().values)",
            "matmul(transposed: a, b).values": "\(matmul(transposed: a, b).values)",
            "(a * b).values": "\((a * b).values)",
            "(f(3 + 0.001) - f(3 - 0.001)) / 0.002":
                rounded((Self.f(3 + 0.001) - Self.f(3 - 0.001)) / 0.002),
            "(y(1 + 0.001) - y(1 - 0.001)) / 0.002":
                rounded((Self.y(1 + 0.001) - Self.y(1 - 0.001)) / 0.002),
            "x.mean()": "\(x.mean())",
            "((x - x.mean()) * (x - x.mean())).mean()":
                "\(((x - x.mean()) * (x - x.mean())).mean())",
            "exp(1.0)": "\(exp(1.0))",
            "log(0.5)": "\(log(0.5))",
        ]
        #expect(Self.page == computed)
        #expect(matmul(b, a).values == [23, 34, 31, 46])
    }

    private func rounded(_ value: Double) -> String {
        String(format: "%.3f", value) + " and a little rounding"
    }
}
