"""Lesson 7, sign language: 784-512-512-24, ReLU, softmax and cross-entropy, RMSprop 0.001, batches of 32.

    python3 Tests/Reference/lesson07.py > Tests/Reference/lesson07.csv       1,000 drawn letters, 240 to validate
    python3 Tests/Reference/lesson07.py TRAIN.npy VALIDATION.npy             letters that another program drew
    python3 Tests/Reference/lesson07.py --train 27455 --validation 7172 > Tests/Reference/lesson07-full.csv
    python3 Tests/Reference/lesson07.py --train 1800 --validation 1200 --hidden 256 --epochs 12 --decay cosine

Picture i shows letter number i mod 24, which is also its class. Loss and accuracy are Keras' running ones.
"""

import argparse

import numpy as np

import hands
from perceptron import RMSprop, backward, cross_entropy, forward, glorot

parser = argparse.ArgumentParser()
parser.add_argument('files', nargs='*', help='pictures as bytes, (n, 28, 28) or (n, 784)')
parser.add_argument('--train', type=int, default=1000)
parser.add_argument('--validation', type=int, default=240)
parser.add_argument('--hidden', type=int, nargs='+', default=[512, 512])
parser.add_argument('--epochs', type=int, default=2)
parser.add_argument('--seed', type=int, default=0)
parser.add_argument('--decay', choices=['none', 'step', 'linear', 'cosine'], default='none')
options = parser.parse_args()

if options.files:
    x, x_val = [np.load(file).reshape(-1, 784) / 255 for file in options.files]
else:
    x, _ = hands.drawn_letters(options.seed, options.train)
    x_val, _ = hands.drawn_letters(options.seed + 1000, options.validation)
labels, labels_val = np.arange(len(x)) % 24, np.arange(len(x_val)) % 24

factors = {'none': lambda t: 1, 'step': lambda t: 1 if t < 0.5 else 0.1, 'linear': lambda t: 1 - t,
           'cosine': lambda t: (1 + np.cos(np.pi * t)) / 2}
parameters = glorot([784] + options.hidden + [24], np.random.RandomState(options.seed + 1))
order = np.random.RandomState(options.seed + 2)
optimizer = RMSprop(0.001)
print('epoch,loss,accuracy,val_loss,val_accuracy')
for epoch in range(1, options.epochs + 1):
    optimizer.rate = 0.001 * factors[options.decay]((epoch - 1) / options.epochs)
    shuffled, total, right = order.permutation(len(x)), 0, 0
    for start in range(0, len(x), 32):
        batch = shuffled[start:start + 32]
        layers = forward(x[batch], parameters)
        loss, dz = cross_entropy(layers[-1], labels[batch])
        total += loss * len(batch)
        right += np.sum(layers[-1].argmax(axis=1) == labels[batch])
        optimizer.update(parameters, backward(layers, parameters, dz))
    z = forward(x_val, parameters)[-1]
    figures = total / len(x), right / len(x), cross_entropy(z, labels_val)[0], np.mean(z.argmax(axis=1) == labels_val)
    print(f'{epoch},' + ','.join(repr(float(figure)) for figure in figures), flush=True)
