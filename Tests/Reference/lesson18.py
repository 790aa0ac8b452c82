"""Lesson 18, attention: recall of a value by its key, and names letter by letter by a small transformer.

    python3 Tests/Reference/lesson18.py > Tests/Reference/lesson18.csv              Lesson18Attention --iterations 100
    python3 Tests/Reference/lesson18.py --iterations 1000                           the lesson as it is run
    python3 Tests/Reference/lesson18.py --check                                     gradients against central differences

Sequences lie side by side in arrays of examples x steps x numbers, padded where names are shorter: the lesson has them
one below the other. All backward passes are written by hand. Columns: accuracy on 1,000 recall sequences by attention and
by an LSTM, and nats per character on the 500 names to validate by a transformer and by an LSTM of the same size.
"""

import argparse

import numpy as np

from perceptron import Adam

parser = argparse.ArgumentParser()
parser.add_argument('--iterations', type=int, default=100)
parser.add_argument('--seed', type=int, default=0)
parser.add_argument('--pairs', type=int, default=8)
parser.add_argument('--blocks', type=int, default=1)
parser.add_argument('--no-mask', action='store_true')
parser.add_argument('--check', action='store_true')
options = parser.parse_args()
KEYS, VALUES, LETTERS, END = 16, 10, 27, 26
D, HEADS = 32, 4


def glorot(random, rows, columns):
    limit = np.sqrt(6 / (rows + columns))
    return random.uniform(-limit, limit, (rows, columns))


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cross_entropy(z, labels, counted=None):
    """Mean over the counted rows, and its derivative; z is ... x classes."""
    counted = np.ones(labels.shape) if counted is None else counted
    p = softmax(z)
    right = np.take_along_axis(p, labels[..., None], -1)[..., 0]
    hot = np.eye(z.shape[-1])[labels]
    return -(np.log(right) * counted).sum() / counted.sum(), (p - hot) * counted[..., None] / counted.sum()


def attend(q, k, v, hidden=None):
    """softmax(q kT / sqrt d) v for arrays ... x rows x d; hidden: where a query may not look."""
    s = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    a = softmax(s if hidden is None else np.where(hidden, -np.inf, s))
    return a, a @ v


def attend_back(q, k, v, a, do):
    dv = a.swapaxes(-1, -2) @ do
    da = do @ v.swapaxes(-1, -2)
    ds = a * (da - (da * a).sum(axis=-1, keepdims=True)) / np.sqrt(q.shape[-1])
    return ds @ k, ds.swapaxes(-1, -2) @ q, dv


class Recall:
    """x: count x (pairs + 1) x 26, key beside value; the last row has a key alone. labels: its value."""

    def __init__(self, random, count, pairs):
        self.x, self.labels = np.zeros((count, pairs + 1, KEYS + VALUES)), np.zeros(count, int)
        for s in range(count):
            keys = random.permutation(KEYS)[:pairs]
            values = [random.randint(0, VALUES) for _ in range(pairs)]
            asked = random.randint(0, pairs)
            for t in range(pairs):
                self.x[s, t, keys[t]] = self.x[s, t, KEYS + values[t]] = 1
            self.x[s, pairs, keys[asked]] = 1
            self.labels[s] = values[asked]


class Lookup:
    def __init__(self, random, d=16):
        n = KEYS + VALUES
        self.parameters = [glorot(random, n, d), glorot(random, n, d), glorot(random, n, d),
                           glorot(random, d, VALUES), np.zeros((1, VALUES))]

    def forward(self, x):
        wq, wk, wv, wo, bo = self.parameters
        self.x = x
        self.q, self.k, self.v = x[:, -1:] @ wq, x[:, :-1] @ wk, x[:, :-1] @ wv
        self.a, self.o = attend(self.q, self.k, self.v)
        return self.o[:, 0] @ wo + bo

    def backward(self, dz):
        wq, wk, wv, wo, bo = self.parameters
        do = (dz @ wo.T)[:, None]
        dq, dk, dv = attend_back(self.q, self.k, self.v, self.a, do)
        pairs, last = self.x[:, :-1], self.x[:, -1:]
        return [np.einsum('sti,std->id', last, dq), np.einsum('sti,std->id', pairs, dk),
                np.einsum('sti,std->id', pairs, dv), self.o[:, 0].T @ dz, dz.sum(axis=0, keepdims=True)]


