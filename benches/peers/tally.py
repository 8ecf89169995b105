"""What the Python peers have in common, and is no part of the question: counting, and printing the answer."""

import argparse
import json
import time

import numpy as np

YEARS = range(2025, 2036)
PACKAGES = ("none", "all")
TARGET = 500.0
# A histogram of turnover like Altai's: 512 bins an octave, here from 1 to 65,536. A float's leading bits are its bin.
SHIFT = 52 - 9
FIRST, BINS = 1023 << 9, 16 << 9
EDGES = (np.arange(FIRST, FIRST + BINS + 1) << SHIFT).view(np.float64)


class Tally:
    """Counts, sums and histograms by package and year."""

    def __init__(self):
        shape = (len(PACKAGES), len(YEARS))
        self.paths = 0
        self.at_date, self.reached = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self.total, self.squares = np.zeros(shape), np.zeros(shape)
        self.histogram = np.zeros((*shape, BINS), np.int64)

    def add(self, *turnovers):
        """Turnover in USD million, an array of years by paths for each package."""
        self.paths += turnovers[0].shape[1]
        for package, turnover in enumerate(turnovers):
            hit = turnover >= TARGET
            self.at_date[package] += np.count_nonzero(hit, axis=1)
            np.logical_or.accumulate(hit, axis=0, out=hit)
            self.reached[package] += np.count_nonzero(hit, axis=1)
            self.total[package] += turnover.sum(axis=1)
            self.squares[package] += np.einsum("tn,tn->t", turnover, turnover)
            bins = np.ascontiguousarray(turnover).view(np.int64) >> SHIFT
            bins -= FIRST
            np.clip(bins, 0, BINS - 1, out=bins)
            for year, row in enumerate(bins):
                first = row.min()
                counts = np.bincount(row - first)
                self.histogram[package, year, first : first + len(counts)] += counts

    def answer(self):
        """Odds, and the mean and the quantiles of turnover with their standard errors."""
        return {name: {str(year): self.row(p, t) for t, year in enumerate(YEARS)} for p, name in enumerate(PACKAGES)}

    def row(self, p, t):
        n = self.paths
        mean = self.total[p, t] / n
        spread = max(self.squares[p, t] / n - mean**2, 0) ** 0.5
        row = {
            "at_date": [self.at_date[p, t] / n],
            "reached": [self.reached[p, t] / n],
            "mean": [mean, spread / n**0.5],
        }
        below = np.cumsum(self.histogram[p, t])
        for share in (0.05, 0.5, 0.95):
            error = (share * (1 - share) / n) ** 0.5
            low, value, high = (self.quantile(p, t, below, q) for q in (share - error, share, share + error))
            row[f"p{round(100 * share):02}"] = [value, (high - low) / 2]
        return {key: [float(number) for number in numbers] for key, numbers in row.items()}

    def quantile(self, p, t, below, share):
        rank = min(max(share, 0), 1) * self.paths
        at = min(int(np.searchsorted(below, rank)), BINS - 1)
        inside = self.histogram[p, t, at]
        part = (rank - (below[at] - inside)) / inside if inside else 0
        return EDGES[at] + (EDGES[at + 1] - EDGES[at]) * part


def main(question, prepare=lambda: None):
    """Puts `question(paths, seed, tally)` and prints its answer as JSON. `prepare` is timed apart."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--paths", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begin = time.perf_counter()
    prepare()
    prepared, cpu = time.perf_counter(), time.process_time()
    tally = Tally()
    question(asked.paths, asked.seed, tally)
    seconds = {
        "prepare": prepared - begin,
        "compute": time.perf_counter() - prepared,
        "compute_cpu": time.process_time() - cpu,
    }
    print(json.dumps({"paths": tally.paths, **seconds, "answer": tally.answer()}))
