"""Lesson 1, a linear neuron on the US cereals: every figure, as figure,value."""

import csv

import numpy as np

with open('data/uscereal.csv') as file:
    rows = list(csv.DictReader(file))
column = {name: np.array([float(row[name]) for row in rows])
          for name in ('calories', 'protein', 'fat', 'carbo', 'sugars')}
calories, protein = column['calories'], column['protein']


def mse(predicted):
    return np.mean((predicted - calories) ** 2)


def rmse(predicted):
    return np.sqrt(mse(predicted))


def fitted(names):
    """Least squares with an intercept: the coefficients (intercept last), RMSE, leave-one-out RMSE."""
    x = np.column_stack([column[name] for name in names] + [np.ones(len(rows))])
    w = np.linalg.lstsq(x, calories, rcond=None)[0]
    left_out = np.empty(len(rows))
    for i in range(len(rows)):
        keep = np.arange(len(rows)) != i
        left_out[i] = x[i] @ np.linalg.lstsq(x[keep], calories[keep], rcond=None)[0]
    return w, rmse(x @ w), rmse(left_out)


figures = {'rows': len(rows)}

random = np.random.RandomState(0 + 1)
w = random.uniform(-1, 1)
b = random.uniform(-1, 1)
figures |= {'random w': w, 'random b': b, 'random mse': mse(w * protein + b), 'random rmse': rmse(w * protein + b)}

_, error, left_out = fitted([])
figures |= {'mean': calories.mean(), 'mean rmse': error, 'mean leave-one-out rmse': left_out}

article = 5 * protein + 90
figures |= {'article 4 g': 5 * 4 + 90, 'article mse': mse(article), 'article rmse': rmse(article),
            'article mean residual': np.mean(calories - article)}

for title, names in [('protein', ['protein']), ('several', ['protein', 'fat', 'carbo']),
                     ('sugars', ['protein', 'fat', 'carbo', 'sugars'])]:
    w, error, left_out = fitted(names)
    figures |= {f'{title} {name}': value for name, value in zip(names + ['intercept'], w)}
    figures |= {f'{title} mse': error**2, f'{title} rmse': error, f'{title} leave-one-out rmse': left_out}
figures['protein r'] = np.corrcoef(protein, calories)[0, 1]

rule = 4 * protein + 9 * column['fat'] + 4 * column['carbo']
figures |= {'4/9/4 rmse': rmse(rule), '4/9/4/4 rmse': rmse(rule + 4 * column['sugars'])}

print('figure,value')
for name, value in figures.items():
    print(f'{name},{float(value)!r}')
