"""The question with squigglepy: its distributions and correlations for quantities, NumPy for the years."""

import numpy as np
import squigglepy as sq

from tally import main
from yearly import DEALS, surprises, turnover

BATCH = 16_384


def stated():
    """The quantities by name."""
    fortunes = [sq.norm(mean=0, sd=1) for _ in range(4)]
    delays = [sq.lognorm(1, 5), sq.lognorm(norm_mean=np.log(2.5), norm_sd=0.5), sq.lognorm(0.5, 3)]
    correlated = sq.correlate((*fortunes, *delays), DEALS)
    copper, railway, smelter, power, copper_delay, smelter_delay, power_delay = correlated
    return {
        "exports_drift": sq.norm(mean=-0.01, sd=0.025),
        "exports_elasticity": sq.lognorm(0.5, 1.5),
        "imports_drift": sq.norm(mean=0.005, sd=0.03),
        "imports_elasticity": sq.norm(mean=0.7, sd=0.25),
        "copper": copper,
        "copper_delay": copper_delay,
        "copper_peak": sq.lognorm(35, 200),
        "copper_life": sq.exponential(1 / 0.03),
        "railway": railway,
        "railway_start": sq.triangular(2026, 2028, 2033),
        "railway_peak": sq.pert(10, 35, 150),
        "smelter": smelter,
        "smelter_delay": smelter_delay,
        "smelter_peak": sq.lognorm(20, 140),
        "smelter_life": sq.exponential(1 / 0.06),
        "power": power,
        "power_delay": power_delay,
        "power_peak": sq.pert(10, 30, 90),
    }


def question(paths, seed, tally):
    sq.set_seed(seed)
    g = np.random.Generator(np.random.SFC64([seed, 1]))
    quantities = stated()
    for first in range(0, paths, BATCH):
        n = min(BATCH, paths - first)
        drawn = {name: sq.sample(quantity, n) for name, quantity in quantities.items()}
        tally.add(*turnover(surprises(g, n), drawn))


if __name__ == "__main__":
    main(question)
