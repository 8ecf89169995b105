//! Odds against cost: closed forms, what a frontier must satisfy, the curse of choosing, and a slow way to the same numbers.

use std::num::NonZeroUsize;

use altai_analysis::frontier::{Asked, Frontier, PackageRow, Refusal, Standing, frontier};
use altai_model::{NoFiles, Scenario, SourceText, read};
use altai_sim::{Plan, Streams, play_range};

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &[], &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{text}\n{:#?}", reading.diagnostics))
}

/// Constant trade of 90 a year and a target of 100 by 2028; every deal is (name, what stands in its table), starts at once and
/// reaches the target by itself, unless it only boosts.
fn game(deals: &[(&str, &str)]) -> Scenario {
    let peak = |keys: &str| if keys.contains("boost") { "" } else { "peak = 10\n" };
    let deals = deals.iter().map(|(name, keys)| format!("[deals.{name}]\nstart = 2026.0\n{}{keys}\n", peak(keys)));
    let deals: String = deals.collect();
    scenario(&format!(
        "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 100\nby = 2028\n[flows.trade]\nbase = 90\n{deals}"
    ))
}

fn asked(scenario: &Scenario, budget: Option<f64>, paths: u64, seed: u64) -> Frontier {
    let decided = (0..scenario.deals.len()).collect();
    let asked = Asked { target: 0, decided, others_on: Vec::new(), budget, paths, seed };
    frontier(scenario, &asked, NonZeroUsize::new(2).unwrap(), &|_| {}).unwrap()
}

fn row<'a>(told: &'a Frontier, package: &str) -> &'a PackageRow {
    told.packages.iter().find(|row| row.package == package).unwrap_or_else(|| panic!("{package}"))
}

/// Within four standard errors.
#[track_caller]
fn assert_near(value: f64, error: f64, truth: f64) {
    assert!((value - truth).abs() <= 4.0 * error + 1e-12, "{value} ± {error} is not {truth}");
}

#[test]
fn independent_deals_have_the_odds_and_the_cost_of_those_that_go_ahead() {
    let told = asked(&game(&[("a", "go = 0.5\ncost = 20"), ("b", "go = 0.4\ncost = 10")]), None, 20_000, 1);
    for (package, odds, cost) in [("none", 0.0, 0.0), ("a", 0.5, 10.0), ("b", 0.4, 4.0), ("a+b", 0.7, 14.0)] {
        let row = row(&told, package);
        assert_near(row.odds, row.standard_error, odds);
        assert_near(row.cost.unwrap(), row.cost_standard_error.unwrap(), cost);
        assert_eq!(row.frontier, Standing::Yes, "{package}");
    }
    // Two coins of 20 and 10: independent, so their variances add up.
    let error = row(&told, "a+b").cost_standard_error.unwrap();
    let exact = ((400.0 * 0.25 + 100.0 * 0.24) / 20_000.0_f64).sqrt();
    assert!((error / exact - 1.0).abs() < 0.03, "{error} is not {exact}");
    let per_million = row(&told, "b").points_per_million.unwrap();
    assert!((per_million - 100.0 * 0.4 / 4.0).abs() < 1e-9, "both are of the same paths: {per_million}");
    assert_eq!(row(&told, "none").points_per_million, None);
}

#[test]
fn what_another_does_better_for_less_is_not_on_the_frontier() {
    let told = asked(&game(&[("good", "go = 0.6\ncost = 10"), ("poor", "go = 0.3\ncost = 50")]), None, 20_000, 1);
    let standings = ["none", "good", "poor", "good+poor"].map(|package| row(&told, package).frontier);
    assert_eq!(standings, [Standing::Yes, Standing::Yes, Standing::No, Standing::Yes]);
    let cheapest_first = told.packages.windows(2).all(|pair| pair[0].cost <= pair[1].cost);
    assert!(cheapest_first, "{:?}", told.packages);
    assert!(told.sentence.starts_with("An expected $21 million buys 72 points:"), "{}", told.sentence);
}

#[test]
fn a_deal_without_effect_is_never_surely_worth_its_money() {
    let game = game(&[("good", "go = 0.6\ncost = 10"), ("idle", "boost = 0\ncost = 5")]);
    let told = asked(&game, None, 20_000, 1);
    for package in ["idle", "good+idle"] {
        assert_ne!(row(&told, package).frontier, Standing::Yes, "{package}");
    }
    assert_eq!(row(&told, "good").frontier, Standing::Yes);
    let told = asked(&game, Some(20.0), 2_000, 1);
    let best = told.best.as_ref().unwrap();
    assert_eq!(told.packages[best.package.unwrap()].package, "good", "of equals the cheapest");
    assert_eq!(best.rivals.iter().map(|&at| told.packages[at].package.as_str()).collect::<Vec<_>>(), ["good+idle"]);
}

