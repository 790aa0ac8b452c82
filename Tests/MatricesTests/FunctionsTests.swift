import Foundation
import Matrices
import Testing

@Suite struct FunctionsTests {
    /// Evenly over the whole range, finely about 0, and every power of two with its neighbours.
    static let grid: [Double] = {
        var grid = stride(from: -760, to: 760, by: 0.0131).map { $0 }
        grid += stride(from: -3, to: 3, by: 0.000_131)
        for exponent in -1074...12 {
            let power = Double(sign: .plus, exponent: exponent, significand: 1)
            for x in [power, power.nextUp, 1.25 * power, 1.7 * power] { grid += [x, -x] }
        }
        // Where e^x becomes infinite, subnormal, 0; where 2ⁿ changes.
        for edge in [709.782712893384, -708.3964185322641, -745.1332191019411] {
            grid += [edge.nextDown, edge, edge.nextUp]
        }
        for n in -1080...1030 {
            let half = (Double(n) + 0.5) * 0.6931471805599453
            grid += [half.nextDown, half, half.nextUp]
        }
        return grid
    }()

    /// The largest distance from the library's value, in units of its last place.
    static func distance(
        _ ours: (Matrix) -> Matrix, _ library: (Double) -> Double
    ) -> (units: Double, at: Double) {
        var worst = (units: 0.0, at: 0.0)
        for (x, y) in zip(grid, ours(Matrix(row: grid)).values) {
            let exact = library(x)
            if y == exact { continue }
            let units = exact.isFinite && y.isFinite ? abs(y - exact) / exact.ulp : .infinity
            if !(units <= worst.units) { worst = (units, x) }
        }
        return worst
    }

    @Test func exponential() {
        let worst = Self.distance(exp, Foundation.exp)
        #expect(worst.units <= 1, "at \(worst.at)")
    }

    @Test func hyperbolicTangent() {
        let worst = Self.distance(tanh, Foundation.tanh)
        #expect(worst.units <= 3, "at \(worst.at)")
    }

    @Test func logistic() {
        let worst = Self.distance(sigmoid) { 1 / (1 + Foundation.exp(-$0)) }
        #expect(worst.units <= 4, "at \(worst.at)")
    }

    @Test func edges() {
        let x = Matrix(row: [0, -0.0, .infinity, -.infinity, .nan, -.nan, 710, -746, 1e300, -1e300])
        let e = exp(x).values
        #expect(e[0] == 1 && e[1] == 1 && e[2] == .infinity && e[3] == 0)
        #expect(e[4].isNaN && e[5].isNaN)
        #expect(e[6] == .infinity && e[7] == 0 && e[8] == .infinity && e[9] == 0)
        let t = tanh(x).values
        #expect(t[0] == 0 && t[0].sign == .plus && t[1] == 0 && t[1].sign == .minus)
        #expect(t[2] == 1 && t[3] == -1 && t[4].isNaN && t[5].isNaN && t[8] == 1 && t[9] == -1)
        let s = sigmoid(x).values
        #expect(s[0] == 0.5 && s[1] == 0.5 && s[2] == 1 && s[3] == 0 && s[4].isNaN)
        #expect(s[6] == 1 && s[7] == 0)
    }

    /// From multiplications and additions only, so the same on every machine. (Computed on x86-64.)
    @Test func bitsAreTheSameEverywhere() {
        let x = Matrix(row: [-700.25, -33.3, -1.7, -0.1, 1e-9, 0.3, 0.9, 12.34, 600.6])
        #expect(
            exp(x).values.map(\.bitPattern) == [
                0x00ca_f5fe_9a48_5c8e, 0x3cef_165b_b9b5_9d94, 0x3fc7_622c_78a9_8a07,
                0x3fec_f46d_99d5_2b3a, 0x3ff0_0000_0044_b830, 0x3ff5_9905_8c8c_1a96,
                0x4003_ad44_655c_78bc, 0x410b_e9af_9dcf_f5f0, 0x7616_5b56_ffa5_f189,
            ])
        #expect(
            tanh(x).values.map(\.bitPattern) == [
                0xbff0_0000_0000_0000, 0xbff0_0000_0000_0000, 0xbfed_eedf_00d3_e7f4,
                0xbfb9_83d7_795f_413a, 0x3e11_2e0b_e826_d695, 0x3fd2_a4dd_a7d9_14fa,
                0x3fe6_ebe9_82d6_605d, 0x3fef_ffff_fffa_be29, 0x3ff0_0000_0000_0000,
            ])
        #expect(
            sigmoid(x).values.map(\.bitPattern) == [
                0x00ca_f5fe_9a48_5c8f, 0x3cef_165b_b9b5_9d76, 0x3fc3_c584_8ef3_6c9f,
                0x3fde_66bd_b1ac_a090, 0x3fe0_0000_0022_5c18, 0x3fe2_61d5_45e4_6a8b,
                0x3fe6_c019_2bdc_382e, 0x3fef_fff6_d421_4002, 0x3ff0_0000_0000_0000,
            ])
    }

    /// Vectors and what is left over are computed alike.
    @Test func placeDoesNotMatter() {
        let x = 0.7312
        for count in 1...40 {
            let row = Matrix(rows: 1, columns: count, repeating: x)
            for function in [exp, tanh, sigmoid] as [(Matrix) -> Matrix] {
                let values = function(row).values
                #expect(values.allSatisfy { $0 == values[0] })
                #expect(values[0] == function(Matrix(row: [x])).values[0])
            }
        }
    }

    @Test func theOthers() {
        let x = Matrix([[0.25, 1], [4, 6.25]])
        #expect(sqrt(x) == Matrix([[0.5, 1], [2, 2.5]]))
        #expect(abs(Matrix([[-2, 2, -0.0]])) == Matrix([[2, 2, 0]]))
        #expect(log(x).values == x.values.map { Foundation.log($0) })
        let m = exp(x)
        #expect(m.rows == 2 && m.columns == 2)
        #expect(exp(Matrix(rows: 0, columns: 5)) == Matrix(rows: 0, columns: 5))
        #expect(sqrt(Matrix(row: [-1]))[0, 0].isNaN)
    }
}
