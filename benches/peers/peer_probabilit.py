"""The question in probabilit's modelling language: one graph of distributions and operations, years included."""

import math

import numpy as np
from probabilit import PERT, All, Distribution, Exp, Max, Min, Normal, Triangular
from probabilit.modeling import NoOp

from tally import YEARS, main

# A batch takes half a second for the graph alone, and 10 KiB a path.
BATCH = 100_000
Z95 = 1.6448536269514722
INNOVATIONS = np.array([[1, 0.3, 0.25, 0.2], [0.3, 1, 0.1, 0.15], [0.25, 0.1, 1, 0.4], [0.2, 0.15, 0.4, 1]])
# Φ⁻¹(1 − go) of each deal.
COPPER, RAILWAY, SMELTER, POWER = -0.2533471031357997, 0.0, -0.12566134685507416, -0.5244005127080407


def interval(low, high, score):
    """The lognormal whose 90 % interval runs from low to high, from a normal score."""
    return Exp(math.log(low * high) / 2 + math.log(high / low) / (2 * Z95) * score)


def delivered(year_end, start, ramp, life=None):
    """What a deal with a peak of 1 has delivered by the end of a year."""
    active = Max(year_end - start, 0)
    if life is not None:
        active = Min(active, life)
    ramping = Min(active, ramp)
    return ramping * ramping / (2 * ramp) + (active - ramping)


def graph():
    """Turnover of each year without the deals, the same with them, and the node above them all."""
    will = Normal()
    favour, slowness = math.sqrt(0.35) * will, -math.sqrt(0.25) * will

    def goes_ahead(threshold):
        return favour + math.sqrt(0.65) * Normal() > threshold

    def score():
        return slowness + math.sqrt(0.75) * Normal()

    copper, railway, power = goes_ahead(COPPER), goes_ahead(RAILWAY), goes_ahead(POWER)
    smelter = All(goes_ahead(SMELTER), railway)
    copper_start = 2025.5 + interval(1, 5, score())
    railway_start = Triangular(2026, 2028, 2033)
    smelter_start = Max(2026.25 + 2.5 * Exp(0.5 * score()), railway_start)
    power_start = 2025 + interval(0.5, 3, score())
    copper_life, smelter_life = Distribution("expon", scale=1 / 0.03), Distribution("expon", scale=1 / 0.06)
    copper_peak, railway_peak = copper * interval(35, 200, Normal()), railway * PERT(10, 35, 150)
    smelter_peak, power_peak = smelter * interval(20, 140, Normal()), power * PERT(10, 30, 90)

    exports_drift, exports_elasticity = Normal(-0.01, 0.025), interval(0.5, 1.5, Normal())
    imports_drift, imports_elasticity = Normal(0.005, 0.03), Normal(0.7, 0.25)
    exports, imports, demand, before = math.log(150), math.log(40), 0.04, 0
    without, together, surprises = [], [], []
    for year in YEARS:
        z = [Normal() for _ in range(4)]
        surprises.append(z)
        demand = 0.04 + 0.5 * (demand - 0.04) + 0.025 * z[0]
        prices = 0.02 + 0.04 * z[1]
        exports = exports + exports_drift + exports_elasticity * demand + prices + 0.16 * z[2]
        imports = imports + imports_drift + imports_elasticity * demand + 0.8 * prices + 0.22 * z[3]
        without.append(Exp(exports) + Exp(imports))
        amounts = copper_peak * delivered(year + 1, copper_start, 4, copper_life)
        amounts += railway_peak * delivered(year + 1, railway_start, 3)
        amounts += smelter_peak * delivered(year + 1, smelter_start, 2, smelter_life)
        amounts += power_peak * delivered(year + 1, power_start, 2.5)
        together.append(without[-1] + amounts - before)
        before = amounts
    top = NoOp(*without, *together)
    for z in surprises:
        top.correlate(*z, corr_mat=INNOVATIONS)
    return without, together, top


def question(paths, seed, tally):
    g = np.random.Generator(np.random.SFC64(seed))
    without, together, top = graph()
    for first in range(0, paths, BATCH):
        # Only normals are correlated, and those Cholesky keeps as they are. It is the quickest way.
        n = min(BATCH, paths - first)
        top.sample(n, random_state=g, correlator="cholesky", gc_strategy=[*without, *together])
        tally.add(*(np.array([node.samples_ for node in nodes]) for nodes in (without, together)))


if __name__ == "__main__":
    main(question)
