"""A perceptron with ReLU hidden layers and a linear output, and the optimisers: what lessons 5, 6 and 7 share.

Parameters are a list w1, b1, w2, b2, ...; an example is a row.
"""

import numpy as np


def glorot(sizes, random):
    """Weights uniform in +-sqrt(6 / (inputs + outputs)), drawn layer after layer; biases zero."""
    parameters = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        limit = np.sqrt(6 / (inputs + outputs))
        parameters += [random.uniform(-limit, limit, (inputs, outputs)), np.zeros((1, outputs))]
    return parameters


def forward(x, parameters):
    """The input and the activations after each layer; the last one is z, without an activation."""
    layers = [x]
    for i in range(0, len(parameters), 2):
        z = layers[-1] @ parameters[i] + parameters[i + 1]
        layers.append(np.maximum(z, 0) if i + 2 < len(parameters) else z)
    return layers


def backward(layers, parameters, dz):
    """The gradients in the order of the parameters, from the derivative with respect to the last z."""
    gradients = [None] * len(parameters)
    for i in range(len(parameters) - 2, -1, -2):
        gradients[i] = layers[i // 2].T @ dz
        gradients[i + 1] = dz.sum(axis=0, keepdims=True)
        if i > 0:
            dz = dz @ parameters[i].T * (layers[i // 2] > 0)
    return gradients


def cross_entropy(z, labels):
    """The mean loss of softmax(z), and its derivative with respect to z."""
    rows = np.arange(len(z))
    z = z - z.max(axis=1, keepdims=True)
    e = np.exp(z)
    total = e.sum(axis=1, keepdims=True)
    dz = e / total
    dz[rows, labels] -= 1
    return np.mean(np.log(total[:, 0]) - z[rows, labels]), dz / len(z)


class GradientDescent:
    def __init__(self, rate):
        self.rate = rate

    def update(self, parameters, gradients):
        for p, g in zip(parameters, gradients):
            p -= self.rate * g


class Momentum:
    def __init__(self, rate, momentum=0.9):
        self.rate, self.momentum, self.v = rate, momentum, None

    def update(self, parameters, gradients):
        self.v = self.v or [np.zeros_like(p) for p in parameters]
        for p, g, v in zip(parameters, gradients, self.v):
            v[:] = self.momentum * v - self.rate * g
            p += v


class RMSprop:
    def __init__(self, rate, rho=0.9, epsilon=1e-7):
        self.rate, self.rho, self.epsilon, self.s = rate, rho, epsilon, None

    def update(self, parameters, gradients):
        self.s = self.s or [np.zeros_like(p) for p in parameters]
        for p, g, s in zip(parameters, gradients, self.s):
            s[:] = self.rho * s + (1 - self.rho) * g * g
            p -= self.rate * g / (np.sqrt(s) + self.epsilon)


class Adam:
    """Kingma and Ba, 2015, algorithm 1: the bias-corrected means, epsilon outside the root."""

    def __init__(self, rate, beta1=0.9, beta2=0.999, epsilon=1e-7):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.m = self.v = None
        self.t = 0

    def update(self, parameters, gradients):
        self.m = self.m or [np.zeros_like(p) for p in parameters]
        self.v = self.v or [np.zeros_like(p) for p in parameters]
        self.t += 1
        for p, g, m, v in zip(parameters, gradients, self.m, self.v):
            m[:] = self.beta1 * m + (1 - self.beta1) * g
            v[:] = self.beta2 * v + (1 - self.beta2) * g * g
            m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            p -= self.rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


def worst_difference(cost, parameters, gradients, count=40, step=1e-5):
    """The largest relative difference, over the parameter matrices, between gradients by hand and central
    differences, at `count` random places of each matrix."""
    random, worst = np.random.RandomState(7), 0
    for p, g in zip(parameters, gradients):
        places = random.permutation(p.size)[:count]
        numerical = np.empty(len(places))
        for i, place in enumerate(places):
            value = p.flat[place]
            p.flat[place] = value + step
            up = cost()
            p.flat[place] = value - step
            down = cost()
            p.flat[place] = value
            numerical[i] = (up - down) / (2 * step)
        by_hand = g.flat[places]
        worst = max(worst, np.linalg.norm(by_hand - numerical) / (np.linalg.norm(by_hand) + np.linalg.norm(numerical)))
    return worst
