import Matrices

@testable import Exercise12LongShortTermMemory

/// The solution of exercise 12, as lesson 12 has it number by number.
enum Solution12 {
    static func stepBackward(_ step: Step, dh: Matrix, dcLater: Matrix) -> StepGradient {
        let dzo = dh * tanh(step.c) * step.o * (1 - step.o)
        let dc = dh * step.o * (1 - tanh(step.c) * tanh(step.c)) + dcLater
        let dzi = dc * step.g * step.i * (1 - step.i)
        let dzf = dc * step.cBefore * step.f * (1 - step.f)
        let dzg = dc * step.i * (1 - step.g * step.g)
        let dcBefore = dc * step.f
        return StepGradient(dzi: dzi, dzf: dzf, dzg: dzg, dzo: dzo, dcBefore: dcBefore)
    }
}
