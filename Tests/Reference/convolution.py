"""Two rounds of convolution, ReLU and 2 x 2 pooling, then a dense layer: what lessons 10 and 15 share.

Pictures are examples x height x width x channels. A filter's weights are (size size channels) x filters.
"""

import numpy as np


def glorot(random, inputs, outputs, shape):
    limit = np.sqrt(6 / (inputs + outputs))
    return random.uniform(-limit, limit, shape)


def network(random, size, classes, filters=(8, 16)):
    """w1, b1, w2, b2, w3, b3; the weights drawn in this order, biases zero."""
    side = ((28 - size + 1) // 2 - size + 1) // 2
    parameters, channels = [], 1
    for count in filters:
        area = size * size
        parameters += [glorot(random, area * channels, area * count, (area * channels, count)), np.zeros((1, count))]
        channels = count
    features = side * side * channels
    return parameters + [glorot(random, features, classes, (features, classes)), np.zeros((1, classes))]


def patches_of(x, size):
    """A row per place of the filter."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, size * size * x.shape[3])


def patches_back(dpatches, shape, size):
    """Each patch added to where it came from."""
    count, height, width, channels = shape
    dx, places = np.zeros(shape), dpatches.reshape(count, height - size + 1, width - size + 1, size, size, channels)
    for j in range(size):
        for i in range(size):
            dx[:, j:j + height - size + 1, i:i + width - size + 1] += places[:, :, :, j, i]
    return dx


def pool(x):
    """The largest of each 2 x 2, a last odd row or column left out, and which of the four it was."""
    count, height, width, channels = x.shape
    x = x[:, :height // 2 * 2, :width // 2 * 2].reshape(count, height // 2, 2, width // 2, 2, channels)
    fours = x.transpose(0, 1, 3, 5, 2, 4).reshape(count, height // 2, width // 2, channels, 4)
    return fours.max(axis=4), fours.argmax(axis=4)


def pool_back(da, winner, shape):
    count, height, width, channels = shape
    fours = (winner[..., None] == np.arange(4)) * da[..., None]
    fours = fours.reshape(count, height // 2, width // 2, channels, 2, 2).transpose(0, 1, 4, 2, 5, 3)
    dx = np.zeros(shape)
    dx[:, :height // 2 * 2, :width // 2 * 2] = fours.reshape(count, height // 2 * 2, width // 2 * 2, channels)
    return dx


def features(x, parameters, size):
    """The pooled second layer as a row per picture, and what the way back needs."""
    trace = []
    for w, b in (parameters[0:2], parameters[2:4]):
        patches = patches_of(x, size)
        side = x.shape[1] - size + 1
        a = np.maximum(patches @ w + b, 0).reshape(len(x), side, side, -1)
        pooled, winner = pool(a)
        trace.append((x.shape, patches, a, winner))
        x = pooled
    return x.reshape(len(x), -1), trace


def forward(x, parameters, size):
    flat, trace = features(x, parameters, size)
    return flat @ parameters[4] + parameters[5], (flat, trace)


def backward(trace, parameters, size, dz):
    """The gradients in the order of the parameters, from the derivative with respect to the last z."""
    flat, rounds = trace
    gradients = [None] * 4 + [flat.T @ dz, dz.sum(axis=0, keepdims=True)]
    dx = dz @ parameters[4].T
    for i in (1, 0):
        shape, patches, a, winner = rounds[i]
        da = pool_back(dx.reshape(winner.shape), winner, a.shape)
        dz = (da * (a > 0)).reshape(len(patches), -1)
        gradients[2 * i], gradients[2 * i + 1] = patches.T @ dz, dz.sum(axis=0, keepdims=True)
        dx = patches_back(dz @ parameters[2 * i].T, shape, size)
    return gradients
