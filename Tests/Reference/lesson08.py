"""Lesson 8, over- and underfitting: 784-128-10 on 500 digits of which 100 are mislabelled, Adam 0.001; and its cures.

    python3 Tests/Reference/lesson08.py > Tests/Reference/lesson08.csv      Lesson08Overfitting --runs 1 --epochs 5
    python3 Tests/Reference/lesson08.py --cures > Tests/Reference/lesson08-cures.csv
    python3 Tests/Reference/lesson08.py --polynomials > Tests/Reference/lesson08-polynomials.csv
    python3 Tests/Reference/lesson08.py --search > Tests/Reference/lesson08-search.csv

The curve is that of the plain network, on the 500 pictures (each before the step that learns from it) and on the first
500 test pictures. The cures are measured on the last 500.
"""

import argparse

import numpy as np

from perceptron import Adam, cross_entropy, glorot

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=5)
parser.add_argument('--seed', type=int, default=0)
parser.add_argument('--cures', action='store_true')
parser.add_argument('--polynomials', action='store_true')
parser.add_argument('--search', action='store_true')
options = parser.parse_args()

pictures = np.fromfile('data/mnist-5k-images-idx3-ubyte', np.uint8)[16:].reshape(5000, 784) / 255
digits = np.fromfile('data/mnist-5k-labels-idx1-ubyte', np.uint8)[8:].astype(int)
split = np.random.RandomState(42).permutation(5000)
x, labels = pictures[split[:1000]], digits[split[:1000]]
x_val, labels_val = pictures[split[4000:4500]], digits[split[4000:4500]]
x_test, labels_test = pictures[split[4500:]], digits[split[4500:]]
random = np.random.RandomState(options.seed)
for first in (0, 500):
    for i in random.permutation(500)[:100]:
        labels[first + i] = (labels[first + i] + random.randint(1, 10)) % 10


def forward(x, parameters, mask=1):
    w1, b1, w2, b2 = parameters
    a = np.maximum(x @ w1 + b1, 0) * mask
    return a, a @ w2 + b2


def evaluate(x, labels, parameters):
    z = forward(x, parameters)[1]
    return cross_entropy(z, labels)[0], np.mean(z.argmax(axis=1) == labels)


def train(count=500, epochs=options.epochs, penalty=0, drop=0, rate=0.001, hidden=128):
    """Per epoch: running loss and accuracy, validation loss and accuracy, and the parameters after it."""
    parameters = glorot([784, hidden, 10], np.random.RandomState(options.seed + 1))
    order, masks = np.random.RandomState(options.seed + 2), np.random.RandomState(options.seed + 3)
    optimizer, history = Adam(rate), []
    for _ in range(epochs):
        shuffled, total, right = order.permutation(count), 0, 0
        for start in range(0, count, 32):
            batch = shuffled[start:start + 32]
            mask = (masks.random_sample((len(batch), hidden)) >= drop) / (1 - drop) if drop else 1
            a, z = forward(x[batch], parameters, mask)
            loss, dz = cross_entropy(z, labels[batch])
            total += loss * len(batch)
            right += np.sum(z.argmax(axis=1) == labels[batch])
            dz1 = dz @ parameters[2].T * mask * (a > 0)
            gradients = [x[batch].T @ dz1 + 2 * penalty * parameters[0], dz1.sum(axis=0, keepdims=True),
                         a.T @ dz + 2 * penalty * parameters[2], dz.sum(axis=0, keepdims=True)]
            optimizer.update(parameters, gradients)
        history.append((total / count, right / count, *evaluate(x_val, labels_val, parameters),
                        [p.copy() for p in parameters]))
    return history


def polynomial_errors(count_of_sets=20):
    """Medians over the sets: RMSE on the known points, on 1,000 new ones."""
    errors = {name: [] for name in ('degree 1', 'degree 3', 'degree 15', 'degree 15, ridge 0.01',
                                    'degree 15, 200 points')}
    for k in range(count_of_sets):
        random = np.random.RandomState(options.seed + k)
        sets = {}
        for count in (20, 200, 2000):
            even = np.linspace(-1, 1, count)
            sets[count] = even, np.sin(np.pi * even) + 0.2 * random.randn(count)
        new = random.uniform(-1, 1, 1000)
        new_y = np.sin(np.pi * new) + 0.2 * random.randn(1000)
        for name, degree, count, ridge in (('degree 1', 1, 20, 0), ('degree 3', 3, 20, 0), ('degree 15', 15, 20, 0),
                                           ('degree 15, ridge 0.01', 15, 20, 0.01),
                                           ('degree 15, 200 points', 15, 200, 0)):
            known, y = sets[count]
            powers = np.vander(known, degree + 1, increasing=True)
            # the penalty as further rows: sqrt(ridge) w should be 0
            rows = np.vstack([powers, np.sqrt(ridge) * np.eye(degree + 1)])
            w = np.linalg.lstsq(rows, np.append(y, np.zeros(degree + 1)), rcond=None)[0]
            errors[name].append([np.sqrt(np.mean((np.vander(v, degree + 1, increasing=True) @ w - t)**2))
                                 for v, t in ((known, y), (new, new_y))])
    return {name: np.median(values, axis=0) for name, values in errors.items()}


if options.polynomials:
    print('polynomial,known,new')
    for name, (known, new) in polynomial_errors().items():
        print(f'"{name}",{float(known)!r},{float(new)!r}')
elif options.search:
    grid = [(rate, hidden) for hidden in (4, 8, 16, 32, 64, 128) for rate in (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2)]
    places = np.random.RandomState(options.seed + 5)
    scattered = [(10**places.uniform(-4, -1.5), round(2**places.uniform(2, 7))) for _ in grid]
    print('trial,learning rate,hidden,val_accuracy,test accuracy')
    for trial, (rate, hidden) in enumerate(grid + scattered, 1):
        epoch = train(epochs=10, rate=rate, hidden=hidden)[-1]
        test = evaluate(x_test, labels_test, epoch[-1])[1]
        print(f'{trial},{float(rate)!r},{hidden},{float(epoch[3])!r},{float(test)!r}', flush=True)
elif options.cures:
    plain = train()
    results = {'nothing': plain[-1], 'early stopping': min(plain, key=lambda epoch: epoch[2]),
               'L2': train(penalty=0.01)[-1], 'dropout': train(drop=0.7)[-1],
               'more data': train(count=1000, epochs=max(options.epochs // 2, 1))[-1]}
    print('cure,loss,accuracy')
    for name, epoch in results.items():
        loss, accuracy = evaluate(x_test, labels_test, epoch[-1])
        print(f'{name},{float(loss)!r},{float(accuracy)!r}')
else:
    print('epoch,loss,accuracy,val_loss,val_accuracy')
    for epoch, figures in enumerate(train(), 1):
        print(f'{epoch},' + ','.join(repr(float(figure)) for figure in figures[:-1]))
