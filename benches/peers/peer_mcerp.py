"""The question with mcerp: its Latin hypercubes and correlations for quantities, NumPy for the years."""

import math

import mcerp
import numpy as np
from mcerp import PERT, Exp, LogN, N, Tri

from tally import main
from yearly import DEALS, surprises, turnover

BATCH = 50_000
Z95 = 1.6448536269514722


def interval(low, high):
    """The lognormal whose 90 % interval runs from low to high. LogN's first parameter is the median."""
    return LogN(math.sqrt(low * high), math.log(high / low) / (2 * Z95))


def drawn():
    """The quantities by name."""
    correlated = {
        "copper": N(0, 1),
        "railway": N(0, 1),
        "smelter": N(0, 1),
        "power": N(0, 1),
        "copper_delay": interval(1, 5),
        "smelter_delay": LogN(2.5, 0.5),
        "power_delay": interval(0.5, 3),
    }
    mcerp.correlate(list(correlated.values()), DEALS)
    return correlated | {
        "exports_drift": N(-0.01, 0.025),
        "exports_elasticity": interval(0.5, 1.5),
        "imports_drift": N(0.005, 0.03),
        "imports_elasticity": N(0.7, 0.25),
        "copper_peak": interval(35, 200),
        "copper_life": Exp(0.03),
        "railway_start": Tri(2026, 2028, 2033),
        "railway_peak": PERT(10, 35, 150),
        "smelter_peak": interval(20, 140),
        "smelter_life": Exp(0.06),
        "power_peak": PERT(10, 30, 90),
    }


def question(paths, seed, tally):
    np.random.seed(seed)
    g = np.random.Generator(np.random.SFC64([seed, 1]))
    for first in range(0, paths, BATCH):
        mcerp.npts = min(BATCH, paths - first)
        # Its samples have no public name.
        samples = {name: quantity._mcpts for name, quantity in drawn().items()}
        tally.add(*turnover(surprises(g, mcerp.npts), samples))


if __name__ == "__main__":
    main(question)
