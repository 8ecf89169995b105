//! Sampling designs: what each promises of its points, and that its replicates do not depend on who plays them.

use std::num::NonZeroUsize;

use altai_math::normal;
use altai_model::{NoFiles, Scenario, SourceText};
use altai_sim::address::Address;
use altai_sim::draws::{Antithetic, Arranged, BLOCK, Dimension, LatinHypercube};
use altai_sim::{Design, Draws, Plan, Replicates, Streams, Summary, play, play_range, play_replicates};

const DESIGNS: [Design; 3] = [Design::LatinHypercube, Design::Sobol, Design::Antithetic];

fn scenario(volatility: f64) -> Scenario {
    let text = format!(
        "
        horizon = {{ base_year = 2025, end_year = 2030 }}
        target = {{ turnover = 230, by = 2030 }}
        [flows.trade]
        base = 160
        drift.normal = {{ mean = 0.03, sd = 0.02 }}
        volatility = {volatility}
        [deals.road]
        go = 0.6
        start = 2026
        peak = \"10 to 60\""
    );
    altai_model::read(SourceText { name: String::new(), text }, &[], &NoFiles).scenario.unwrap()
}

/// Everything that [`scenario`] draws once a path.
fn drawn_once() -> [Dimension; 3] {
    ["flows.trade.drift", "deals.road", "deals.road.peak"].map(|name| Dimension::once(Address::of(name), 0))
}

fn arranged(design: Design, seed: u64, split: Replicates) -> Arranged {
    design.arrange(&Plan::compile(&scenario(0.1)), Streams::new(seed), split)
}

/// The uniform numbers of a replicate.
fn uniforms(draws: &dyn Draws, dimension: Dimension, split: Replicates, replicate: u64) -> Vec<f64> {
    let mut column = [0.0; BLOCK];
    let blocks = replicate * split.blocks()..(replicate + 1) * split.blocks();
    blocks
        .flat_map(|block| {
            draws.uniforms(dimension, block, &mut column);
            column
        })
        .collect()
}

#[test]
fn every_replicate_of_a_stratified_design_has_one_path_in_each_stratum() {
    for paths in [16_384, 131_072] {
        let split = Replicates::of_at_least(paths);
        for design in [Design::LatinHypercube, Design::Sobol] {
            let draws = arranged(design, 7, split);
            let mut columns = Vec::new();
            for dimension in drawn_once() {
                for replicate in [0, 1, 15] {
                    let u = uniforms(&draws, dimension, split, replicate);
                    let mut strata: Vec<u64> = u.iter().map(|u| (u * split.paths() as f64) as u64).collect();
                    columns.push(strata.clone());
                    strata.sort_unstable();
                    assert!(strata.into_iter().eq(0..split.paths()), "{design:?} {dimension:?} {replicate}");
                }
            }
            for (place, column) in columns.iter().enumerate() {
                assert!(!columns[..place].contains(column), "quantities and replicates are shuffled apart: {design:?}");
            }
        }
    }
}

#[test]
fn normals_are_the_quantiles_of_the_uniform_numbers() {
    let split = Replicates::of_at_least(1);
    for design in DESIGNS {
        let draws = arranged(design, 3, split);
        let [mut u, mut z] = [[0.0; BLOCK]; 2];
        for dimension in drawn_once() {
            draws.uniforms(dimension, 5, &mut u);
            draws.normals(dimension, 5, &mut z);
            for (u, z) in u.iter().zip(z) {
                assert!((normal::quantile(*u) - z).abs() <= 1e-13 * z.abs(), "{design:?}: {u} {z}");
            }
        }
    }
}

#[test]
fn partners_are_opposites_in_everything() {
    let draws = Antithetic::new(Streams::new(5));
    let [mut u, mut z] = [[0.0; BLOCK]; 2];
    let yearly = Dimension::yearly(Address::of("flows.trade"), 2028);
    for dimension in drawn_once().into_iter().chain([yearly]) {
        for block in [0, 9] {
            draws.uniforms(dimension, block, &mut u);
            draws.normals(dimension, block, &mut z);
            for path in 0..BLOCK / 2 {
                assert_eq!(u[path] + u[path + BLOCK / 2], 1.0);
                assert_eq!(z[path] + z[path + BLOCK / 2], 0.0);
            }
        }
    }
}

