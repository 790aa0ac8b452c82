"""The drawn hands: digits of 64 x 64 and letters of 28 x 28, from capsules.

    pictures, labels = drawn_digits(0)              410 x 4096, 205 times the sign 0, then 205 times the sign 1
    pictures, labels = drawn_letters(0, 1000)       1000 x 784, picture i shows letter number i mod 24

    python3 Tests/Reference/hands.py > Tests/Reference/hands.csv      what identifies each picture, in 256 greys
    python3 Tests/Reference/hands.py --letters letters.npy            writes 1,000 letters as bytes (1000, 28, 28)

Hand frame: wrist at the origin, y towards the fingers, x towards the thumb, z out of the palm. Angles in degrees.
One RandomState draws everything, picture after picture, in the order in which `hand` and `picture` call it.
"""

import sys

import numpy as np

#                      index             middle            ring              little
KNUCKLE = np.array([[.25, .90, 0], [.08, .95, .02], [-.09, .91, .02], [-.25, .80, 0]])
LENGTH = [[.46, .28, .22], [.50, .32, .23], [.46, .30, .22], [.36, .21, .19]]
RADIUS = [.102, .106, .102, .090]
SPREAD = [1, .2, -.7, -1.7]

FLEX = {'E': (4, 6, 4), 'C': (82, 105, 60), 'H': (20, 85, 60), 'R': (38, 50, 30), 'O': (52, 58, 40),
        'T': (68, 62, 35), 'K': (62, 10, 5), 'L': (88, 84, 8), 'S': (62, 108, 75)}

THUMB = {
    'side': [(.42, .44, .16), (.45, .74, .24), (.40, .98, .28)],
    'out': [(.50, .38, .10), (.80, .56, .12), (1.04, .72, .12)],
    'palm': [(.37, .38, .20), (.15, .54, .30), (-.07, .60, .32)],
    'front': [(.42, .42, .34), (.26, .66, .62), (-.02, .70, .68)],
    'low': [(.38, .36, .26), (.16, .47, .46), (-.10, .50, .50)],
    'three': [(.38, .40, .24), (.10, .58, .36), (-.17, .74, .52)],
    'two': [(.38, .42, .24), (.18, .64, .36), (-.01, .82, .54)],
    'tee': [(.42, .44, .22), (.32, .78, .44), (.16, 1.08, .60)],
    'opp': [(.34, .32, .36), (.32, .44, .68), (.30, .62, .92)],
    'ring': [(.34, .36, .38), (.32, .62, .66), (.26, .90, .78)],
    'mid': [(.34, .40, .34), (.20, .66, .56), (.10, .84, .74)],
    'rng': [(.34, .40, .32), (.12, .62, .50), (-.06, .80, .68)],
    'pin': [(.36, .38, .26), (.08, .54, .42), (-.18, .68, .54)],
    'kay': [(.40, .42, .24), (.34, .72, .40), (.20, 1.0, .44)],
    'up': [(.44, .40, .20), (.52, .70, .34), (.56, .96, .40)],
}

