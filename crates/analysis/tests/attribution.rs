//! Values of deals: closed forms, what every value must satisfy, and a slow way to the same numbers.

use std::num::NonZeroUsize;

use altai_analysis::attribution::{Asked, Attribution, AttributionRow, Gain, Measure, Orders, Refusal, attribute};
use altai_model::scenario::Package;
use altai_model::{NoFiles, Scenario, SourceText, read};
use altai_sim::{Plan, Streams, play};

const ASKED: Asked = Asked {
    target: 0,
    package: 0,
    gain: Gain::Reached,
    orders: Orders::All,
    interactions: true,
    paths: 20_000,
    seed: 1,
};

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &[], &NoFiles);
    let mut scenario = reading.scenario.unwrap_or_else(|| panic!("{text}\n{:#?}", reading.diagnostics));
    scenario.select_packages(&["all".to_owned()]).unwrap();
    scenario
}

/// Constant trade of 90 a year; every deal is (name, what stands in its table) and starts at once.
fn game(target: u32, deals: &[(&str, &str)]) -> Scenario {
    let deals = deals.iter().map(|(name, keys)| format!("[deals.{name}]\nstart = 2026.0\n{keys}\n"));
    let deals: String = deals.collect();
    scenario(&format!(
        "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = {target}\nby = 2028\n\
         [flows.trade]\nbase = 90\n{deals}"
    ))
}

fn asked(scenario: &Scenario, asked: Asked) -> Attribution {
    attribute(scenario, &asked, NonZeroUsize::new(2).unwrap(), &|_| {}).unwrap()
}

fn row<'a>(told: &'a Attribution, measure: Measure, deal: &str) -> &'a AttributionRow {
    told.values.iter().find(|row| row.measure == measure && row.deal == deal).unwrap()
}

fn value(told: &Attribution, measure: Measure, deal: &str) -> f64 {
    row(told, measure, deal).value.unwrap()
}

/// Within four standard errors.
#[track_caller]
fn assert_near(value: Option<f64>, error: Option<f64>, truth: f64) {
    let (value, error) = (value.unwrap(), error.unwrap());
    assert!((value - truth).abs() <= 4.0 * error + 1e-12, "{value} ± {error} is not {truth}");
}

#[track_caller]
fn assert_share(told: &Attribution, measure: Measure, deal: &str, truth: f64) {
    let row = row(told, measure, deal);
    assert_near(row.value, row.standard_error, truth);
}

const HALF: &str = "go = 0.5\npeak = 10";
const TWO_FIFTHS: &str = "go = 0.4\npeak = 10";
const SURE: &str = "peak = 10";

#[test]
fn independent_deals_are_worth_what_they_add_to_the_mean() {
    let game = game(100, &[("a", HALF), ("b", "go = 0.4\npeak = 20")]);
    let told = asked(&game, Asked { gain: Gain::Mean, ..ASKED });
    for measure in [Measure::Shapley, Measure::Alone, Measure::Last] {
        assert_share(&told, measure, "a", 5.0);
        assert_share(&told, measure, "b", 8.0);
        assert!((value(&told, measure, "a") - value(&told, Measure::Alone, "a")).abs() < 1e-10);
    }
    // The mean of n draws of 0 or 10: its error is known.
    let error = row(&told, Measure::Shapley, "a").standard_error.unwrap();
    assert!((error / (5.0 / 20_000_f64.sqrt()) - 1.0).abs() < 0.01, "{error}");
    assert!(told.interactions[0].value.unwrap().abs() < 1e-10);
    assert_eq!(told.total.none, Some(90.0));
}

#[test]
fn of_two_substitutes_each_gives_up_half_of_what_both_would_do() {
    let told = asked(&game(100, &[("a", HALF), ("b", TWO_FIFTHS)]), ASKED);
    assert_share(&told, Measure::Shapley, "a", 0.5 - 0.5 * 0.4 / 2.0);
    assert_share(&told, Measure::Shapley, "b", 0.4 - 0.5 * 0.4 / 2.0);
    assert_share(&told, Measure::Alone, "a", 0.5);
    assert_share(&told, Measure::Last, "a", 0.5 * 0.6);
    let pair = &told.interactions[0];
    assert_near(pair.value, pair.standard_error, -0.5 * 0.4);
}

