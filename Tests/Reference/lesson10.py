"""Lesson 10, a convolutional network: 8 and 16 filters 5 x 5, Adam 0.003 (from epoch 6 on 0.3 of it), on mnist-5k.

    python3 Tests/Reference/lesson10.py > Tests/Reference/lesson10.csv      Lesson10ConvolutionalNetwork --epochs 1
    python3 Tests/Reference/lesson10.py --check

Loss and accuracy are Keras' running ones: each batch as it was before its update, weighted by its size.
"""

import argparse

import numpy as np

from convolution import backward, forward, network
from perceptron import Adam, cross_entropy, worst_difference

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=1)
parser.add_argument('--check', action='store_true')
options = parser.parse_args()

parameters = network(np.random.RandomState(0 + 1), size=5, classes=10)
if options.check:
    random = np.random.RandomState(7)
    parameters = [p + 0.1 * random.randn(*p.shape) for p in parameters]
    x, labels = random.rand(4, 28, 28, 1), np.array([3, 1, 4, 1])
    z, trace = forward(x, parameters, 5)
    gradients = backward(trace, parameters, 5, cross_entropy(z, labels)[1])
    # a small step: with a larger one some of the many units cross the ReLU's kink
    print(worst_difference(lambda: cross_entropy(forward(x, parameters, 5)[0], labels)[0], parameters, gradients,
                           step=1e-7))
else:
    pictures = np.fromfile('data/mnist-5k-images-idx3-ubyte', np.uint8)[16:].reshape(5000, 28, 28, 1) / 255
    digits = np.fromfile('data/mnist-5k-labels-idx1-ubyte', np.uint8)[8:].astype(int)
    split = np.random.RandomState(42).permutation(5000)
    x, labels, x_val, labels_val = (pictures[split[:4000]], digits[split[:4000]],
                                    pictures[split[4000:]], digits[split[4000:]])
    order, optimizer = np.random.RandomState(0 + 2), Adam(0.003)
    print('epoch,loss,accuracy,val_loss,val_accuracy')
    for epoch in range(1, options.epochs + 1):
        optimizer.rate = 0.003 if epoch <= 5 else 0.3 * 0.003
        shuffled, total, right = order.permutation(4000), 0, 0
        for start in range(0, 4000, 32):
            batch = shuffled[start:start + 32]
            z, trace = forward(x[batch], parameters, 5)
            loss, dz = cross_entropy(z, labels[batch])
            total += loss * len(batch)
            right += np.sum(z.argmax(axis=1) == labels[batch])
            optimizer.update(parameters, backward(trace, parameters, 5, dz))
        z = np.vstack([forward(x_val[start:start + 100], parameters, 5)[0] for start in range(0, 1000, 100)])
        figures = total / 4000, right / 4000, cross_entropy(z, labels_val)[0], np.mean(z.argmax(axis=1) == labels_val)
        print(f'{epoch},' + ','.join(repr(float(figure)) for figure in figures), flush=True)
