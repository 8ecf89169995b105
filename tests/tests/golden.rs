//! Golden values: they pin the generator, the normals, the quantities and what the shipped scenarios come to.
//!
//! When one moves, a seed no longer gives yesterday's numbers: that belongs under *Results change* in `CHANGELOG.md`, with the
//! reason, and a change of the layout of draws also under a new number of the format in `Streams`. Editing a shipped scenario
//! moves its counts here and is worth a line too. A failure prints what stands here now.

use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension, Draws, ONCE, Streams};
use altai_sim::sampler::Sampler;
use altai_tests::{played, scenario, shipped};

/// Draws of one column.
struct Column {
    seed: u64,
    name: &'static str,
    year: i32,
    component: u32,
    block: u64,
    /// The first four uniform numbers. A program in another language gives the same: FNV-1a, ChaCha8 and xoshiro256++ from
    /// their definitions, joined as `Streams` says.
    uniforms: [f64; 4],
    /// Normals 0 and 1 (cosines) and 512 and 513 (sines). The other program gives them to 1e-14.
    normals: [f64; 4],
}

const COLUMNS: &[Column] = &[
    Column {
        seed: 1,
        name: "deals.mine.peak",
        year: ONCE,
        component: 0,
        block: 0,
        uniforms: [0.037464036898907316, 0.7468270276193777, 0.030765831883609596, 0.5619147234600151],
        normals: [1.3286754214797087, -0.7108989769964881, -2.1916590220026744, -0.28011782870902047],
    },
    Column {
        seed: 1,
        name: "flows.trade",
        year: 2030,
        component: 0,
        block: 0,
        uniforms: [0.0539700241469484, 0.25803505786025005, 0.3493070470987113, 0.8815531685761423],
        normals: [2.3538482961220892, -0.776171623107856, 0.5459406457830033, 1.4515086123434453],
    },
    Column {
        seed: 1,
        name: "deals.mine",
        year: ONCE,
        component: 1,
        block: 0,
        uniforms: [0.12889650181042966, 0.10990316869846606, 0.14552192471002046, 0.8049496881910642],
        normals: [2.0009554937554768, 1.9642361296046753, -0.30605249287197156, 0.7470526072572437],
    },
    Column {
        seed: 1,
        name: "flows.trade",
        year: 2030,
        component: 0,
        block: 7,
        uniforms: [0.6328671009107855, 0.4226761973115588, 0.214278298547803, 0.8887468295019644],
        normals: [-0.6181006548211077, 1.231823051067052, 0.7300282464445428, 0.4526695693170557],
    },
    Column {
        seed: (1 << 63) - 1,
        name: "political_will",
        year: ONCE,
        component: 0,
        block: 7,
        uniforms: [0.03790373350503573, 0.1624400757989629, 0.350052856156697, 0.8955798122803783],
        normals: [-1.8806952682116052, 0.029693260388498767, 1.7344730130163617, 1.9063080887833685],
    },
    Column {
        seed: (1 << 63) - 1,
        name: "flows.trade.noise",
        year: 2026,
        component: 0,
        block: 0,
        uniforms: [0.018103087621046732, 0.7088770690396197, 0.659605775142701, 0.2927819048271202],
        normals: [2.7420112705407376, -0.7148846431484572, -0.7104362949262286, 0.42081617692846085],
    },
];

#[test]
fn draws_are_those_of_the_first_release() {
    for Column { seed, name, year, component, block, uniforms, normals } in COLUMNS {
        let streams = Streams::new(*seed);
        let dimension = Dimension { address: Address::of(name), year: *year, component: *component };
        let (mut drawn, mut normal) = (vec![0.0; BLOCK], vec![0.0; BLOCK]);
        streams.uniforms(dimension, *block, &mut drawn);
        streams.normals(dimension, *block, &mut normal);
        let normal = [normal[0], normal[1], normal[512], normal[513]];
        assert!(drawn[..4] == *uniforms && normal == *normals, "{name}: {:?}, {normal:?}", &drawn[..4]);
    }
}

