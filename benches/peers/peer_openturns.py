"""The question with OpenTURNS: its joint distributions and copulas for what is drawn, NumPy for the years."""

import math

import numpy as np
import openturns as ot

from tally import main
from yearly import DEALS, INNOVATIONS, YEARS, turnover

BATCH = 4096
Z95 = 1.6448536269514722


def interval(low, high):
    """The lognormal whose 90 % interval runs from low to high."""
    return ot.LogNormal(math.log(low * high) / 2, math.log(high / low) / (2 * Z95))


def pert(low, mode, high):
    width = high - low
    return ot.Beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, low, high)


def joint(marginals, *copula):
    return list(marginals), ot.JointDistribution(list(marginals.values()), *copula)


def stated():
    """The quantities by name: those that hang together, and the rest."""
    deals = {
        "copper": ot.Normal(),
        "railway": ot.Normal(),
        "smelter": ot.Normal(),
        "power": ot.Normal(),
        "copper_delay": interval(1, 5),
        "smelter_delay": ot.LogNormal(math.log(2.5), 0.5),
        "power_delay": interval(0.5, 3),
    }
    rest = {
        "exports_drift": ot.Normal(-0.01, 0.025),
        "exports_elasticity": interval(0.5, 1.5),
        "imports_drift": ot.Normal(0.005, 0.03),
        "imports_elasticity": ot.Normal(0.7, 0.25),
        "copper_peak": interval(35, 200),
        "copper_life": ot.Exponential(0.03),
        "railway_start": ot.Triangular(2026, 2028, 2033),
        "railway_peak": pert(10, 35, 150),
        "smelter_peak": interval(20, 140),
        "smelter_life": ot.Exponential(0.06),
        "power_peak": pert(10, 30, 90),
    }
    return joint(deals, ot.NormalCopula(ot.CorrelationMatrix(DEALS.tolist()))), joint(rest)


def question(paths, seed, tally):
    ot.RandomGenerator.SetSeed(seed)
    groups = stated()
    surprises = ot.Normal([0] * 4, [1] * 4, ot.CorrelationMatrix(INNOVATIONS))
    for first in range(0, paths, BATCH):
        n = min(BATCH, paths - first)
        z = np.asarray(surprises.getSample(YEARS * n)).T.reshape(4, YEARS, n)
        quantities = {}
        for names, distribution in groups:
            quantities |= zip(names, np.asarray(distribution.getSample(n)).T.copy(), strict=True)
        tally.add(*turnover(z, quantities))


if __name__ == "__main__":
    main(question)
