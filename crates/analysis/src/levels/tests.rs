//! Known answers: scenarios whose odds, given what could be known, have a distribution in closed form.

use altai_math::{beta, ln, normal};
use altai_model::{NoFiles, SourceText, read};

use super::*;
use crate::Answer;

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "it.toml".into(), text: text.into() }, &[], &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// 65,536 paths are 2,048 groups; a sentence takes half of them.
fn asked(scenario: &Scenario, scope: Scope) -> Option<Levels> {
    levels(scenario, scope, 65_536, 3, NonZeroUsize::new(2).unwrap())
}

/// How the odds of the last package spread.
fn only(scenario: &Scenario) -> LevelRow {
    let levels = asked(scenario, Scope::All).expect("something could be known");
    assert_eq!((levels.knowledge.groups, levels.knowledge.paths_per_group), (2_048, 128));
    levels.rows.into_iter().rfind(|row| row.reference.is_none()).expect("it has a package")
}

#[track_caller]
fn assert_ends(row: &LevelRow, truth: [f64; 2], most_error: f64) {
    for (value, error, truth) in
        [(row.low, row.low_standard_error, truth[0]), (row.high, row.high_standard_error, truth[1])]
    {
        assert!((value - truth).abs() < 4.0 * error, "{value} ± {error}, not {truth}");
        assert!(error < most_error, "{error}");
    }
}

const FRAME: &str = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\nby = 2028\n";

/// Trade of 160, and a deal that lifts it above 200 where it goes ahead.
fn deal(keys: &str) -> Scenario {
    scenario(&format!("{FRAME}[flows.trade]\nbase = 160\n[deals.mine]\nstart = 2026.0\npeak = 100\n{keys}\n"))
}

#[test]
fn where_one_deal_decides_the_odds_are_as_uncertain_as_its_probability() {
    let row = only(&deal("go.beta = { alpha = 4, beta = 12 }"));
    assert_ends(&row, RANGE.map(|level| beta::quantile(level, 4.0, 12.0)), 0.01);
    assert!((row.mean - 0.25).abs() < 4.0 * row.standard_error);
    // sd² = αβ / ((α + β)² (α + β + 1)), with the error of a standard deviation.
    let sd = (48.0_f64 / (256.0 * 17.0)).sqrt();
    assert!((row.sd / sd - 1.0).abs() < 4.0 * 1.2 / 4096.0_f64.sqrt(), "{}", row.sd);
    // What is known is stratified: of the error of the mean is left the noise of 128 paths in each of 2,048 groups, whose variance
    // is the mean of p(1 − p) over what is known, and of each stratum what it spreads within, a few per cent of all.
    let noise = ((0.25 * 0.75 - sd * sd) / 128.0 / 2048.0).sqrt();
    let ratio = row.standard_error / noise;
    assert!((0.8..1.5).contains(&ratio), "{row:?}");
}

#[test]
fn a_sentence_has_the_same_ends_from_half_of_the_groups_or_from_as_many_where_that_leaves_them_open() {
    let of = |keys: &str| {
        let levels = asked(&deal(keys), Scope::Headline).unwrap();
        (levels.knowledge.groups, levels.rows.into_iter().next().unwrap())
    };
    let (groups, row) = of("go.beta = { alpha = 4, beta = 12 }");
    assert_eq!(groups, 1_024);
    assert_ends(&row, RANGE.map(|level| beta::quantile(level, 4.0, 12.0)), 0.014);
    // Few groups far up, where a quantile is loose.
    let (groups, row) = of("go.beta = { alpha = 0.3, beta = 2 }");
    assert_eq!(groups, 2_048);
    let truth = beta::quantile(RANGE[1], 0.3, 2.0);
    assert!((row.high - truth).abs() < 4.0 * row.high_standard_error, "{row:?}, not {truth}");
    assert!(row.high_standard_error < 0.03, "{row:?}");
}

#[test]
fn drift_that_is_not_known_moves_the_odds_as_the_closed_form_says() {
    // One year on: p(θ) = Φ((ln(160/200) + θ)/σ), θ the drift, normal.
    let scenario = scenario(
        "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\nby = 2026\n[flows.trade]\n\
         base = 160\ndrift.normal = { mean = 0.1, sd = 0.05 }\nvolatility = 0.15\n",
    );
    let odds = |level: f64| normal::cdf((ln(160.0 / 200.0) + 0.1 + 0.05 * normal::quantile(level)) / 0.15);
    assert_ends(&only(&scenario), RANGE.map(odds), 0.01);
}

