"""The question in Numba: one compiled loop over the paths, which draws what a path needs and nothing else."""

import math

import numba
import numpy as np

from tally import BINS, FIRST, SHIFT, TARGET, Tally, main

BASE_YEAR, YEARS = 2024, 11
CORRELATION = [[1, 0.3, 0.25, 0.2], [0.3, 1, 0.1, 0.15], [0.25, 0.1, 1, 0.4], [0.2, 0.15, 0.4, 1]]
C = np.linalg.cholesky(CORRELATION)
C10, C11, C20, C21, C22, C30, C31, C32, C33 = (float(C[i, j]) for i in range(1, 4) for j in range(i + 1))
LN_EXPORTS, LN_IMPORTS = math.log(150), math.log(40)
# Φ⁻¹(0.95), and Φ⁻¹(1 − go) of each deal.
Z95 = 1.6448536269514722
COPPER, RAILWAY, SMELTER, POWER = -0.2533471031357997, 0.0, -0.12566134685507416, -0.5244005127080407
WILL, OWN = math.sqrt(0.35), math.sqrt(0.65)
HASTE, OWN_DELAY = -math.sqrt(0.25), math.sqrt(0.75)


def interval(low, high):
    """The median and sigma, in logs, of the lognormal whose 90 % interval runs from low to high."""
    return math.log(low * high) / 2, math.log(high / low) / (2 * Z95)


COPPER_DELAY, COPPER_PEAK = interval(1, 5), interval(35, 200)
SMELTER_DELAY, SMELTER_PEAK = (math.log(2.5), 0.5), interval(20, 140)
POWER_DELAY, ELASTICITY = interval(0.5, 3), interval(0.5, 1.5)


@numba.njit(inline="always")
def lognormal(z, parameters):
    return math.exp(parameters[0] + parameters[1] * z)


@numba.njit(inline="always")
def pert(g, low, mode, high):
    width = high - low
    return low + width * g.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width)


@numba.njit(inline="always")
def delivered(active, ramp):
    ramping = min(active, ramp)
    return ramping * ramping * (0.5 / ramp) + (active - ramping)


@numba.njit(cache=True, fastmath=False)
def play(paths, g, at_date, reached, total, squares, histogram):
    turnover = np.empty(1)
    bits = turnover.view(np.int64)
    for _ in range(paths):
        will = g.standard_normal()
        favour, haste = WILL * will, HASTE * will
        copper = favour + OWN * g.standard_normal() > COPPER
        railway = favour + OWN * g.standard_normal() > RAILWAY
        smelter = railway and favour + OWN * g.standard_normal() > SMELTER
        power = favour + OWN * g.standard_normal() > POWER
        copper_start = railway_start = smelter_start = power_start = 0.0
        copper_peak = railway_peak = smelter_peak = power_peak = 0.0
        copper_life = smelter_life = 0.0
        if copper:
            copper_start = 2025.5 + lognormal(haste + OWN_DELAY * g.standard_normal(), COPPER_DELAY)
            copper_peak = lognormal(g.standard_normal(), COPPER_PEAK)
            copper_life = g.exponential(1 / 0.03)
        if railway:
            railway_start = g.triangular(2026, 2028, 2033)
            railway_peak = pert(g, 10, 35, 150)
        if smelter:
            ready = 2026.25 + lognormal(haste + OWN_DELAY * g.standard_normal(), SMELTER_DELAY)
            smelter_start = max(ready, railway_start)
            smelter_peak = lognormal(g.standard_normal(), SMELTER_PEAK)
            smelter_life = g.exponential(1 / 0.06)
        if power:
            power_start = 2025 + lognormal(haste + OWN_DELAY * g.standard_normal(), POWER_DELAY)
            power_peak = pert(g, 10, 30, 90)
        exports_drift = -0.01 + 0.025 * g.standard_normal()
        imports_drift = 0.005 + 0.03 * g.standard_normal()
        exports_elasticity = lognormal(g.standard_normal(), ELASTICITY)
        imports_elasticity = 0.7 + 0.25 * g.standard_normal()
        exports, imports, demand, before = LN_EXPORTS, LN_IMPORTS, 0.04, 0.0
        reached_without = reached_with = False
        for t in range(YEARS):
            z0, z1, z2, z3 = g.standard_normal(), g.standard_normal(), g.standard_normal(), g.standard_normal()
            demand = 0.04 + 0.5 * (demand - 0.04) + 0.025 * z0
            prices = 0.02 + 0.04 * (C10 * z0 + C11 * z1)
            exports += exports_drift + exports_elasticity * demand + prices
            exports += 0.16 * (C20 * z0 + C21 * z1 + C22 * z2)
            imports += imports_drift + imports_elasticity * demand + 0.8 * prices
            imports += 0.22 * (C30 * z0 + C31 * z1 + C32 * z2 + C33 * z3)
            without = math.exp(exports) + math.exp(imports)
            year_end, amounts = BASE_YEAR + 2 + t, 0.0
            if copper:
                amounts += copper_peak * delivered(min(max(year_end - copper_start, 0), copper_life), 4.0)
            if railway:
                amounts += railway_peak * delivered(max(year_end - railway_start, 0), 3.0)
            if smelter:
                amounts += smelter_peak * delivered(min(max(year_end - smelter_start, 0), smelter_life), 2.0)
            if power:
                amounts += power_peak * delivered(max(year_end - power_start, 0), 2.5)
            together = without + amounts - before
            before = amounts
            reached_without |= without >= TARGET
            reached_with |= together >= TARGET
            reached[0, t] += reached_without
            reached[1, t] += reached_with
            for package, value in enumerate((without, together)):
                at_date[package, t] += value >= TARGET
                total[package, t] += value
                squares[package, t] += value * value
                turnover[0] = value
                histogram[package, t, min(max((bits[0] >> SHIFT) - FIRST, 0), BINS - 1)] += 1


def question(paths, seed, tally):
    g = np.random.Generator(np.random.SFC64(seed))
    play(paths, g, tally.at_date, tally.reached, tally.total, tally.squares, tally.histogram)
    tally.paths += paths


def compiled():
    """Compiles the loop, or takes it from Numba's cache."""
    question(1, 0, Tally())


if __name__ == "__main__":
    main(question, compiled)
