"""Whether two programs gave the same answer, but for chance."""

import math

# A difference that chance makes once in 150,000 times. Some thousand are looked at.
LIMIT = 4.5
# The histograms behind quantiles have bins of up to 0.2 %. Inside, they are interpolated.
BIN = 0.002


def compare(one, other):
    """Every number of `one` against that of `other`: how many standard errors they are apart, the furthest first.

    An answer has `paths` and, by package, year and statistic, a value and its standard error (odds: the value alone).
    """
    found = []
    for package, years in one["answer"].items():
        for year, row in years.items():
            for statistic, (value, *error) in row.items():
                against, *its_error = other["answer"][package][year][statistic]
                if error:
                    apart = abs(value - against) / math.hypot(error[0], its_error[0])
                    allowed = BIN * against / math.hypot(error[0], its_error[0]) if statistic[0] == "p" else 0
                else:
                    apart, allowed = odds_apart(value, one["paths"], against, other["paths"]), 0
                found.append(
                    {
                        "package": package,
                        "year": int(year),
                        "statistic": statistic,
                        "value": value,
                        "altai": against,
                        "apart": max(apart - allowed, 0),
                        "apart_without_bin": apart,
                    }
                )
    return sorted(found, key=lambda row: -row["apart"])


def odds_apart(p, n, q, m):
    """Two shares' distance in standard errors, as the signed root of the likelihood ratio.

    For odds that are not small it is the distance over the pooled standard error. For a handful of paths in a million,
    where that error is no guide, it still holds.
    """
    a, b = round(p * n), round(q * m)
    pooled = (a + b) / (n + m)
    if pooled in (0, 1):
        return 0.0
    cells = ((a, n * pooled), (n - a, n * (1 - pooled)), (b, m * pooled), (m - b, m * (1 - pooled)))
    ratio = 2 * sum(seen * math.log(seen / expected) for seen, expected in cells if seen)
    return math.sqrt(max(ratio, 0))
