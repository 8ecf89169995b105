#!/usr/bin/env python3
"""Puts one question to Altai and to what economists use today. Do the answers agree, and what do they take?

    python compare.py --altai ../../target/release/altai

Prints a table in Markdown, and writes it to results.md and all numbers to results.json. See README.md for the set-up.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import sys
import tempfile

import agreement
from process import Failed, run
from programs import HERE, PEERS, lines
from table import markdown

QUESTION = HERE / "question.toml"
# Altai plays so many times the paths for the check, so that its own chance hardly counts.
CHECKED = 4
# How many paths are a first answer.
FIRST = 10_000
FIRST_ROUNDS = 3


def say(text):
    print(text, file=sys.stderr, flush=True)


def altai_command(asked, paths, threads, seed):
    changes = [word for change in asked.set for word in ("--set", change)]
    counts = ["--paths", str(paths), "--threads", str(threads), "--seed", str(seed)]
    return [asked.altai, "run", str(QUESTION), "--json", *counts, *changes]


def altai_answer(printed):
    """Altai's JSON in the form that the peers print."""
    told = json.loads(printed)
    answer = {}
    for row in told["odds"]:
        answer.setdefault(row["package"], {}).setdefault(str(row["year"]), {})[row["odds"]] = [row["probability"]]
    for row in told["turnover"]:
        if row["statistic"] in ("mean", "p05", "p50", "p95"):
            answer[row["package"]][str(row["year"])][row["statistic"]] = [row["value"], row["standard_error"]]
    return {"paths": told["paths"], "answer": answer}


