"""From quantities to turnover, year by year, in NumPy: for programs that draw quantities but know no years."""

import numpy as np

BASE_YEAR, YEARS = 2024, 11
YEAR_ENDS = BASE_YEAR + 2.0 + np.arange(YEARS)[:, None]
# How the surprises of a year hang together: demand, prices, exports, imports.
INNOVATIONS = [[1, 0.3, 0.25, 0.2], [0.3, 1, 0.1, 0.15], [0.25, 0.1, 1, 0.4], [0.2, 0.15, 0.4, 1]]
# How political will holds deals together. The fortunes of copper, railway, smelter and power have the correlation 0.35
# with one another, then the delays of copper, smelter and power 0.25, and a fortune and a delay minus the root of both.
BETWEEN = -((0.35 * 0.25) ** 0.5)
DEALS = np.full((7, 7), BETWEEN)
DEALS[:4, :4], DEALS[4:, 4:] = 0.35, 0.25
np.fill_diagonal(DEALS, 1)
# Φ⁻¹(1 − go): a deal goes ahead where its fortune is above.
THRESHOLDS = {
    "copper": -0.2533471031357997,
    "railway": 0.0,
    "smelter": -0.12566134685507416,
    "power": -0.5244005127080407,
}


def surprises(g, n):
    """Each year's correlated surprises, from a generator of NumPy: four variables by years by paths."""
    return np.tensordot(np.linalg.cholesky(INNOVATIONS), g.standard_normal((4, YEARS, n)), axes=1)


def delivered(start, peak, ramp, life=np.inf):
    """What a deal has delivered by the end of each year."""
    active = np.minimum(np.maximum(YEAR_ENDS - start, 0), life)
    ramping = np.minimum(active, ramp)
    return peak * (ramping**2 / (2 * ramp) + (active - ramping))


def turnover(z, q):
    """Turnover without and with the deals, arrays of years by paths, from surprises `z` and quantities `q` by name."""
    demand = 0.025 * z[0]
    demand[0] += 0.04
    for t in range(1, YEARS):
        demand[t] += 0.04 + 0.5 * (demand[t - 1] - 0.04)
    prices = 0.02 + 0.04 * z[1]
    exports = q["exports_drift"] + q["exports_elasticity"] * demand + prices + 0.16 * z[2]
    imports = q["imports_drift"] + q["imports_elasticity"] * demand + 0.8 * prices + 0.22 * z[3]
    without = 150 * np.exp(np.cumsum(exports, axis=0)) + 40 * np.exp(np.cumsum(imports, axis=0))
    goes = {deal: q[deal] > threshold for deal, threshold in THRESHOLDS.items()}
    goes["smelter"] &= goes["railway"]
    smelter_start = np.maximum(2026.25 + q["smelter_delay"], q["railway_start"])
    amounts = goes["copper"] * delivered(2025.5 + q["copper_delay"], q["copper_peak"], 4, q["copper_life"])
    amounts += goes["railway"] * delivered(q["railway_start"], q["railway_peak"], 3)
    amounts += goes["smelter"] * delivered(smelter_start, q["smelter_peak"], 2, q["smelter_life"])
    amounts += goes["power"] * delivered(2025 + q["power_delay"], q["power_peak"], 2.5)
    return without, without + np.diff(amounts, axis=0, prepend=0)
