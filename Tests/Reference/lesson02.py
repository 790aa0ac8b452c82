"""Lesson 2, gradient descent on the mean squared error of calories = w protein + b, from w = b = 0.

    python3 Tests/Reference/lesson02.py > Tests/Reference/lesson02.csv                       the curves
    python3 Tests/Reference/lesson02.py --figures > Tests/Reference/lesson02-figures.csv     bounds, counts, batches
    python3 Tests/Reference/lesson02.py --check                                              the gradient
"""

import csv
import sys

import numpy as np

with open('data/uscereal.csv') as file:
    rows = list(csv.DictReader(file))
y = np.array([float(row['calories']) for row in rows])
raw = np.array([float(row['protein']) for row in rows])
centred = raw - raw.mean()
standardised = centred / raw.std()


def cost(x, w, b):
    return np.mean((w * x + b - y) ** 2)


def gradient(x, y, w, b):
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error)


def descent(x, rate):
    """The parameters at the start, after one update, after two, ... without end."""
    w, b = 0., 0.
    while True:
        yield w, b
        dw, db = gradient(x, y, w, b)
        w, b = w - rate * dw, b - rate * db


def curve(x, rate, iterations):
    return [cost(x, w, b) for _, (w, b) in zip(range(iterations + 1), descent(x, rate))]


def updates(x, rate, until):
    """How many updates until the parameters (w, b) satisfy a condition."""
    return next(i for i, (w, b) in enumerate(descent(x, rate)) if until(w, b))


def minibatch(x, rate, batch, epochs, seed=0):
    """The costs after each epoch."""
    order = np.random.RandomState(seed + 2)
    w, b, costs = 0., 0., []
    for _ in range(epochs):
        shuffled = order.permutation(len(x))
        for start in range(0, len(x), batch):
            i = shuffled[start:start + batch]
            dw, db = gradient(x[i], y[i], w, b)
            w, b = w - rate * dw, b - rate * db
        costs.append(cost(x, w, b))
    return costs


def print_curves():
    curves = {'cost': curve(raw, 0.01, 100)}
    for rate in (0.001, 0.01, 0.04663, 0.1):
        curves[f'rate {rate}'] = curve(raw, rate, 100)
    curves['standardised 0.5'] = curve(standardised, 0.5, 100)
    print('iteration,' + ','.join(curves))
    for i in range(0, 101, 10):
        print(f'{i},' + ','.join(repr(float(values[i])) for values in curves.values()))


def print_figures():
    figures = {}
    for name, x, rates in [('raw', raw, (0.01, 0.04663)), ('centred', centred, (0.01, 0.04663, 0.1)),
                           ('standardised', standardised, (0.01, 0.1, 0.5))]:
        design = np.column_stack([x, np.ones(len(x))])
        eigenvalues = np.linalg.eigvalsh(2 * design.T @ design / len(x))
        best = np.linalg.lstsq(design, y, rcond=None)[0]
        figures |= {f'{name} eigenvalue 1': eigenvalues[0], f'{name} eigenvalue 2': eigenvalues[1],
                    f'{name} condition': eigenvalues[1] / eigenvalues[0],
                    f'{name} bound': 2 / eigenvalues[1], f'{name} best rate': 2 / eigenvalues.sum(),
                    f'{name} best w': best[0], f'{name} best b': best[1],
                    f'{name} start': cost(x, 0, 0), f'{name} lowest': cost(x, *best)}
        for rate in (*rates, 2 / eigenvalues.sum()):
            label = rate if rate in rates else 'best'
            figures[f'{name} rate {label} iterations'] = updates(
                x, rate, lambda w, b: max(abs(w - best[0]), abs(b - best[1])) < 1e-6)
        bound = 2 / eigenvalues[1]
        for factor in (0.99, 1.01, 1.1):
            figures[f'{name} {factor} x bound cost after 1000'] = curve(x, factor * bound, 1000)[-1]
    figures['raw rate 0.1 cost above 1e12 after'] = updates(raw, 0.1, lambda w, b: cost(raw, w, b) > 1e12)
    figures['raw rate 0.1 cost inf after'] = updates(raw, 0.1, lambda w, b: np.isinf(cost(raw, w, b)))
    figures['raw rate 0.1 cost nan after'] = updates(raw, 0.1, lambda w, b: np.isnan(cost(raw, w, b)))
    for batch in (65, 13, 5, 1):
        costs = minibatch(standardised, 0.01, batch, 100)
        figures |= {f'batch {batch} after 5 epochs': costs[4], f'batch {batch} after 100 epochs': costs[99]}
    print('figure,value')
    for name, value in figures.items():
        print(f'{name},{float(value)!r}')


def check():
    w, b = np.random.RandomState(7).randn(2)
    step = 1e-5
    by_hand = np.array(gradient(raw, y, w, b))
    numerical = np.array([cost(raw, w + step, b) - cost(raw, w - step, b),
                          cost(raw, w, b + step) - cost(raw, w, b - step)]) / (2 * step)
    print(np.linalg.norm(by_hand - numerical) / (np.linalg.norm(by_hand) + np.linalg.norm(numerical)))


np.seterr(over='ignore', invalid='ignore')
if '--check' in sys.argv:
    check()
elif '--figures' in sys.argv:
    print_figures()
else:
    print_curves()
