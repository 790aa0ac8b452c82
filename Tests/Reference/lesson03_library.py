"""Lesson 3, what scikit-learn's LogisticRegression finds: the L2 model (C = 1) at its minimum.

It minimises the *sum* of the losses plus |w|^2 / 2; the intercept is not penalised. Newton's method, written out,
has to end at the same place. The solver is newton-cg: the default one, lbfgs, stops some 1e-6 (intercept: 1e-4)
short of the minimum however small tol is. The only script here that needs more than NumPy.

    python3 Tests/Reference/lesson03_library.py > Tests/Reference/lesson03-library.csv
"""

import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

from lesson03 import accuracy, cost, sigmoid, signs


def newton(x, y, steps=15):
    """Descent in the span of the pictures: w = q v, with q orthonormal, so v has 348 numbers and |w| = |v|."""
    q = np.linalg.qr(x.T)[0]
    z = np.column_stack([x @ q, np.ones(len(y))])
    penalty = np.ones(z.shape[1])
    penalty[-1] = 0
    v = np.zeros(z.shape[1])
    for step in range(steps):
        p = sigmoid(z @ v)
        slope = z.T @ (p - y) + penalty * v
        curvature = (z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        change = np.linalg.solve(curvature, slope)
        v = v - change
        print(f'newton step {step + 1}: largest change {np.abs(change).max():.1e}', file=sys.stderr)
        if np.abs(change).max() < 1e-12:
            break
    return q @ v[:-1], v[-1]


x, y, x_test, y_test = signs(sys.argv[2] if sys.argv[1:2] == ['--data'] else None)
w, b = newton(x, y)
for title, settings in [('default tolerance', dict(max_iter=150)),
                        ('lbfgs, tol 1e-12', dict(tol=1e-12, max_iter=10**6)),
                        ('newton-cg, tol 1e-12', dict(solver='newton-cg', tol=1e-12, max_iter=10**6))]:
    library = LogisticRegression(**settings).fit(x, y)
    print(f'{title}: largest difference from newton {np.abs(library.coef_[0] - w).max():.1e}, of the intercept '
          f'{abs(library.intercept_[0] - b):.1e}, {library.n_iter_[0]} iterations', file=sys.stderr)

w, b = library.coef_[0], library.intercept_[0]
figures = {f'coefficient {i}': w[i] for i in range(20)}
figures |= {'intercept': b, 'norm': np.linalg.norm(w), 'cost': cost(x, y, w, b),
            'train accuracy': accuracy(x, y, w, b), 'test accuracy': accuracy(x_test, y_test, w, b)}
print('figure,value')
for name, value in figures.items():
    print(f'{name},{float(value)!r}')