class LSTM:
    """Gates i, f, g, o side by side; answers at every step."""

    def __init__(self, random, inputs, hidden, outputs):
        w = np.hstack([glorot(random, inputs, hidden) for gate in 'ifgo'])
        u = np.hstack([glorot(random, hidden, hidden) for gate in 'ifgo'])
        b = np.zeros((1, 4 * hidden))
        b[0, hidden:2 * hidden] = 1
        self.parameters = [w, u, b, glorot(random, hidden, outputs), np.zeros((1, outputs))]

    def forward(self, x):
        w, u, b, wy, by = self.parameters
        n = len(u)
        self.x, self.h, self.c, self.gates = x, [np.zeros((len(x), n))], [np.zeros((len(x), n))], []
        for t in range(x.shape[1]):
            z = x[:, t] @ w + self.h[-1] @ u + b
            i, f, g, o = sigmoid(z[:, :n]), sigmoid(z[:, n:2 * n]), np.tanh(z[:, 2 * n:3 * n]), sigmoid(z[:, 3 * n:])
            self.gates.append((i, f, g, o))
            self.c.append(f * self.c[-1] + i * g)
            self.h.append(o * np.tanh(self.c[-1]))
        return np.stack(self.h[1:], axis=1) @ wy + by

    def backward(self, dz):
        w, u, b, wy, by = self.parameters
        dw, du, db, dwy, dby = gradients = [np.zeros_like(p) for p in self.parameters]
        dh = dc = 0
        for t in range(self.x.shape[1] - 1, -1, -1):
            dwy += self.h[t + 1].T @ dz[:, t]
            dby += dz[:, t].sum(axis=0)
            dh = dh + dz[:, t] @ wy.T
            i, f, g, o = self.gates[t]
            tanh = np.tanh(self.c[t + 1])
            dc = dc + dh * o * (1 - tanh**2)
            d = np.hstack([dc * g * i * (1 - i), dc * self.c[t] * f * (1 - f), dc * i * (1 - g**2),
                           dh * tanh * o * (1 - o)])
            dw += self.x[:, t].T @ d
            du += self.h[t].T @ d
            db += d.sum(axis=0)
            dh, dc = d @ u.T, dc * f
        return gradients


def normalise(x):
    spread = np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5)
    return (x - x.mean(axis=-1, keepdims=True)) / spread, spread


def normalise_back(hat, spread, d):
    return (d - d.mean(axis=-1, keepdims=True) - hat * (d * hat).mean(axis=-1, keepdims=True)) / spread