#[test]
fn two_complements_share_equally_and_help_each_other() {
    let told = asked(&game(110, &[("a", HALF), ("b", TWO_FIFTHS)]), ASKED);
    assert_eq!(value(&told, Measure::Shapley, "a"), value(&told, Measure::Shapley, "b"));
    assert_share(&told, Measure::Shapley, "a", 0.5 * 0.4 / 2.0);
    assert_eq!(value(&told, Measure::Alone, "a"), 0.0);
    assert_eq!(told.interactions[0].value, told.total.value);
}

#[test]
fn a_requirement_is_paid_for_by_all_orders_and_not_by_its_own() {
    // Only the second stage reaches the target, and it needs the first.
    let deals = [("first", HALF), ("second", "go = 0.4\npeak = 10\nrequires = [\"first\"]")];
    let game = game(110, &deals);
    let all = asked(&game, ASKED);
    assert_share(&all, Measure::Shapley, "first", 0.1);
    assert_share(&all, Measure::Shapley, "second", 0.1);
    assert_share(&all, Measure::Alone, "second", 0.2);
    assert_eq!(value(&all, Measure::Last, "first"), value(&all, Measure::Last, "second"));
    let told = asked(&game, Asked { orders: Orders::RequirementsFirst, ..ASKED });
    assert_eq!(value(&told, Measure::FaigleKern, "first"), 0.0);
    assert_eq!(row(&told, Measure::FaigleKern, "second").value, told.total.value);
    assert_eq!(all.sets, 3, "the second without the first is no case of its own");
}

#[test]
fn sectors_share_first_and_deals_within_them() {
    // All three are needed: the sector of two gets a half, and its deals a quarter each (Owen 1977).
    let road = "peak = 10\nsector = \"road\"";
    let told =
        asked(&game(120, &[("a", road), ("b", road), ("c", SURE)]), Asked { orders: Orders::SectorBySector, ..ASKED });
    assert_eq!(["a", "b", "c"].map(|deal| value(&told, Measure::Owen, deal)), [0.25, 0.25, 0.5]);
}

#[test]
fn a_majority_of_equals_shares_equally_and_a_deal_without_effect_gets_nothing() {
    let told = asked(&game(110, &[("a", SURE), ("b", SURE), ("c", SURE), ("null", "peak = 1")]), ASKED);
    for deal in ["a", "b", "c"] {
        assert!((value(&told, Measure::Shapley, deal) - 1.0 / 3.0).abs() < 1e-15);
    }
    let null = row(&told, Measure::Shapley, "null");
    assert_eq!((null.value, null.standard_error), (Some(0.0), Some(0.0)));
    assert!(null.lower_95 < Some(0.0) && null.upper_95 > Some(0.0), "no interval collapses");
}

#[test]
fn nothing_is_said_of_a_package_without_deals_or_of_too_many() {
    let deals: Vec<String> = (0..13).map(|deal| format!("d{deal}")).collect();
    let mut many = game(110, &deals.iter().map(|name| (name.as_str(), SURE)).collect::<Vec<_>>());
    let refusal = |scenario: &Scenario, asked| attribute(scenario, &asked, NonZeroUsize::MIN, &|_| {}).unwrap_err();
    let sectors = Asked { orders: Orders::SectorBySector, ..ASKED };
    assert_eq!(refusal(&many, sectors), Refusal::TooMany(13));
    many.packages = vec![Package { name: "none".into(), deals: Vec::new() }];
    assert_eq!(refusal(&many, ASKED), Refusal::NoDeal);
}

fn uzbekistan() -> Scenario {
    scenario(altai_scenarios::example("kazakhstan-uzbekistan").unwrap().text)
}

/// v(S) of every set of the deals, by bits, from as many packages of one ordinary run.
fn slow(scenario: &Scenario, paths: u64, gain: Gain) -> Vec<f64> {
    let mut all = scenario.clone();
    let count = scenario.deals.len();
    let package =
        |set: usize| Package { name: set.to_string(), deals: (0..count).filter(|deal| set >> deal & 1 == 1).collect() };
    all.packages = (0..1 << count).map(package).collect();
    let summary = play(&Plan::compile(&all), &Streams::new(1), paths, NonZeroUsize::MIN, &|_| {});
    let year = (scenario.targets[0].by - scenario.horizon.base_year - 1) as usize;
    let v = |set: usize| match gain {
        Gain::Reached => summary.reached(0, set, year) as f64 / paths as f64,
        Gain::AtDate => summary.at_date(0, set, year) as f64 / paths as f64,
        Gain::Mean => summary.turnover(set, year).unwrap().mean,
        // To a part of a bin.
        Gain::Median => summary.histogram(set, year).quantile(0.5),
    };
    (0..1 << count).map(v).collect()
}

