//! Sobol' indices and Shapley effects: SALib's numbers, closed forms, another route to the same number, and what always holds.
//!
//! `reference/sobol.csv` holds Ishigami's function, rounded to six digits, at 150 points A, at B and at each AB_i, drawn by
//! numpy 2.4.6 (`default_rng(20260101).uniform(-pi, pi, (150, 3))`, A before B); `reference/sobol-indices.csv` the fields S1
//! and ST that `SALib.analyze.sobol.analyze(…, calc_second_order=False)` of SALib 1.6.0 makes of them, to the last digit.

#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use std::f64::consts::PI;
use std::num::NonZeroUsize;

use altai_analysis::estimate::PartlyKnown;
use altai_analysis::sobol::{Asked, CHANCE, Explained, IndexRow, Indices, Sobol, Sort, sobol};
use altai_model::{NoFiles, Scenario, SourceText, read};
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Plan, Streams, play, replay};

const ASKED: Asked = Asked { target: 0, paths: 20_000, seed: 1, shapley: false };

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &[], &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{text}\n{:#?}", reading.diagnostics))
}

fn example(name: &str) -> Scenario {
    altai_scenarios::example(name).unwrap().read().scenario.unwrap()
}

fn asked(scenario: &Scenario, asked: Asked) -> Sobol {
    sobol(scenario, &asked, NonZeroUsize::new(2).unwrap())
}

/// Two years and a target that no path misses by chance alone.
fn years(turnover: f64, tables: &str) -> Scenario {
    scenario(&format!(
        "[horizon]\nbase_year = 2025\nend_year = 2028\n[target]\nturnover = {turnover}\nby = 2026\n{tables}"
    ))
}

fn row<'a>(explained: &'a Explained, group: &str) -> &'a IndexRow {
    explained.indices.iter().find(|row| row.group == group).unwrap_or_else(|| panic!("{group} in {explained:#?}"))
}

fn share(explained: &Explained, input: &str) -> PartlyKnown {
    explained.shapley.iter().find(|row| row.input == input).unwrap_or_else(|| panic!("{input}")).share
}

/// Within four standard errors, which are themselves small.
#[track_caller]
fn assert_near(estimated: PartlyKnown, truth: f64) {
    let (value, error) = (estimated.value.unwrap(), estimated.standard_error.unwrap());
    assert!((value - truth).abs() <= 4.0 * error + 1e-9, "{value} ± {error} is not {truth}");
    assert!(error < 0.05, "{error} says little");
}

fn columns(text: &str) -> Vec<Vec<f64>> {
    let rows: Vec<Vec<f64>> =
        text.lines().skip(1).map(|line| line.split(',').map(|x| x.parse().unwrap()).collect()).collect();
    (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).collect()).collect()
}

#[test]
fn estimates_are_those_of_salib() {
    let played = columns(include_str!("reference/sobol.csv"));
    let [_, first_order, total] = &columns(include_str!("reference/sobol-indices.csv"))[..] else { panic!() };
    let found = Indices::of(&played[0], &played[4], &played[1..4], false, &Streams::new(1)).unwrap();
    for input in 0..3 {
        assert!((found.first_order[input].value.unwrap() - first_order[input]).abs() < 1e-10);
        assert!((found.total[input].value.unwrap() - total[input]).abs() < 1e-10);
    }
}

/// A, B and every AB_i of a function of uniforms on [0, 1].
fn designed(inputs: usize, n: usize, seed: u64, f: impl Fn(&[f64]) -> f64) -> (Vec<f64>, Vec<f64>, Vec<Vec<f64>>) {
    let sample = |which: u32| -> Vec<Vec<f64>> {
        let column = |input: usize| {
            let mut all = vec![0.0; n.next_multiple_of(BLOCK)];
            for (block, column) in (0..).zip(all.chunks_mut(BLOCK)) {
                Streams::new(seed).uniforms(Dimension::once(Address::of("u"), which + 2 * input as u32), block, column);
            }
            all
        };
        (0..inputs).map(column).collect()
    };
    let (a, b) = (sample(0), sample(1));
    let play = |from_b: &dyn Fn(usize) -> bool| -> Vec<f64> {
        let at = |path: usize| -> Vec<f64> {
            (0..inputs).map(|input| if from_b(input) { b[input][path] } else { a[input][path] }).collect()
        };
        (0..n).map(|path| f(&at(path))).collect()
    };
    (play(&|_| false), play(&|_| true), (0..inputs).map(|swapped| play(&|input| input == swapped)).collect())
}

