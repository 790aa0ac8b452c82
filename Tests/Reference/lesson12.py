"""Lesson 12, long short-term memory: the adding problem over 80 steps, and names letter by letter.

    python3 Tests/Reference/lesson12.py > Tests/Reference/lesson12.csv   Lesson12LongShortTermMemory --iterations 100
    python3 Tests/Reference/lesson12.py --check

The gates stand side by side in the order i, f, g, o. Adam 0.01, batches of 32. Gradients are clipped to norm 1, all
parameters together. The adders' cost is the mean squared error of 500 test sequences, the names' cost is nats per
character, over all characters of the 500 names to validate.
"""

import argparse

import numpy as np

from perceptron import Adam, cross_entropy, worst_difference

parser = argparse.ArgumentParser()
parser.add_argument('--iterations', type=int, default=100)
parser.add_argument('--check', action='store_true')
options = parser.parse_args()
END = 26


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def glorot(random, rows, columns):
    limit = np.sqrt(6 / (rows + columns))
    return random.uniform(-limit, limit, (rows, columns))


class SimpleRNN:
    """Parameters wx, wh, b, wy, by. A sequence is a list over the steps of examples x inputs."""

    def __init__(self, inputs, hidden, outputs, random):
        wx, wh, wy = glorot(random, inputs, hidden), glorot(random, hidden, hidden), glorot(random, hidden, outputs)
        self.parameters = [wx, wh, np.zeros((1, hidden)), wy, np.zeros((1, outputs))]

    def forward(self, x):
        wx, wh, b, wy, by = self.parameters
        self.x, self.h = x, [np.zeros((len(x[0]), len(wh)))]
        for xt in x:
            self.h.append(np.tanh(xt @ wx + self.h[-1] @ wh + b))
        return [h @ wy + by for h in self.h[1:]]

    def backward(self, dy):
        """From the derivative with respect to each step's output (None where nothing is asked)."""
        wx, wh, b, wy, by = self.parameters
        dwx, dwh, db, dwy, dby = gradients = [np.zeros_like(p) for p in self.parameters]
        dh = np.zeros_like(self.h[0])
        for t in range(len(self.x) - 1, -1, -1):
            if dy[t] is not None:
                dwy += self.h[t + 1].T @ dy[t]
                dby += dy[t].sum(axis=0)
                dh = dh + dy[t] @ wy.T
            dz = dh * (1 - self.h[t + 1]**2)
            dwx += self.x[t].T @ dz
            dwh += self.h[t].T @ dz
            db += dz.sum(axis=0)
            dh = dz @ wh.T
        return gradients


class LSTM:
    """Parameters w, u, b (four gates side by side), wy, by."""

    def __init__(self, inputs, hidden, outputs, forget_bias, random):
        w = np.hstack([glorot(random, inputs, hidden) for gate in 'ifgo'])
        u = np.hstack([glorot(random, hidden, hidden) for gate in 'ifgo'])
        b = np.zeros((1, 4 * hidden))
        b[0, hidden:2 * hidden] = forget_bias
        self.parameters = [w, u, b, glorot(random, hidden, outputs), np.zeros((1, outputs))]

    def forward(self, x):
        w, u, b, wy, by = self.parameters
        n = len(u)
        self.x, self.h = x, [np.zeros((len(x[0]), n))]
        self.c, self.gates = [np.zeros((len(x[0]), n))], []
        for xt in x:
            z = xt @ w + self.h[-1] @ u + b
            i, f, g, o = sigmoid(z[:, :n]), sigmoid(z[:, n:2 * n]), np.tanh(z[:, 2 * n:3 * n]), sigmoid(z[:, 3 * n:])
            self.gates.append((i, f, g, o))
            self.c.append(f * self.c[-1] + i * g)
            self.h.append(o * np.tanh(self.c[-1]))
        return [h @ wy + by for h in self.h[1:]]

    def backward(self, dy):
        w, u, b, wy, by = self.parameters
        dw, du, db, dwy, dby = gradients = [np.zeros_like(p) for p in self.parameters]
        dh, dc = np.zeros_like(self.h[0]), np.zeros_like(self.h[0])
        for t in range(len(self.x) - 1, -1, -1):
            if dy[t] is not None:
                dwy += self.h[t + 1].T @ dy[t]
                dby += dy[t].sum(axis=0)
                dh = dh + dy[t] @ wy.T
            i, f, g, o = self.gates[t]
            tanh_c = np.tanh(self.c[t + 1])
            dc = dc + dh * o * (1 - tanh_c**2)
            dz = np.hstack([dc * g * i * (1 - i), dc * self.c[t] * f * (1 - f), dc * i * (1 - g**2),
                            dh * tanh_c * o * (1 - o)])
            dw += self.x[t].T @ dz
            du += self.h[t].T @ dz
            db += dz.sum(axis=0)
            dh, dc = dz @ u.T, dc * f
        return gradients


