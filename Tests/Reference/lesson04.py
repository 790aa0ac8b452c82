"""Lesson 4, a perceptron 2-16-1 on two rings, with each activation in its hidden layer.

    python3 Tests/Reference/lesson04.py > Tests/Reference/lesson04.csv                          accuracies on stderr
    python3 Tests/Reference/lesson04.py --mistakes > Tests/Reference/lesson04-mistakes.csv
    python3 Tests/Reference/lesson04.py --softmax > Tests/Reference/lesson04-softmax.csv        three classes
    python3 Tests/Reference/lesson04.py --check              every parameter's gradient against central differences
"""

import sys

import numpy as np

SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772  # SELU: Klambauer et al. 2017


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def below(z):
    """z where it is negative, otherwise 0: keeps e^z from growing where it is not used."""
    return np.minimum(z, 0)


ACTIVATIONS = {  # a(z), and da/dz from z and a
    'linear': (lambda z: z, lambda z, a: np.ones_like(z)),
    'sigmoid': (sigmoid, lambda z, a: a * (1 - a)),
    'tanh': (np.tanh, lambda z, a: 1 - a**2),
    'relu': (lambda z: np.where(z > 0, z, 0), lambda z, a: np.where(z > 0, 1, 0)),
    'elu': (lambda z: np.where(z > 0, z, np.exp(below(z)) - 1), lambda z, a: np.where(z > 0, 1, np.exp(below(z)))),
    'selu': (lambda z: SCALE * np.where(z > 0, z, ALPHA * (np.exp(below(z)) - 1)),
             lambda z, a: SCALE * np.where(z > 0, 1, ALPHA * np.exp(below(z)))),
    'swish': (lambda z: z * sigmoid(z), lambda z, a: sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z))),
}


def rings(seed=0):
    """Points (200 x 2) and labels (200 x 1): 0 on the outer ring, 1 on the inner one."""
    random = np.random.RandomState(seed)
    angles = random.uniform(0, 2 * np.pi, 200)
    noise = random.randn(200, 2)
    radius = np.repeat([1, 0.5], 100)
    points = radius[:, None] * np.column_stack([np.cos(angles), np.sin(angles)]) + 0.1 * noise
    return points, np.repeat([[0.], [1.]], 100, axis=0)


def start(seed=0):
    random = np.random.RandomState(seed + 1)
    w1 = random.randn(2, 16) * np.sqrt(1 / 2)
    w2 = random.randn(16, 1) * np.sqrt(1 / 16)
    return [w1, np.zeros((1, 16)), w2, np.zeros((1, 1))]


def forward(x, parameters, activation):
    w1, b1, w2, b2 = parameters
    z1 = x @ w1 + b1
    a1 = activation[0](z1)
    return z1, a1, a1 @ w2 + b2


def cost(x, y, parameters, activation):
    z = forward(x, parameters, activation)[-1]
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def gradient(x, y, parameters, activation):
    z1, a1, z2 = forward(x, parameters, activation)
    dz2 = (sigmoid(z2) - y) / len(y)
    dz1 = dz2 @ parameters[2].T * activation[1](z1, a1)
    return [x.T @ dz1, dz1.sum(axis=0, keepdims=True), a1.T @ dz2, dz2.sum(axis=0, keepdims=True)]


def train(x, y, parameters, activation, rate=1.0, iterations=2000):
    """The costs before each update and after the last one, and the parameters."""
    costs = []
    for _ in range(iterations):
        costs.append(cost(x, y, parameters, activation))
        slopes = gradient(x, y, parameters, activation)
        parameters = [p - rate * dp for p, dp in zip(parameters, slopes)]
    return costs + [cost(x, y, parameters, activation)], parameters


def accuracy(x, y, parameters, activation):
    return np.mean((forward(x, parameters, activation)[-1] > 0) == (y == 1))


def numerical_gradient(x, y, parameters, activation, step=1e-5):
    slopes = [np.zeros_like(p) for p in parameters]
    for p, slope in zip(parameters, slopes):
        for i in np.ndindex(p.shape):
            value = p[i]
            p[i] = value + step
            up = cost(x, y, parameters, activation)
            p[i] = value - step
            down = cost(x, y, parameters, activation)
            p[i] = value
            slope[i] = (up - down) / (2 * step)
    return slopes


def relative_differences(by_hand, numerical):
    """Of w1, b1, w2, b2."""
    return [np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n)) for a, n in zip(by_hand, numerical)]


def print_curves(x, y):
    curves = {}
    for name, activation in ACTIVATIONS.items():
        curves[name], parameters = train(x, y, start(), activation)
        print(f'{name}: accuracy {accuracy(x, y, parameters, activation)}', file=sys.stderr)
    print('iteration,' + ','.join(curves))
    for i in range(0, 2001, 100):
        print(f'{i},' + ','.join(repr(float(costs[i])) for costs in curves.values()))


