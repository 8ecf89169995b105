"""The question in NumPy: arrays of years by paths, in batches that fit the processor's cache."""

import math

import numpy as np

from tally import main

BATCH = 4096
BASE_YEAR, YEARS = 2024, 11
CORRELATION = [[1, 0.3, 0.25, 0.2], [0.3, 1, 0.1, 0.15], [0.25, 0.1, 1, 0.4], [0.2, 0.15, 0.4, 1]]
C = np.linalg.cholesky(CORRELATION)
YEAR_ENDS = BASE_YEAR + 2.0 + np.arange(YEARS)[:, None]
# Φ⁻¹(0.95), and Φ⁻¹(1 − go) of each deal.
Z95 = 1.6448536269514722
COPPER, RAILWAY, SMELTER, POWER = -0.2533471031357997, 0.0, -0.12566134685507416, -0.5244005127080407


def interval(low, high):
    """The median and sigma, in logs, of the lognormal whose 90 % interval runs from low to high."""
    return math.log(low * high) / 2, math.log(high / low) / (2 * Z95)


def pert(g, low, mode, high, n):
    width = high - low
    return low + width * g.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, n)


def trade(g, n):
    """The two flows together, without deals."""
    z = g.standard_normal((4, YEARS, n))
    demand = 0.025 * z[0]
    demand += 0.5 * 0.04
    demand[0] += 0.5 * 0.04
    for t in range(1, YEARS):
        demand[t] += 0.5 * demand[t - 1]
    prices = 0.02 + 0.04 * (C[1, 0] * z[0] + C[1, 1] * z[1])
    exports = 0.16 * (C[2, 0] * z[0] + C[2, 1] * z[1] + C[2, 2] * z[2])
    exports += g.lognormal(*interval(0.5, 1.5), n) * demand
    exports += prices
    exports += g.normal(-0.01, 0.025, n)
    exports[0] += math.log(150)
    imports = 0.22 * (C[3, 0] * z[0] + C[3, 1] * z[1] + C[3, 2] * z[2] + C[3, 3] * z[3])
    demand *= g.normal(0.7, 0.25, n)
    imports += demand
    prices *= 0.8
    imports += prices
    imports += g.normal(0.005, 0.03, n)
    imports[0] += math.log(40)
    for flow in (exports, imports):
        np.cumsum(flow, axis=0, out=flow)
        np.exp(flow, out=flow)
    exports += imports
    return exports


def delivered(amounts, on, start, peak, ramp, life=None):
    """Adds what a deal has delivered by the end of each year, in the paths where it goes ahead."""
    active = YEAR_ENDS - start
    np.maximum(active, 0, out=active)
    if life is not None:
        np.minimum(active, life, out=active)
    ramping = np.minimum(active, ramp)
    active -= ramping
    ramping *= ramping
    ramping *= 0.5 / ramp
    active += ramping
    active *= peak
    amounts[1:, on] += active


def deals(g, n):
    will = g.standard_normal(n)
    favour, haste = math.sqrt(0.35) * will, -math.sqrt(0.25) * will

    def goes_ahead(threshold):
        return favour + math.sqrt(0.65) * g.standard_normal(n) > threshold

    def delay(on, median, sigma):
        return np.exp(median + sigma * (haste[on] + math.sqrt(0.75) * g.standard_normal(on.size)))

    amounts = np.zeros((YEARS + 1, n))
    on = np.flatnonzero(goes_ahead(COPPER))
    start = 2025.5 + delay(on, *interval(1, 5))
    delivered(amounts, on, start, g.lognormal(*interval(35, 200), on.size), 4, g.exponential(1 / 0.03, on.size))
    railway = goes_ahead(RAILWAY)
    opening = g.triangular(2026, 2028, 2033, n)
    on = np.flatnonzero(railway)
    delivered(amounts, on, opening[on], pert(g, 10, 35, 150, on.size), 3)
    on = np.flatnonzero(goes_ahead(SMELTER) & railway)
    start = np.maximum(2026.25 + delay(on, math.log(2.5), 0.5), opening[on])
    delivered(amounts, on, start, g.lognormal(*interval(20, 140), on.size), 2, g.exponential(1 / 0.06, on.size))
    on = np.flatnonzero(goes_ahead(POWER))
    delivered(amounts, on, 2025 + delay(on, *interval(0.5, 3)), pert(g, 10, 30, 90, on.size), 2.5)
    return np.diff(amounts, axis=0)


def question(paths, seed, tally):
    g = np.random.Generator(np.random.SFC64(seed))
    for first in range(0, paths, BATCH):
        n = min(BATCH, paths - first)
        without = trade(g, n)
        tally.add(without, without + deals(g, n))


if __name__ == "__main__":
    main(question)