# sign: fingers, spread, thumb, (yaw, pitch, roll)
SIGNS = {
    '0': ('OOOO', 3, 'ring', (55, 0, 0)), '1': ('ECCC', 4, 'front', (0, 0, 0)),
    '2': ('EECC', 20, 'front', (0, 0, 0)), '3': ('EECC', 20, 'out', (0, 0, 0)),
    '4': ('EEEE', 10, 'palm', (0, 0, 0)), '5': ('EEEE', 15, 'out', (0, 0, 0)),
    '6': ('EEET', 13, 'pin', (0, 0, 0)), '7': ('EETE', 12, 'rng', (0, 0, 0)),
    '8': ('ETEE', 12, 'mid', (0, 0, 0)), '9': ('OEEE', 9, 'ring', (15, 0, 0)),
    'A': ('CCCC', 3, 'side', (0, 0, 0)), 'B': ('EEEE', 2, 'palm', (0, 0, 0)),
    'C': ('RRRR', 3, 'opp', (65, 0, 0)), 'D': ('ETTT', 3, 'mid', (20, 0, 0)),
    'E': ('SSSS', 2, 'low', (0, 0, 0)), 'F': ('OEEE', 12, 'ring', (30, 0, 0)),
    'G': ('ECCC', 3, 'up', (180, 0, -75)), 'H': ('EECC', 2, 'side', (180, 0, -75)),
    'I': ('CCCE', 5, 'front', (0, 0, 0)), 'K': ('EKCC', 5, 'kay', (40, 0, 0)),
    'L': ('ECCC', 5, 'out', (0, 0, 0)), 'M': ('LLLC', 3, 'three', (0, 0, 0)),
    'N': ('LLCC', 3, 'two', (0, 0, 0)), 'O': ('OOOO', 3, 'ring', (60, 0, 0)),
    'P': ('EKCC', 5, 'kay', (30, 0, 100)), 'Q': ('ECCC', 3, 'up', (180, 0, -165)),
    'R': ('EECC', -9, 'front', (0, 0, 0)), 'S': ('CCCC', 3, 'front', (0, 0, 0)),
    'T': ('CCCC', 3, 'tee', (0, 0, 0)), 'U': ('EECC', 1, 'front', (0, 0, 0)),
    'V': ('EECC', 24, 'front', (0, 0, 0)), 'W': ('EEEC', 16, 'pin', (0, 0, 0)),
    'X': ('HCCC', 4, 'front', (50, 0, 0)), 'Y': ('CCCE', 13, 'out', (0, 0, 0)),
}
LETTERS = 'ABCDEFGHIKLMNOPQRSTUVWXY'

DIGIT_STYLE = dict(side=64, roll=10, yaw=14, pitch=8, size=.15, shift=.21, flex=6, spread=3, thumb=.03, fill=1.7,
                   floor=1.9, dy=-.12, level=(.68, .78), vignette=(.12, .24), skin=(.50, .72), noise=.012)
LETTER_STYLE = dict(side=28, roll=4, yaw=6, pitch=4, size=.05, shift=.03, flex=5, spread=2, thumb=.02, fill=1.55,
                    floor=1.45, dy=-.04, level=(.68, .95), vignette=(0, .16), skin=(.45, .80), noise=.02)


def symmetric(random):
    """U, uniform in -1...1."""
    return 2 * random.random_sample() - 1


def hand(sign, style, random):
    """The twenty capsules of one hand: ends p and q (20 x 3 each), radii (20). The forearm comes first."""
    fingers, spread, thumb, angles = SIGNS[sign]
    p, q, r = [(0, 0, 0)], [(0, -2, -.1)], [.21]
    for i in range(4):
        x, y, z = KNUCKLE[i]
        p.append((.6 * x, .12 * y, z))
        q.append((x, y, z))
        r.append(.155 if i == 3 else .17)

    spread = spread + symmetric(random) * style['spread']
    loose = symmetric(random) * style['flex']
    for i in range(4):
        flex = FLEX[fingers[i]]
        t = (spread * SPREAD[i] + symmetric(random) * style['spread'] / 3) * np.cos(np.radians(flex[0]))
        t = np.radians(t)
        start, f = KNUCKLE[i], 0
        for j in range(3):
            f = f + flex[j] + loose + symmetric(random) * style['flex']
            c, s = np.cos(np.radians(f)), np.sin(np.radians(f))
            end = start + LENGTH[i][j] * np.array([c * np.sin(t), c * np.cos(t), s])
            p.append(start)
            q.append(end)
            r.append(RADIUS[i] - .006 * j)
            start = end

    start = np.array([.22, .12, .08])
    for j in range(3):
        jitter = np.array([symmetric(random), symmetric(random), symmetric(random)])
        end = np.array(THUMB[thumb][j]) + style['thumb'] * (j + 1) * jitter
        p.append(start)
        q.append(end)
        r.append([.15, .115, .095][j])
        start = end

    yaw = np.radians(angles[0] + symmetric(random) * style['yaw'])
    pitch = np.radians(angles[1] + symmetric(random) * style['pitch'])
    roll = np.radians(angles[2] + symmetric(random) * style['roll'])
    rolls = np.full(20, roll)
    p = turned(np.array(p, dtype=float), yaw, pitch, rolls)
    rolls[0] = roll / 2  # the wrist bends: the far end of the forearm turns by half the roll
    q = turned(np.array(q, dtype=float), yaw, pitch, rolls)
    return p, q, np.array(r)


