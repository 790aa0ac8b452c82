import Matrices

@testable import Exercise12LongShortTermMemory

/// The solution of exercise 12, as lesson 12 has it number by number.
enum Solution12 {
    static func stepBackward(_ step: Step, dh: Matrix, dcLater: Matrix) -> StepGradient {
        let T = tanh(step.c)
        let dc = dh * step.o * (1 - T * T) + dcLater
        return StepGradient(
            dzi: dc * step.g * step.i * (1 - step.i),
            dzf: dc * step.cBefore * step.f * (1 - step.f),
            dzg: dc * step.i * (1 - step.g * step.g),
            dzo: dh * T * step.o * (1 - step.o),
            dcBefore: dc * step.f)
    }
}