def check(peers, asked):
    """The peers whose answers agree with Altai's, and a report on all."""
    printed, _ = run(altai_command(asked, CHECKED * asked.paths, 1, seed=1))
    reference = altai_answer(printed)
    agreeing, reports = [], {}
    for peer in peers:
        # Slow peers play more paths here than are timed, because few paths show little.
        paths = min(asked.paths, CHECKED * asked.paths // peer.slower)
        try:
            printed, _ = run(peer.command(paths, seed=2))
        except Failed as mistake:
            say(f"{peer.name} is left out: {mistake}")
            reports[peer.name] = {"agrees": False, "failed": str(mistake)}
            continue
        found = agreement.compare(json.loads(printed), reference)
        outside = [row for row in found if row["apart"] > agreement.LIMIT]
        reports[peer.name] = {
            "agrees": not outside,
            "paths": paths,
            "compared": len(found),
            "outside": outside,
            "furthest": found[0],
            "furthest_without_bin": max(row["apart_without_bin"] for row in found),
        }
        worst = found[0]
        place = f"{worst['statistic']} of {worst['year']} with {worst['package']}"
        counted = f"{len(found)} numbers from {paths:,} paths, {len(outside)} outside {agreement.LIMIT} standard errors"
        numbers = f"{worst['value']:.6g} against {worst['altai']:.6g}"
        say(f"{peer.name}: {counted}; furthest {worst['apart']:.1f}, {place}: {numbers}")
        if outside:
            say(f"{peer.name} does not agree with Altai, and is not timed")
        else:
            agreeing.append(peer)
    return agreeing, reports


class Clock:
    """Times commands, and keeps what they took by name."""

    def __init__(self):
        self.taken = {}

    def time(self, name, command, paths, whole, keep=True, watch=False, **environment):
        """Runs the command. Where it plays fewer than the whole's paths, what it computes is scaled up to them."""
        printed, spent = run(command, watch=watch, **environment)
        told = json.loads(printed)
        row = {key: value for key, value in spent.items() if value is not None}
        row |= {key: told[key] for key in ("prepare", "compute", "compute_cpu") if key in told}
        for spent_on, inside in (("wall", "compute"), ("cpu", "compute_cpu")):
            row[f"whole_{spent_on}"] = spent[spent_on] + row.get(inside, 0) * (whole / paths - 1)
        if watch:
            self.taken.setdefault(name, {"rounds": []})["memory"] = row["memory"]
        if keep:
            self.taken.setdefault(name, {"rounds": []})["rounds"].append(row)


def measure(peers, asked, cache):
    """Times Altai and the peers in alternation: round 0 warms up, and watches the memory."""
    clock = Clock()
    for turn in range(asked.rounds + 1):
        say(f"round {turn} of {asked.rounds}")
        how = {"keep": turn > 0, "watch": turn == 0}
        clock.time("Altai", altai_command(asked, asked.paths, 1, seed=1), asked.paths, asked.paths, **how)
        for peer in peers:
            paths = asked.paths // peer.slower
            command = peer.command(paths, seed=1)
            if peer.name == "Numba":
                # Each run finds its cache empty, but those of the second row, which find what round 0 left.
                with tempfile.TemporaryDirectory() as empty:
                    clock.time("Numba", command, paths, asked.paths, **how, NUMBA_CACHE_DIR=empty)
                clock.time("Numba, compiled before", command, paths, asked.paths, **how, NUMBA_CACHE_DIR=cache)
            else:
                clock.time(peer.name, command, paths, asked.paths, **how)
        clock.time("Altai, two threads", altai_command(asked, asked.paths, 2, seed=1), asked.paths, asked.paths, **how)
    return clock.taken


def first_answers(peers, asked, cache):
    """Seconds from pressing return to an answer of few paths."""
    clock = Clock()
    for _ in range(FIRST_ROUNDS):
        clock.time("Altai", altai_command(asked, FIRST, 1, seed=1), FIRST, FIRST)
        for peer in peers:
            with tempfile.TemporaryDirectory() as empty:
                clock.time(peer.name, peer.command(FIRST, seed=1), FIRST, FIRST, NUMBA_CACHE_DIR=empty)
            if peer.name == "Numba":
                clock.time("Numba, compiled before", peer.command(FIRST, seed=1), FIRST, FIRST, NUMBA_CACHE_DIR=cache)
    return {name: statistics.median(row["wall"] for row in taken["rounds"]) for name, taken in clock.taken.items()}


def middle_and_range(numbers):
    numbers = list(numbers)
    return [statistics.median(numbers), min(numbers), max(numbers)]


def summary(peers, versions, taken, first, asked):
    """A row for each program: medians over the rounds, and ratios to Altai of the same round."""
    described = {"Altai": (versions["Altai"], 1, lines(QUESTION))}
    described["Altai, two threads"] = described["Altai"]
    for peer in peers:
        described[peer.name] = (versions[peer.name], peer.slower, peer.lines())
        if peer.name == "Numba":
            described["Numba, compiled before"] = described["Numba"]
    rows = []
    for name, (version, slower, length) in described.items():
        rounds, base = taken[name]["rounds"], taken["Altai"]["rounds"]
        row = {"program": name, "version": version, "paths": asked.paths // slower, "lines": length}
        for kind in ("wall", "cpu"):
            row[f"seconds_{kind}"] = middle_and_range(one[f"whole_{kind}"] for one in rounds)
            row[f"ratio_{kind}"] = middle_and_range(
                one[f"whole_{kind}"] / altai[f"whole_{kind}"] for one, altai in zip(rounds, base, strict=True)
            )
        if "compute" in rounds[0]:
            for kind, inside in (("wall", "compute"), ("cpu", "compute_cpu")):
                row[f"inside_ratio_{kind}"] = middle_and_range(
                    one[inside] * slower / altai[kind] for one, altai in zip(rounds, base, strict=True)
                )
            row["prepare"] = statistics.median(one["prepare"] for one in rounds)
        row["memory"] = taken[name]["memory"]
        row["first_answer"] = first.get(name)
        rows.append(row)
    return rows


def machine():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
        model = next(line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor()
    python = platform.python_version()
    return {"processor": model, "processors": os.cpu_count(), "system": platform.system(), "python": python}


def main():
    parser = argparse.ArgumentParser(description="Altai beside what economists use today, on one question.")
    parser.add_argument("--altai", required=True, help="Altai's binary, a release build")
    parser.add_argument("--paths", type=int, default=1_000_000, help="paths of the question [default: 1,000,000]")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of timing [default: 7]")
    names = [peer.name for peer in PEERS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=f"of {', '.join(names)}: these alone")
    change = "change the question for Altai alone, to see the check refuse; can be given again"
    parser.add_argument("--set", action="append", default=[], metavar="ADDRESS=VALUE", help=change)
    asked = parser.parse_args()
    found = shutil.which(asked.altai)
    if found is None:
        parser.error(f"there is no program at {asked.altai}")
    asked.altai = str(pathlib.Path(found).resolve())
    load = os.getloadavg()[0]

    told, _ = run([asked.altai, "--version"])
    versions, missing, peers = {"Altai": told.split()[-1]}, [], []
    for peer in PEERS:
        if asked.only and peer.name not in asked.only:
            continue
        versions[peer.name] = peer.version()
        (peers if versions[peer.name] else missing).append(peer)
    for peer in missing:
        say(f"{peer.name} is not installed, and is left out")

    peers, checks = check(peers, asked)
    with tempfile.TemporaryDirectory() as cache:
        taken = measure(peers, asked, cache)
        first = first_answers(peers, asked, cache)
    results = {
        "date": datetime.date.today().isoformat(),
        "machine": machine() | {"load_before": load, "load_after": os.getloadavg()[0]},
        "paths": asked.paths,
        "rounds": asked.rounds,
        "rows": summary(peers, versions, taken, first, asked),
        "agreement": checks,
        "not_installed": [peer.name for peer in missing],
        "rounds_of": {name: row["rounds"] for name, row in taken.items()},
    }
    text = markdown(results)
    print(text)
    if asked.set or asked.only:
        say("results are not written: this was a part of the comparison, or another question")
    else:
        (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        (HERE / "results.md").write_text(text + "\n", encoding="utf-8")
    return 0 if all(report["agrees"] for report in checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
