"""The question with monaco: its input variables for everything that is drawn, and a function that plays one case."""

import math

import monaco
import numpy as np
from scipy import stats

from tally import main

YEARS = 11
CORRELATION = [[1, 0.3, 0.25, 0.2], [0.3, 1, 0.1, 0.15], [0.25, 0.1, 1, 0.4], [0.2, 0.15, 0.4, 1]]
C = np.linalg.cholesky(CORRELATION)
# Φ⁻¹(1 − go) of each deal.
THRESHOLDS = {
    "copper": -0.2533471031357997,
    "railway": 0.0,
    "smelter": -0.12566134685507416,
    "power": -0.5244005127080407,
}
Z95 = 1.6448536269514722


def normal(mean=0, sd=1):
    return stats.norm, {"loc": mean, "scale": sd}


def lognormal(median, sigma):
    return stats.lognorm, {"s": sigma, "scale": median}


def interval(low, high):
    """The lognormal whose 90 % interval runs from low to high."""
    return lognormal(math.sqrt(low * high), math.log(high / low) / (2 * Z95))


def pert(low, mode, high):
    width = high - low
    shape = {"a": 1 + 4 * (mode - low) / width, "b": 1 + 4 * (high - mode) / width}
    return stats.beta, shape | {"loc": low, "scale": width}


QUANTITIES = {
    "exports_drift": normal(-0.01, 0.025),
    "exports_elasticity": interval(0.5, 1.5),
    "imports_drift": normal(0.005, 0.03),
    "imports_elasticity": normal(0.7, 0.25),
    "will": normal(),
    "copper": normal(),
    "copper_delay": normal(),
    "copper_peak": interval(35, 200),
    "copper_life": (stats.expon, {"scale": 1 / 0.03}),
    "railway": normal(),
    "railway_start": (stats.triang, {"c": 2 / 7, "loc": 2026, "scale": 7}),
    "railway_peak": pert(10, 35, 150),
    "smelter": normal(),
    "smelter_delay": normal(),
    "smelter_peak": interval(20, 140),
    "smelter_life": (stats.expon, {"scale": 1 / 0.06}),
    "power": normal(),
    "power_delay": normal(),
    "power_peak": pert(10, 30, 90),
}
SURPRISES = [f"surprise_{t}_{k}" for t in range(YEARS) for k in range(4)]


def preprocess(case):
    values = {name: case.invals[name].val for name in QUANTITIES}
    return values, [case.invals[name].val for name in SURPRISES]


def delivered(active, ramp):
    ramping = min(active, ramp)
    return ramping * ramping / (2 * ramp) + (active - ramping)


def run(q, surprises):
    """Turnover of one case, year by year, without and with the deals. Monaco correlates nothing: it is done here."""
    goes = {d: math.sqrt(0.35) * q["will"] + math.sqrt(0.65) * q[d] > threshold for d, threshold in THRESHOLDS.items()}
    goes["smelter"] = goes["smelter"] and goes["railway"]
    score = {d: math.sqrt(0.75) * q[f"{d}_delay"] - math.sqrt(0.25) * q["will"] for d in goes if d != "railway"}
    starts = {
        "copper": 2025.5 + math.sqrt(5) * math.exp(math.log(5) / (2 * Z95) * score["copper"]),
        "railway": q["railway_start"],
        "smelter": max(2026.25 + 2.5 * math.exp(0.5 * score["smelter"]), q["railway_start"]),
        "power": 2025 + math.sqrt(1.5) * math.exp(math.log(6) / (2 * Z95) * score["power"]),
    }
    lives = {"copper": q["copper_life"], "smelter": q["smelter_life"]}
    ramps = {"copper": 4, "railway": 3, "smelter": 2, "power": 2.5}
    exports, imports, demand, before = math.log(150), math.log(40), 0.04, 0
    without, together = [], []
    for t, z in enumerate((C @ np.reshape(surprises, (YEARS, 4)).T).T.tolist()):
        demand = 0.04 + 0.5 * (demand - 0.04) + 0.025 * z[0]
        prices = 0.02 + 0.04 * z[1]
        exports += q["exports_drift"] + q["exports_elasticity"] * demand + prices + 0.16 * z[2]
        imports += q["imports_drift"] + q["imports_elasticity"] * demand + 0.8 * prices + 0.22 * z[3]
        amounts = 0
        for deal, start in starts.items():
            if goes[deal]:
                active = min(max(2026 + t - start, 0), lives.get(deal, math.inf))
                amounts += q[f"{deal}_peak"] * delivered(active, ramps[deal])
        without.append(math.exp(exports) + math.exp(imports))
        together.append(without[-1] + amounts - before)
        before = amounts
    return without, together


def postprocess(case, without, together):
    case.addOutVal("without", without)
    case.addOutVal("together", together)


def question(paths, seed, tally):
    steps = {"preprocess": preprocess, "run": run, "postprocess": postprocess}
    sim = monaco.Sim("turnover", paths, steps, samplemethod="random", seed=seed, singlethreaded=True, verbose=False)
    for name, (dist, parameters) in QUANTITIES.items():
        sim.addInVar(name, dist, parameters)
    for name in SURPRISES:
        sim.addInVar(name, *normal())
    sim.runSim()
    tally.add(*(np.array(sim.outvars[name].nums).T for name in ("without", "together")))


if __name__ == "__main__":
    main(question)
