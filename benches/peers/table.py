"""The results as a table in Markdown."""


def number(value):
    """Two figures, or three from ten."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(numbers):
    middle, low, high = numbers
    return f"{number(middle)} ({number(low)}–{number(high)})"


def markdown(results):
    paths, machine = results["paths"], results["machine"]
    out = [
        f"Made by `compare.py` on {results['date']}: {machine['processors']} processors, {machine['processor']}; "
        f"Python {machine['python']}; load {machine['load_before']:.1f} before and {machine['load_after']:.1f} after.",
        "",
        f"Whole processes, from start to answer, for {paths:,} paths on one thread. Median of {results['rounds']} "
        "rounds, each of which runs every program once; in brackets the range. Ratios are to Altai on one thread in "
        "the same round.",
        "",
        "| program | version | paths timed | seconds | times Altai | processor time, times Altai | memory, MiB | "
        "first answer, s | lines |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in results["rows"]:
        scaled = "" if row["paths"] == paths else "≈ "
        first = number(row["first_answer"]) if row["first_answer"] is not None else ""
        cells = (
            row["program"],
            row["version"],
            f"{row['paths']:,}",
            scaled + spread(row["seconds_wall"]),
            scaled + spread(row["ratio_wall"]),
            scaled + spread(row["ratio_cpu"]),
            number(row["memory"]),
            first,
            str(row["lines"]),
        )
        out.append("| " + " | ".join(cells) + " |")
    out.append("")
    if any(row["paths"] != paths for row in results["rows"]):
        scaled = f"what the program computes is scaled up to {paths:,}; its start is counted once."
        out += [f"≈: fewer paths were timed, and {scaled}", ""]
    for row in results["rows"]:
        if row["program"] == "Numba":
            wall, cpu = spread(row["inside_ratio_wall"]), spread(row["inside_ratio_cpu"])
            out += [
                f"Numba's loop alone, without starting Python, loading packages and {number(row['prepare'])} s of "
                f"compiling: {wall} times Altai's whole process, in processor time {cpu} times.",
                "",
            ]
    out += [
        "First answer: the whole process for 10,000 paths, with Numba's compiling. Lines: what the question takes to "
        "write, without empty lines, comments, and what only counts and prints.",
        "",
        "| agreement with Altai | paths | numbers compared | outside 4.5 standard errors | furthest | "
        "furthest, bins not allowed for |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, report in results["agreement"].items():
        if "failed" in report:
            out.append(f"| {name} | | | failed | | |")
            continue
        out.append(
            f"| {name} | {report['paths']:,} | {report['compared']} | {len(report['outside'])} | "
            f"{report['furthest']['apart']:.1f} | {report['furthest_without_bin']:.1f} |"
        )
    if results["not_installed"]:
        out += ["", f"Not installed, and left out: {', '.join(results['not_installed'])}."]
    return "\n".join(out)