def adding_problem(random, count, steps=80):
    numbers, marks = random.random_sample((count, steps)), np.zeros((count, steps))
    for row in marks:
        row[random.randint(0, steps // 2)] = 1
        row[random.randint(steps // 2, steps)] = 1
    x = [np.column_stack([numbers[:, t], marks[:, t]]) for t in range(steps)]
    return x, (numbers * marks).sum(axis=1, keepdims=True)


def clipped(gradients):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g / max(norm, 1) for g in gradients]


def adding_curve(network, iterations, seed=0):
    """The test error every 50 iterations."""
    data, optimizer = np.random.RandomState(seed), Adam(0.01)
    x_test, y_test = adding_problem(data, 500)
    for iteration in range(iterations + 1):
        if iteration % 50 == 0:
            yield iteration, np.mean((network.forward(x_test)[-1] - y_test)**2)
        x, y = adding_problem(data, 32)
        error = network.forward(x)[-1] - y
        gradients = network.backward([None] * (len(x) - 1) + [2 * error / len(error)])
        optimizer.update(network.parameters, clipped(gradients))


def spelled(names):
    """Inputs step by step, one-hot, at first the end sign; and the characters that come next, -1 after the end."""
    following = np.full((len(names), max(map(len, names)) + 1), -1)
    for row, name in zip(following, names):
        row[:len(name) + 1] = [ord(letter) - ord('a') for letter in name] + [END]
    before = np.hstack([np.full((len(names), 1), END), following[:, :-1]])
    return [np.eye(27)[column] * (column >= 0)[:, None] for column in before.T], following


def names_cost(network, names):
    """Nats per character, and the derivatives with respect to the outputs."""
    x, following = spelled(names)
    total, dz, count = 0, [], np.sum(following >= 0)
    for z, characters in zip(network.forward(x), following.T):
        rows = np.flatnonzero(characters >= 0)
        loss, d = cross_entropy(z[rows], characters[rows])
        total += loss * len(rows)
        full = np.zeros_like(z)
        full[rows] = d * len(rows) / count
        dz.append(full)
    return total / count, dz


def names_curve(network, iterations, seed=0):
    """The cost of the names to validate every 100 iterations."""
    names = [line.strip().lower() for kind in ('female', 'male') for line in open(f'data/names-{kind}.txt')]
    names = list(dict.fromkeys(names))
    split = np.random.RandomState(42).permutation(len(names))
    kept, others = [names[i] for i in split[:500]], [names[i] for i in split[500:]]
    order, optimizer, waiting = np.random.RandomState(seed + 2), Adam(0.01), []
    for iteration in range(iterations + 1):
        if iteration % 100 == 0:
            yield iteration, names_cost(network, kept)[0]
        if len(waiting) == 0:
            waiting = order.permutation(len(others))
        batch, waiting = waiting[:32], waiting[32:]
        gradients = network.backward(names_cost(network, [others[i] for i in batch])[1])
        optimizer.update(network.parameters, clipped(gradients))


def fresh(seed=0):
    return np.random.RandomState(seed + 1)


if options.check:
    for network in (SimpleRNN(27, 6, 27, fresh()), LSTM(27, 6, 27, 1, fresh())):
        random, names = np.random.RandomState(7), ['mary', 'jo', 'linda']
        for p in network.parameters:
            p += 0.3 * random.randn(*p.shape)
        gradients = network.backward(names_cost(network, names)[1])
        print(worst_difference(lambda: names_cost(network, names)[0], network.parameters, gradients))
else:
    simple = dict(adding_curve(SimpleRNN(2, 16, 1, fresh()), options.iterations))
    lstm = dict(adding_curve(LSTM(2, 16, 1, 3, fresh()), options.iterations))
    names = dict(names_curve(LSTM(27, 32, 27, 1, fresh()), options.iterations))
    print('iteration,SimpleRNN,LSTM,names')
    for iteration in simple:
        costs = [curve.get(iteration) for curve in (simple, lstm, names)]
        print(f'{iteration},' + ','.join('' if cost is None else repr(float(cost)) for cost in costs))
