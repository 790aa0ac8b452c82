import Matrices

/// Gradients shortened, all by the same factor, so that together they are no longer than a limit.
///
/// g ← g · limit / ‖g‖ where ‖g‖, over all parameters, exceeds the limit: the direction stays
/// (Pascanu and others, 2013). Lesson 12 derives it; lesson 18 uses it.
/// - Parameters:
///   - gradients: The gradient of every parameter.
///   - limit: The largest length that stays as it is.
public func clipped(_ gradients: [Matrix], to limit: Double) -> [Matrix] {
    let length = Matrices.norm(of: gradients)
    return length > limit ? gradients.map { $0 * (limit / length) } : gradients
}