/// One year on, trade of 100 that grows by a drift that is not known, and half the time a deal that lifts it by a fifth of the
/// target: D(θ) = ½ (Φ(a + b) − Φ(a)), a = (ln(100/120) + θ)/σ, b = ln(120/100)/σ. It is largest where a = −b/2, and from there
/// falls to both sides. `others` are numbers without a say.
fn hump([mean, sd]: [f64; 2], others: usize) -> (Scenario, [f64; 2]) {
    let idle: Vec<String> =
        (0..others).map(|at| format!("[deals.idle_{at}]\nstart = 2026-01-01\npeak = \"10 to 20\"\n")).collect();
    let idle = idle.concat();
    let text = format!(
        "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 120\n[flows.trade]\nbase = 100\n\
         drift.normal = {{ mean = {mean}, sd = {sd} }}\nvolatility = 0.2\n\
         [deals.mine]\ngo = 0.5\nstart = 2026-01-01\npeak = 20\n{idle}[packages]\nnone = []\nmine = [\"mine\"]\n"
    );
    let b = ln(1.2) / 0.2;
    let difference = |drift: f64| {
        let a = (ln(100.0 / 120.0) + drift) / 0.2;
        0.5 * (normal::cdf(a + b) - normal::cdf(a))
    };
    let mut differences: Vec<f64> =
        (0..100_000).map(|i| difference(mean + sd * normal::quantile((f64::from(i) + 0.5) / 1e5))).collect();
    differences.sort_by(f64::total_cmp);
    (scenario(&text), [differences[5_000], differences[95_000]])
}

#[test]
fn a_difference_that_has_a_ceiling_does_not_pass_it() {
    for (drift, others) in [([0.1, 0.15], 0), ([0.0, 0.1], 0), ([0.05, 0.08], 0), ([0.1, 0.15], 10)] {
        let (scenario, truth) = hump(drift, others);
        let rows = asked(&scenario, Scope::All).unwrap().rows;
        let difference = rows.iter().find(|row| row.reference.is_some()).unwrap();
        let ends = [(difference.low, difference.low_standard_error), (difference.high, difference.high_standard_error)];
        for ((value, error), truth) in ends.into_iter().zip(truth) {
            assert!((value - truth).abs() < 3.0 * error, "{drift:?}: {value} ± {error}, not {truth}");
            assert!((value - truth).abs() < 0.008, "{drift:?}: {value} ± {error}, not {truth}");
        }
    }
}

#[test]
fn knowledge_that_decides_leaves_nothing_to_chance() {
    // Reached where the peak is above 40, which is known: p(θ) is 0 or 1.
    let text = format!("{FRAME}[flows.trade]\nbase = 160\n[deals.mine]\nstart = 2026.0\npeak = \"20 to 80\"\n");
    let row = only(&scenario(&text));
    assert!(row.low < 1e-3 && row.high > 1.0 - 1e-3, "{row:?}");
}

#[test]
fn chance_is_not_knowledge() {
    let known = "go.beta = { alpha = 4, beta = 12 }";
    assert_eq!(asked(&deal(&format!("{known}\ngo.role = \"chance\"")), Scope::Headline), None);
    assert_eq!(asked(&deal("go = 0.3"), Scope::Headline), None);
    let nothing = asked(&deal("go = 0.3"), Scope::All).unwrap();
    assert_eq!((nothing.knowledge.known, nothing.rows.len()), (0, 0));
    // A known number that has no say in what is chance.
    let idle = deal("go = 0.3\ncost = \"10 to 20\"");
    let row = only(&idle);
    assert!(row.high - row.low < 0.02, "{row:?}");
}

#[test]
fn all_packages_and_targets_are_told_with_their_differences() {
    let text = FRAME.replace(
        "[target]\nturnover = 200\nby = 2028",
        "[targets.soon]\nturnover = 200\nby = 2027\n[targets.high]\nturnover = 1_000\nby = 2029",
    );
    let scenario = scenario(&format!(
        "{text}[flows.trade]\nbase = 160\nvolatility = 0.1\n[deals.mine]\nstart = 2026.0\npeak = 100\n\
         go.beta = {{ alpha = 4, beta = 12 }}\n[packages]\nnone = []\nall = \"all\"\n"
    ));
    let levels = asked(&scenario, Scope::All).unwrap();
    let named: Vec<(&str, &str, bool, i32)> = levels
        .rows
        .iter()
        .map(|row| (row.target.as_str(), row.package.as_str(), row.reference.is_some(), row.year))
        .collect();
    assert_eq!(
        named,
        [
            ("soon", "none", false, 2027),
            ("soon", "all", false, 2027),
            ("soon", "all", true, 2027),
            ("high", "none", false, 2029),
            ("high", "all", false, 2029),
            ("high", "all", true, 2029),
        ]
    );
    // Without the deal all is chance: q by 2027. With it, p(θ) = q + (1 − q) θ, so that the difference is (1 − q) θ, since a
    // path with the mine is above 200 all but surely.
    let [none, all, difference] = [0, 1, 2].map(|at| &levels.rows[at]);
    assert!(none.high - none.low < 0.02, "{none:?}");
    let truth = RANGE.map(|level| beta::quantile(level, 4.0, 12.0));
    assert_ends(all, truth.map(|theta| none.mean + (1.0 - none.mean) * theta), 0.01);
    assert_ends(difference, truth.map(|theta| (1.0 - none.mean) * theta), 0.01);
    // Nothing ever reaches the other.
    assert!(levels.rows[3..].iter().all(|row| row.low == 0.0 && row.high == 0.0 && row.sd == 0.0));
}