fn ishigami(u: &[f64]) -> f64 {
    let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

/// First order and total (Ishigami and Homma 1990).
fn exact_ishigami() -> [[f64; 3]; 2] {
    let (a, b) = (7.0_f64, 0.1_f64);
    let (one, two, both) = (0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2), a * a / 8.0, 8.0 * b * b * PI.powi(8) / 225.0);
    let all = one + two + both;
    [[one / all, two / all, 0.0], [(one + both) / all, two / all, both / all]]
}

#[test]
fn ishigamis_indices_are_found() {
    let (a, b, ab) = designed(3, 50_000, 3, ishigami);
    let found = Indices::of(&a, &b, &ab, false, &Streams::new(1)).unwrap();
    let [first_order, total] = exact_ishigami();
    for input in 0..3 {
        assert_near(found.first_order[input], first_order[input]);
        assert_near(found.total[input], total[input]);
    }
    assert_near(found.interactions, 1.0 - first_order.iter().sum::<f64>());
}

#[test]
fn sobols_g_has_its_indices() {
    let weights = [0.0, 1.0, 4.5, 9.0, 99.0];
    let g = |u: &[f64]| u.iter().zip(weights).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product::<f64>();
    let (a, b, ab) = designed(5, 50_000, 4, g);
    let found = Indices::of(&a, &b, &ab, false, &Streams::new(1)).unwrap();
    let parts = weights.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let product: f64 = parts.iter().map(|part| 1.0 + part).product();
    for input in 0..5 {
        assert_near(found.first_order[input], parts[input] / (product - 1.0));
        assert_near(found.total[input], parts[input] * product / (1.0 + parts[input]) / (product - 1.0));
    }
}

#[test]
fn intervals_cover_the_truth_about_as_often_as_they_say() {
    const SEEDS: u64 = 200;
    let [first_order, total] = exact_ishigami();
    let mut covered = [[0; 3]; 2];
    for seed in 0..SEEDS {
        let (a, b, ab) = designed(3, 4_096, 1_000 + seed, ishigami);
        let found = Indices::of(&a, &b, &ab, false, &Streams::new(seed)).unwrap();
        for input in 0..3 {
            for (of, (estimated, truth)) in
                [(found.first_order[input], first_order[input]), (found.total[input], total[input])].iter().enumerate()
            {
                let inside = estimated.lower_95.unwrap() <= *truth && *truth <= estimated.upper_95.unwrap();
                covered[of][input] += i32::from(inside);
            }
        }
    }
    // 95 % of 200, less four standard errors.
    assert!(covered.iter().flatten().all(|covered| *covered >= 178), "{covered:?}");
}

#[test]
fn what_does_not_vary_is_not_explained() {
    assert_eq!(Indices::of(&[3.3; 100], &[3.3; 100], &[vec![3.3; 100]], false, &Streams::new(1)), None);
    let infinite = [f64::INFINITY; 3];
    assert_eq!(Indices::of(&infinite, &[1.0; 3], &[vec![1.0; 3]], false, &Streams::new(1)), None);
    let told = asked(&years(90.0, "[flows.trade]\nbase = 100\n"), ASKED);
    assert_eq!(told.outputs[0].variance, None);
    assert!(told.sentence.starts_with("$90 million a year is reached by 2026 on every path"), "{}", told.sentence);
}

#[test]
fn an_interval_of_an_event_does_not_collapse_where_no_path_feels_it() {
    let a: Vec<f64> = (0..1_000).map(|path| f64::from(path % 3 == 0)).collect();
    let b: Vec<f64> = (0..1_000).map(|path| f64::from(path % 4 == 0)).collect();
    let found = Indices::of(&a, &b, std::slice::from_ref(&a), true, &Streams::new(1)).unwrap();
    let total = found.total[0];
    assert_eq!((total.value, total.standard_error), (Some(0.0), Some(0.0)));
    assert!(total.upper_95.unwrap() > 0.0);
}

