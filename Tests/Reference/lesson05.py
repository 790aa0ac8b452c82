"""Lesson 5, red wine: 11-512-512-512-1, ReLU, as article 002 has it; inputs and target scaled to 0...1.

    python3 Tests/Reference/lesson05.py > Tests/Reference/lesson05.csv       Adam, MAE; the MAE in points on stderr
    python3 Tests/Reference/lesson05.py --loss huber --optimizer sgd --learning-rate 0.01
    python3 Tests/Reference/lesson05.py --baselines > Tests/Reference/lesson05-baselines.csv
    python3 Tests/Reference/lesson05.py --check
"""

import argparse
import sys

import numpy as np

from perceptron import Adam, GradientDescent, Momentum, RMSprop, backward, forward, glorot, worst_difference

LOSSES = {  # the mean loss from the errors predicted - y, and its derivative with respect to the prediction
    'mae': (lambda e: np.mean(np.abs(e)), lambda e: np.sign(e) / e.size),
    'mse': (lambda e: np.mean(e**2), lambda e: 2 * e / e.size),
    'huber': (lambda e: np.mean(np.where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 0.5)),
              lambda e: np.clip(e, -1, 1) / e.size),
}
OPTIMIZERS = {'sgd': GradientDescent, 'momentum': Momentum, 'rmsprop': RMSprop, 'adam': Adam}

parser = argparse.ArgumentParser()
parser.add_argument('--loss', choices=LOSSES, default='mae')
parser.add_argument('--optimizer', choices=OPTIMIZERS, default='adam')
parser.add_argument('--learning-rate', type=float, default=0.001)
parser.add_argument('--epochs', type=int, default=10)
parser.add_argument('--batch-size', type=int, default=256)
parser.add_argument('--seed', type=int, default=0)
parser.add_argument('--raw-target', action='store_true')
parser.add_argument('--baselines', action='store_true')
parser.add_argument('--check', action='store_true')
options = parser.parse_args()

table = np.loadtxt('data/winequality-red.csv', delimiter=';', skiprows=1)
train = np.random.RandomState(5).permutation(len(table))[:1119]  # sample(frac=0.7, random_state=5)
rest = np.setdiff1d(np.arange(len(table)), train)  # in file order
low, high = table[train].min(axis=0), table[train].max(axis=0)
quality = table[rest, -1]
if options.raw_target:
    low[-1], high[-1] = 0, 1
scaled = (table - low) / (high - low)
x, y = scaled[train, :-1], scaled[train, -1:]
x_val, y_val = scaled[rest, :-1], scaled[rest, -1:]
loss, slope = LOSSES[options.loss]

if options.baselines:
    w = np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), table[train, -1], rcond=None)[0]
    print('figure,value')
    for i in range(5):
        print(f'row {i},{float(train[i])!r}')
    for name, predicted in [('median', np.median(table[train, -1])), ('mean', table[train, -1].mean()),
                            ('least squares', x_val @ w[:-1] + w[-1])]:
        print(f'{name} mae,{float(np.mean(np.abs(predicted - quality)))!r}')
    sys.exit()

parameters = glorot([11, 512, 512, 512, 1], np.random.RandomState(options.seed + 1))
if options.check:
    random = np.random.RandomState(7)
    parameters = [p + 0.05 * random.randn(*p.shape) for p in parameters]
    x, y = x[:50], y[:50] + 2 * random.randn(50, 1)  # errors on both sides of Huber's corner
    for name, (loss, slope) in LOSSES.items():
        layers = forward(x, parameters)
        gradients = backward(layers, parameters, slope(layers[-1] - y))
        print(name, worst_difference(lambda: loss(forward(x, parameters)[-1] - y), parameters, gradients))
    sys.exit()

order = np.random.RandomState(options.seed + 2)
optimizer = OPTIMIZERS[options.optimizer](options.learning_rate)
print('epoch,loss,val_loss')
for epoch in range(1, options.epochs + 1):
    shuffled, total = order.permutation(len(x)), 0
    for start in range(0, len(x), options.batch_size):
        batch = shuffled[start:start + options.batch_size]
        layers = forward(x[batch], parameters)
        error = layers[-1] - y[batch]
        total += loss(error) * len(batch)
        optimizer.update(parameters, backward(layers, parameters, slope(error)))
    error = forward(x_val, parameters)[-1] - y_val
    print(f'{epoch},{float(total / len(x))!r},{float(loss(error))!r}', flush=True)
    print(f'epoch {epoch}: validation MAE in points {np.mean(np.abs(error)) * (high[-1] - low[-1])}', file=sys.stderr)
