// Not where only some of the lessons are built.
#if canImport(Lesson09BatchNormalization) && canImport(Lesson12LongShortTermMemory)
    import Datasets
    import Layers
    import Matrices
    import Testing

    @testable import Lesson04MultilayerPerceptron
    @testable import Lesson05RedWine
    @testable import Lesson09BatchNormalization
    @testable import Lesson11RecurrentNetwork
    @testable import Lesson12LongShortTermMemory
    @testable import Lesson17AutomaticDifferentiation

    private typealias Tape = Layers.Tape
    private typealias Value = Layers.Value

    /// The tape's gradients are those that the lessons' own backward passes find.
    struct Lesson17AgainstLessonsTests {
        private func expectEqual(_ byTape: [Value], _ byHand: [Matrix]) {
            #expect(byTape.count == byHand.count)
            for (k, (a, b)) in zip(byTape, byHand).enumerated() {
                #expect(b.norm() > 1e-6, "parameter \(k)")
                #expect(abs(a.gradient - b).max() < 1e-12, "parameter \(k)")
            }
        }

        /// The mean over m · n elements of z ∗ weights, times m · n: its dz is the weights.
        private func weighted(_ z: Value, _ weights: Matrix) -> Value {
            mean(z * z.tape.constant(Double(weights.values.count) * weights))
        }

        @Test(arguments: [Lesson04MultilayerPerceptron.Activation.relu, .tanh, .sigmoid])
        func lesson04(f: Lesson04MultilayerPerceptron.Activation) {
            let (x, y) = twoRings(seed: 0)
            let p = Lesson04MultilayerPerceptron.firstParameters(hidden: 16, seed: 0)
            let byHand = Lesson04MultilayerPerceptron.gradient(
                Lesson04MultilayerPerceptron.forward(x, p, f), y, p, f)
            let tape = Tape()
            let values = [p.w1, p.b1, p.w2, p.b2].map { tape.parameter($0) }
            let z1 = matmul(tape.constant(x), values[0]) + values[1]
            let a1: Value = f == .relu ? relu(z1) : f == .tanh ? tanh(z1) : sigmoid(z1)
            let z = matmul(a1, values[2]) + values[3]
            let loss = relu(z) - tape.constant(y) * z + log(1 + exp(-abs(z)))
            mean(loss).backward()
            expectEqual(values, [byHand.w1, byHand.b1, byHand.w2, byHand.b2])
        }

        @Test func lesson04sCurve() {
            let (x, y) = twoRings(seed: 0)
            let byHand = Lesson04MultilayerPerceptron.train(
                x, y, from: Lesson04MultilayerPerceptron.firstParameters(hidden: 16, seed: 0),
                Lesson04MultilayerPerceptron.Settings())
            let byTape = Lesson17AutomaticDifferentiation.train(
                ringsCost((x, y)),
                from: Lesson17AutomaticDifferentiation.firstParameters(hidden: 16, seed: 0),
                .init(learningRate: 1, iterations: 2000))
            #expect(byHand.costs.count == 2001)
            for (a, b) in zip(byTape.costs, byHand.costs) { #expect(abs(a - b) < 1e-9) }
        }

        @Test func lesson05() {
            var random = RandomState(seed: 8)
            let sizes = [11, 40, 40, 40, 1]
            let parameters = Lesson05RedWine.firstParameters(sizes, &random)
            let x = random.randomSample(rows: 64, columns: 11)
            let y = random.randomSample(rows: 64, columns: 1)
            let trace = Lesson05RedWine.forward(x, parameters)
            let dz = Lesson05RedWine.meanAbsoluteErrorDerivative(trace.predicted, y)
            let byHand = Lesson05RedWine.backward(trace, dz, parameters)
            let tape = Tape()
            let p = parameters.map { tape.parameter($0) }
            var a = tape.constant(x)
            for k in stride(from: 0, to: p.count, by: 2) {
                let z = matmul(a, p[k]) + p[k + 1]
                a = k + 2 < p.count ? relu(z) : z
            }
            mean(abs(a - tape.constant(y))).backward()
            expectEqual(p, byHand)
        }

        /// On the network of the lesson, at its size.
        @Test func lesson05sCurve() throws {
            let sizes = [11, 512, 512, 512, 1]
            var settings = Lesson05RedWine.Settings()
            settings.epochs = 3
            var random = RandomState(seed: settings.seed + 1)
            let byHand = Lesson05RedWine.train(
                try Lesson05RedWine.readExamples(nil, target: "quality"),
                from: Lesson05RedWine.firstParameters(sizes, &random), settings)
            let byTape = Lesson17AutomaticDifferentiation.train(
                try Wine(readCSV(courseFile("winequality-red.csv"))), sizes: sizes, epochs: 3,
                seed: settings.seed)
            #expect(byHand.loss.count == 3 && byTape.loss.count == 3)
            for epoch in 0..<3 {
                #expect(abs(byTape.loss[epoch] - byHand.loss[epoch]) < 1e-9)
                #expect(
                    abs(byTape.validationLoss[epoch] - byHand.validationLoss[epoch]) < 1e-9)
            }
        }

        @Test(arguments: [false, true]) func lesson09(isResidual: Bool) {
            var random = RandomState(seed: 9)
            let x = random.randn(rows: 30, columns: 6)
            var network = Lesson09BatchNormalization.normalized(
                Lesson09BatchNormalization.glorotNetwork(.sigmoid, sizes: [6, 5, 5, 4], seed: 1))
            network.isResidual = isResidual
            network.parameters.all = network.parameters.all.map {
                $0 + 0.2 * random.randn(rows: $0.rows, columns: $0.columns)
            }
            let weights = random.randn(rows: 30, columns: 4)
            let byHand = Lesson09BatchNormalization.backward(
                Lesson09BatchNormalization.forward(x, network), weights, network)
            let tape = Tape()
            let w = network.parameters.w.map { tape.parameter($0) }
            let b = network.parameters.b.map { tape.parameter($0) }
            let gamma = network.parameters.gamma.map { tape.parameter($0) }
            var a = tape.constant(x)
            for l in gamma.indices {
                let z = matmul(a, w[l])
                let centred = z - columnMeans(z)
                let zHat = centred / sqrt(1e-5 + columnMeans(centred * centred))
                let f: Value = sigmoid(zHat * gamma[l] + b[l])
                a = network.skips(l) ? a + f : f
            }
            let last = gamma.count
            weighted(matmul(a, w[last]) + b[last], weights).backward()
            expectEqual(w + b + gamma, byHand.w + byHand.b + byHand.gamma)
        }

        @Test func lesson11() {
            var random = RandomState(seed: 11)
            let parameters = Lesson11RecurrentNetwork.firstParameters(
                inputs: 2, hidden: 4, outputs: 3, &random)
            let x = (0..<5).map { _ in random.randn(rows: 6, columns: 2) }
            let weights = random.randn(rows: 6, columns: 3)
            let byHand = Lesson11RecurrentNetwork.backward(
                Lesson11RecurrentNetwork.forward(x, parameters), [nil, nil, weights, nil, weights],
                parameters
            ).gradients
            let tape = Tape()
            let p = parameters.map { tape.parameter($0) }
            var h = tape.constant(Matrix(rows: 6, columns: 4))
            var outputs: [Value] = []
            for x in x {
                h = tanh(matmul(tape.constant(x), p[0]) + matmul(h, p[1]) + p[2])
                outputs.append(matmul(h, p[3]) + p[4])
            }
            weighted(outputs[2] + outputs[4], weights).backward()
            expectEqual(p, byHand)
        }

        @Test func lesson12() {
            var random = RandomState(seed: 12)
            let parameters = Lesson12LongShortTermMemory.firstParameters(
                inputs: 2, hidden: 3, outputs: 2, forgetBias: 1, &random)
            let x = (0..<6).map { _ in random.randn(rows: 5, columns: 2) }
            let weights = random.randn(rows: 5, columns: 2)
            let byHand = Lesson12LongShortTermMemory.backward(
                Lesson12LongShortTermMemory.forward(x, parameters),
                [nil, nil, weights, nil, nil, weights], parameters
            ).gradients
            let tape = Tape()
            let p = parameters.map { tape.parameter($0) }
            var h = tape.constant(Matrix(rows: 5, columns: 3))
            var c = h
            var outputs: [Value] = []
            for x in x {
                let z = matmul(tape.constant(x), p[0]) + matmul(h, p[1]) + p[2]
                let gates = (0..<4).map { columns(z, 3 * $0..<3 * $0 + 3) }
                c = sigmoid(gates[1]) * c + sigmoid(gates[0]) * tanh(gates[2])
                h = sigmoid(gates[3]) * tanh(c)
                outputs.append(matmul(h, p[3]) + p[4])
            }
            weighted(outputs[2] + outputs[5], weights).backward()
            expectEqual(p, byHand)
        }
    }
#endif