class Transformer:
    """Parameters by name, in the order of the lesson."""

    def __init__(self, random, longest, d=D, heads=HEADS, blocks=1):
        self.heads, self.blocks = heads, blocks
        p = {'letters': glorot(random, LETTERS, d), 'places': glorot(random, longest, d)}
        for n in range(1, blocks + 1):
            p[f'gain{n}a'], p[f'shift{n}a'] = np.ones((1, d)), np.zeros((1, d))
            for name in ['q', 'k', 'v', 'o']:
                p[f'w{name}{n}'] = glorot(random, d, d)
            p[f'gain{n}b'], p[f'shift{n}b'] = np.ones((1, d)), np.zeros((1, d))
            p[f'w{n}a'], p[f'b{n}a'] = glorot(random, d, 4 * d), np.zeros((1, 4 * d))
            p[f'w{n}b'], p[f'b{n}b'] = glorot(random, 4 * d, d), np.zeros((1, d))
        p['gain'], p['shift'] = np.ones((1, d)), np.zeros((1, d))
        p['w'], p['b'] = glorot(random, d, LETTERS), np.zeros((1, LETTERS))
        self.names, self.parameters = list(p), list(p.values())

    def forward(self, letters):
        """letters: names x steps of numbers 0 .. 26."""
        p = dict(zip(self.names, self.parameters))
        self.saved, self.letters = [], letters
        b, t = letters.shape
        x = p['letters'][letters] + p['places'][:t]
        d = x.shape[-1]
        hidden = None if options.no_mask else np.triu(np.ones((t, t), bool), 1)
        split = lambda z: z.reshape(b, t, self.heads, d // self.heads).transpose(0, 2, 1, 3)
        for n in range(1, self.blocks + 1):
            hat1, spread1 = normalise(x)
            y1 = hat1 * p[f'gain{n}a'] + p[f'shift{n}a']
            q, k, v = [split(y1 @ p[f'w{name}{n}']) for name in 'qkv']
            a, o = attend(q, k, v, hidden)
            o = o.transpose(0, 2, 1, 3).reshape(b, t, d)
            x = x + o @ p[f'wo{n}']
            hat2, spread2 = normalise(x)
            y2 = hat2 * p[f'gain{n}b'] + p[f'shift{n}b']
            r = np.maximum(y2 @ p[f'w{n}a'] + p[f'b{n}a'], 0)
            x = x + r @ p[f'w{n}b'] + p[f'b{n}b']
            self.saved.append((hat1, spread1, y1, q, k, v, a, o, hat2, spread2, y2, r))
        self.last = normalise(x)
        return (self.last[0] * p['gain'] + p['shift']) @ p['w'] + p['b']

    def backward(self, dz):
        p = dict(zip(self.names, self.parameters))
        g = {}
        flat = lambda z: z.reshape(-1, z.shape[-1])
        b, t = self.letters.shape
        hat, spread = self.last
        y = hat * p['gain'] + p['shift']
        d = hat.shape[-1]
        g['w'], g['b'] = flat(y).T @ flat(dz), flat(dz).sum(axis=0, keepdims=True)
        dy = dz @ p['w'].T
        g['gain'], g['shift'] = flat(dy * hat).sum(axis=0, keepdims=True), flat(dy).sum(axis=0, keepdims=True)
        dx = normalise_back(hat, spread, dy * p['gain'])
        join = lambda z: z.transpose(0, 2, 1, 3).reshape(b, t, d)
        for n in range(self.blocks, 0, -1):
            hat1, spread1, y1, q, k, v, a, o, hat2, spread2, y2, r = self.saved[n - 1]
            g[f'w{n}b'], g[f'b{n}b'] = flat(r).T @ flat(dx), flat(dx).sum(axis=0, keepdims=True)
            dr = dx @ p[f'w{n}b'].T * (r > 0)
            g[f'w{n}a'], g[f'b{n}a'] = flat(y2).T @ flat(dr), flat(dr).sum(axis=0, keepdims=True)
            dy = dr @ p[f'w{n}a'].T
            g[f'gain{n}b'], g[f'shift{n}b'] = [flat(dy * hat2).sum(axis=0, keepdims=True),
                                               flat(dy).sum(axis=0, keepdims=True)]
            dx = dx + normalise_back(hat2, spread2, dy * p[f'gain{n}b'])
            g[f'wo{n}'] = flat(o).T @ flat(dx)
            do = (dx @ p[f'wo{n}'].T).reshape(b, t, self.heads, d // self.heads).transpose(0, 2, 1, 3)
            dy = 0
            for name, part in zip('qkv', attend_back(q, k, v, a, do)):
                g[f'w{name}{n}'] = flat(y1).T @ flat(join(part))
                dy = dy + join(part) @ p[f'w{name}{n}'].T
            g[f'gain{n}a'], g[f'shift{n}a'] = [flat(dy * hat1).sum(axis=0, keepdims=True),
                                               flat(dy).sum(axis=0, keepdims=True)]
            dx = dx + normalise_back(hat1, spread1, dy * p[f'gain{n}a'])
        g['letters'], g['places'] = np.zeros_like(p['letters']), np.zeros_like(p['places'])
        np.add.at(g['letters'], self.letters, dx)
        g['places'][:t] = dx.sum(axis=0)
        return [g[name] for name in self.names]


def clipped(gradients, limit=1):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * (limit / norm) for g in gradients] if norm > limit else gradients


def train(network, iterations, every, rate, batch, measure, falling=False):
    """batch() gives inputs and a function from outputs to the derivative; measure() a figure."""
    rule, curve = Adam(rate), {}
    for iteration in range(iterations + 1):
        if iteration % every == 0 or iteration == iterations:
            curve[iteration] = measure()
        if iteration == iterations:
            return curve
        x, derivative = batch()
        rule.rate = rate * (1 - 0.9 * iteration / iterations) if falling else rate
        rule.update(network.parameters, clipped(network.backward(derivative(network.forward(x)))))


def train_recall(network, last):
    """last: how the network's answer is found in its output, and put back into its derivative."""
    random = np.random.RandomState(options.seed)
    test = Recall(random, 1000, options.pairs)

    def batch():
        fresh = Recall(random, 32, options.pairs)

        def derivative(z):
            dz = cross_entropy(last(z), fresh.labels)[1]
            if z.ndim == 2:
                return dz
            whole = np.zeros_like(z)
            whole[:, -1] = dz
            return whole
        return fresh.x, derivative
    return train(network, options.iterations, 50, 0.01, batch,
                 lambda: np.mean(last(network.forward(test.x)).argmax(axis=1) == test.labels))


def read_names():
    names = []
    for file in ['names-female.txt', 'names-male.txt']:
        for line in open(f'data/{file}'):
            if line.strip() and line.strip().lower() not in names:
                names.append(line.strip().lower())
    order = np.random.RandomState(42).permutation(len(names))
    coded = [[ord(c) - 97 for c in names[i]] for i in order]
    return coded[500:], coded[:500]


def padded(names):
    steps = max(map(len, names)) + 1
    x, y, counted = np.full((len(names), steps), END), np.full((len(names), steps), END), np.zeros((len(names), steps))
    for n, name in enumerate(names):
        x[n, 1:len(name) + 1] = name
        y[n, :len(name)] = name
        counted[n, :len(name) + 1] = 1
    return x, y, counted


def train_names(network, inputs, rate):
    train_set, validation = read_names()
    random, waiting = np.random.RandomState(options.seed + 2), []
    x, y, counted = padded(validation)

    def batch():
        if not waiting:
            waiting.extend(random.permutation(len(train_set)))
        chosen = padded([train_set[i] for i in waiting[:32]])
        del waiting[:32]
        return inputs(chosen[0]), lambda z: cross_entropy(z, chosen[1], chosen[2])[1]
    return train(network, options.iterations, 100, rate, batch,
                 lambda: cross_entropy(network.forward(inputs(x)), y, counted)[0], falling=True)


def same_size(count):
    """Of how many units an LSTM on letters has as many parameters, as nearly as it can."""
    size = lambda h: 4 * h * (LETTERS + h + 1) + LETTERS * (h + 1)
    return min(range(1, 1000), key=lambda h: abs(size(h) - count))


def numerical(network, x, weights):
    for p in network.parameters:
        result = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            before = p[i]
            p[i] = before + 1e-5
            above = (network.forward(x) * weights).sum()
            p[i] = before - 1e-5
            below = (network.forward(x) * weights).sum()
            p[i] = before
            result[i] = (above - below) / 2e-5
        yield result


def check():
    random = np.random.RandomState(1)
    transformer = Transformer(random, 6, d=8, heads=2, blocks=2)
    for p in transformer.parameters:
        p += 0.3 * random.randn(*p.shape)
    lookup, memory = Lookup(random, 5), LSTM(random, 26, 4, 10)
    recall = Recall(random, 3, 4)
    for name, network, x in [('lookup', lookup, recall.x), ('LSTM', memory, recall.x),
                             ('transformer', transformer, random.randint(0, 27, (3, 6)))]:
        weights = random.randn(*network.forward(x).shape)
        by_hand = network.backward(weights)
        worst = max(np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n) + 1e-300)
                    for a, n in zip(by_hand, numerical(network, x, weights)))
        print(f'{name}: {worst:.1e}')


if options.check:
    check()
else:
    weights = lambda: np.random.RandomState(options.seed + 1)
    longest = max(len(name) for part in read_names() for name in part) + 1
    transformer = Transformer(weights(), longest, blocks=options.blocks)
    units = same_size(sum(p.size for p in transformer.parameters))
    curves = {
        'attention': train_recall(Lookup(weights()), lambda z: z),
        'LSTM': train_recall(LSTM(weights(), KEYS + VALUES, 32, VALUES), lambda z: z if z.ndim == 2 else z[:, -1]),
        'transformer': train_names(transformer, lambda x: x, 0.005),
        f'LSTM({units})': train_names(LSTM(weights(), LETTERS, units, LETTERS), lambda x: np.eye(LETTERS)[x], 0.01),
    }
    print('iteration,' + ','.join(curves))
    for step in sorted({s for curve in curves.values() for s in curve}):
        print(f'{step},' + ','.join(repr(float(c[step])) if step in c else '' for c in curves.values()))