#[test]
fn the_best_within_a_budget_keeps_to_it() {
    let deals = [("a", "go = 0.5\ncost = 20"), ("b", "go = 0.4\ncost = 10"), ("free", "go = 0.1")];
    let game = game(&deals);
    for (budget, package) in [(0.0, "free"), (5.0, "b+free"), (11.0, "a+free"), (100.0, "a+b+free")] {
        let told = asked(&game, Some(budget), 20_000, 1);
        let best = told.best.as_ref().unwrap();
        let found = &told.packages[best.package.unwrap()];
        assert_eq!((found.package.as_str(), &best.rivals[..]), (package, &[][..]), "{budget}");
        assert!(found.chosen_cost.unwrap() <= budget);
        assert!(told.sentence.contains("no other package within it is as likely"), "{}", told.sentence);
    }
}

#[test]
fn a_budget_below_the_deals_that_are_on_anyway_buys_nothing() {
    let game = game(&[("a", "go = 0.5\ncost = 20"), ("b", "cost = 10")]);
    let asked = Asked { target: 0, decided: vec![0], others_on: vec![1], budget: Some(5.0), paths: 2_000, seed: 1 };
    let told = frontier(&game, &asked, NonZeroUsize::MIN, &|_| {}).unwrap();
    assert_eq!(told.best.unwrap().package, None);
    assert_eq!(told.sentence, "No package can be had for $5 million: the cheapest costs $10 million on average.");
    assert_eq!(told.packages.iter().map(|row| row.package.as_str()).collect::<Vec<_>>(), ["none", "a"]);
    assert_eq!(told.packages[0].cost, Some(10.0));
}

#[test]
fn a_deal_without_what_it_requires_is_no_package_of_its_own() {
    let told = asked(&game(&[("first", "cost = 5"), ("second", "cost = 5\nrequires = [\"first\"]")]), None, 2_000, 1);
    assert_eq!(
        told.packages.iter().map(|row| row.package.as_str()).collect::<Vec<_>>(),
        ["none", "first", "first+second"]
    );
}

#[test]
fn what_was_chosen_flatters_itself_and_fresh_draws_do_not() {
    // Seven equal deals: whichever seems best on the draws that choose is no better than another.
    let names: Vec<String> = (0..7).map(|at| format!("d{at}")).collect();
    let deals: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "go = 0.3\ncost = 10")).collect();
    let game = game(&deals);
    // Each is enough, so two would do better: the budget allows for one, which costs 3 on average.
    let seeds = 40_u64;
    let (mut chosen, mut fresh, mut squares) = (0.0, 0.0, 0.0);
    let n = 1_000;
    for seed in 1..=seeds {
        let told = asked(&game, Some(4.0), n, seed);
        let best = &told.packages[told.best.unwrap().package.unwrap()];
        assert!(!best.package.contains('+'), "{}", best.package);
        chosen += best.chosen_odds - 0.3;
        fresh += best.odds - 0.3;
        squares += (best.odds - 0.3) * (best.odds - 0.3);
    }
    let error = (0.3 * 0.7 / n as f64 / seeds as f64).sqrt();
    assert!(chosen / seeds as f64 > 5.0 * error, "the best of seven is 1.35 deviations above their mean");
    assert!((fresh / seeds as f64).abs() < 4.0 * error, "{fresh}");
    // The spread of the second telling is that of a share: its error is honest.
    let spread = (squares / seeds as f64).sqrt() / (0.3 * 0.7 / n as f64).sqrt();
    assert!((0.7..1.35).contains(&spread), "{spread}");
}

#[test]
fn intervals_of_what_was_chosen_cover_the_truth() {
    let game = game(&[("a", "go = 0.5\ncost = 20"), ("b", "go = 0.4\ncost = 10"), ("c", "go = 0.41\ncost = 10")]);
    let truths = [("b", 0.4), ("c", 0.41)];
    let (mut odds_cover, mut cost_cover, seeds) = (0, 0, 200_u64);
    for seed in 1..=seeds {
        let told = asked(&game, Some(4.5), 1_000, seed);
        let best = &told.packages[told.best.unwrap().package.unwrap()];
        let (_, go) = truths.iter().find(|(name, _)| *name == best.package).unwrap();
        odds_cover += u32::from(best.lower_95 <= *go && *go <= best.upper_95);
        let error = best.cost_standard_error.unwrap();
        cost_cover += u32::from((best.cost.unwrap() - 10.0 * go).abs() <= 1.96 * error);
    }
    // 95 % of 200 is 190, give or take 3.1.
    assert!((178..=199).contains(&odds_cover), "{odds_cover}");
    assert!((178..=199).contains(&cost_cover), "{cost_cover}");
}

