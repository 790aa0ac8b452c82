"""Lesson 6, handwritten digits: 784-128-10, ReLU, softmax and cross-entropy, Adam 0.001, on mnist-5k.

    python3 Tests/Reference/lesson06.py > Tests/Reference/lesson06.csv
    python3 Tests/Reference/lesson06.py --baselines > Tests/Reference/lesson06-baselines.csv
    python3 Tests/Reference/lesson06.py --check

Loss and accuracy are Keras' running ones: each batch as it was before its update, weighted by its size.
"""

import argparse
import sys

import numpy as np

from perceptron import Adam, backward, cross_entropy, forward, glorot, worst_difference

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=5)
parser.add_argument('--batch-size', type=int, default=32)
parser.add_argument('--learning-rate', type=float, default=0.001)
parser.add_argument('--seed', type=int, default=0)
parser.add_argument('--unshuffled', action='store_true')
parser.add_argument('--baselines', action='store_true')
parser.add_argument('--check', action='store_true')
options = parser.parse_args()

pictures = np.fromfile('data/mnist-5k-images-idx3-ubyte', np.uint8)[16:].reshape(5000, 784) / 255
digits = np.fromfile('data/mnist-5k-labels-idx1-ubyte', np.uint8)[8:].astype(int)
split = np.arange(5000) if options.unshuffled else np.random.RandomState(42).permutation(5000)
x, labels = pictures[split[:4000]], digits[split[:4000]]
x_val, labels_val = pictures[split[4000:]], digits[split[4000:]]


def evaluate(x, labels, parameters):
    z = forward(x, parameters)[-1]
    return cross_entropy(z, labels)[0], np.mean(z.argmax(axis=1) == labels)


def squared_distances(x, centres):
    return (x**2).sum(axis=1)[:, None] - 2 * x @ centres.T + (centres**2).sum(axis=1)


def train(parameters, epochs):
    """Prints a line per epoch."""
    order = np.random.RandomState(options.seed + 2)
    optimizer = Adam(options.learning_rate)
    print('epoch,loss,accuracy,val_loss,val_accuracy')
    for epoch in range(1, epochs + 1):
        shuffled, total, right = order.permutation(len(x)), 0, 0
        for start in range(0, len(x), options.batch_size):
            batch = shuffled[start:start + options.batch_size]
            layers = forward(x[batch], parameters)
            loss, dz = cross_entropy(layers[-1], labels[batch])
            total += loss * len(batch)
            right += np.sum(layers[-1].argmax(axis=1) == labels[batch])
            optimizer.update(parameters, backward(layers, parameters, dz))
        figures = total / len(x), right / len(x), *evaluate(x_val, labels_val, parameters)
        print(f'{epoch},' + ','.join(repr(float(figure)) for figure in figures), flush=True)


parameters = glorot([784, 128, 10], np.random.RandomState(options.seed + 1))
if options.check:
    random = np.random.RandomState(7)
    parameters = [p + 0.05 * random.randn(*p.shape) for p in parameters]
    noisy, some = x[:50] + random.rand(50, 784), labels[:50]
    layers = forward(noisy, parameters)
    gradients = backward(layers, parameters, cross_entropy(layers[-1], some)[1])
    print(worst_difference(lambda: cross_entropy(forward(noisy, parameters)[-1], some)[0], parameters, gradients))
elif options.baselines:
    means = np.array([x[labels == digit].mean(axis=0) for digit in range(10)])
    neighbour = labels[squared_distances(x_val, x).argmin(axis=1)]
    print('figure,value')
    print(f'nearest mean,{float(np.mean(squared_distances(x_val, means).argmin(axis=1) == labels_val))!r}')
    print(f'nearest neighbour,{float(np.mean(neighbour == labels_val))!r}')
else:
    train(parameters, options.epochs)
