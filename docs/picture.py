#!/usr/bin/env python3
"""Draws docs/picture.svg from the files of a result: turnover of the first and the last package against the target.

    altai run scenarios/kazakhstan-mongolia.toml --out results
    python3 docs/picture.py results > docs/picture.svg
"""
import csv
import math
import pathlib
import sys
import tomllib

WIDTH, HEIGHT = 860, 430
LEFT, TOP, BOTTOM, GAP, RIGHT = 52, 68, 66, 48, 26
PANEL = (WIDTH - LEFT - GAP - RIGHT) / 2
LOW, HIGH = 40, 1250
INK, SOFT, BLUE, RED = "#1f2933", "#6b7785", "#2b6cb0", "#c2410c"


def rows(folder, name):
    with open(folder / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main():
    folder = pathlib.Path(sys.argv[1])
    scenario = tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))
    base, end = scenario["horizon"]["base_year"], scenario["horizon"]["end_year"]
    targets = scenario.get("targets") or {"target": scenario["target"]}
    asked, headline = next(iter(targets.items()))
    target, by = headline["turnover"], headline.get("by", end)
    turnover = {(r["package"], int(r["year"]), r["statistic"]): r["value"] for r in rows(folder, "turnover.csv")}
    odds = {(r["package"], int(r["year"])): float(r["probability"]) for r in rows(folder, "odds.csv") if (r["target"], r["odds"]) == (asked, "reached")}
    packages = list(dict.fromkeys(package for package, _ in odds))
    years = range(base + 1, end + 1)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Helvetica, Arial, sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" fill="{INK}" font-size="15" font-weight="bold">Turnover, USD million a year (log scale)</text>',
    ]
    for index, package in enumerate((packages[0], packages[-1])):
        left = LEFT + index * (PANEL + GAP)
        x = lambda year: left + (year - base - 1) / (end - base - 1) * PANEL
        y = lambda value: TOP + (math.log(HIGH) - math.log(min(max(value, LOW), HIGH))) / math.log(HIGH / LOW) * (HEIGHT - TOP - BOTTOM)
        value = lambda year, statistic: float(turnover[package, year, statistic])
        for tick in (50, 100, 200, 500, 1000):
            out.append(f'<line x1="{left}" x2="{left + PANEL:.1f}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="#e4e7eb"/>')
            if index == 0:
                out.append(f'<text x="{left - 8}" y="{y(tick) + 4:.1f}" text-anchor="end" fill="{SOFT}">{tick}</text>')
        for lower, upper, shade in (("p05", "p95", 0.15), ("p10", "p90", 0.2), ("p25", "p75", 0.35)):
            edge = [(x(t), y(value(t, upper))) for t in years] + [(x(t), y(value(t, lower))) for t in reversed(years)]
            points = " ".join(f"{a:.1f},{b:.1f}" for a, b in edge)
            out.append(f'<polygon points="{points}" fill="{BLUE}" fill-opacity="{shade}"/>')
        middle = " ".join(f'{x(t):.1f},{y(value(t, "p50")):.1f}' for t in years)
        out.append(f'<polyline points="{middle}" fill="none" stroke="{BLUE}" stroke-width="2.5"/>')
        out.append(f'<line x1="{left}" x2="{left + PANEL:.1f}" y1="{y(target):.1f}" y2="{y(target):.1f}" stroke="{RED}" stroke-width="2" stroke-dasharray="6 4"/>')
        out.append(f'<text x="{left + 4}" y="{y(target) - 7:.1f}" fill="{RED}">target {target}</text>')
        out.append(f'<text x="{left + 4}" y="{y(value(base + 3, "p50")) - 8:.1f}" fill="{BLUE}">middle</text>')
        for year in [base + 1, *(t for t in years if t % 5 == 0 and t > base + 2)]:
            out.append(f'<text x="{x(year):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="{SOFT}">{year}</text>')
        share = f"{100 * odds[package, by]:.0f} in 100 futures reach {target} by {by}"
        name = {"none": "No deal", "all": "All deals"}.get(package, package)
        out.append(f'<text x="{left}" y="{TOP - 16}" fill="{INK}"><tspan font-weight="bold">{name}</tspan>: {share}</text>')
    shades = "Dark band: half of the futures. With the next: eight in ten. With the palest: nine in ten. Line: the middle one."
    out.append(f'<text x="{LEFT}" y="{HEIGHT - 14}" fill="{SOFT}">{shades}</text>')
    out.append("</svg>")
    print("\n".join(out))


main()