/// Every permutation, one after the other: the definition.
fn by_permutation(v: &[f64], count: usize, admits: &dyn Fn(&[usize]) -> bool) -> Vec<f64> {
    fn visit(order: &mut Vec<usize>, count: usize, see: &mut dyn FnMut(&[usize])) {
        if order.len() == count {
            return see(order);
        }
        for deal in 0..count {
            if !order.contains(&deal) {
                order.push(deal);
                visit(order, count, see);
                order.pop();
            }
        }
    }
    let (mut sums, mut orders) = (vec![0.0; count], 0.0);
    visit(&mut Vec::new(), count, &mut |order| {
        if admits(order) {
            orders += 1.0;
            let mut set = 0;
            for &deal in order {
                sums[deal] += v[set | 1 << deal] - v[set];
                set |= 1 << deal;
            }
        }
    });
    sums.iter().map(|sum| sum / orders).collect()
}

#[test]
fn every_permutation_played_one_by_one_gives_the_same_values() {
    let scenario = uzbekistan();
    let count = scenario.deals.len();
    // Not a multiple of a block: the last one counts in part.
    let paths = 5_000;
    let requires = |order: &[usize]| {
        let at = |deal: usize| order.iter().position(|other| *other == deal).unwrap();
        (0..count).all(|deal| scenario.deals[deal].requires.iter().all(|&required| at(required) < at(deal)))
    };
    let sector = |deal: usize| scenario.deals[deal].sector.as_deref();
    let contiguous = |order: &[usize]| {
        (0..count).all(|place| {
            let own = sector(order[place]);
            let next = order[place + 1..].iter().position(|&deal| own.is_some() && sector(deal) == own);
            next.is_none_or(|next| next == 0)
        })
    };
    let mut admitted = 0;
    for (orders, measure, admits) in [
        (Orders::All, Measure::Shapley, &(|_: &[usize]| true) as &dyn Fn(&[usize]) -> bool),
        (Orders::RequirementsFirst, Measure::FaigleKern, &requires),
        (Orders::SectorBySector, Measure::Owen, &contiguous),
    ] {
        for gain in [Gain::Reached, Gain::AtDate, Gain::Mean, Gain::Median] {
            let v = slow(&scenario, paths, gain);
            let told = asked(&scenario, Asked { orders, gain, paths, ..ASKED });
            let tolerance = match gain {
                Gain::Reached | Gain::AtDate => 1e-12,
                Gain::Mean => 1e-8,
                Gain::Median => 0.002 * v[0],
            };
            for (deal, truth) in scenario.deals.iter().zip(by_permutation(&v, count, admits)) {
                let value = value(&told, measure, &deal.name);
                assert!((value - truth).abs() < tolerance, "{measure:?} {gain:?} {}: {value}, not {truth}", deal.name);
                admitted += usize::from(value != 0.0);
            }
            let whole = v.len() - 1;
            let shares: f64 = told.values[..count].iter().map(|row| row.value.unwrap()).sum();
            assert!((shares - (v[whole] - v[0])).abs() < tolerance, "shares add up");
            assert!((told.total.value.unwrap() - shares).abs() < tolerance);
            for (place, deal) in scenario.deals.iter().enumerate() {
                let last = v[whole] - v[whole & !(1 << place)];
                assert!((value(&told, Measure::Last, &deal.name) - last).abs() < tolerance);
            }
        }
    }
    assert!(admitted > 30, "the scenario puts something at stake");
}

#[test]
fn interactions_are_averages_of_second_differences() {
    let scenario = uzbekistan();
    let count = scenario.deals.len();
    let v = slow(&scenario, 5_000, Gain::Reached);
    let told = asked(&scenario, Asked { paths: 5_000, ..ASKED });
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    let mut pairs = told.interactions.iter();
    for i in 0..count {
        for j in i + 1..count {
            let rest = (0..v.len()).filter(|set| set & (1 << i | 1 << j) == 0);
            let index: f64 = rest
                .map(|set| {
                    let s = set.count_ones() as usize;
                    let weight = factorial(s) * factorial(count - s - 2) / factorial(count - 1);
                    weight * (v[set | 1 << i | 1 << j] - v[set | 1 << i] - v[set | 1 << j] + v[set])
                })
                .sum();
            let pair = pairs.next().unwrap();
            assert_eq!((&pair.deal, &pair.other), (&scenario.deals[i].name, &scenario.deals[j].name));
            assert!((pair.value.unwrap() - index).abs() < 1e-12, "{} and {}", pair.deal, pair.other);
        }
    }
}

