"""Lesson 9, batch normalisation: 784-(64 x 5)-10, sigmoid, plain descent 0.1, batches of 64, on mnist-5k.

    python3 Tests/Reference/lesson09.py > Tests/Reference/lesson09.csv       test accuracy and losses per epoch
    python3 Tests/Reference/lesson09.py --norms > Tests/Reference/lesson09-norms.csv      of dw, on the first batch
    python3 Tests/Reference/lesson09.py --check

A hidden layer without: a = sigmoid(x w + b). Residual: a = x + sigmoid(x w + b) from the second one on. With: z = x w, n = (z - mean) / sqrt(variance + 1e-5) over the batch
(variance = mean square), a = sigmoid(gamma n + beta), where beta is b's successor. Running means start at 0,
running variances at 1, and keep 0.9 of themselves; they stand in for the batch's when testing.
"""

import sys

import numpy as np

from perceptron import cross_entropy, glorot, worst_difference

EPSILON = 1e-5


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class Network:
    """Parameters: w1, b1, ..., w6, b6 (b is beta where a layer is normalised), then the gammas if there are any."""

    def __init__(self, normalised, residual=False, seed=0):
        self.normalised, self.residual = normalised, residual
        self.parameters = glorot([784, 64, 64, 64, 64, 64, 10], np.random.RandomState(seed + 1))
        if normalised:
            self.parameters += [np.ones((1, 64)) for _ in range(5)]
        self.running = [(np.zeros((1, 64)), np.ones((1, 64))) for _ in range(5)]

    def forward(self, x, training):
        """The last z, and what the way back needs of each layer: its input, and n and the deviation or None."""
        trace = []
        for i in range(5):
            w, b = self.parameters[2 * i:2 * i + 2]
            z, n, deviation = x @ w, None, None
            if self.normalised:
                if training:
                    mean, variance = z.mean(axis=0, keepdims=True), z.var(axis=0, keepdims=True)
                    self.running[i] = tuple(0.9 * old + 0.1 * new
                                            for old, new in zip(self.running[i], (mean, variance)))
                else:
                    mean, variance = self.running[i]
                deviation = np.sqrt(variance + EPSILON)
                n = (z - mean) / deviation
                z = self.parameters[12 + i] * n
            a = sigmoid(z + b)
            trace.append((x, n, deviation, a))
            x = x + a if self.residual and i > 0 else a
        trace.append((x, None, None, None))
        return x @ self.parameters[10] + self.parameters[11], trace

    def backward(self, trace, dz):
        gradients = [None] * len(self.parameters)
        for i in range(5, -1, -1):
            x, n, deviation, a = trace[i]
            da = dz
            if a is not None:
                dz = dz * a * (1 - a)
            gradients[2 * i + 1] = dz.sum(axis=0, keepdims=True)
            if n is not None:
                gradients[12 + i] = (dz * n).sum(axis=0, keepdims=True)
                dn = dz * self.parameters[12 + i]
                dz = (dn - dn.mean(axis=0) - n * (dn * n).mean(axis=0)) / deviation
            gradients[2 * i] = x.T @ dz
            dz = dz @ self.parameters[2 * i].T
            if self.residual and 0 < i < 5:
                dz = dz + da
        return gradients


def train(network, data, epochs=5, seed=0):
    """Per epoch: test accuracy, running training loss, test loss."""
    x, labels, x_test, labels_test = data
    order, history = np.random.RandomState(seed + 2), []
    for _ in range(epochs):
        shuffled, total = order.permutation(len(x)), 0
        for start in range(0, len(x), 64):
            batch = shuffled[start:start + 64]
            z, trace = network.forward(x[batch], training=True)
            loss, dz = cross_entropy(z, labels[batch])
            total += loss * len(batch)
            for p, g in zip(network.parameters, network.backward(trace, dz)):
                p -= 0.1 * g
        z, _ = network.forward(x_test, training=False)
        history.append((np.mean(z.argmax(axis=1) == labels_test), total / len(x), cross_entropy(z, labels_test)[0]))
    return np.array(history)


pictures = np.fromfile('data/mnist-5k-images-idx3-ubyte', np.uint8)[16:].reshape(5000, 784) / 255
digits = np.fromfile('data/mnist-5k-labels-idx1-ubyte', np.uint8)[8:].astype(int)
split = np.random.RandomState(42).permutation(5000)
data = pictures[split[:4000]], digits[split[:4000]], pictures[split[4000:]], digits[split[4000:]]

if '--check' in sys.argv:
    random = np.random.RandomState(7)
    x, labels = random.rand(40, 784), data[1][:40]
    for kind in (False, False), (True, False), (False, True), (True, True):
        network = Network(*kind)
        for p in network.parameters:
            p += 0.5 * random.randn(*p.shape)
        z, trace = network.forward(x, training=True)
        gradients = network.backward(trace, cross_entropy(z, labels)[1])
        print(kind, worst_difference(lambda: cross_entropy(network.forward(x, training=True)[0], labels)[0],
                                           network.parameters, gradients))
elif '--norms' in sys.argv:
    print('figure,value')
    batch = np.random.RandomState(0 + 2).permutation(4000)[:64]
    for name, kind in [('without', (False,)), ('with', (True,)), ('residual', (False, True))]:
        network = Network(*kind)
        z, trace = network.forward(data[0][batch], training=True)
        gradients = network.backward(trace, cross_entropy(z, data[1][batch])[1])
        for i in range(6):
            print(f'{name} dw{i + 1},{float(np.linalg.norm(gradients[2 * i]))!r}')
else:
    curves = [train(Network(*kind), data) for kind in ((False,), (True,), (False, True))]
    names = 'without', 'with', 'residual'
    print('epoch,' + ','.join(name + kind for kind in ('', ' loss', ' val_loss') for name in names))
    for epoch, figures in enumerate(np.stack(curves, axis=2).reshape(-1, 9), 1):
        print(f'{epoch},' + ','.join(repr(float(figure)) for figure in figures))
