"""Lesson 3, logistic regression as article 001 writes it: is it the sign 0 or the sign 1?

    python3 Tests/Reference/lesson03.py > Tests/Reference/lesson03.csv       on drawn hands; accuracies on stderr
    python3 Tests/Reference/lesson03.py --data DIR                           on the publisher's X.npy and Y.npy
    python3 Tests/Reference/lesson03.py --naive-loss                         the article's loss, from log(1 - p)
    python3 Tests/Reference/lesson03.py --check                              dw and db against central differences
"""

import argparse
import sys

import numpy as np

import hands


def signs(folder=None, seed=1):
    """Pictures of the signs 0 and 1 and their labels, split 348 / 62: x, y, x_test, y_test."""
    if folder:
        x = np.load(f'{folder}/X.npy').astype(float)
        x = np.concatenate([x[204:409], x[822:1027]]).reshape(410, -1)
        y = np.repeat([0., 1.], 205)
    else:
        x, y = hands.drawn_digits(seed)
    shuffled = np.random.RandomState(42).permutation(410)  # train_test_split(test_size=0.15, random_state=42)
    test, train = shuffled[:62], shuffled[62:]
    return x[train], y[train].astype(float), x[test], y[test].astype(float)


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def cost(x, y, w, b):
    z = x @ w + b
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def naive_cost(x, y, w, b):
    """As the article computes it: with z near 30, 1 - p keeps three digits, and the sixth decimal is wrong."""
    p = 1 / (1 + np.exp(-(x @ w + b)))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))


def gradient(x, y, w, b):
    dz = (sigmoid(x @ w + b) - y) / len(y)
    return x.T @ dz, dz.sum()


def accuracy(x, y, w, b):
    """In percent."""
    return 100 * np.mean((x @ w + b > 0) == (y == 1))


def train(x, y, learning_rate, iterations, cost=cost):
    """w, b, and the cost before each update."""
    w, b, costs = np.full(x.shape[1], 0.01), 0., []
    for _ in range(iterations):
        costs.append(cost(x, y, w, b))
        dw, db = gradient(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


def check(x, y):
    random = np.random.RandomState(7)
    w, b, step = 0.05 * random.randn(x.shape[1]), random.randn(), 1e-5
    dw, db = gradient(x, y, w, b)
    numerical = np.empty_like(dw)
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += step
        down[i] -= step
        numerical[i] = (cost(x, y, up, b) - cost(x, y, down, b)) / (2 * step)
    numerical_b = (cost(x, y, w, b + step) - cost(x, y, w, b - step)) / (2 * step)
    print('dw', np.linalg.norm(dw - numerical) / (np.linalg.norm(dw) + np.linalg.norm(numerical)))
    print('db', abs(db - numerical_b) / (abs(db) + abs(numerical_b)))


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--data')
    parser.add_argument('--learning-rate', type=float, default=0.01)
    parser.add_argument('--iterations', type=int, default=150)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--naive-loss', action='store_true')
    parser.add_argument('--check', action='store_true')
    options = parser.parse_args()
    x, y, x_test, y_test = signs(options.data, options.seed)
    if options.check:
        check(x, y)
        sys.exit()
    w, b, costs = train(x, y, options.learning_rate, options.iterations, naive_cost if options.naive_loss else cost)
    print('iteration,cost')
    for i in range(0, options.iterations, 10):
        print(f'{i},{float(costs[i])!r}')
    print(f'train accuracy: {accuracy(x, y, w, b)} %', file=sys.stderr)
    print(f'test accuracy: {accuracy(x_test, y_test, w, b)} %', file=sys.stderr)
