#!/usr/bin/env python3
"""Measures what a run costs, and writes docs/performance.md and docs/performance.svg from it. Standard library only.

    python3 docs/performance.py              measures, about five minutes on a quiet machine, and writes
    python3 docs/performance.py --rounds 21  measures longer
    python3 docs/performance.py --rewrite    writes anew from docs/performance.json

The page keeps its words: only what stands between `<!-- table: NAME -->` and `<!-- end -->` is written.
"""
import argparse
import csv
import datetime
import json
import math
import os
import pathlib
import platform
import re
import subprocess

DOCS = pathlib.Path(__file__).resolve().parent
ROOT = DOCS.parent
PAGE, DATA, CHART = DOCS / "performance.md", DOCS / "performance.json", DOCS / "performance.svg"
COUNTS = ROOT / "benches" / "instructions.csv"
PEERS = ROOT / "benches" / "peers" / "results.json"
LIMIT = 3  # how many times its draws a feature may cost


# ---------------------------------------------------------------- measuring


def first_line(command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def load():
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def measure(rounds):
    build = ["cargo", "build", "--release", "--locked", "-p", "altai-benches", "--example", "measure"]
    subprocess.run(build, cwd=ROOT, check=True)
    machine = {
        "date": datetime.date.today().isoformat(),
        "processor": processor(),
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "compiler": first_line(["rustc", "--version"]),
        "load_before": load(),
    }
    run = ["cargo", "run", "--release", "--locked", "--quiet", "-p", "altai-benches", "--example", "measure", "--", str(rounds)]
    measured = json.loads(subprocess.run(run, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return {"machine": machine | {"load_after": load()}, **measured}


def lines(value, depth=0):
    """JSON with a line for each thing measured."""
    if depth < 3 and isinstance(value, dict) and any(isinstance(part, (dict, list)) for part in value.values()):
        inside = [f"{json.dumps(key)}: {lines(part, depth + 1)}" for key, part in value.items()]
        return "{\n" + ",\n".join(inside) + "\n}"
    if depth < 3 and isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(json.dumps(part) for part in value) + "\n]"
    return json.dumps(value)


# ---------------------------------------------------------------- words


def figures(x, digits=3):
    """Three figures, no exponent."""
    if x is None:
        return ""
    if abs(x) < 0.005:
        return "0"
    after = max(0, digits - 1 - math.floor(math.log10(abs(x))))
    return f"{x:,.{min(after, 2)}f}".replace("-", "−")


def spread(three, scale=1.0, shift=0.0):
    middle, least, greatest = ((x - shift) * scale for x in three)
    return f"{figures(middle)} ({figures(least)} – {figures(greatest)})"


def per_second(x):
    return f"{x / 1e6:.2f} million" if x >= 1e6 else f"{round(x, -3):,.0f}"


def table(head, rows):
    ends = "".join("| --- " if column.endswith(" ") or index == 0 else "| ---: " for index, column in enumerate(head)) + "|"
    return "\n".join(["| " + " | ".join(column.strip() for column in head) + " |", ends] + ["| " + " | ".join(row) + " |" for row in rows])


def cases(measured, of):
    return [case for case in measured["growth"]["cases"] if case["of"] == of]


# ---------------------------------------------------------------- tables


def machine_table(m):
    machine, sets = m["machine"], {"avx512": "AVX-512", "avx2": "AVX2", "baseline": "the baseline"}
    busy = "" if machine["load_before"] is None else f"; load {machine['load_before']} before and {machine['load_after']} after"
    return (
        f"{machine['date']}, Altai {m['version']}, {machine['compiler']}, {machine['processors']} processors "
        f"{machine['processor']} with {sets.get(m['instruction_set'], m['instruction_set'])}, {machine['system']}{busy}. "
        f"Medians of {m['rounds']} rounds; in brackets the least and the greatest."
    )


def shipped_table(m):
    head = ["scenario", "years, deals, packages ", "ns a path", "paths a second", "on two threads", "two threads against one", "reading and compiling, ms"]
    rows = [
        [
            f"`{s['name']}`",
            f"{s['years']}, {s['deals']}, {s['packages']}",
            spread(s["ns_per_path"]),
            per_second(s["paths_per_second"]),
            per_second(s["paths_per_second_on_two"]),
            f"{spread(s['two_threads'])} times",
            figures(s["reading_ms"][0] + s["compiling_ms"][0]),
        ]
        for s in m["shipped"]
    ]
    return table(head, rows)


def growth_table(m):
    usual = m["growth"]["usual"]
    head = ["what grows", "to", "ns a path", "times the usual", "ns a path and year", "ns a draw"]
    rows = []
    for of in dict.fromkeys(case["of"] for case in m["growth"]["cases"]):
        for case in cases(m, of):
            mark = " (usual)" if case["at"] == usual.get(of) else ""
            row = [of, f"{case['at']:,}{mark}", spread(case["ns_per_path"]), spread(case["of_usual"])]
            rows.append(row + [figures(case["ns_per_path_year"]), figures(case["ns_per_draw"])])
    return table(head, rows)


def packages_table(m):
    two = next(case for case in cases(m, "packages") if case["at"] == 2)["of_usual"][0]
    rows = []
    for case in cases(m, "packages"):
        if case["at"] > 2:
            each = 100 / (case["at"] - 2)
            rows.append([str(case["at"]), spread(case["of_usual"]), f"{spread(case['of_usual'], each, two)} %"])
    return table(["packages", "times a run with two", "each further package, of that run"], rows)


def large_table(m):
    large = m["large"]
    rows = [
        [name, which["size"], figures(which["draws_per_path"]), spread(which["ns_per_path"]), spread(which["ns_per_draw"])]
        for name, which in (("yardstick", large["yardstick"]), ("large", large["large"]))
    ]
    text = table(["scenario", "size ", "draws a path", "ns a path", "ns a draw"], rows)
    return f"{text}\n\nPer draw, over 524,288 paths, the large one takes {spread(large['per_draw_of_yardstick'])} times as long as the yardstick."


def memory_table(m):
    if not m["memory"]:
        return "This system does not tell."
    grouped = {}
    for case in m["memory"]:
        grouped.setdefault(case["of"], []).append(case)
    rows = [
        [of if of != "large" else "the large scenario", ", ".join(f"{c['peak_mib']:.1f}" + (f" at {c['at']:,}" if of != "large" else "") for c in found)]
        for of, found in grouped.items()
    ]
    return table(["what grows", "peak memory, MiB "], rows)


def against_draws(cost, feature, uniform, normal):
    """How many times its draws of every year a feature costs, or a normal a year, and which of the two."""
    if feature["of_its_draws"] is None:
        return cost / normal, "a normal"
    return cost / (feature["uniforms_per_path_year"] * uniform + feature["normals_per_path_year"] * normal), "its draws"


def features_table(m):
    with open(COUNTS, newline="", encoding="utf-8") as file:
        counts = {row["case"]: float(row["instructions"]) for row in csv.DictReader(file)}
    words = [m["words"][of][0] for of in ("uniform", "normal")]
    counted_words = [counts["kernel uniforms"], counts["kernel normals"]]
    rows = []
    for f in m["features"]["features"]:
        drawn = [(f["uniforms_per_path_year"], "uniform"), (f["normals_per_path_year"], "normal")]
        drawn = " + ".join(f"{figures(n)} {of}" for n, of in drawn if n > 0)
        row = [f["name"], f["base"], "<br>".join(f"`{line}`" for line in f["adds"].splitlines()), drawn or "none", spread(f["ns_per_path_year"])]
        instructions = (counts[f"{f['base']} with {f['name']}"] - counts[f"base {f['base']}"]) / f["years"]
        times, measure = against_draws(f["ns_per_path_year"][0], f, *words)
        counted, _ = against_draws(instructions, f, *counted_words)
        bold = lambda x: f"**{figures(x)}**" if x > LIMIT else figures(x)
        rows.append(row + [f"{bold(times)} × {measure}", figures(instructions), f"{bold(counted)} × {measure}"])
    head = ["feature", "added to ", "as ", "draws a path and year ", "ns a path and year", "against", "instructions a path and year", "against"]
    return table(head, rows)


def bases_table(m):
    return "```toml\n" + "\n".join(f"# {base['name']}\n{base['text']}" for base in m["features"]["bases"]).rstrip() + "\n```"


def quantities_table(m):
    words = m["words"]
    rows = [
        ["a uniform number, from the seed", "", "", spread(words["uniform"])],
        ["a standard normal of a year, from the seed", "", "", spread(words["normal"])],
    ]
    for q in m["quantities"]:
        rows.append([q["name"], f"`{q['text']}`", "table" if q["tabled"] else "formula", spread(q["ns_per_draw"])])
    return table(["draw", "as ", "by ", "ns"], rows)


def sets_table(m):
    rows = [[f"`{s['name']}`", s["instruction_set"], spread(s["ns_per_path"]), spread(s["of_widest"])] for s in m["instruction_sets"]]
    return table(["scenario", "instructions ", "ns a path", "times the widest"], rows)


def short_table(m):
    flagship = next(s for s in m["shipped"] if s["name"] == "kazakhstan-mongolia")
    yardstick = next(s for s in m["shipped"] if s["name"] == "yardstick")
    two = next(case for case in cases(m, "packages") if case["at"] == 2)["of_usual"][0]
    eleven = next(case for case in cases(m, "packages") if case["at"] == 11)["of_usual"][0]
    start = flagship["reading_ms"][0] + flagship["compiling_ms"][0]
    lines = [
        f"- The flagship, {flagship['deals']} deals and {flagship['packages']} packages over {flagship['years']} years, plays {per_second(flagship['paths_per_second'])} paths a second on one thread. "
        f"100,000 paths take {figures(flagship['ns_per_path'][0] / 1e4)} seconds, after {figures(start)} ms of reading and compiling.",
        f"- The yardstick, {yardstick['deals']} deals and {yardstick['packages']} packages over {yardstick['years']} years, plays {per_second(yardstick['paths_per_second'])}.",
        f"- Two threads play {figures(flagship['two_threads'][0])} times as many paths as one.",
        f"- Each further package adds {figures(100 * (eleven - two) / 9)} % to a run with two.",
        f"- A draw costs {figures(m['words']['uniform'][0])} ns (uniform) or {figures(m['words']['normal'][0])} ns (normal), of {figures(yardstick['ns_per_draw'])} ns that the yardstick takes for each.",
    ]
    if m["memory"]:
        paths = [case for case in m["memory"] if case["of"] == "paths"]
        lines.append(f"- Memory does not grow with paths: {paths[1]['peak_mib']:.1f} MiB for {paths[1]['at']:,}, {paths[-1]['peak_mib']:.1f} for {paths[-1]['at']:,}.")
    words = [m["words"][of][0] for of in ("uniform", "normal")]
    over = [f["name"] for f in m["features"]["features"] if against_draws(f["ns_per_path_year"][0], f, *words)[0] > LIMIT]
    if over:
        lines.append(f"- Over {LIMIT} times their draws, or {LIMIT} normal draws a year where they draw nothing: {'; '.join(over)}.")
    else:
        lines.append(f"- No feature costs more than {LIMIT} times its draws, or {LIMIT} normal draws a year where it draws nothing.")
    return "\n".join(lines)


def peers_table(_):
    if not PEERS.exists():
        return "Not measured yet."
    peers = json.loads(PEERS.read_text(encoding="utf-8"))
    rows = []
    for row in peers["rows"]:
        scaled = "" if row["paths"] == peers["paths"] else "≈ "
        first = figures(row["first_answer"])
        rows.append([row["program"], row["version"], scaled + spread(row["seconds_wall"]), scaled + spread(row["ratio_wall"]), figures(row["memory"]), first, str(row["lines"])])
    head = ["program", "version ", "seconds", "times Altai", "memory, MiB", "10,000 paths, s", "lines"]
    about = f"{peers['date']}, {peers['paths']:,} paths, whole processes, medians of {peers['rounds']} rounds in alternation; load {figures(peers['machine']['load_before'])} before and {figures(peers['machine']['load_after'])} after. ≈: scaled up from fewer paths."
    return f"{about}\n\n{table(head, rows)}"


TABLES = {
    "short": short_table,
    "machine": machine_table,
    "shipped": shipped_table,
    "growth": growth_table,
    "packages": packages_table,
    "large": large_table,
    "memory": memory_table,
    "features": features_table,
    "bases": bases_table,
    "quantities": quantities_table,
    "instruction sets": sets_table,
    "peers": peers_table,
}


def written(page, measured):
    for name, make in TABLES.items():
        mark = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        text = make(measured)
        page, found = mark.subn(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", page)
        if found != 1:
            raise SystemExit(f"{PAGE.name} has {found} places for the table `{name}`")
    return page


# ---------------------------------------------------------------- the chart

WIDTH, HEIGHT = 860, 470
LEFT, TOP, BOTTOM, RIGHT = 64, 66, 72, 110
INK, SOFT, GRID = "#1f2933", "#6b7785", "#e4e7eb"
COLOURS = {"years": "#2b6cb0", "deals": "#c2410c", "packages": "#6d28d9", "uncertain quantities": "#0f766e", "paths": "#9d174d"}

# Where a label stands beside the end of its line, or beside the start.
AT_THE_START = {"deals"}
LABELS = {"years": (-10, -6, "end"), "deals": (0, -11, "middle"), "packages": (10, 5, "start"), "uncertain quantities": (-20, 42, "start"), "paths": (10, 5, "start")}


def chart(m):
    """Time of a run against how much there is of one thing, both as multiples of the usual scenario."""
    usual = m["growth"]["usual"]
    series = {}
    for of in ("years", "deals", "packages", "quantities", "paths"):
        name = "uncertain quantities" if of == "quantities" else of
        points = []
        for case in cases(m, of):
            more = case["at"] / usual[of]
            # The time of a whole run: what grows may be the paths themselves.
            points.append((more, case["of_usual"][0] * (more if of == "paths" else 1)))
        series[name] = [(x, y) for x, y in points if x > 0]
    low, high = 1 / 8, 24
    shown = {name: [(x, y) for x, y in points if low <= x <= high] for name, points in series.items()}
    bottom, top = 1 / 8, 24
    x = lambda value: LEFT + math.log(value / low) / math.log(high / low) * (WIDTH - LEFT - RIGHT)
    y = lambda value: HEIGHT - BOTTOM - math.log(min(max(value, bottom), top) / bottom) / math.log(top / bottom) * (HEIGHT - TOP - BOTTOM)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Helvetica, Arial, sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="24" fill="{INK}" font-size="15" font-weight="bold">How the time of a run grows</text>',
        f'<text x="{LEFT}" y="44" fill="{SOFT}">times the usual run: {usual["years"]} years, {usual["deals"]} deals, {usual["packages"]} packages, {usual["quantities"]} uncertain quantities (log scales)</text>',
    ]
    for tick in (1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16):
        label = {1 / 8: "⅛", 1 / 4: "¼", 1 / 2: "½"}.get(tick, f"{tick:g}")
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="{GRID}"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end" fill="{SOFT}">{label}</text>')
        out.append(f'<line x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="{GRID}"/>')
        out.append(f'<text x="{x(tick):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="{SOFT}">{label}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    out.append(f'<text x="{middle}" y="{HEIGHT - BOTTOM + 38}" text-anchor="middle" fill="{INK}">how many times as much of it</text>')
    out.append(f'<text x="18" y="{(TOP + HEIGHT - BOTTOM) / 2:.0f}" text-anchor="middle" fill="{INK}" transform="rotate(-90 18 {(TOP + HEIGHT - BOTTOM) / 2:.0f})">times as long</text>')
    out.append(f'<line x1="{x(low):.1f}" y1="{y(low):.1f}" x2="{x(high):.1f}" y2="{y(high):.1f}" stroke="{SOFT}" stroke-dasharray="5 5"/>')
    out.append(f'<text x="{x(0.2):.1f}" y="{y(0.2) + 24:.1f}" fill="{SOFT}">in proportion</text>')
    ends = {}
    for name, points in shown.items():
        colour = COLOURS[name]
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        out += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3.2" fill="{colour}"/>' for a, b in points]
        ends[name] = points[0 if name in AT_THE_START else -1]
    for name, (a, b) in ends.items():
        across, down, anchor = LABELS[name]
        place = f'x="{x(a) + across:.1f}" y="{y(b) + down:.1f}" text-anchor="{anchor}"'
        out.append(f'<text {place} fill="{COLOURS[name]}" font-weight="bold" stroke="white" stroke-width="4" paint-order="stroke">{name}</text>')
    out.append(f'<text x="{LEFT}" y="{HEIGHT - 12}" fill="{SOFT}">One thread; only one thing grows at a time. Points: medians of {m["rounds"]} rounds. Altai {m["version"]}, {m["machine"]["date"]}.</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11, help="rounds of every comparison")
    parser.add_argument("--rewrite", action="store_true", help="do not measure: write anew from docs/performance.json")
    arguments = parser.parse_args()
    if not arguments.rewrite:
        DATA.write_text(lines(measure(arguments.rounds)) + "\n", encoding="utf-8")
    measured = json.loads(DATA.read_text(encoding="utf-8"))
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), measured), encoding="utf-8")
    CHART.write_text(chart(measured), encoding="utf-8")


main()