#[test]
fn a_frontier_says_what_a_run_of_each_package_says() {
    let text = altai_scenarios::example("kazakhstan-uzbekistan").unwrap().text;
    let mut scenario = scenario(text);
    for (at, deal) in scenario.deals.iter_mut().enumerate() {
        let go = deal.go.clone();
        deal.cost = Some(altai_model::Quantity { address: format!("deals.{}.cost", deal.name), ..go });
        assert!(at < 12);
    }
    let decided: Vec<usize> = (0..3).collect();
    let asked = Asked { target: 0, decided, others_on: vec![3], budget: None, paths: 2_048, seed: 3 };
    let told = frontier(&scenario, &asked, NonZeroUsize::new(2).unwrap(), &|_| {}).unwrap();
    let by = scenario.targets[0].by;
    let names: Vec<Vec<usize>> = told
        .packages
        .iter()
        .map(|row| {
            let on = scenario
                .deals
                .iter()
                .enumerate()
                .filter(|(at, deal)| *at == 3 || row.package.split('+').any(|name| name == deal.name));
            on.map(|(at, _)| at).collect()
        })
        .collect();
    scenario.packages = names
        .iter()
        .enumerate()
        .map(|(at, deals)| altai_model::scenario::Package { name: at.to_string(), deals: deals.clone() })
        .collect();
    let plan = Plan::compile(&scenario);
    let year = (by - scenario.horizon.base_year - 1) as usize;
    let half = |from: u64| play_range(&plan, &Streams::new(3), from..from + 2_048, NonZeroUsize::MIN, &|_| {});
    let (first, fresh) = (half(0), half(2_048));
    for (at, row) in told.packages.iter().enumerate() {
        assert_eq!(row.chosen_odds, first.reached(0, at, year) as f64 / 2_048.0, "{}", row.package);
        assert_eq!(row.odds, fresh.reached(0, at, year) as f64 / 2_048.0, "{}", row.package);
        let cost = fresh.total_cost(at).unwrap();
        assert!((row.cost.unwrap() - cost.mean).abs() < 1e-12);
        let error = (cost.second / 2_047.0).sqrt();
        assert!((row.cost_standard_error.unwrap() - error).abs() < 1e-9 * error.max(1.0), "{}", row.package);
    }
}

#[test]
fn threads_change_nothing() {
    let game = game(&[("a", "go = 0.5\ncost = \"10 to 30\""), ("b", "go = 0.4\ncost = 10"), ("c", "go = 0.3")]);
    let asked =
        Asked { target: 0, decided: vec![0, 1, 2], others_on: Vec::new(), budget: Some(9.0), paths: 5_000, seed: 2 };
    let on = |threads| frontier(&game, &asked, NonZeroUsize::new(threads).unwrap(), &|_| {}).unwrap();
    assert_eq!(on(1), on(3));
}

#[test]
fn without_deals_or_costs_or_with_too_many_there_is_no_frontier() {
    let refusal = |scenario: &Scenario, decided: Vec<usize>| {
        let asked = Asked { target: 0, decided, others_on: Vec::new(), budget: None, paths: 1_000, seed: 1 };
        frontier(scenario, &asked, NonZeroUsize::MIN, &|_| {}).unwrap_err()
    };
    assert_eq!(refusal(&game(&[]), vec![]), Refusal::NoDeal);
    let free = game(&[("a", ""), ("b", "cost = 3")]);
    assert_eq!(refusal(&free, vec![0]), Refusal::NoCost);
    let names: Vec<String> = (0..13).map(|at| format!("d{at}")).collect();
    let many = game(&names.iter().map(|name| (name.as_str(), "cost = 1")).collect::<Vec<_>>());
    assert_eq!(refusal(&many, (0..13).collect()), Refusal::TooMany(13));
    let road_first = game(&[("road", "cost = 1"), ("mine", "cost = 1\nrequires = [\"road\"]")]);
    assert_eq!(refusal(&road_first, vec![1]), Refusal::Unable([1, 0]));
}
