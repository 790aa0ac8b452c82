"""Lesson 14, a deep belief network: 784-256-256-256-10, three machines without labels, fine-tuned with 200 labels.

    python3 Tests/Reference/lesson14.py > Tests/Reference/lesson14.csv
        Lesson14DeepBeliefNetwork --runs 1 --pretraining 1 --epochs 3

Machines: CD-1, rate 0.1, batches of 32, grey pixels; their error is the mean squared reconstruction error of what they
learn from (its first 500 rows), after the epoch, nothing drawn. Fine-tuning: plain descent 0.1, batches of 20;
accuracy on 1,000 test pictures.
"""

import argparse

import numpy as np

import boltzmann
from boltzmann import sigmoid
from perceptron import cross_entropy, glorot

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=3)
parser.add_argument('--pretraining', type=int, default=1)
parser.add_argument('--seed', type=int, default=0)
options = parser.parse_args()
SIZES = [784, 256, 256, 256, 10]

pictures = np.fromfile('data/mnist-5k-images-idx3-ubyte', np.uint8)[16:].reshape(5000, 784) / 255
digits = np.fromfile('data/mnist-5k-labels-idx1-ubyte', np.uint8)[8:].astype(int)
split = np.random.RandomState(42).permutation(5000)
x, labels = pictures[split[:4000]], digits[split[:200]]
x_test, labels_test = pictures[split[4000:]], digits[split[4000:]]


def pretrain(x, seed):
    """The three machines' w and c, and each machine's errors per epoch."""
    weights, order, sampling = (np.random.RandomState(seed + k) for k in (1, 2, 3))
    parameters, errors = [], []
    for size in SIZES[1:-1]:
        machine, curve = boltzmann.Machine(x.shape[1], size, 0.01, weights), []
        boltzmann.train(machine, x, options.pretraining, 0.1, order, sampling,
                        lambda: curve.append(np.mean((machine.visible(machine.hidden(x[:500])) - x[:500])**2)))
        x = machine.hidden(x)
        parameters += [machine.w, machine.c]
        errors.append(curve)
    return parameters, errors


def forward(x, parameters, activation):
    layers = [x]
    for i in range(0, len(parameters), 2):
        z = layers[-1] @ parameters[i] + parameters[i + 1]
        layers.append(activation(z) if i + 2 < len(parameters) else z)
    return layers


def tune(parameters, activation, slope, seed):
    """The test accuracy before, and after each epoch."""
    order = np.random.RandomState(seed + 2)
    for epoch in range(options.epochs + 1):
        yield np.mean(forward(x_test, parameters, activation)[-1].argmax(axis=1) == labels_test)
        shuffled = order.permutation(200)
        for start in range(0, 200, 20):
            batch = shuffled[start:start + 20]
            layers = forward(x[batch], parameters, activation)
            dz = cross_entropy(layers[-1], labels[batch])[1]
            for i in range(len(parameters) - 2, -1, -2):
                a = layers[i // 2]
                dw, db = a.T @ dz, dz.sum(axis=0, keepdims=True)
                dz = dz @ parameters[i].T * slope(a)
                parameters[i] -= 0.1 * dw
                parameters[i + 1] -= 0.1 * db


def fresh():
    return glorot(SIZES, np.random.RandomState(options.seed + 1))


def relu(z):
    return np.maximum(z, 0)


machines, errors = pretrain(x, options.seed)
pretrained = list(tune(machines + fresh()[6:], sigmoid, lambda a: a * (1 - a), options.seed))
random_sigmoid = list(tune(fresh(), sigmoid, lambda a: a * (1 - a), options.seed))
random_relu = list(tune(fresh(), relu, lambda a: a > 0, options.seed))
print('epoch,machine_1,machine_2,machine_3,accuracy,accuracy_sigmoid,accuracy_relu')
for epoch in range(max(options.epochs, options.pretraining) + 1):
    row = [curve[epoch - 1] if 1 <= epoch <= len(curve) else None for curve in errors]
    row += [curve[epoch] if epoch < len(curve) else None for curve in (pretrained, random_sigmoid, random_relu)]
    print(f'{epoch},' + ','.join('' if figure is None else repr(float(figure)) for figure in row))
