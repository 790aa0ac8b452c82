"""Lesson 13, a Boltzmann machine: 784 x 128 on digits, CD-1; and a tiny one on bars and stripes, exactly.

    python3 Tests/Reference/lesson13.py > Tests/Reference/lesson13.csv      Lesson13BoltzmannMachine --epochs 2
    python3 Tests/Reference/lesson13.py --tiny > Tests/Reference/lesson13-tiny.csv

The reconstruction error is the mean squared difference of test pictures and v -> p(h) -> p(v), nothing drawn.
"""

import argparse
import itertools

import numpy as np

import boltzmann

parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=2)
parser.add_argument('--tiny', action='store_true')
options = parser.parse_args()


def bars_and_stripes():
    """Columns on by the bits of 0 to 7, lowest bit first; then rows by those of 1 to 6: the order the chapter shows."""
    def bits(number):
        return np.array([number & 1, number >> 1 & 1, number >> 2 & 1], float)
    columns = [np.tile(bits(number), (3, 1)) for number in range(8)]
    rows = [np.tile(bits(number), (3, 1)).T for number in range(1, 7)]
    return np.array(columns + rows).reshape(14, 9)


def tiny_machine(steps=3000, seed=0):
    """Every 250 steps: the mean of log p over the patterns, and the share of p on them, from all 512 pictures."""
    machine = boltzmann.Machine(9, 8, 0.1, np.random.RandomState(seed + 1))
    patterns, everything = bars_and_stripes(), np.array(list(itertools.product([0.0, 1.0], repeat=9)))
    random = np.random.RandomState(seed + 3)
    for step in range(steps + 1):
        if step % 250 == 0:
            log_z = np.logaddexp.reduce(-machine.free_energy(everything))
            log_p = -machine.free_energy(patterns) - log_z
            yield step, np.mean(log_p), np.exp(log_p).sum()
        machine.learn(patterns, 0.2, random, draw_visible=True)


if options.tiny:
    print('step,log_likelihood,on_patterns')
    for step, log_likelihood, on_patterns in tiny_machine():
        print(f'{step},{float(log_likelihood)!r},{float(on_patterns)!r}')
else:
    pictures = np.fromfile('data/mnist-5k-images-idx3-ubyte', np.uint8)[16:].reshape(5000, 784) / 255
    split = np.random.RandomState(42).permutation(5000)
    x, x_test = [(pictures[part] > 0.5).astype(float) for part in (split[:4000], split[4000:])]
    machine = boltzmann.Machine(784, 128, 0.01, np.random.RandomState(0 + 1))
    errors = []

    def measure():
        errors.append(np.mean((machine.visible(machine.hidden(x_test)) - x_test)**2))
    measure()
    boltzmann.train(machine, x, options.epochs, 0.1, np.random.RandomState(0 + 2), np.random.RandomState(0 + 3),
                    measure)
    print('epoch,reconstruction_error')
    for epoch, error in enumerate(errors):
        print(f'{epoch},{float(error)!r}')
