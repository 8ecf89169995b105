//! Shapley's value of median turnover: closed forms, every set's paths sorted, and how often intervals cover.

use std::num::NonZeroUsize;

use altai_analysis::attribution::{Asked, Attribution, Gain, Measure, Orders, attribute};
use altai_math::normal;
use altai_model::scenario::Package;
use altai_model::{NoFiles, Scenario, SourceText, read};
use altai_sim::draws::BLOCK;
use altai_sim::{Plan, Streams, replay};

const ASKED: Asked = Asked {
    target: 0,
    package: 0,
    gain: Gain::Median,
    orders: Orders::All,
    interactions: false,
    paths: 20_000,
    seed: 1,
};

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &[], &NoFiles);
    let mut scenario = reading.scenario.unwrap_or_else(|| panic!("{text}\n{:#?}", reading.diagnostics));
    scenario.select_packages(&["all".to_owned()]).unwrap();
    scenario
}

/// One year of trade that is 90 at the median, and deals.
fn one_year(deals: &str) -> Scenario {
    scenario(&format!(
        "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 100\n\
         [flows.trade]\nbase = 90\nvolatility = 0.2\n{deals}"
    ))
}

fn asked(scenario: &Scenario, asked: Asked) -> Attribution {
    attribute(scenario, &asked, NonZeroUsize::new(2).unwrap(), &|_| {}).unwrap()
}

fn value(told: &Attribution, measure: Measure, deal: &str) -> f64 {
    told.values.iter().find(|row| row.measure == measure && row.deal == deal).unwrap().value.unwrap()
}

#[test]
fn a_deal_that_moves_every_path_alike_moves_the_median_as_much_and_without_error() {
    let told = asked(&one_year("[deals.sure]\nstart = 2026.0\npeak = 10\n"), ASKED);
    for row in &told.values {
        assert!((row.value.unwrap() - 10.0).abs() < 1e-9, "{row:?}");
        assert!(row.standard_error.unwrap() < 1e-9, "{row:?}");
        assert_eq!((row.unit, row.deal.as_str()), ("USD million at the median", "sure"));
    }
    assert!((told.total.none.unwrap() - 90.0).abs() < 4.0 * 0.2 * 90.0 * 1.2533 / 20_000_f64.sqrt());
}

#[test]
fn the_error_of_a_boost_is_that_of_the_median_it_lifts() {
    let told = asked(&one_year("[deals.boost]\nstart = 2026.0\nboost = 0.3\n"), Asked { paths: 50_000, ..ASKED });
    let lift = altai_math::exp(0.3) - 1.0;
    // 1/(2 f √n), f = φ(0)/(σ m) being the density of a lognormal at its median m.
    let exact = lift * 0.2 * 90.0 / (2.0 * 0.3989422804014327) / 50_000_f64.sqrt();
    let total = told.total;
    assert!((total.standard_error.unwrap() / exact - 1.0).abs() < 0.05, "{total:?}, not {exact}");
    assert!((total.value.unwrap() - lift * 90.0).abs() < 4.0 * exact);
}

/// The median of every set of the deals, its paths sorted.
fn slow(scenario: &Scenario, paths: usize) -> Vec<f64> {
    let count = scenario.deals.len();
    let mut all = scenario.clone();
    all.horizon.end_year = scenario.targets[0].by;
    let package =
        |set: usize| Package { name: set.to_string(), deals: (0..count).filter(|deal| set >> deal & 1 == 1).collect() };
    all.packages = (0..1 << count).map(package).collect();
    let plan = Plan::compile(&all);
    let mut found = vec![Vec::new(); 1 << count];
    for block in 0..paths.div_ceil(BLOCK) {
        replay(&plan, &Streams::new(1), block as u64, |year, turnover| {
            if year.index + 1 == all.horizon.years() {
                let counted = BLOCK.min(paths - block * BLOCK);
                found
                    .iter_mut()
                    .zip(turnover)
                    .for_each(|(found, turnover)| found.extend_from_slice(&turnover[..counted]));
            }
        });
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        f64::midpoint(values[(paths - 1) / 2], values[paths / 2])
    };
    found.into_iter().map(median).collect()
}

