//! How the cost of a run grows as one thing grows and the rest stays.

use std::thread::available_parallelism;

use altai_benches::counting::drawn;
use altai_benches::rounds::Pair;
use altai_benches::synthetic::Size;
use altai_benches::{YARDSTICK, from_text, play};
use altai_sim::Plan;
use altai_sim::draws::BLOCK;
use serde_json::{Value, json};

use crate::{LASTING, number, spread, tell};

const USUAL: Size = Size::USUAL;
/// Paths of a run in most comparisons.
const PATHS: u64 = 64 * BLOCK as u64;
/// Paths where threads are compared: starting them then does not count.
const MANY_PATHS: u64 = 512 * BLOCK as u64;

/// A run that is compared to another.
struct Case {
    /// What grows.
    of: &'static str,
    /// How much there is of it.
    at: u64,
    size: Size,
    paths: u64,
    threads: usize,
}

impl Case {
    const BASE: Self = Self { of: "", at: 0, size: USUAL, paths: PATHS, threads: 1 };

    fn of(of: &'static str, at: usize, size: Size) -> Self {
        Self { of, at: at as u64, size, ..Self::BASE }
    }
}

fn cases() -> Vec<Case> {
    let paths = [1_024, 10_240, 102_400, 1_024_000, 10_240_000];
    let paths = paths.map(|paths| Case { of: "paths", at: paths, paths, ..Case::BASE });
    let years = [5, 10, 20, 30, 60, 100].map(|years| Case::of("years", years, Size { years, ..USUAL }));
    // A deal brings two uncertain numbers.
    let deals = [0, 1, 2, 4, 6, 8, 16, 32].map(|deals| {
        let size = Size { deals, packages: if deals == 0 { 1 } else { 2 }, quantities: 2 * deals, ..USUAL };
        Case::of("deals", deals, size)
    });
    let packages = [1, 2, 3, 6, 11, 21, 41].map(|packages| Case::of("packages", packages, Size { packages, ..USUAL }));
    let quantities = [0, 12, 24, 40].map(|quantities| Case::of("quantities", quantities, Size { quantities, ..USUAL }));
    let most = available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = [1, 2, 4, 8, 16, 32].into_iter().filter(|&threads| threads <= most);
    let threads = threads.map(|threads| Case { paths: MANY_PATHS, threads, ..Case::of("threads", threads, USUAL) });
    let all = paths.into_iter().chain(years).chain(deals).chain(packages).chain(quantities);
    all.chain(threads).collect()
}

/// Every case, by turns with the usual scenario.
pub(crate) fn measure(rounds: usize) -> Value {
    let usual = json!({
        "years": USUAL.years, "flows": USUAL.flows, "drivers": USUAL.flows, "deals": USUAL.deals,
        "packages": USUAL.packages, "quantities": USUAL.quantities, "paths": PATHS, "threads": 1, "text": USUAL.text(),
    });
    let cases: Value = cases().iter().map(|case| one(case, rounds)).collect();
    json!({ "usual": usual, "cases": cases })
}

fn one(case: &Case, rounds: usize) -> Value {
    tell(&format!("{}: {}", case.of, case.at));
    let (usual, plan) = (Plan::compile(&USUAL.scenario()), Plan::compile(&case.size.scenario()));
    // Where paths are many in both, what a run costs however short it is does not count.
    let usual_paths = if case.of == "threads" { MANY_PATHS } else { PATHS };
    let (mut usually, mut then) =
        (|| drop(play(&usual, usual_paths, 1)), || drop(play(&plan, case.paths, case.threads)));
    let pair = Pair::time(rounds, LASTING, &mut usually, &mut then);
    let per_path = |[usual, case_seconds]: [f64; 2]| [usual / usual_paths as f64, case_seconds / case.paths as f64];
    let ns = pair.spread(|seconds| per_path(seconds)[1] * 1e9);
    json!({
        "of": case.of,
        "at": case.at,
        "ns_per_path": spread(ns),
        "of_usual": spread(pair.spread(|seconds| per_path(seconds)[1] / per_path(seconds)[0])),
        "paths_per_second": number(1e9 / ns.median),
        "ns_per_path_year": number(ns.median / case.size.years as f64),
        "ns_per_draw": number(ns.median / drawn(&plan).all()),
    })
}

/// The largest scenario, by turns with the yardstick: per draw.
pub(crate) fn large(rounds: usize) -> Value {
    tell("a large scenario beside the yardstick");
    let (yardstick, large) = (from_text(YARDSTICK, &[]), Size::LARGE.scenario());
    let (plans, draws) = {
        let plans = [Plan::compile(&yardstick), Plan::compile(&large)];
        let draws = [drawn(&plans[0]).all(), drawn(&plans[1]).all()];
        (plans, draws)
    };
    let pair = Pair::time(rounds, LASTING, &mut || drop(play(&plans[0], MANY_PATHS, 1)), &mut || {
        drop(play(&plans[1], MANY_PATHS, 1));
    });
    let one = |which: usize, size: Value| {
        json!({
            "size": size,
            "draws_per_path": number(draws[which]),
            "ns_per_path": spread(pair.spread(|seconds| seconds[which] / MANY_PATHS as f64 * 1e9)),
            "ns_per_draw": spread(pair.spread(|seconds| seconds[which] / MANY_PATHS as f64 / draws[which] * 1e9)),
        })
    };
    let size = Size::LARGE;
    json!({
        "yardstick": one(0, json!("11 years, 2 drivers, 2 flows, 4 deals, 2 packages, 9 quantities")),
        "large": one(1, json!(format!(
            "{} years, {} drivers, {} flows, {} deals, {} packages, {} quantities",
            size.years, size.flows, size.flows, size.deals, size.packages, size.quantities,
        ))),
        "per_draw_of_yardstick": spread(pair.spread(|[first, second]| (second / draws[1]) / (first / draws[0]))),
    })
}