#[test]
fn what_is_drawn_every_year_is_plain_unless_it_has_a_partner() {
    let split = Replicates::of_at_least(1);
    let (yearly, streams) = (Dimension::yearly(Address::of("flows.trade"), 2028), Streams::new(3));
    let [mut designed, mut plain] = [[0.0; BLOCK]; 2];
    for design in [Design::MonteCarlo, Design::LatinHypercube, Design::Sobol] {
        let draws = arranged(design, 3, split);
        draws.normals(yearly, 2, &mut designed);
        streams.normals(yearly, 2, &mut plain);
        assert_eq!(designed, plain);
        draws.uniforms(yearly, 2, &mut designed);
        streams.uniforms(yearly, 2, &mut plain);
        assert_eq!(designed, plain);
    }
}

/// Kolmogorov and Smirnov's distance from uniform, times √n.
fn distance(mut u: Vec<f64>) -> f64 {
    u.sort_by(f64::total_cmp);
    let n = u.len() as f64;
    let at = |(i, u): (usize, &f64)| (u - i as f64 / n).abs().max(((i + 1) as f64 / n - u).abs());
    u.iter().enumerate().map(at).fold(0.0, f64::max) * n.sqrt()
}

#[test]
fn each_path_by_itself_is_uniform_over_seeds_and_two_quantities_are_independent() {
    let split = Replicates::of_at_least(1);
    let mut column = [0.0; BLOCK];
    let seeds = 4_000;
    for design in DESIGNS {
        // Of all seeds, for a few paths, the two quantities of the path.
        let paths = [0, 1, 511, 700];
        let mut seen = vec![[Vec::new(), Vec::new()]; paths.len()];
        for seed in 0..seeds {
            let draws = arranged_without_plan(design, seed, split);
            for (which, dimension) in drawn_once().into_iter().take(2).enumerate() {
                draws.uniforms(dimension, 1, &mut column);
                for (place, path) in paths.into_iter().enumerate() {
                    seen[place][which].push(column[path]);
                }
            }
        }
        for [one, other] in seen {
            let n = seeds as f64;
            let covariance: f64 = one.iter().zip(&other).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum::<f64>() / n;
            assert!((12.0 * covariance).abs() * n.sqrt() < 4.0, "{design:?}: correlation {}", 12.0 * covariance);
            for u in [one, other] {
                // Two of a hundred thousand uniform samples are as far out.
                assert!(distance(u) < 2.4, "{design:?}");
            }
        }
    }
}

/// Sobol' has to know the plan, which is compiled only once.
fn arranged_without_plan(design: Design, seed: u64, split: Replicates) -> Arranged {
    static PLAN: std::sync::LazyLock<Plan> = std::sync::LazyLock::new(|| Plan::compile(&scenario(0.1)));
    design.arrange(&PLAN, Streams::new(seed), split)
}

#[test]
fn the_permutations_of_a_latin_hypercube_look_like_any() {
    // Neighbours of a permutation of n: the mean square of their distance is n(n + 1)/6, over all permutations.
    let split = Replicates::of_at_least(1);
    let n = split.paths() as f64;
    let mut sums = Vec::new();
    for seed in 0..400 {
        let draws = LatinHypercube::new(Streams::new(seed), split);
        let u = uniforms(&draws, drawn_once()[0], split, 0);
        let strata: Vec<f64> = u.iter().map(|u| (u * n).floor()).collect();
        sums.push(strata.windows(2).map(|pair| (pair[1] - pair[0]) * (pair[1] - pair[0])).sum::<f64>() / (n - 1.0));
    }
    let mean = sums.iter().sum::<f64>() / sums.len() as f64;
    let variance = sums.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (sums.len() as f64 - 1.0);
    let error = (variance / sums.len() as f64).sqrt();
    assert!((mean - n * (n + 1.0) / 6.0).abs() < 4.0 * error, "{mean} ± {error}");
}

fn replicates(scenario: &Scenario, design: Design, seed: u64, paths: u64, threads: usize) -> Vec<Summary> {
    let (plan, split) = (Plan::compile(scenario), Replicates::of_at_least(paths));
    let draws = design.arrange(&plan, Streams::new(seed), split);
    play_replicates(&plan, &draws, split, NonZeroUsize::new(threads).unwrap(), &Summary::clone, &|_| {}).1
}

