import Testing

@testable import Notebook

@Suite struct TransliterationTests {
    @Test(arguments: [
        ("ŷ = σ(x·w + b)", "y^ = sigma(x*w + b)"),
        ("64 × 64 − 1 ≤ 5 ≥ 2 ≠ 3", "64 x 64 - 1 <= 5 >= 2 != 3"),
        ("‖a − n‖ / √2", "||a - n|| / sqrt2"),
        ("xᵀ·dz, e⁻ᶻ, w₁₂, 10²", "x^T*dz, e^-z, w12, 10^2"),
        ("∂J/∂w = Σ dz", "dJ/dw = sum dz"),
        ("“quoted” – it’s … so", "\"quoted\" - it's ... so"),
        ("α β γ ε λ μ π θ", "alpha beta gamma epsilon lambda mu pi theta"),
        ("Müller, café, Straße, naïve", "Muller, cafe, Strasse, naive"),
        ("m ← m − α dm → 0", "m <- m - alpha dm -> 0"),
        ("⌈65 / batch⌉", "ceil(65 / batch)"),
        ("✓ ok ✗", "ok ok no"),
        ("plain ~|\\ text", "plain ~|\\ text"),
    ])
    func formulasStayReadable(_ text: String, _ expected: String) {
        #expect(transliterated(text) == expected)
    }

    @Test func nothingBeyondASCIIIsLeft() {
        for value in stride(from: UInt32(0x80), to: 0x3000, by: 1) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let plain = transliterated("a\(scalar)b")
            #expect(plain.utf8.allSatisfy { $0 < 128 }, "U+\(String(value, radix: 16))")
        }
        #expect(transliterated("手😀") == "??")
    }
}