def print_mistakes(x, y, seed=0):
    relu = ACTIVATIONS['relu']
    figures = {}
    costs, parameters = train(x, y, start(seed), relu)
    figures |= {'relu cost': costs[-1], 'relu accuracy': accuracy(x, y, parameters, relu)}

    wrong = (relu[0], lambda z, a: a * (1 - a))  # ReLU' = Z (1 - Z) with Z the output
    numerical = numerical_gradient(x, y, start(seed), relu)
    for name, value in zip(('w1', 'b1', 'w2', 'b2'),
                           relative_differences(gradient(x, y, start(seed), wrong), numerical)):
        figures[f'relu-derivative output check {name}'] = value
    costs, parameters = train(x, y, start(seed), wrong)
    figures |= {'relu-derivative output cost': costs[-1],
                'relu-derivative output accuracy': accuracy(x, y, parameters, wrong)}

    wrong = (relu[0], lambda z, a: z * (1 - z))  # with Z the pre-activation
    costs, _ = train(x, y, start(seed), wrong, iterations=100)
    figures |= {'relu-derivative pre-activation lowest cost': np.nanmin(costs),
                'relu-derivative pre-activation first not finite': np.flatnonzero(~np.isfinite(costs))[0],
                'relu-derivative pre-activation first nan': np.flatnonzero(np.isnan(costs))[0]}

    parameters = start(seed)  # w2 updated before dz1 is computed from it
    for _ in range(2000):
        z1, a1, z2 = forward(x, parameters, relu)
        dz2 = (sigmoid(z2) - y) / len(y)
        parameters[2], parameters[3] = parameters[2] - a1.T @ dz2, parameters[3] - dz2.sum(axis=0, keepdims=True)
        dz1 = dz2 @ parameters[2].T * relu[1](z1, a1)
        parameters[0], parameters[1] = parameters[0] - x.T @ dz1, parameters[1] - dz1.sum(axis=0, keepdims=True)
    figures['update-before-backward cost'] = cost(x, y, parameters, relu)

    for name in ('relu', 'tanh'):
        equal = [np.full((2, 16), 0.5), np.zeros((1, 16)), np.full((16, 1), 0.5), np.zeros((1, 1))]
        costs, parameters = train(x, y, equal, ACTIVATIONS[name], rate=0.5)
        spread = max(np.ptp(parameters[0], axis=1).max(), np.ptp(parameters[2]))
        figures |= {f'equal-weights {name} start': costs[0], f'equal-weights {name} cost': costs[-1],
                    f'equal-weights {name} accuracy': accuracy(x, y, parameters, ACTIVATIONS[name]),
                    f'equal-weights {name} spread of the units': spread}
        zero = [np.zeros_like(p) for p in equal]
        costs, parameters = train(x, y, zero, ACTIVATIONS[name], rate=0.5)
        figures |= {f'zero-weights {name} cost': costs[-1],
                    f'zero-weights {name} largest weight': max(np.abs(p).max() for p in parameters)}
    print('figure,value')
    for name, value in figures.items():
        print(f'{name},{float(value)!r}')


def print_softmax(seed=0):
    """2-16-3 with tanh: the two rings and 100 points around the middle; loss and accuracy every 200 steps."""
    middle = 0.1 * np.random.RandomState(seed + 3).randn(100, 2)
    x = np.concatenate([rings(seed)[0], middle])
    labels = np.repeat([0, 1, 2], 100)
    random = np.random.RandomState(seed + 1)
    w1, b1 = random.randn(2, 16) * np.sqrt(1 / 2), np.zeros(16)
    w2, b2 = random.randn(16, 3) * np.sqrt(1 / 16), np.zeros(3)
    print('iteration,loss,accuracy')
    for i in range(1001):
        a1 = np.tanh(x @ w1 + b1)
        z2 = a1 @ w2 + b2
        p = np.exp(z2 - z2.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        if i % 200 == 0:
            loss = -np.mean(np.log(p[np.arange(300), labels]))
            print(f'{i},{float(loss)!r},{float(np.mean(p.argmax(axis=1) == labels))!r}')
        dz2 = (p - np.eye(3)[labels]) / 300
        dz1 = dz2 @ w2.T * (1 - a1**2)
        w1, b1 = w1 - 0.5 * x.T @ dz1, b1 - 0.5 * dz1.sum(axis=0)
        w2, b2 = w2 - 0.5 * a1.T @ dz2, b2 - 0.5 * dz2.sum(axis=0)


def check(x, y):
    random = np.random.RandomState(7)
    parameters = [random.randn(*p.shape) for p in start()]
    for name, activation in ACTIVATIONS.items():
        print(name, *relative_differences(gradient(x, y, parameters, activation),
                                          numerical_gradient(x, y, parameters, activation)))


if __name__ == '__main__':
    np.seterr(over='ignore', invalid='ignore')
    if '--check' in sys.argv:
        check(*rings())
    elif '--softmax' in sys.argv:
        print_softmax()
    elif '--mistakes' in sys.argv:
        print_mistakes(*rings())
    else:
        print_curves(*rings())
