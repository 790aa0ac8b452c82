import Foundation

/// The text in ASCII characters only: `ŷ = σ(x·w)` becomes `y^ = sigma(x*w)`.
func transliterated(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
        if let plain = plainForm(scalar) {
            result += plain
        } else {
            // A letter with an accent is a letter, and then an accent.
            let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
            result += parts.map { plainForm($0) ?? "?" }.joined()
        }
    }
    return result
}

private func plainForm(_ scalar: Unicode.Scalar) -> String? {
    if scalar.isASCII { return String(scalar) }
    if let known = transliterations[scalar] { return known }
    return scalar.properties.generalCategory == .nonspacingMark ? "" : nil
}

private let transliterations: [Unicode.Scalar: String] = [
    // Signs of arithmetic.
    "·": "*", "⋅": "*", "∙": "*", "∗": "*", "⊙": "*", "∘": "o", "×": "x", "÷": "/", "−": "-",
    "±": "+-", "∓": "-+", "√": "sqrt", "∂": "d", "∇": "grad ", "∑": "sum", "Σ": "sum",
    "∏": "product", "Π": "product", "∫": "integral ", "∞": "inf", "‖": "||", "∥": "||",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "⟨": "<", "⟩": ">", "′": "'", "″": "''",
    // Comparing, logic, sets, arrows.
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "≡": "==", "∼": "~", "≪": "<<", "≫": ">>",
    "∝": " proportional to ", "∈": " in ", "∉": " not in ", "∀": "for all ", "∃": "there is ",
    "∧": " and ", "∨": " or ", "¬": "not ", "∪": " or ", "∩": " and ", "ℝ": "R",
    "→": "->", "←": "<-", "↔": "<->", "↑": "^", "↓": "v", "⇒": "=>", "⇐": "<=", "⇔": "<=>",
    "↦": "->", "↘": "->", "↗": "->",
    // Raised and lowered.
    "⁰": "^0", "¹": "^1", "²": "^2", "³": "^3", "⁴": "^4", "⁵": "^5", "⁶": "^6", "⁷": "^7",
    "⁸": "^8", "⁹": "^9", "⁻": "^-", "⁺": "^+", "ᵀ": "^T", "ⁿ": "^n", "ᵐ": "^m", "ⁱ": "^i",
    "ᵏ": "^k", "ˣ": "^x", "⁽": "^(", "⁾": ")", "₊": "_+", "₋": "_-",
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "ᵢ": "_i", "ⱼ": "_j", "ₖ": "_k", "ₗ": "_l", "ₘ": "_m", "ₙ": "_n", "ₜ": "_t",
    "ₓ": "_x", "ₕ": "_h", "ₒ": "_o", "ₚ": "_p", "ₛ": "_s", "ₐ": "_a", "ₑ": "_e",
    // Greek letters of formulas.
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "µ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma",
    "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega", "ι": "iota", "ℓ": "l",
    // Accents that mean something above a letter.
    "\u{302}": "^", "\u{303}": "~", "\u{304}": "_mean", "\u{307}": "'",
    // Punctuation and spaces.
    "–": "-", "—": "-", "‐": "-", "‑": "-", "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'",
    "‚": "'", "«": "\"", "»": "\"", "…": "...", "⋮": ":", "⋯": "...", "•": "*", "°": " deg",
    "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "\u{200B}": "", "§": "section ", "©": "(c)",
    "✓": "ok", "✔": "ok", "✗": "no", "✘": "no", "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3",
    "‰": " per mille", "€": "EUR",
    // Letters that don't come apart.
    "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l",
    "Ł": "L", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    // Lines, blocks and marks of drawings.
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "╭": "+", "╮": "+", "╰": "+", "╯": "+",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "█": "#", "▓": "%", "▒": "+", "░": ".",
    "▀": "'", "▄": ".", "●": "*", "○": "o", "■": "#", "□": "o", "▲": "^", "△": "^", "▼": "v",
    "◆": "*", "◇": "o", "★": "*", "☆": "*",
]