#[test]
fn replicates_do_not_depend_on_the_threads_and_merge_into_the_whole() {
    let scenario = scenario(0.1);
    let (plan, split) = (Plan::compile(&scenario), Replicates::of_at_least(32_768));
    for design in Design::ALL {
        let one = replicates(&scenario, design, 4, 32_768, 1);
        assert_eq!(one, replicates(&scenario, design, 4, 32_768, 3));
        let draws = design.arrange(&plan, Streams::new(4), split);
        assert_eq!(one[5], play_range(&plan, &draws, split.range(5), NonZeroUsize::MIN, &|_| {}));
        let mut all = one[0].clone();
        for replicate in &one[1..] {
            all.merge(replicate);
        }
        assert_eq!(all, play(&plan, &draws, split.all_paths(), NonZeroUsize::MIN, &|_| {}));
    }
}

/// P(T ≥ 230) in 2030 without the deal: ln T is normal.
fn odds_without_the_deal(volatility: f64) -> f64 {
    let (years, mean, sd) = (5.0, 0.03, 0.02);
    let deviation = f64::sqrt(volatility * volatility * years + sd * sd * years * years);
    normal::cdf((altai_math::ln(160.0 / 230.0) + mean * years) / deviation)
}

#[test]
fn estimates_are_unbiased_and_no_design_is_worse_than_plain_draws() {
    for volatility in [0.0, 0.1] {
        let (scenario, truth) = (scenario(volatility), odds_without_the_deal(volatility));
        let spread = |design| {
            let estimates: Vec<f64> = (0..12)
                .flat_map(|seed| replicates(&scenario, design, seed, 16_384, 2))
                .map(|summary| summary.at_date(0, 0, 4) as f64 / summary.paths() as f64)
                .collect();
            let n = estimates.len() as f64;
            let mean = estimates.iter().sum::<f64>() / n;
            let variance = estimates.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
            assert!((mean - truth).abs() < 4.0 * (variance / n).sqrt(), "{design:?}: {mean} for {truth}");
            variance
        };
        let plain = spread(Design::MonteCarlo);
        for design in DESIGNS {
            let variance = spread(design);
            assert!(variance < plain, "{design:?} at {volatility}: {variance} for {plain}");
            if volatility == 0.0 && design != Design::Antithetic {
                assert!(variance < plain / 100.0, "nothing but the drift is uncertain: {design:?} {variance} {plain}");
            }
        }
    }
}

#[test]
fn an_unrelated_edit_leaves_a_quantity_its_points() {
    let split = Replicates::of_at_least(1);
    let text = "
        horizon = { base_year = 2025, end_year = 2030 }
        target = { turnover = 230, by = 2030 }
        [flows.trade]
        base = 160
        drift.normal = { mean = 0.03, sd = 0.02 }";
    let read =
        |text: String| altai_model::read(SourceText { name: String::new(), text }, &[], &NoFiles).scenario.unwrap();
    let small = Plan::compile(&read(text.to_owned()));
    let [mut with, mut without] = [[0.0; BLOCK]; 2];
    for design in DESIGNS {
        design.arrange(&small, Streams::new(1), split).normals(drawn_once()[0], 3, &mut without);
        arranged(design, 1, split).normals(drawn_once()[0], 3, &mut with);
        assert_eq!(with, without, "{design:?}");
    }
}

#[test]
fn odds_that_hang_on_a_pair_of_quantities_gain_whichever_pair_it_is() {
    // Of twelve deals, each by itself reaches the target where it goes ahead and is large: in 0.6 of 0.4 cases or so.
    let deal = |n: usize| format!("[deals.mine_{n}]\ngo = 0.6\nstart = 2026\npeak = \"10 to 60\"\n");
    let text = format!(
        "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 190\n[flows.trade]\nbase = 160\n{}",
        (0..12).map(deal).collect::<String>()
    );
    let scenario = altai_model::read(SourceText { name: String::new(), text }, &[], &NoFiles).scenario.unwrap();
    let variances = |design| {
        let all: Vec<Summary> = (0..12).flat_map(|seed| replicates(&scenario, design, seed, 16_384, 2)).collect();
        let variance = |package| {
            let shares: Vec<f64> = all.iter().map(|summary| summary.reached(0, package, 0) as f64).collect();
            let mean = shares.iter().sum::<f64>() / shares.len() as f64;
            shares.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / (shares.len() as f64 - 1.0)
        };
        (1..=12).map(variance).collect::<Vec<f64>>()
    };
    let plain = variances(Design::MonteCarlo);
    for design in DESIGNS {
        for (deal, (variance, plain)) in variances(design).into_iter().zip(&plain).enumerate() {
            assert!(variance < *plain, "{design:?}, deal {deal}: {variance} for {plain}");
        }
    }
}
