"""Lesson 11, a recurrent network: SimpleRNN(50) on sunspots (every step, last step) and on the Hénon map.

    python3 Tests/Reference/lesson11.py > Tests/Reference/lesson11.csv      Lesson11RecurrentNetwork
    python3 Tests/Reference/lesson11.py --baselines > Tests/Reference/lesson11-baselines.csv
    python3 Tests/Reference/lesson11.py --check

h(t) = tanh(x(t) wx + h(t-1) wh + b), forecast h(t) wy + by. Windows of 24 months (8 values of the map), the target
is the next value at every step. Adam 0.001, batches of 32. The loss is each batch's as it was before its update,
weighted by its size.
"""

import argparse

import numpy as np

from perceptron import Adam, worst_difference

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=20)
parser.add_argument('--baselines', action='store_true')
parser.add_argument('--check', action='store_true')
options = parser.parse_args()


def start(hidden=50, seed=0):
    """wx, wh, b, wy, by; the weights drawn in this order."""
    random = np.random.RandomState(seed + 1)

    def glorot(rows, columns):
        limit = np.sqrt(6 / (rows + columns))
        return random.uniform(-limit, limit, (rows, columns))
    wx, wh, wy = glorot(1, hidden), glorot(hidden, hidden), glorot(hidden, 1)
    return [wx, wh, np.zeros((1, hidden)), wy, np.zeros((1, 1))]


def forward(x, parameters):
    """x is examples x steps. The states h(0), h(1), ..., and the forecasts, examples x steps."""
    wx, wh, b, wy, by = parameters
    h = [np.zeros((len(x), len(wh)))]
    for t in range(x.shape[1]):
        h.append(np.tanh(x[:, t:t + 1] @ wx + h[-1] @ wh + b))
    return h, np.hstack([state @ wy + by for state in h[1:]])


def cost(x, y, parameters, every_step):
    """The mean squared error, and its gradients by backpropagation through time."""
    wx, wh, b, wy, by = parameters
    h, forecast = forward(x, parameters)
    error = forecast - y
    if not every_step:
        error[:, :-1] = 0
    count = error.size if every_step else len(error)
    dforecast = 2 * error / count
    gradients = [np.zeros_like(p) for p in parameters]
    dz = np.zeros_like(h[0])
    for t in range(x.shape[1], 0, -1):
        dy = dforecast[:, t - 1:t]
        dz = (dy @ wy.T + dz @ wh.T) * (1 - h[t]**2)
        for total, part in zip(gradients, (x[:, t - 1:t].T @ dz, h[t - 1].T @ dz, dz.sum(axis=0, keepdims=True),
                                           h[t].T @ dy, dy.sum(axis=0, keepdims=True))):
            total += part
    return np.sum(error**2) / count, gradients


def train(windows, test, unit, every_step, seed=0):
    """Per epoch: the running loss, and the RMSE of the test windows' last forecasts."""
    parameters, optimizer, order, history = start(seed=seed), Adam(0.001), np.random.RandomState(seed + 2), []
    for _ in range(options.epochs):
        shuffled, total = order.permutation(len(windows)), 0
        for first in range(0, len(windows), 32):
            batch = windows[shuffled[first:first + 32]]
            loss, gradients = cost(batch[:, :-1], batch[:, 1:], parameters, every_step)
            total += loss * len(batch)
            optimizer.update(parameters, gradients)
        forecast = forward(test[:, :-1], parameters)[1][:, -1]
        history.append((total / len(windows), unit * np.sqrt(np.mean((forecast - test[:, -1])**2))))
    return np.array(history)


def windows_of(series, size):
    return np.lib.stride_tricks.sliding_window_view(series, size + 1)


def autoregression(train, test):
    """RMSE of the least squares forecast from all but the last column and a constant."""
    with_one = [np.hstack([w[:, :-1], np.ones((len(w), 1))]) for w in (train, test)]
    weights = np.linalg.lstsq(with_one[0], train[:, -1], rcond=None)[0]
    return np.sqrt(np.mean((with_one[1] @ weights - test[:, -1])**2))


months = np.genfromtxt('data/sunspots.csv', delimiter=',', skip_header=1)[:, -1]
low, high = months[:2256].min(), months[:2256].max()
scaled = windows_of((months - low) / (high - low), 24)
spots, spots_test = scaled[:2256 - 24], scaled[2256 - 24:]

# The map is chaotic: the order of the roundings, (1.4 x) x and not 1.4 (x x), decides all values after the first 80.
series = [0.0, 0.0]
while len(series) < 1500:
    series.append(1 - 1.4 * series[-1] * series[-1] + 0.3 * series[-2])
henon = windows_of(np.array(series), 8)

if options.check:
    random = np.random.RandomState(7)
    parameters = [p + 0.1 * random.randn(*p.shape) for p in start(hidden=7)]
    batch = random.randn(5, 9)
    for every_step in (True, False):
        print(worst_difference(lambda: cost(batch[:, :-1], batch[:, 1:], parameters, every_step)[0], parameters,
                               cost(batch[:, :-1], batch[:, 1:], parameters, every_step)[1]))
elif options.baselines:
    print('figure,value')
    unit, short = high - low, windows_of(np.array(series), 1)[7:]
    for name, value in [
            ('sunspots mean', unit * np.sqrt(np.mean((spots_test[:, -1] - spots[:, -1].mean())**2))),
            ('sunspots persistence', unit * np.sqrt(np.mean((spots_test[:, -1] - spots_test[:, -2])**2))),
            ('sunspots autoregression', unit * autoregression(spots, spots_test)),
            ('henon autoregression 1', autoregression(short[:1200], short[1200:])),
            ('henon autoregression 8', autoregression(henon[:1200], henon[1200:]))]:
        print(f'{name},{float(value)!r}')
else:
    figures = np.hstack([train(spots, spots_test, high - low, True), train(spots, spots_test, high - low, False),
                         train(henon[:1200], henon[1200:], 1, False)])
    print('epoch,loss,val_rmse,last_loss,last_val_rmse,henon_loss,henon_val_rmse')
    for epoch, row in enumerate(figures, 1):
        print(f'{epoch},' + ','.join(repr(float(figure)) for figure in row))