#[test]
fn a_sum_of_normals_is_explained_by_their_variances() {
    let told = asked(
        &years(
            230.0,
            "[flows.one]\nbase.normal = { mean = 100, sd = 3 }\n[flows.other]\nbase.normal = { mean = 100, sd = 4 }\n\
             [deals.mine]\nstart = 2026.0\npeak.normal = { mean = 30, sd = 12 }\n",
        ),
        Asked { shapley: true, ..ASKED },
    );
    let turnover = &told.outputs[1];
    for (group, sd) in [("flows.one.base", 3.0), ("flows.other.base", 4.0), ("deals.mine.peak", 12.0)] {
        let exact = sd * sd / 169.0;
        assert_near(row(turnover, group).first_order, exact);
        assert_near(row(turnover, group).total, exact);
        assert_near(share(turnover, group), exact);
    }
    let chance = row(turnover, CHANCE);
    assert_eq!((chance.total.value, chance.first_order.value), (Some(0.0), Some(0.0)));
    assert!(!chance.matters && !chance.among_largest);
    assert_near(turnover.interactions, 0.0);
    assert!((turnover.variance.unwrap() / 169.0 - 1.0).abs() < 0.05);
    let shares: f64 = turnover.shapley.iter().map(|row| row.share.value.unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-12, "{shares}");
    assert!(told.sentence.contains("the peak of mine matters most"), "{}", told.sentence);
    assert!(told.groups.iter().all(|group| group.name != "deals.mine"), "it goes ahead for certain");
}

#[test]
fn chance_times_a_number_that_is_not_known_has_the_indices_of_a_product() {
    let tables = "[flows.trade]\nbase.normal = { mean = 100, sd = 15 }\nvolatility = 0.3\n";
    let told = asked(&years(100.0, tables), Asked { shapley: true, paths: 50_000, ..ASKED });
    let turnover = &told.outputs[1];
    // Base and exp(0.3 z): their means and second moments.
    let (base, base_squared) = (100.0_f64, 100.0_f64.powi(2) + 15.0 * 15.0);
    let (factor, factor_squared) = (0.045_f64.exp(), 0.18_f64.exp());
    let all = base_squared * factor_squared - (base * factor).powi(2);
    let of_base = 225.0 * factor * factor / all;
    let of_chance = base * base * (factor_squared - factor * factor) / all;
    for (group, exact) in [("flows.trade.base", of_base), (CHANCE, of_chance)] {
        let together = 1.0 - of_base - of_chance;
        assert_near(row(turnover, group).first_order, exact);
        assert_near(row(turnover, group).total, exact + together);
        assert_near(share(turnover, group), exact + together / 2.0);
    }
}

/// Chance and a deal that only together reach the target: by itself neither explains much, yet with the deal known chance is left.
#[test]
fn what_would_remain_leads_the_sentence() {
    let tables = "[flows.trade]\nbase = 90\nvolatility = 0.2\n[deals.a]\nstart = 2026.0\ngo = 0.3\npeak = 20\n";
    let told = asked(&years(120.0, tables), Asked { paths: 50_000, ..ASKED });
    let reached = &told.outputs[0];
    let chance = row(reached, CHANCE);
    // Reached where 90·exp(0.2 z) is 100 with the deal, 120 without.
    let level = |x: f64| altai_math::normal::cdf(-(x / 90.0_f64).ln() / 0.2);
    let (with, without) = (level(100.0), level(120.0));
    let odds = 0.3 * with + 0.7 * without;
    let remains = (0.3 * with * (1.0 - with) + 0.7 * without * (1.0 - without)) / (odds * (1.0 - odds));
    assert_near(chance.total, remains);
    let per_cent = (100.0 * chance.total.value.unwrap()).round();
    let start = format!("With the deal a, were all that can be known or decided known, {per_cent} per cent");
    assert!(told.sentence.starts_with(&start), "{}", told.sentence);
    let itself = told.sentence.find("By itself chance explains").unwrap();
    assert!(told.sentence.find("would remain").unwrap() < itself, "{}", told.sentence);
}

