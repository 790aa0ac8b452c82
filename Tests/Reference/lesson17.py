"""Lesson 17, automatic differentiation: the two rings of lesson 4, trained by gradients that a tape finds.

    python3 Tests/Reference/lesson17.py > Tests/Reference/lesson17.csv              Lesson17AutomaticDifferentiation
    python3 Tests/Reference/lesson17.py --check                   the tape's gradients against central differences

The tape is another one than the lesson's: a node knows its parents, and the order is found by going through them.
"""

import sys

import numpy as np

import lesson04


class Node:
    def __init__(self, value, parents=()):
        """parents: pairs of a node and a function from this node's gradient to what that node gets."""
        self.value, self.parents, self.gradient = value, parents, np.zeros_like(value)

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, way in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.gradient = np.ones_like(self.value)
        for node in reversed(order):
            for parent, way in node.parents:
                part = way(node.gradient)
                if part.shape != parent.value.shape:  # a row that went with every row
                    part = part.sum(axis=0, keepdims=True)
                parent.gradient = parent.gradient + part


def add(a, b):
    return Node(a.value + b.value, [(a, lambda d: d), (b, lambda d: d)])


def scale(c, a):
    return Node(c * a.value, [(a, lambda d: c * d)])


def dot(a, b):
    return Node(a.value @ b.value, [(a, lambda d: d @ b.value.T), (b, lambda d: a.value.T @ d)])


def relu(a):
    return Node(np.maximum(a.value, 0), [(a, lambda d: d * (a.value > 0))])


def absolute(a):
    return Node(np.abs(a.value), [(a, lambda d: d * np.sign(a.value))])


def log_one_plus_exp(a):
    e = np.exp(a.value)
    return Node(np.log(1 + e), [(a, lambda d: d * e / (1 + e))])


def mean(a):
    return Node(np.array([[a.value.mean()]]), [(a, lambda d: np.full_like(a.value, d[0, 0] / a.value.size))])


def cost(x, y, parameters):
    """The log loss of 2-16-1 with ReLU, as a node, and the parameters' nodes."""
    w1, b1, w2, b2 = nodes = [Node(p) for p in parameters]
    z = add(dot(relu(add(dot(Node(x), w1), b1)), w2), b2)
    loss = add(add(relu(z), scale(-y, z)), log_one_plus_exp(scale(-1, absolute(z))))
    return mean(loss), nodes


def gradients(x, y, parameters):
    J, nodes = cost(x, y, parameters)
    J.backward()
    return J.value[0, 0], [node.gradient for node in nodes]


x, y = lesson04.rings()
parameters = lesson04.start()
if '--check' in sys.argv:
    random = np.random.RandomState(1)
    parameters = [p + random.randn(*p.shape) for p in parameters]
    for p, by_tape in zip(parameters, gradients(x, y, parameters)[1]):
        for i in np.ndindex(p.shape):
            before = p[i]
            p[i] = before + 1e-5
            above = cost(x, y, parameters)[0].value[0, 0]
            p[i] = before - 1e-5
            below = cost(x, y, parameters)[0].value[0, 0]
            p[i] = before
            assert abs((above - below) / 2e-5 - by_tape[i]) < 1e-8
    print('right')
else:
    print('iteration,cost')
    for iteration in range(2001):
        J, found = gradients(x, y, parameters)
        if iteration % 100 == 0:
            print(f'{iteration},{float(J)!r}')
        for p, g in zip(parameters, found):
            p -= g
