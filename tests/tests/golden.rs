//! Golden values: they pin the generator, the normals, the quantities and what the shipped scenarios come to.
//!
//! When one moves, a seed no longer gives yesterday's numbers: that belongs under *Results change* in `CHANGELOG.md`, with the
//! reason, and a change of the layout of draws also under a new number of the format in `Streams`. Editing a shipped scenario
//! moves its counts here and is worth a line too. A failure prints what stands here now.

use altai_math::normal;
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
    /// Normals 0 and 1 (cosines) and 512 and 513 (sines). The other program gives them to 2e-14.
    normals: [f64; 4],
}

const COLUMNS: &[Column] = &[
    Column {
        seed: 1,
        name: "deals.mine.peak",
        year: ONCE,
        component: 0,
        block: 0,
        uniforms: [0.692132898720475, 0.19826012200103327, 0.7998102137836426, 0.23547577733352376],
        normals: [-0.36818885073529645, 0.5510172405137017, -0.7748493746874352, 1.7125217448821615],
    },
    Column {
        seed: 1,
        name: "flows.trade",
        year: 2030,
        component: 0,
        block: 0,
        uniforms: [0.30850554848106204, 0.8248101258728068, 0.6772564755287968, 0.1616385482449495],
        normals: [-0.5237870649632818, 0.5687727503584437, -1.4414152807120515, 0.24839826415732832],
    },
    Column {
        seed: 1,
        name: "deals.mine",
        year: ONCE,
        component: 1,
        block: 0,
        uniforms: [0.03184153171917814, 0.638195360317989, 0.4282796149235354, 0.49420733547487317],
        normals: [1.973243061345591, -0.3735175135682169, -1.7321314747043184, -0.8710375062455167],
    },
    Column {
        seed: 1,
        name: "flows.trade",
        year: 2030,
        component: 0,
        block: 7,
        uniforms: [0.3607848225853384, 0.7952095628475714, 0.9781282679550855, 0.6565935043248318],
        normals: [-0.7170885307795376, 0.2649834420519802, -1.2348000463199282, -0.622963057841276],
    },
    Column {
        seed: (1 << 63) - 1,
        name: "political_will",
        year: ONCE,
        component: 0,
        block: 7,
        uniforms: [0.48811595924369156, 0.5235260535797227, 0.8620403907171851, 0.7619280762703456],
        normals: [1.0684788157607894, -0.6555100281832922, 0.5410707718786635, -0.9298621223868704],
    },
    Column {
        seed: (1 << 63) - 1,
        name: "flows.trade.noise",
        year: 2026,
        component: 0,
        block: 0,
        uniforms: [0.08729900559709114, 0.9355409524900614, 0.27017607156983947, 0.4849253454728556],
        normals: [-1.948314586322015, -0.2592663824261711, -1.039664699029751, -0.25698571809732024],
    },
];

#[test]
fn draws_are_those_of_format_2() {
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

/// Every distribution, and what it gives at the scores of the levels 0.001, 0.3, 0.5 and 0.999.
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
        [80.2626946131011, 89.90126910857602, 95.11723862847666, 130.56039557420445],
    ),
    (
        "{ gamma = { mean = 90, sd = 40 } }",
        [13.52579188989332, 65.57291996289146, 84.14849674189304, 264.88531302427816],
    ),
    ("80 to 150", [60.69362507453502, 99.09972809677552, 109.54451150103323, 197.71433960755118]),
    ("-10 to 30", [-27.57455685458369, 3.62374251282224, 10.0, 47.57455685458368]),
    ("0.2 to 0.7", [0.08567271438032383, 0.3485208745740406, 0.433030277982336, 0.8616017427508995]),
    (
        "{ beta = { alpha = 2, beta = 3 } }",
        [0.013022947370799431, 0.2723839420751425, 0.3857275681323896, 0.935961860900307],
    ),
    (
        "{ beta = { mean = 0.1, size = 4 } }",
        [7.083510461358325e-9, 0.011275336701224185, 0.042863890321458056, 0.7783701690783654],
    ),
    ("{ exponential = { mean = 90 } }", [0.090045030022518, 32.100744954485904, 62.383246250395075, 621.6979751083923]),
    (
        "{ weibull = { scale = 90, shape = 1.5 } }",
        [0.9003001751223159, 45.26448434241465, 70.48977918971862, 326.4378221105529],
    ),
    (
        "{ student_t = { location = 100, scale = 20, dof = 4.5 } }",
        [-28.424857686013016, 88.72988392120949, 100.0, 228.42485768601276],
    ),
    (
        "{ student_t = { location = 100, scale = 20, dof = 3 }, min = 90, max = 200 }",
        [90.04254053408393, 101.39984794834771, 109.0392895624218, 197.00750573063695],
    ),
    ("{ discrete = { values = [120, 80, 95], weights = [1, 2, 3] } }", [80.0, 80.0, 95.0, 120.0]),
    ("{ data = [95, 80, 130, 101.5, 80] }", [80.0, 80.0, 95.0, 130.0]),
    (
        "{ quantiles = { p10 = 80, p50 = 95, p90 = 130 } }",
        [55.628920459533035, 87.28756250838578, 95.0, 212.79889866498982],
    ),
    (
        "{ quantiles = { p5 = 75, p25 = 88, p50 = 95, p75 = 108, p95 = 140, min = 60 } }",
        [61.85697345298335, 89.46620876558714, 95.0, 228.30941415697077],
    ),
    (
        "{ quantiles = { p10 = 80, p50 = 95, p90 = 130, min = 60, max = 200 } }",
        [65.922118186824, 87.58347560103739, 95.0, 189.50178364527508],
    ),
];

#[test]
fn quantities_are_those_of_format_2() {
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
        Sampler::of(&quantity.value).draw(&[0.001, 0.3, 0.5, 0.999].map(normal::quantile), &mut drawn);
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
        ("none", 1746, 1137),
        ("space", 1749, 1137),
        ("nuclear", 1748, 1141),
        ("minerals", 1747, 1138),
        ("partnership", 1940, 1266),
        ("free_trade", 2051, 1271),
        ("transport", 1830, 1210),
        ("food", 1786, 1161),
        ("all", 2378, 1515),
    ],
);

/// A scenario with what the second part brought, each with its own draws.
const PART_2: (&str, Counts) =
    (include_str!("data/part-2.toml"), &[("none", 2215, 2277), ("ore", 3418, 2993), ("all", 3926, 3338)]);

/// The first lesson. The flagship moves with its evidence: `flagship.rs` holds it to what the document prints.
const MINIMAL: Counts = &[("none", 1966, 1626), ("power_line", 2683, 2333)];

#[test]
fn counts_of_the_first_lesson_are_those_of_format_2() {
    assert_counts(shipped("minimal"), MINIMAL);
}

#[test]
fn counts_of_all_the_features_are_those_of_format_2() {
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
