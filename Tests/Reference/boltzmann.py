"""A restricted Boltzmann machine and contrastive divergence: what lessons 13 and 14 share.

A unit is on where its uniform number is below its probability.
"""

import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class Machine:
    """w is visible x hidden, b the visible biases, c the hidden ones."""

    def __init__(self, visible, hidden, spread, random):
        self.w, self.b, self.c = spread * random.randn(visible, hidden), np.zeros((1, visible)), np.zeros((1, hidden))

    def hidden(self, v):
        return sigmoid(v @ self.w + self.c)

    def visible(self, h):
        return sigmoid(h @ self.w.T + self.b)

    def learn(self, v0, rate, random, draw_visible=False):
        """One step of CD-1."""
        p0 = self.hidden(v0)
        h0 = (random.random_sample(p0.shape) < p0).astype(float)
        v1 = self.visible(h0)
        if draw_visible:
            v1 = (random.random_sample(v1.shape) < v1).astype(float)
        p1, m = self.hidden(v1), len(v0)
        self.w -= rate * (v1.T @ p1 - v0.T @ p0) / m
        self.b -= rate * (v1 - v0).mean(axis=0)
        self.c -= rate * (p1 - p0).mean(axis=0)

    def free_energy(self, v):
        return -v @ self.b[0] - np.logaddexp(0, v @ self.w + self.c).sum(axis=1)


def train(machine, x, epochs, rate, order, random, after_epoch=lambda: None):
    """CD-1 in batches of 32, reshuffled every epoch."""
    for _ in range(epochs):
        shuffled = order.permutation(len(x))
        for start in range(0, len(x), 32):
            machine.learn(x[shuffled[start:start + 32]], rate, random)
        after_epoch()