#[test]
fn equals_are_named_in_the_order_of_the_figures_said() {
    let deal = |name| format!("[deals.{name}]\nstart = 2026.0\ngo = 0.5\npeak = 10\n");
    let deals = ["a", "b", "c"].map(deal).concat();
    for seed in 1..=8 {
        let tables = format!("[flows.trade]\nbase = 90\nvolatility = 0.1\n{deals}");
        let told = asked(&years(110.0, &tables), Asked { paths: 4_000, seed, ..ASKED });
        let explained = &told.outputs[0];
        let mut named: Vec<(usize, f64)> = explained
            .indices
            .iter()
            .filter_map(|row| Some((told.sentence.find(&row.label)?, row.first_order.value?)))
            .filter(|(at, _)| *at > told.sentence.find("of what can").unwrap_or(0))
            .collect();
        named.sort_by_key(|(at, _)| *at);
        assert!(named.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{named:?} {}", told.sentence);
    }
}

#[test]
fn either_of_two_deals_explains_what_probability_says() {
    let tables = "[flows.trade]\nbase = 90\n[deals.a]\nstart = 2026.0\ngo = 0.5\npeak = 10\n\
                  [deals.b]\nstart = 2026.0\ngo = 0.4\npeak = 10\n";
    let told = asked(&years(100.0, tables), Asked { shapley: true, ..ASKED });
    let reached = &told.outputs[0];
    // It is not reached where neither goes ahead: with probability 0.3.
    let all = 0.3 * 0.7;
    let (a, b) = (0.25 * 0.6 * 0.6 / all, 0.24 * 0.5 * 0.5 / all);
    for (group, exact) in [("deals.a", a), ("deals.b", b)] {
        assert_eq!(row(reached, group).role, Sort::Decision);
        assert_near(row(reached, group).first_order, exact);
        assert_near(row(reached, group).total, 1.0 - a - b + exact);
        assert_near(share(reached, group), (1.0 - a - b) / 2.0 + exact);
    }
    assert!(told.sentence.contains("whether a goes ahead matters most: 4"), "{}", told.sentence);
    assert!((told.probability - 0.7).abs() < 4.0 * told.standard_error);
}

const CORRELATED: &str = "[flows.one]\nbase.normal = { mean = 100, sd = 3 }\n\
                          [flows.other]\nbase.normal = { mean = 100, sd = 4 }\n\
                          [deals.mine]\nstart = 2026.0\npeak.normal = { mean = 30, sd = 5 }\n\
                          [correlation]\n\"flows.one.base\" = { \"flows.other.base\" = 0.6 }\n";

#[test]
fn correlated_numbers_are_one_group_and_share_its_variance_as_shapley_has_it() {
    let told = asked(&years(230.0, CORRELATED), Asked { shapley: true, ..ASKED });
    let turnover = &told.outputs[1];
    let group = 9.0 + 16.0 + 2.0 * 0.6 * 12.0;
    let all = group + 25.0;
    let both = row(turnover, "flows.one.base + flows.other.base");
    assert_near(both.first_order, group / all);
    assert_near(both.total, group / all);
    assert_near(row(turnover, "deals.mine.peak").total, 25.0 / all);
    // Of two correlated normals: half of what it explains alone, and half of what it adds to the other.
    let (one, other) = ((3.0_f64 + 0.6 * 4.0).powi(2), (4.0_f64 + 0.6 * 3.0).powi(2));
    assert_near(share(turnover, "flows.one.base"), (one + group - other) / 2.0 / all);
    assert_near(share(turnover, "flows.other.base"), (other + group - one) / 2.0 / all);
    assert_near(share(turnover, "deals.mine.peak"), 25.0 / all);
}

#[test]
fn intervals_of_shapley_effects_cover_too() {
    const SEEDS: u64 = 200;
    let scenario = years(230.0, CORRELATED);
    let exact = [("flows.one.base", 17.46), ("flows.other.base", 21.94), ("deals.mine.peak", 25.0)];
    let mut covered = [0; 3];
    for seed in 0..SEEDS {
        let told = asked(&scenario, Asked { shapley: true, paths: 4_096, seed, ..ASKED });
        for (covered, (input, part)) in covered.iter_mut().zip(exact) {
            let share = share(&told.outputs[1], input);
            let truth = part / 64.4;
            *covered += i32::from(share.lower_95.unwrap() <= truth && truth <= share.upper_95.unwrap());
        }
    }
    // 95 % of 200, less four standard errors.
    assert!(covered.iter().all(|covered| *covered >= 178), "{covered:?}");
}

#[test]
fn a_number_whose_role_is_chance_belongs_to_chance_unless_knowledge_goes_with_it() {
    let chance = CORRELATED.replace("mean = 100, sd = 3 }", "mean = 100, sd = 3 }\nbase.role = \"chance\"");
    let told = asked(&years(230.0, &chance), Asked { shapley: true, paths: 3_000, ..ASKED });
    assert_eq!(told.groups[1].members, ["flows.one.base", "flows.other.base"].map(str::to_owned)[1..]);
    let turnover = &told.outputs[1];
    assert_eq!(row(turnover, CHANCE).total.value, Some(0.0), "it goes with the base that is not chance");
    assert!(share(turnover, CHANCE).value.unwrap() > 0.1, "Shapley effects take them apart");
    let alone = chance.split("[correlation]").next().unwrap();
    let told = asked(&years(230.0, alone), Asked { paths: 3_000, ..ASKED });
    assert_eq!(told.groups[0].members, ["flows.one.base"]);
    assert_near(row(&told.outputs[1], CHANCE).total, 9.0 / 50.0);
}

#[test]
fn the_first_paths_are_those_of_a_run() {
    let scenario = example("kazakhstan-uzbekistan");
    let told = asked(&scenario, Asked { paths: 5_000, ..ASKED });
    let summary = play(&Plan::compile(&scenario), &Streams::new(1), 5_000, NonZeroUsize::MIN, &|_| {});
    let year = (scenario.targets[0].by - scenario.horizon.base_year - 1) as usize;
    let reached = summary.reached(0, scenario.packages.len() - 1, year);
    assert_eq!(told.probability, reached as f64 / 5_000.0);
}

#[test]
fn the_answer_does_not_depend_on_threads() {
    let ask = Asked { paths: 3_000, shapley: true, ..ASKED };
    let with = |threads: usize| sobol(&example("kazakhstan-uzbekistan"), &ask, NonZeroUsize::new(threads).unwrap());
    assert_eq!(with(1), with(3));
}

/// The variance of the means of slices of equal size, by the number that is not known: what it explains, without any design.
#[test]
fn means_within_slices_of_a_number_tell_the_same_first_order_index() {
    const SLICES: usize = 64;
    let mut scenario = example("kazakhstan-uzbekistan");
    let told = asked(&scenario, ASKED);
    scenario.horizon.end_year = scenario.targets[0].by;
    let last = scenario.packages.len() - 1;
    let plan = Plan::compile(&scenario);
    let largest = told.outputs[1]
        .indices
        .iter()
        .filter(|row| row.role == Sort::Knowledge && row.group.rsplit('.').next() == Some("base"));
    let group = largest.map(|row| row.group.clone()).next().expect("a base is not known");
    let flow = scenario.flows.iter().position(|flow| group == format!("flows.{}.base", flow.name)).unwrap();
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for block in 1_000..1_200 {
        replay(&plan, &Streams::new(1), block, |year, turnover| {
            if year.index + 1 == scenario.horizon.years() {
                pairs.extend(year.base(flow).iter().copied().zip(turnover[last].iter().copied()));
            }
        });
    }
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mean = |pairs: &[(f64, f64)]| pairs.iter().map(|pair| pair.1).sum::<f64>() / pairs.len() as f64;
    let all = mean(&pairs);
    let variance = pairs.iter().map(|pair| (pair.1 - all).powi(2)).sum::<f64>() / pairs.len() as f64;
    let slices: Vec<f64> = pairs.chunks_exact(pairs.len() / SLICES).map(mean).collect();
    let between = slices.iter().map(|slice| (slice - all).powi(2)).sum::<f64>() / SLICES as f64;
    // Means of n paths spread a little by chance alone.
    let explained = (between - variance * SLICES as f64 / pairs.len() as f64) / variance;
    assert_near(row(&told.outputs[1], &group).first_order, explained);
}

#[test]
fn the_flagships_groups_are_chance_the_numbers_will_and_deals_that_are_on() {
    let mut scenario = example("kazakhstan-mongolia");
    let ask = Asked { paths: 1_000, ..ASKED };
    let told = asked(&scenario, ask);
    let names: Vec<&str> = told.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names[0], CHANCE);
    for name in ["flows.exports.drift", "political_will", "deals.free_trade", "deals.free_trade.go"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    scenario.select_packages(&["none".to_owned()]).unwrap();
    let told = asked(&scenario, ask);
    assert!(told.groups.iter().all(|group| !group.name.contains("deals.") && group.name != "political_will"));
}