fn square(x: f64) -> f64 {
    x * x
}

#[test]
fn errors_are_those_of_replications_and_intervals_cover() {
    let scenario = uzbekistan();
    let seeds = 200;
    let truth = asked(&scenario, Asked { paths: 400_000, seed: 1_000_000, interactions: false, ..ASKED });
    let one = |seed| asked(&scenario, Asked { paths: 1_024, seed, interactions: false, ..ASKED });
    let replications: Vec<Attribution> = (1..=seeds).map(one).collect();
    for (place, truth) in truth.values.iter().enumerate() {
        let rows: Vec<&AttributionRow> = replications.iter().map(|told| &told.values[place]).collect();
        let n = rows.len() as f64;
        let mean = rows.iter().map(|row| row.value.unwrap()).sum::<f64>() / n;
        let sd = (rows.iter().map(|row| square(row.value.unwrap() - mean)).sum::<f64>() / (n - 1.0)).sqrt();
        let error = (rows.iter().map(|row| square(row.standard_error.unwrap())).sum::<f64>() / n).sqrt();
        // The deviation of 200 normals is known to 5 %; four times that, and as much again for rare events.
        let is_rare = truth.value.unwrap() < 0.001;
        assert!(is_rare || (0.75..1.35).contains(&(sd / error)), "{} {:?}: {sd} {error}", truth.deal, truth.measure);
        let covered = rows.iter().filter(|row| row.lower_95 <= truth.value && truth.value <= row.upper_95).count();
        assert!(covered >= 175, "{} {:?}: {covered} of {seeds}", truth.deal, truth.measure);
    }
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let scenario = uzbekistan();
    for gain in [Gain::Reached, Gain::Mean] {
        let with = |threads| {
            let asked = Asked { gain, paths: 9_000, ..ASKED };
            attribute(&scenario, &asked, NonZeroUsize::new(threads).unwrap(), &|_| {}).unwrap()
        };
        assert_eq!(with(1), with(3));
    }
}

#[test]
fn of_many_deals_orders_are_drawn_and_the_error_knows_it() {
    // Any seven of fourteen are enough: each is worth a fourteenth, on every path.
    let names: Vec<String> = (0..14).map(|deal| format!("d{deal}")).collect();
    let equals = game(160, &names.iter().map(|name| (name.as_str(), SURE)).collect::<Vec<_>>());
    let told = asked(&equals, Asked { paths: 1_024, interactions: false, ..ASKED });
    assert!(told.drawn_orders.is_some_and(|orders| orders > 200));
    for name in &names {
        assert!(row(&told, Measure::Shapley, name).standard_error > Some(0.0));
        assert_share(&told, Measure::Shapley, name, 1.0 / 14.0);
    }
    let shares: f64 = told.values[..14].iter().map(|row| row.value.unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-12);
}

#[test]
fn a_superlative_is_said_only_where_simulation_bears_it_out() {
    let told = asked(&game(100, &[("a", HALF), ("b", "go = 0.1\npeak = 10")]), ASKED);
    assert!(
        told.sentence.ends_with(
            "come from a; no other deal is worth as much, as far as simulation goes (give or take 1 of simulation)."
        ),
        "{}",
        told.sentence
    );
    assert!(
        told.sentence
            .starts_with("Of the 55 points that both deals add to the odds of reaching $100 million a year by 2028, ")
    );
    let told = asked(&game(100, &[("a", HALF), ("b", HALF)]), ASKED);
    let top = &told.sentence;
    assert!(top.contains(" each come from a and b"), "{top}");
    assert!(!top.contains("no other deal"), "{top}");
    let told = asked(&game(200, &[("a", HALF), ("b", HALF)]), ASKED);
    assert_eq!(
        told.sentence,
        "Both deals add no whole point to the odds of reaching $200 million a year by 2028; by itself no deal comes to a \
         whole point."
    );
    let told = asked(&game(100, &[("a", SURE)]), ASKED);
    assert_eq!(told.sentence, "The deal a adds 100 points to the odds of reaching $100 million a year by 2028.");
    let told = asked(&game(90, &[("a", "peak = -10"), ("b", "peak = -0.0001\ngo = 0.3")]), ASKED);
    assert!(told.sentence.starts_with("Of the 100 points that both deals take from the odds"), "{}", told.sentence);
    assert!(told.sentence.contains("come from a; no other deal takes as much"), "{}", told.sentence);
}
