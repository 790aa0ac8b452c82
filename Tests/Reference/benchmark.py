"""The work of `swift run Benchmark`, in NumPy (float64) or in Keras (its own float32).

    python3 Tests/Reference/benchmark.py [--library numpy|keras] [--only NAME] [--runs N] [--csv FILE]

The names are those of the Swift program. Keras does the epochs only; it shuffles nothing, and its
first epoch, in which it compiles, doesn't count. Run the programs in turn, several times: a machine
is not always equally fast, and only ratios of what ran side by side mean anything.
"""

import argparse
import statistics
import time

import numpy as np

import perceptron

NETWORKS = [
    ([784, 128, 10], 32, 60_000, "adam"),
    ([784, 512, 512, 24], 32, 27_455, "rmsprop"),
    ([11, 512, 512, 512, 1], 256, 1119, "adam"),
]
LARGE = [("nn", 1000, 784, 512), ("tn", 784, 1000, 512), ("nt", 1000, 512, 784), ("nn", 1000, 1000, 1000)]


def products_of(sizes, batch):
    """The products of one training step."""
    products = []
    for layer, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        products += [("nn", batch, inputs, outputs), ("tn", inputs, batch, outputs)]
        if layer > 0:
            products.append(("nt", batch, outputs, inputs))
    return products


def median_seconds(runs, work):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def product_seconds(kind, m, k, n, runs):
    random = np.random.RandomState(0)
    a = random.uniform(-1, 1, (k, m)).T if kind == "tn" else random.uniform(-1, 1, (m, k))
    b = random.uniform(-1, 1, (n, k)).T if kind == "nt" else random.uniform(-1, 1, (k, n))
    a @ b
    times = max(1, int(0.01 / median_seconds(3, lambda: a @ b)))

    def work():
        for _ in range(times):
            a @ b

    return median_seconds(runs, work) / times


def data(sizes, rows):
    random = np.random.RandomState(0)
    x = random.random_sample((rows, sizes[0]))
    y = random.random_sample((rows, 1)) if sizes[-1] == 1 else random.randint(0, sizes[-1], rows)
    return x, y, random


class InPlace:
    """Adam and RMSprop as one writes them for speed: no new array in a step."""

    def __init__(self, rule, parameters, rate=1e-3, beta1=0.9, beta2=0.999, rho=0.9, epsilon=1e-7):
        self.rule, self.rate, self.beta1, self.beta2, self.rho, self.epsilon = rule, rate, beta1, beta2, rho, epsilon
        self.m, self.v, self.a, self.b = ([np.zeros_like(p) for p in parameters] for _ in range(4))
        self.t = 0

    def update(self, parameters, gradients):
        self.t += 1
        adam = self.rule == "adam"
        decay = self.beta2 if adam else self.rho
        m_scale = self.rate / (1 - self.beta1**self.t) if adam else self.rate
        v_scale = 1 / (1 - decay**self.t) if adam else 1
        for p, g, m, v, a, b in zip(parameters, gradients, self.m, self.v, self.a, self.b):
            np.multiply(g, g, out=a)
            a *= 1 - decay
            v *= decay
            v += a
            np.multiply(v, v_scale, out=a)
            np.sqrt(a, out=a)
            a += self.epsilon
            if adam:
                np.multiply(g, 1 - self.beta1, out=b)
                m *= self.beta1
                m += b
            np.multiply(m if adam else g, m_scale, out=b)
            b /= a
            p -= b


def numpy_epoch_seconds(sizes, batch, rows, rule, runs):
    x, y, random = data(sizes, rows)
    parameters = perceptron.glorot(sizes, random)
    optimizer = InPlace(rule, parameters)

    def epoch():
        for start in range(0, rows, batch):
            answers = y[start : start + batch]
            layers = perceptron.forward(x[start : start + batch], parameters)
            if sizes[-1] == 1:
                dz = 2 * (layers[-1] - answers) / len(answers)
            else:
                z = layers[-1]
                e = np.exp(z - z.max(axis=1, keepdims=True))
                dz = e / e.sum(axis=1, keepdims=True)
                dz[np.arange(len(answers)), answers] -= 1
                dz /= len(answers)
            optimizer.update(parameters, perceptron.backward(layers, parameters, dz))

    return median_seconds(runs, epoch)


def keras_epoch_seconds(sizes, batch, rows, rule, runs):
    import keras

    x, y, _ = data(sizes, rows)
    x = x.astype("float32")
    model = keras.Sequential([keras.Input((sizes[0],))])
    for units in sizes[1:-1]:
        model.add(keras.layers.Dense(units, activation="relu"))
    model.add(keras.layers.Dense(sizes[-1], activation=None if sizes[-1] == 1 else "softmax"))
    model.compile(
        optimizer={"adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}[rule](1e-3),
        loss="mse" if sizes[-1] == 1 else "sparse_categorical_crossentropy",
    )

    def epoch():
        model.fit(x, y, batch_size=batch, epochs=1, shuffle=False, verbose=0)

    epoch()
    return median_seconds(runs, epoch)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", choices=["numpy", "keras"], default="numpy")
    parser.add_argument("--only")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--csv")
    arguments = parser.parse_args()
    lines = ["name,seconds,gflops"]

    def report(name, measure, flop):
        if arguments.only not in (None, name):
            return
        seconds = measure()
        gflops = flop / seconds / 1e9
        print(f"{name:26s}{seconds:12.6f}{gflops:10.1f}", flush=True)
        lines.append(f"{name},{seconds},{gflops}")

    products = [p for sizes, batch, _, _ in NETWORKS for p in products_of(sizes, batch)] + LARGE
    for kind, m, k, n in dict.fromkeys(products) if arguments.library == "numpy" else []:
        report(f"{kind} {m}x{k}x{n}", lambda: product_seconds(kind, m, k, n, arguments.runs), 2 * m * k * n)
    epoch_seconds = numpy_epoch_seconds if arguments.library == "numpy" else keras_epoch_seconds
    for sizes, batch, rows, rule in NETWORKS:
        flop = sum(2 * m * k * n for _, m, k, n in products_of(sizes, batch)) * rows / batch
        report(
            "epoch " + "-".join(map(str, sizes)),
            lambda: epoch_seconds(sizes, batch, rows, rule, arguments.runs),
            flop,
        )
    if arguments.csv:
        with open(arguments.csv, "w") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
