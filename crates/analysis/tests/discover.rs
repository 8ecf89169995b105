//! Boxes against another program, against what is known of them, and against a scenario of which the truth is a box.

use std::num::NonZeroUsize;

use altai_analysis::discover::prim::{Near, PrimBox, Sample, Settings, trajectory};
use altai_analysis::discover::{Asked, Choice, Discovery, Outcome, Refusal, discover, quasi_p};
use altai_model::{NoFiles, Scenario, SourceText, read};
use altai_sim::draws::{Dimension, Draws};
use altai_sim::{Plan, Streams, address::Address, play};
use serde_json::Value;

/// What EMA Workbench 2.5.3 finds on three data sets; the file says with which settings. Two have no ties, one little else.
const EMA: &str = include_str!("discover/ema-prim.json");

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn sample(data: &Value) -> Sample {
    let rows: Vec<Vec<f64>> = serde_json::from_value(data["values"].clone()).unwrap();
    let inputs = data["inputs"].as_array().unwrap().len();
    let column = |input: usize| rows.iter().map(|row| row[input]).collect();
    let wanted = data["wanted"].as_array().unwrap().iter().map(|wanted| wanted == 1).collect();
    Sample::new((0..inputs).map(column).collect(), wanted)
}

fn settings(data: &Value) -> Settings {
    Settings { peel: number(&data["peel"]), paste: number(&data["paste"]), mass: number(&data["mass"]) }
}

#[test]
fn boxes_are_those_of_the_ema_workbench_to_the_last_bit() {
    let fixture: Value = serde_json::from_str(EMA).unwrap();
    for data in fixture["data"].as_array().unwrap() {
        let (sample, name) = (sample(data), &data["name"]);
        let found = trajectory(&sample, settings(data));
        let expected = data["boxes"].as_array().unwrap();
        assert_eq!(found.len(), expected.len(), "{name}");
        let pastes = found.windows(2).filter(|pair| pair[1].inside > pair[0].inside).count();
        assert_eq!(Value::from(pastes), data["pastes"], "{name}");
        assert!(pastes > 0, "{name}");
        for (number, (one, expected)) in found.iter().zip(expected).enumerate() {
            let limits: Vec<[f64; 2]> = serde_json::from_value(expected["limits"].clone()).unwrap();
            assert_eq!(one.limits, limits, "{name}, box {number}");
            assert_eq!(Value::from(one.inside), expected["inside"], "{name}, box {number}");
            assert_eq!(Value::from(one.wanted), expected["wanted"], "{name}, box {number}");
            assert_eq!(Value::from(one.restricted(&found[0]).count()), expected["restricted"], "{name}, box {number}");
            assert_eq!(one.density(), self::number(&expected["density"]));
            assert_eq!(one.wanted as f64 / sample.wanted() as f64, self::number(&expected["coverage"]));
            assert_eq!(one.inside as f64 / sample.paths() as f64, self::number(&expected["mass"]));
        }
    }
}

/// What a box holds without one of its limits, by looking at every path.
fn without(sample: &Sample, boxes: &[PrimBox], one: usize, input: usize, side: usize) -> (u64, u64) {
    let mut limits = boxes[one].limits.clone();
    limits[input][side] = boxes[0].limits[input][side];
    let limits: Vec<(usize, [f64; 2])> = limits.into_iter().enumerate().collect();
    let inside = (0..sample.paths()).filter(|&path| sample.near(&limits, path) == Near::Inside);
    let inside: Vec<usize> = inside.collect();
    (inside.len() as u64, inside.iter().filter(|&&path| sample.is_wanted(path)).count() as u64)
}