#[test]
fn the_mean_is_the_odds_of_the_run() {
    // The same odds by another way: no groups, other paths.
    let flagship = altai_scenarios::example("kazakhstan-mongolia").unwrap().text;
    let scenario = scenario(flagship);
    let plan = altai_sim::Plan::compile(&scenario);
    let summary = altai_sim::play(&plan, &altai_sim::Streams::new(1), 65_536, NonZeroUsize::new(2).unwrap(), &|_| {});
    let answer = Answer::of(&scenario, &summary).with_levels(asked(&scenario, Scope::Headline));
    let (headline, levels) = (answer.headline.unwrap(), answer.levels);
    let row = &levels[0];
    let error = (row.standard_error * row.standard_error + headline.standard_error * headline.standard_error).sqrt();
    assert!((row.mean - headline.probability).abs() < 4.0 * error);
    assert!(row.low < row.mean && row.mean < row.high && row.sd > 0.02, "{row:?}");
    assert!(headline.levels.unwrap().starts_with("Depending on what is not known, the "));
}

#[test]
fn a_slow_way_with_a_thousand_paths_for_each_state_of_knowledge_agrees() {
    let scenario = scenario(altai_scenarios::example("minimal").unwrap().text);
    let found = &asked(&scenario, Scope::Headline).unwrap().rows[0];
    let plan = altai_sim::Plan::compile(&scenario);
    let draws = altai_sim::Levels::new(&scenario, altai_sim::Streams::new(8), altai_sim::draws::BLOCK);
    let (package, target) = (scenario.packages.len() - 1, &scenario.targets[0]);
    let year = scenario.horizon.index_of(target.by);
    let odds_of = |block: u64| {
        let mut reached = [false; altai_sim::draws::BLOCK];
        altai_sim::replay(&plan, &draws, block, |at, turnover| {
            for (path, reached) in reached.iter_mut().enumerate().filter(|_| at.index <= year) {
                *reached |= turnover[package][path] >= at.target(0)[path];
            }
        });
        reached.iter().filter(|reached| **reached).count() as f64 / reached.len() as f64
    };
    let states = 1_000;
    let mut odds: Vec<f64> = (0..states).map(odds_of).collect();
    odds.sort_by(f64::total_cmp);
    // Woodruff's error of a quantile; a thousand paths add noise of about 0.01, whose effect on the ends is far below that.
    for (value, error, level) in
        [(found.low, found.low_standard_error, 0.05), (found.high, found.high_standard_error, 0.95)]
    {
        let at = |level: f64| odds[(level * (states - 1) as f64) as usize];
        let step = (level * (1.0 - level) / states as f64).sqrt();
        let slow = (at(level + step) - at(level - step)) / 2.0;
        assert!((value - at(level)).abs() < 4.0 * (error * error + slow * slow).sqrt(), "{value}, not {}", at(level));
    }
}

#[test]
fn few_paths_tell_nothing_unless_all_is_asked() {
    let scenario = deal("go.beta = { alpha = 4, beta = 12 }");
    let of = |scope, paths| levels(&scenario, scope, paths, 1, NonZeroUsize::MIN).map(|levels| levels.knowledge.groups);
    assert_eq!(of(Scope::Headline, 8_191), None);
    assert_eq!(of(Scope::Headline, 8_192), Some(256));
    assert_eq!(of(Scope::Headline, 10_000_000), Some(1_024));
    assert_eq!(of(Scope::All, 1), Some(256));
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let scenario = deal("go.beta = { alpha = 4, beta = 12 }");
    let of = |threads| levels(&scenario, Scope::All, 20_000, 1, NonZeroUsize::new(threads).unwrap());
    assert_eq!(of(1), of(3));
}