#[test]
fn medians_are_those_of_sorted_paths_and_shares_add_up() {
    let scenario = scenario(altai_scenarios::example("kazakhstan-uzbekistan").unwrap().text);
    let count = scenario.deals.len();
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    // An even and an odd number, neither of whole blocks; and less than one.
    for paths in [5_000, 4_999, 301] {
        let v = slow(&scenario, paths);
        let whole = v.len() - 1;
        let told = asked(&scenario, Asked { paths: paths as u64, ..ASKED });
        assert_eq!((told.total.none, told.total.all), (Some(v[0]), Some(v[whole])));
        for (place, deal) in scenario.deals.iter().enumerate() {
            let before = (0..=whole).filter(|set| set >> place & 1 == 0);
            let shapley: f64 = before
                .map(|set| {
                    let size = set.count_ones() as usize;
                    let weight = factorial(size) * factorial(count - 1 - size) / factorial(count);
                    weight * (v[set | 1 << place] - v[set])
                })
                .sum();
            assert!((value(&told, Measure::Shapley, &deal.name) - shapley).abs() < 1e-8);
            let last = v[whole] - v[whole & !(1 << place)];
            assert!((value(&told, Measure::Last, &deal.name) - last).abs() < 1e-8);
        }
        let shares: f64 = told.values[..count].iter().map(|row| row.value.unwrap()).sum();
        assert!((shares - told.total.value.unwrap()).abs() < 1e-8);
    }
}

#[test]
fn a_value_that_many_paths_share_is_known() {
    let constant = one_year("[deals.even]\nstart = 2026.0\ngo = 0.7\npeak = 10\n");
    let mut constant = constant;
    constant.replace("flows.trade.volatility", &altai_model::Value::Fixed(0.0));
    let told = asked(&constant, Asked { paths: 2_000, ..ASKED });
    assert_eq!((told.total.none, told.total.all), (Some(90.0), Some(100.0)));
    assert_eq!(told.total.standard_error, Some(0.0));
}

/// Of trade with a deal of 30 that goes ahead half of the time.
fn exact_median() -> f64 {
    let below = |x: f64| {
        let of = |x: f64| if x > 0.0 { normal::cdf(altai_math::ln(x / 90.0) / 0.2) } else { 0.0 };
        0.5 * of(x) + 0.5 * of(x - 30.0)
    };
    let (mut low, mut high) = (50.0, 200.0);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if below(middle) < 0.5 { low = middle } else { high = middle }
    }
    low
}

#[test]
fn intervals_cover_the_truth_about_as_often_as_they_say() {
    const SEEDS: u64 = 200;
    let scenario = one_year("[deals.even]\nstart = 2026.0\ngo = 0.5\npeak = 30\n");
    let truth = exact_median() - 90.0;
    let covers = |seed: &u64| {
        let total = asked(&scenario, Asked { paths: 2_000, seed: *seed, ..ASKED }).total;
        total.lower_95.unwrap() <= truth && truth <= total.upper_95.unwrap()
    };
    let covered = (1..=SEEDS).filter(covers).count();
    // 95 % of 200, give or take four standard errors.
    assert!((178..=200).contains(&covered), "{covered}");
}

#[test]
fn the_answer_does_not_depend_on_threads() {
    let scenario = scenario(altai_scenarios::example("kazakhstan-uzbekistan").unwrap().text);
    let with = |threads: usize| {
        attribute(&scenario, &Asked { paths: 3_000, ..ASKED }, NonZeroUsize::new(threads).unwrap(), &|_| {}).unwrap()
    };
    assert_eq!(with(1), with(3));
}