#[test]
fn quasi_p_values_are_those_of_the_ema_workbench() {
    let fixture: Value = serde_json::from_str(EMA).unwrap();
    let mut compared = 0;
    for data in fixture["data"].as_array().unwrap() {
        let sample = sample(data);
        let boxes = trajectory(&sample, settings(data));
        for (place, (one, expected)) in boxes.iter().zip(data["boxes"].as_array().unwrap()).enumerate() {
            for input in one.restricted(&boxes[0]) {
                for side in 0..2 {
                    let expected = number(&expected["quasi_p"][input][side]);
                    if expected < 0.0 {
                        assert_eq!(one.limits[input][side], boxes[0].limits[input][side]);
                        continue;
                    }
                    let (all, with) = without(&sample, &boxes, place, input, side);
                    let found = quasi_p(one.inside as u64, one.wanted as u64, all, with);
                    // Two libraries' incomplete beta functions.
                    assert!((found / expected - 1.0).abs() < 1e-11, "{found} is not {expected}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

/// Numbers without ties, of which the outcome follows the first two with some luck.
fn drawn(seed: u64, paths: usize) -> Sample {
    let column = |component: u32| {
        let mut column = vec![0.0; paths.next_multiple_of(1024)];
        for (block, column) in column.chunks_mut(1024).enumerate() {
            let dimension = Dimension::once(Address::of("test"), component);
            Streams::new(seed).uniforms(dimension, block as u64, column);
        }
        column.truncate(paths);
        column
    };
    let (inputs, luck) = ((0..4).map(column).collect::<Vec<_>>(), column(4));
    let odds = |path: usize| if inputs[0][path] > 0.4 && inputs[1][path] < 0.7 { 0.8 } else { 0.1 };
    let wanted = (0..paths).map(|path| luck[path] < odds(path)).collect();
    Sample::new(inputs, wanted)
}

#[test]
fn boxes_are_nested_while_they_are_peeled_and_while_they_are_pasted() {
    for seed in 0..20 {
        for settings in [Settings::default(), Settings { peel: 0.15, paste: 0.1, mass: 0.02 }] {
            let sample = drawn(seed, 500);
            let boxes = trajectory(&sample, settings);
            assert!(boxes.len() > 3);
            let within = |small: &PrimBox, large: &PrimBox| {
                small
                    .limits
                    .iter()
                    .zip(&large.limits)
                    .all(|(small, large)| small[0] >= large[0] && small[1] <= large[1])
            };
            let smallest = (0..boxes.len()).min_by_key(|&place| boxes[place].inside).unwrap();
            for (place, pair) in boxes.windows(2).enumerate() {
                let (small, large) = if place < smallest { (&pair[1], &pair[0]) } else { (&pair[0], &pair[1]) };
                assert!(small.inside < large.inside && within(small, large), "seed {seed}, box {place}");
                assert!(pair[1].density() > pair[0].density(), "seed {seed}, box {place}");
            }
            assert!(boxes.iter().all(|one| one.inside as f64 >= settings.mass * 500.0));
        }
    }
}

#[test]
fn a_box_holds_what_its_limits_let_in() {
    let sample = drawn(3, 700);
    for one in trajectory(&sample, Settings::default()) {
        let limits: Vec<(usize, [f64; 2])> = one.limits.iter().copied().enumerate().collect();
        let inside: Vec<usize> = (0..700).filter(|&path| sample.near(&limits, path) == Near::Inside).collect();
        assert_eq!(inside.len(), one.inside);
        assert_eq!(inside.iter().filter(|&&path| sample.is_wanted(path)).count(), one.wanted);
    }
}

#[test]
fn the_order_of_paths_and_the_scale_of_inputs_change_no_box() {
    let (sample, mut paths) = (drawn(5, 400), (0..400).collect::<Vec<usize>>());
    paths.reverse();
    let wanted = paths.iter().map(|&path| sample.is_wanted(path)).collect();
    // A power of two scales without rounding.
    let column = |input: usize| paths.iter().map(|&path| 8.0 * sample.value(input, path)).collect();
    let other = trajectory(&Sample::new((0..4).map(column).collect(), wanted), Settings::default());
    let boxes = trajectory(&sample, Settings::default());
    assert_eq!(boxes.len(), other.len());
    for (one, other) in boxes.iter().zip(&other) {
        assert_eq!((one.inside, one.wanted), (other.inside, other.wanted));
        let scaled: Vec<[f64; 2]> = one.limits.iter().map(|limits| limits.map(|x| 8.0 * x)).collect();
        assert_eq!(scaled, other.limits);
    }
}

#[test]
fn nothing_to_search_leaves_the_box_of_everything() {
    let only = |sample: &Sample| {
        let boxes = trajectory(sample, Settings::default());
        assert_eq!(boxes.len(), 1);
        (boxes[0].inside, boxes[0].wanted)
    };
    assert_eq!(only(&Sample::new(Vec::new(), vec![true, false])), (2, 1));
    assert_eq!(only(&Sample::new(vec![Vec::new()], Vec::new())), (0, 0));
    assert_eq!(only(&Sample::new(vec![vec![1.0, 2.0, 3.0]], vec![true; 3])), (3, 3));
    assert_eq!(only(&Sample::new(vec![vec![1.0, 2.0, 3.0]], vec![false; 3])), (3, 0));
    assert_eq!(only(&Sample::new(vec![vec![7.0; 30]], (0..30).map(|path| path % 3 == 0).collect())), (30, 10));
    assert_eq!(only(&Sample::new(vec![vec![7.0]], vec![true])), (1, 1));
}

/// The target is reached where two deals have both started by the beginning of 2030, and a third one goes ahead, of which nothing
/// is known but its probability. The other numbers do nothing.
const BOX: &str = "
[horizon]
base_year = 2025
end_year = 2034
[target]
turnover = 219.9
by = 2030
[flows.trade]
base = 100
[deals.road]
start.uniform = { min = 2026, max = 2034 }
peak = 40
[deals.mine]
start.uniform = { min = 2026, max = 2034 }
peak = 40
[deals.luck]
go = 0.7
start = 2026-01-01
peak = 40
[deals.idle]
start.uniform = { min = 2050, max = 2060 }
peak.uniform = { min = 0, max = 1 }
cost.discrete = { values = [1, 2], weights = [0.5, 0.5] }
";

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "it.toml".into(), text: text.into() }, &[], &NoFiles);
    let mut scenario = reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
    scenario.select_packages(&["all".to_owned()]).unwrap();
    scenario
}

fn asked(paths: u64) -> Asked {
    Asked {
        target: 0,
        outcome: Outcome::Success,
        chance: false,
        settings: Settings::default(),
        choice: Choice::Contrast,
        prunes: true,
        resamples: 0,
        paths,
        seed: 1,
    }
}

fn answer(scenario: &Scenario, asked: &Asked) -> Discovery {
    discover(scenario, asked, NonZeroUsize::new(2).unwrap()).unwrap()
}

#[test]
fn a_truth_that_is_a_box_is_found() {
    let found = answer(&scenario(BOX), &Asked { resamples: 10, ..asked(20_000) });
    assert!(found.better_than_chance);
    let rows: Vec<_> = found.restrictions.iter().collect();
    for address in ["deals.road.start", "deals.mine.start"] {
        let row = rows.iter().find(|row| row.address == address).unwrap();
        assert_eq!((row.from, row.unit, row.restricted_again), (None, "year", Some(1.0)));
        // Within a peel, which takes 5 % of four years.
        assert!((row.to.unwrap() - 2030.0).abs() < 0.2, "{row:?}");
        assert!(row.quasi_p < 1e-12 && (row.density_without - 0.35).abs() < 0.05, "{row:?}");
    }
    assert_eq!(rows.len(), 2, "{rows:#?}");
    let shown = &found.shown;
    assert!(
        (shown.density - 0.7).abs() < 0.06 && shown.coverage > 0.9 && (shown.mass - 0.25).abs() < 0.04,
        "{shown:?}"
    );
    assert!(found.sentence.contains("is 31 Dec 2029 or earlier") || found.sentence.contains("2030 or earlier"));
    assert!((found.probability - 0.175).abs() < 4.0 * (0.175 * 0.825 / 5_000.0_f64).sqrt());
}

#[test]
fn what_chance_decides_may_be_restricted_too() {
    let found = answer(&scenario(BOX), &Asked { chance: true, ..asked(20_000) });
    let luck = found.restrictions.iter().find(|row| row.address == "deals.luck").unwrap();
    assert_eq!((luck.from, luck.to), (Some(0.5), None));
    // Two limits, each within a peel of 5 % of the truth.
    assert!(found.shown.density > 0.95 * 0.95, "{:?}", found.shown);
    assert!(found.sentence.contains("luck starts by 2030"), "{}", found.sentence);
}

#[test]
fn the_interval_of_density_holds_its_closed_form_in_95_of_100_cases() {
    let scenario = scenario(BOX);
    let seeds = 200_u64;
    let mut held = [0_u64; 2];
    for seed in 1..=seeds {
        let found = answer(&scenario, &Asked { seed, ..asked(1_200) });
        // Of those that start by a limit, and of all, how many start by 2030; both are uniform over eight years.
        let (mut density, mut mass) = (0.7, 1.0);
        for row in &found.restrictions {
            let to = row.to.unwrap_or(f64::INFINITY);
            let from = row.from.unwrap_or(f64::NEG_INFINITY);
            let share = |least: f64, greatest: f64, from: f64, to: f64| {
                (to.min(greatest) - from.max(least)).max(0.0) / (greatest - least)
            };
            let inside = match row.address.as_str() {
                "deals.road.start" | "deals.mine.start" => {
                    let inside = share(2026.0, 2034.0, from, to);
                    density *= share(2026.0, 2034.0, from, to.min(2030.0)) / inside;
                    inside
                }
                "deals.idle.start" => share(2050.0, 2060.0, from, to),
                "deals.idle.peak" => share(0.0, 1.0, from, to),
                _ => 0.5,
            };
            mass *= inside;
        }
        for name in ["deals.road.start", "deals.mine.start"] {
            if !found.restrictions.iter().any(|row| row.address == name) {
                density *= 0.5;
            }
        }
        let shown = &found.shown;
        held[0] += u64::from((shown.density_lower_95..=shown.density_upper_95).contains(&density));
        held[1] += u64::from((shown.mass_lower_95..=shown.mass_upper_95).contains(&mass));
    }
    // Within four standard errors of 95 %.
    let margin = 4.0 * (0.95 * 0.05 / seeds as f64).sqrt();
    for held in held {
        assert!((held as f64 / seeds as f64 - 0.95).abs() < margin, "{held} of {seeds}");
    }
}

#[test]
fn a_box_of_chance_alone_is_seldom_called_better() {
    let luck = scenario(
        "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 190\n[flows.trade]\nbase = 170\n\
         [deals.luck]\ngo = 0.4\nstart = 2026-01-01\npeak = 30\n\
         [deals.idle]\nstart.uniform = { min = 2050, max = 2060 }\npeak.uniform = { min = 0, max = 1 }\n",
    );
    let better = (1..=100).filter(|&seed| answer(&luck, &Asked { seed, ..asked(2_000) }).better_than_chance).count();
    // 2.5 expected, with a standard deviation of 1.6.
    assert!(better <= 8, "{better}");
    let found = answer(&luck, &asked(2_000));
    assert!(found.sentence.contains("No box is better than chance"), "{}", found.sentence);
}

#[test]
fn a_limit_that_does_nothing_is_dropped_unless_it_is_kept() {
    let scenario = scenario(BOX);
    let densest = Asked { choice: Choice::Density(1.0), ..asked(4_000) };
    let (pruned, unpruned) = (answer(&scenario, &densest), answer(&scenario, &Asked { prunes: false, ..densest }));
    assert_eq!((unpruned.pruned_on, unpruned.measured_on), (0, 2_000));
    assert_eq!(unpruned.restrictions.len(), unpruned.shown.restricted);
    assert_eq!(unpruned.shown.number, pruned.shown.number);
    assert_eq!(pruned.restrictions.len() + pruned.dropped.len(), unpruned.restrictions.len());
    assert!(!pruned.dropped.is_empty() && pruned.dropped.iter().all(|address| address.contains("idle")), "{pruned:#?}");
    assert!(pruned.shown.mass > pruned.boxes[pruned.shown.number].mass);
}

#[test]
fn odds_are_those_of_a_run_and_failures_are_what_is_left() {
    let scenario = scenario(BOX);
    let reached = |paths: u64| {
        play(&Plan::compile(&scenario), &Streams::new(1), paths, NonZeroUsize::MIN, &|_| {}).reached(0, 0, 4)
    };
    let found = answer(&scenario, &asked(5_001));
    assert_eq!((found.found_on, found.pruned_on, found.measured_on), (2_501, 1_250, 1_250));
    assert_eq!(found.probability, (reached(5_001) - reached(3_751)) as f64 / 1_250.0);
    assert_eq!(found.boxes[0].found_density, reached(2_501) as f64 / 2_501.0);
    let missed = answer(&scenario, &Asked { outcome: Outcome::Failure, ..asked(5_001) });
    assert!((missed.probability + found.probability - 1.0).abs() < 1e-15);
    assert!(missed.sentence.contains(" is missed in "), "{}", missed.sentence);
    for discovery in [&found, &missed] {
        for row in &discovery.boxes {
            // Coverage times the odds, and density times mass: both the share of paths inside with the outcome.
            assert!((row.coverage * discovery.probability - row.density * row.mass).abs() < 1e-12, "{row:?}");
        }
        assert_eq!((discovery.boxes[0].coverage, discovery.boxes[0].mass), (1.0, 1.0));
    }
}

#[test]
fn the_answer_does_not_depend_on_threads() {
    let asked = Asked { resamples: 4, ..asked(5_000) };
    let with = |threads| discover(&scenario(BOX), &asked, NonZeroUsize::new(threads).unwrap()).unwrap();
    assert_eq!(with(1), with(3));
}

#[test]
fn what_cannot_be_told_apart_is_said_to_be_so() {
    let said = |text: &str, paths: u64| answer(&scenario(text), &asked(paths)).sentence;
    let known = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 190\n[flows.trade]\nbase = 170\nvolatility = 0.1\n";
    assert!(said(known, 2_000).contains("no number of the scenario is uncertain"));
    let never = known.replace("170\nvolatility = 0.1", "\"100 to 120\"");
    assert_eq!(
        said(&never, 2_000),
        "$190 million a year by 2030 is reached in none of the futures: there is nothing to tell apart."
    );
    let always = known.replace("170\nvolatility = 0.1", "\"200 to 220\"");
    assert!(said(&always, 2_000).contains(" in all of the futures"));
    for paths in [2, 3, 5, 40] {
        assert!(!said(BOX, paths).is_empty());
    }
}

#[test]
fn a_box_can_be_asked_for_by_density_and_by_number() {
    let scenario = scenario(BOX);
    let dense = answer(&scenario, &Asked { choice: Choice::Density(0.5), ..asked(10_000) });
    let number = dense.shown.number;
    assert!(dense.boxes[number].found_density >= 0.5 && dense.boxes[number - 1].found_density < 0.5);
    let denser = answer(&scenario, &Asked { choice: Choice::Density(0.99), ..asked(10_000) });
    assert!(denser.sentence.ends_with(" there."), "{}", denser.sentence);
    assert!(denser.sentence.starts_with("No box has a density of 99 %; this is "), "{}", denser.sentence);
    let first = answer(&scenario, &Asked { choice: Choice::Number(0), ..asked(10_000) });
    assert!(first.sentence.contains("Box 0 holds all of them"), "{}", first.sentence);
    let last = first.boxes.len() - 1;
    let none = discover(&scenario, &Asked { choice: Choice::Number(last + 1), ..asked(10_000) }, NonZeroUsize::MIN);
    assert_eq!(none, Err(Refusal::NoSuchBox(last + 1, last)));
}
