"""Lesson 15, transfer learning: 8 and 16 filters 3 x 3 learnt on 0 to 4, used again for ten pictures each of 5 to 9.

    python3 Tests/Reference/lesson15.py > Tests/Reference/lesson15.csv
        Lesson15TransferLearning --runs 1 --pretraining 2 --epochs 5

Adam 0.003 everywhere. Before: batches of 32, the running loss, accuracy on the test pictures of 0 to 4. After: batches
of 10, accuracy on those of 5 to 9; frozen learns only a new head, tuned everything, scratch has random filters.
"""

import argparse

import numpy as np

from convolution import backward, forward, network
from perceptron import Adam, cross_entropy

parser = argparse.ArgumentParser()
parser.add_argument('--pretraining', type=int, default=2)
parser.add_argument('--epochs', type=int, default=5)
parser.add_argument('--examples', type=int, default=10)
parser.add_argument('--seed', type=int, default=0)
options = parser.parse_args()

pictures = np.fromfile('data/mnist-5k-images-idx3-ubyte', np.uint8)[16:].reshape(5000, 28, 28, 1) / 255
digits = np.fromfile('data/mnist-5k-labels-idx1-ubyte', np.uint8)[8:].astype(int)
split = np.random.RandomState(42).permutation(5000)
train, test = split[:4000], split[4000:]


def fresh():
    return network(np.random.RandomState(options.seed + 1), size=3, classes=5)


def accuracy(x, labels, parameters):
    z = np.vstack([forward(x[start:start + 100], parameters, 3)[0] for start in range(0, len(x), 100)])
    return np.mean(z.argmax(axis=1) == labels)


def epoch_of(x, labels, parameters, batch_size, order, optimizer, frozen=False):
    """One time through; the mean loss."""
    shuffled, total = order.permutation(len(x)), 0
    for start in range(0, len(x), batch_size):
        batch = shuffled[start:start + batch_size]
        z, trace = forward(x[batch], parameters, 3)
        loss, dz = cross_entropy(z, labels[batch])
        total += loss * len(batch)
        gradients = backward(trace, parameters, 3, dz)
        if frozen:
            optimizer.update(parameters[4:], gradients[4:])
        else:
            optimizer.update(parameters, gradients)
    return total / len(x)


def rows_of(part, low):
    """The rows of five neighbouring digits, in the order of the split."""
    return part[(digits[part] >= low) & (digits[part] < low + 5)]


def pretrain():
    """The network, and its loss and test accuracy per epoch."""
    rows, rows_test = rows_of(train, 0), rows_of(test, 0)
    parameters, order, optimizer = fresh(), np.random.RandomState(options.seed + 2), Adam(0.003)
    history = []
    for _ in range(options.pretraining):
        loss = epoch_of(pictures[rows], digits[rows], parameters, 32, order, optimizer)
        history.append((loss, accuracy(pictures[rows_test], digits[rows_test], parameters)))
    return parameters, history


def learn_new(parameters, frozen):
    """The test accuracy on 5 to 9 before, and after each epoch."""
    rows, rows_test = rows_of(train, 5), rows_of(test, 5)
    rows = rows[np.random.RandomState(options.seed).permutation(len(rows))]
    rows = np.concatenate([rows[digits[rows] == digit][:options.examples] for digit in range(5, 10)])
    order, optimizer = np.random.RandomState(options.seed + 2), Adam(0.003)
    history = [accuracy(pictures[rows_test], digits[rows_test] - 5, parameters)]
    for _ in range(options.epochs):
        epoch_of(pictures[rows], digits[rows] - 5, parameters, 10, order, optimizer, frozen)
        history.append(accuracy(pictures[rows_test], digits[rows_test] - 5, parameters))
    return history


pretrained, before = pretrain()
frozen = learn_new([p.copy() for p in pretrained[:4]] + fresh()[4:], frozen=True)
tuned = learn_new([p.copy() for p in pretrained[:4]] + fresh()[4:], frozen=False)
scratch = learn_new(fresh(), frozen=False)
print('epoch,loss,val_accuracy,frozen_accuracy,tuned_accuracy,scratch_accuracy')
for epoch in range(max(options.pretraining, options.epochs) + 1):
    row = list(before[epoch - 1]) if 1 <= epoch <= options.pretraining else [None, None]
    row += [curve[epoch] if epoch <= options.epochs else None for curve in (frozen, tuned, scratch)]
    print(f'{epoch},' + ','.join('' if figure is None else repr(float(figure)) for figure in row))