/// Every distribution, and what it gives at the levels 0.001, 0.3, 0.5 and 0.999.
const QUANTITIES: &[(&str, [f64; 4])] = &[
    ("{ normal = { mean = 110, sd = 12 } }", [72.91721232598624, 103.7071938475035, 110.0, 147.08278767401376]),
    (
        "{ normal = { mean = 100, sd = 20 }, min = 90 }",
        [90.03926110091061, 100.80114595831054, 107.93742350179089, 163.96382664717646],
    ),
    ("{ lognormal = { median = 95, sigma = 0.3 } }", [37.592599144179005, 81.17089425603714, 95.0, 240.0738497858685]),
    (
        "{ lognormal = { mean = 95, sd = 25 } }",
        [41.2954659384936, 80.21420351017422, 91.87208103995141, 204.39239715039994],
    ),
    ("{ uniform = { min = 80, max = 130 } }", [80.05, 95.0, 105.0, 129.95]),
    (
        "{ triangular = { min = 80, mode = 90, max = 130 } }",
        [80.70710678118655, 92.58342613226058, 98.3772233983162, 128.5857864376269],
    ),
    (
        "{ pert = { min = 80, mode = 90, max = 140 } }",
        [80.26269461310109, 89.90126910857603, 95.11723862847664, 130.5603955742045],
    ),
    (
        "{ gamma = { mean = 90, sd = 40 } }",
        [13.52579188989332, 65.57291996289143, 84.14849674189301, 264.8853130242782],
    ),
    ("80 to 150", [60.69362507453502, 99.09972809677552, 109.54451150103323, 197.71433960755118]),
    ("-10 to 30", [-27.57455685458369, 3.62374251282224, 10.0, 47.57455685458368]),
    ("0.2 to 0.7", [0.08567271438032383, 0.3485208745740406, 0.433030277982336, 0.8616017427508995]),
    (
        "{ beta = { alpha = 2, beta = 3 } }",
        [0.013022947370799433, 0.27238394207514255, 0.3857275681323896, 0.9359618609003076],
    ),
    (
        "{ beta = { mean = 0.1, size = 4 } }",
        [7.083510461358008e-9, 0.01127533670122418, 0.04286389032145808, 0.7783701690783655],
    ),
    (
        "{ exponential = { mean = 90 } }",
        [0.09004503002251801, 32.10074495448591, 62.383246250395075, 621.6979751083923],
    ),
    (
        "{ weibull = { scale = 90, shape = 1.5 } }",
        [0.900300175122316, 45.264484342414654, 70.48977918971862, 326.4378221105529],
    ),
    (
        "{ student_t = { location = 100, scale = 20, dof = 4.5 } }",
        [-28.424857686012977, 88.72988392120946, 100.0, 228.42485768601287],
    ),
    (
        "{ student_t = { location = 100, scale = 20, dof = 3 }, min = 90, max = 200 }",
        [90.04254053408393, 101.39984794834773, 109.0392895624218, 197.00750573063695],
    ),
    ("{ discrete = { values = [120, 80, 95], weights = [1, 2, 3] } }", [80.0, 80.0, 95.0, 120.0]),
    ("{ data = [95, 80, 130, 101.5, 80] }", [80.0, 80.0, 95.0, 130.0]),
    (
        "{ quantiles = { p10 = 80, p50 = 95, p90 = 130 } }",
        [55.628920459533035, 87.28756250838578, 95.0, 212.79889866498982],
    ),
    (
        "{ quantiles = { p5 = 75, p25 = 88, p50 = 95, p75 = 108, p95 = 140, min = 60 } }",
        [61.85697345298335, 89.46620876558717, 95.0, 228.30941415697077],
    ),
    (
        "{ quantiles = { p10 = 80, p50 = 95, p90 = 130, min = 60, max = 200 } }",
        [65.922118186824, 87.5834756010374, 95.0, 189.50178364527508],
    ),
];

#[test]
fn quantities_are_those_of_the_first_release() {
    let text = "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 100\n[flows.trade]\nbase = 100\n\
                [deals.mine]\nstart = 2026.0\npeak = 0\n";
    let mut moved = Vec::new();
    for (written, values) in QUANTITIES {
        // The key has to be one whose domain holds them.
        let address = if written.contains("beta") || written.contains("0.2 to") {
            "deals.mine.additional"
        } else {
            "deals.mine.peak"
        };
        let scenario = scenario(text, &[(address, written)]);
        let deal = &scenario.deals[0];
        let quantity =
            if address.ends_with("peak") { deal.peak.as_ref().expect("it is set") } else { &deal.additional };
        let mut drawn = [0.0; 4];
        Sampler::of(&quantity.value).draw(&[0.001, 0.3, 0.5, 0.999], &mut drawn);
        if drawn != *values {
            moved.push((*written, drawn));
        }
    }
    assert!(moved.is_empty(), "{moved:#?}");
}

/// By package: its name, the paths of ten blocks that have reached the target by the headline's year, and those at it then.
type Counts = &'static [(&'static str, u64, u64)];

/// The first part's flagship, as it was when the first part was done: what it does not use leaves it alone.
const PART_1: (&str, Counts) = (
    include_str!("data/part-1.toml"),
    &[
        ("none", 1661, 1058),
        ("space", 1665, 1058),
        ("nuclear", 1662, 1061),
        ("minerals", 1663, 1062),
        ("partnership", 1833, 1164),
        ("free_trade", 1969, 1177),
        ("transport", 1736, 1122),
        ("food", 1699, 1080),
        ("all", 2292, 1411),
    ],
);

/// A scenario with what the second part brought, each with its own draws.
const PART_2: (&str, Counts) =
    (include_str!("data/part-2.toml"), &[("none", 2189, 2270), ("ore", 3387, 2960), ("all", 3888, 3310)]);

/// The first lesson. The flagship moves with its evidence: `flagship.rs` holds it to what the document prints.
const MINIMAL: Counts = &[("none", 2005, 1683), ("power_line", 2675, 2338)];

#[test]
fn counts_of_the_first_lesson_are_those_of_the_first_release() {
    assert_counts(shipped("minimal"), MINIMAL);
}

#[test]
fn counts_of_all_the_features_are_those_of_their_first_release() {
    for (text, counts) in [PART_1, PART_2] {
        assert_counts(text, counts);
    }
}

#[track_caller]
fn assert_counts(text: &str, counts: Counts) {
    let scenario = scenario(text, &[]);
    let summary = played(&scenario, 10_240);
    let year = (scenario.targets[0].by - scenario.horizon.base_year - 1) as usize;
    let counted: Vec<(&str, u64, u64)> = scenario
        .packages
        .iter()
        .enumerate()
        .map(|(place, package)| {
            (package.name.as_str(), summary.reached(0, place, year), summary.at_date(0, place, year))
        })
        .collect();
    assert!(counted == *counts, "{:?}: {counted:#?}", scenario.title);
}