def turned(points, yaw, pitch, roll):
    x, y, z = points.T
    x, z = x * np.cos(yaw) + z * np.sin(yaw), z * np.cos(yaw) - x * np.sin(yaw)
    y, z = y * np.cos(pitch) - z * np.sin(pitch), z * np.cos(pitch) + y * np.sin(pitch)
    x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    return np.stack([x, y, z], axis=1)


def picture(sign, style, random):
    """One picture, side x side, in 256 greys from 0 to 1."""
    p, q, r = hand(sign, style, random)
    size = symmetric(random)
    shift_x, shift_y = symmetric(random), symmetric(random)
    lx, ly = .6 * symmetric(random), .6 * random.random_sample()
    skin, level = [low + (high - low) * random.random_sample() for low, high in (style['skin'], style['level'])]
    gx, gy = .12 * symmetric(random), .12 * symmetric(random)
    low, high = style['vignette']
    vignette = low + (high - low) * random.random_sample()
    side = style['side']
    noise = random.randn(side, side)

    # Fit: the box of all ends but the forearm's.
    ends = np.concatenate([p[1:, :2], q[1:, :2]])
    lo, hi = ends.min(axis=0) - .1, ends.max(axis=0) + .1
    scale = style['fill'] / max(hi[0] - lo[0], hi[1] - lo[1], style['floor']) * (1 + size * style['size'])
    centre = (lo + hi) / 2
    shift = style['shift'] * np.array([shift_x, shift_y]) + np.array([0, style['dy']])

    # Raster: four fine pixels per pixel; cx to the right, cy up; x and y the same places in hand units.
    fine = (np.arange(2 * side) + .5) / side - 1
    cx, cy = np.meshgrid(fine, -fine)
    x, y = (cx - shift[0]) / scale + centre[0], (cy - shift[1]) / scale + centre[1]
    grey = level + gx * cx + gy * cy - vignette * (cx**2 + cy**2 - .67)
    highest = np.full(grey.shape, -9.)
    for (px, py, pz), (qx, qy, qz), radius in zip(p, q, r):
        dx, dy, dz = qx - px, qy - py, qz - pz
        t = np.clip(((x - px) * dx + (y - py) * dy) / (dx**2 + dy**2 + 1e-6), 0, 1)
        ex, ey = x - px - t * dx, y - py - t * dy
        h = np.sqrt(np.maximum(radius**2 - ex**2 - ey**2, 0))
        z = pz + t * dz + h
        seen = (ex**2 + ey**2 < radius**2) & (z > highest)
        shade = .34 + .54 * np.maximum(0, (ex * lx + ey * ly + .8 * h) / radius) + .22 * z
        grey = np.where(seen, skin * shade, grey)
        highest = np.where(seen, z, highest)
    grey = grey.reshape(side, 2, side, 2).mean(axis=(1, 3))
    return np.round(255 * np.clip(grey + style['noise'] * noise, 0, 1)) / 255


def drawn(signs, style, seed):
    random = np.random.RandomState(seed)
    return np.array([picture(sign, style, random).ravel() for sign in signs])


def drawn_digits(seed):
    """205 pictures of the sign 0, then 205 of the sign 1: pictures (410 x 4096), labels."""
    return drawn('0' * 205 + '1' * 205, DIGIT_STYLE, seed), np.repeat([0, 1], 205)


def drawn_letters(seed, count):
    """Letters A...I, K...Y in turn: pictures (count x 784), labels as Kaggle's (A = 0, K = 10, Y = 24)."""
    signs = [LETTERS[i % 24] for i in range(count)]
    return drawn(signs, LETTER_STYLE, seed), np.array([ord(sign) - ord('A') for sign in signs])


if __name__ == '__main__':
    if sys.argv[1:2] == ['--letters']:
        pictures, _ = drawn_letters(0, 1000)
        np.save(sys.argv[2], np.round(255 * pictures).astype(np.uint8).reshape(-1, 28, 28))
        sys.exit()
    print('set,picture,label,sum,moment')  # the sum of the greys 0...255, and the sum of grey times pixel number 0...
    for name, (pictures, labels) in [('digits', drawn_digits(0)), ('letters', drawn_letters(0, 240))]:
        greys = np.round(255 * pictures).astype(int)
        for i in range(len(greys)):
            print(f'{name},{i},{labels[i]},{greys[i].sum()},{greys[i] @ np.arange(greys.shape[1])}')
