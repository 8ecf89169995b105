//! Groups whose odds are known beforehand: what is found of their spread, how sure, and what the counts alone would say.

use altai_math::normal;

use super::*;

const PATHS: usize = 128;

const HALF: u16 = PATHS as u16 / 2;

fn threads() -> NonZeroUsize {
    NonZeroUsize::new(2).unwrap()
}

/// Uniform numbers under a name, as many as asked for.
fn uniforms(name: &str, seed: u64, count: usize) -> Vec<f64> {
    let mut all = vec![0.0; count.next_multiple_of(BLOCK)];
    for (block, column) in all.chunks_exact_mut(BLOCK).enumerate() {
        Streams::new(seed).uniforms(Dimension::once(Address::of(name), 0), block as u64, column);
    }
    all.truncate(count);
    all
}

/// Halves of groups of which each counts on its paths with odds of its own, the quantile of a distribution.
fn counted(groups: usize, seed: u64, odds: impl Fn(f64) -> f64) -> Vec<[u16; 2]> {
    differing(groups, seed, 0.0, odds)
}

fn spread(halves: &[[u16; 2]], seed: u64) -> Spread {
    Spread::of(halves, PATHS, None, seed, threads())
}

fn beta_of(alpha: f64, other: f64) -> impl Fn(f64) -> f64 {
    move |u| beta::quantile(u, alpha, other)
}

/// Half of the groups are beta about a fifth, half about three fifths.
fn bimodal(u: f64) -> f64 {
    if u < 0.5 { beta_of(40.0, 160.0)(2.0 * u) } else { beta_of(120.0, 80.0)(2.0 * u - 1.0) }
}

/// Mean error of both ends in units of their standard errors, and how often the interval holds the truth.
fn over_seeds(seeds: u64, groups: usize, odds: impl Fn(f64) -> f64, truth: [f64; 2]) -> ([f64; 2], [f64; 2], [f64; 2]) {
    let (mut bias, mut held, mut error) = ([0.0; 2], [0.0; 2], [0.0; 2]);
    for seed in 0..seeds {
        let found = spread(&counted(groups, seed, &odds), seed);
        for end in 0..2 {
            let End { value, standard_error, lower_95, upper_95 } = found.ends[end];
            bias[end] += (value - truth[end]) / seeds as f64;
            error[end] += standard_error / seeds as f64;
            held[end] += f64::from(u8::from((lower_95..=upper_95).contains(&truth[end]))) / seeds as f64;
        }
    }
    (bias, error, held)
}

#[test]
fn the_ends_of_a_beta_distribution_are_found_and_their_intervals_hold_as_often_as_they_say() {
    let odds = beta_of(9.5, 33.0);
    let (bias, error, held) = over_seeds(200, 256, &odds, [odds(0.05), odds(0.95)]);
    for end in 0..2 {
        assert!(bias[end].abs() < 0.3 * error[end], "{bias:?} with {error:?}");
        assert!((0.90..=0.99).contains(&held[end]), "{held:?}");
    }
}

#[test]
fn odds_that_are_far_from_beta_keep_their_shape() {
    let (bias, error, _) = over_seeds(10, 1_024, bimodal, [bimodal(0.05), bimodal(0.95)]);
    for end in 0..2 {
        assert!(bias[end].abs() < 0.006 && error[end] < 0.007, "{bias:?}, {error:?}");
    }
    let probit = |u: f64| normal::cdf(-0.8 + 0.5 * normal::quantile(u));
    let (bias, error, _) = over_seeds(10, 1_024, probit, [probit(0.05), probit(0.95)]);
    for end in 0..2 {
        assert!(bias[end].abs() < 0.5 * error[end], "{bias:?}, {error:?}");
    }
}

#[test]
fn counts_alone_would_spread_wider() {
    // Groups that all have the same odds differ by luck alone.
    let counts = counted(2_048, 1, |_| 0.3);
    let mut shares: Vec<f64> = whole(&counts).iter().map(|[gained, _]| f64::from(*gained) / PATHS as f64).collect();
    shares.sort_by(f64::total_cmp);
    let found = spread(&counts, 1);
    let raw = shares[1_945] - shares[102];
    assert!(raw > 0.12, "{raw}");
    assert!(found.ends[1].value - found.ends[0].value < 0.03, "{found:?}");
    assert!((found.mean - 0.3).abs() < 4.0 * found.standard_error);
    assert!((found.standard_error / (0.3_f64 * 0.7 / (2_048.0 * PATHS as f64)).sqrt() - 1.0).abs() < 0.1);
}

#[test]
fn a_spread_of_known_size_is_found() {
    let found = spread(&counted(2_048, 2, beta_of(2.0, 6.0)), 2);
    let sd = (2.0_f64 * 6.0 / (64.0 * 9.0)).sqrt();
    // The standard error of a standard deviation, about 1/√(2n) of it and a little more.
    assert!((found.sd / sd - 1.0).abs() < 4.0 * 1.2 / 4096.0_f64.sqrt(), "{}", found.sd);
}

#[test]
fn what_never_or_always_happens_has_no_spread() {
    for (odds, counted) in [(0.0, [0, 0]), (1.0, [HALF, 0]), (-1.0, [0, HALF])] {
        let found = spread(&vec![counted; 600], 1);
        assert_eq!((found.mean, found.sd, found.standard_error), (odds, 0.0, 0.0));
        for end in found.ends {
            assert_eq!((end.value, end.standard_error), (odds, 0.0));
        }
    }
}

/// Halves of groups in which a path gains with odds D + s and loses with odds s, D the quantile of a distribution.
fn differing(groups: usize, seed: u64, s: f64, difference: impl Fn(f64) -> f64) -> Vec<[u16; 2]> {
    let paths = uniforms("paths", seed, groups * PATHS);
    let count = |(d, paths): (f64, &[f64])| {
        let (up, down) = (d.max(0.0) + s, (-d).max(0.0) + s);
        let gained = paths.iter().filter(|u| **u < up).count() as u16;
        [gained, paths.iter().filter(|u| **u >= up && **u < up + down).count() as u16]
    };
    let of_halves = uniforms("odds", seed, groups).into_iter().flat_map(|u| [difference(u); 2]);
    of_halves.zip(paths.chunks_exact(PATHS / 2)).map(count).collect()
}

fn whole(halves: &[[u16; 2]]) -> Vec<[u16; 2]> {
    halves.as_chunks::<2>().0.iter().map(|[one, other]| [one[0] + other[0], one[1] + other[1]]).collect()
}

#[test]
fn differences_of_either_sign_are_found_where_packages_differ_both_ways() {
    for s in [0.0, 0.02, 0.1] {
        for (mean, sd) in [(0.1, 0.03), (0.02, 0.06), (-0.08, 0.02)] {
            let difference = |u: f64| mean + sd * normal::quantile(u);
            let truth = RANGE.map(difference);
            let mut bias = [0.0; 2];
            let mut error = [0.0; 2];
            for seed in 0..4 {
                let found = spread(&differing(1_024, seed, s, difference), seed);
                for end in 0..2 {
                    bias[end] += (found.ends[end].value - truth[end]) / 4.0;
                    error[end] += found.ends[end].standard_error / 4.0;
                }
            }
            for end in 0..2 {
                assert!(bias[end].abs() < 4.0 * error[end] / 2.0, "s {s}, {mean} ± {sd}: {bias:?}, {error:?}");
            }
        }
    }
}

#[test]
fn the_distribution_of_a_net_adds_up_and_has_the_mean_and_variance_of_a_trinomial() {
    let counts: Vec<[u16; 2]> = (0..=PATHS as u16).flat_map(|count| [[count, 0], [0, count]]).collect();
    for s in [0.0, 0.03, 0.2] {
        let mut likelihood = Likelihood::of(&counts, PATHS);
        likelihood.set_both_ways(s);
        for cell in [3, 40, 48, 70, 90] {
            let (d, probabilities) = likelihood.column(cell);
            let s = s.min(0.49 * (1.0 - d.abs()));
            let moment = |of: fn(f64) -> f64| {
                probabilities.iter().map(|(net, p)| p * of(f64::from(*net) / PATHS as f64)).sum::<f64>()
            };
            let variance = (d.abs() + 2.0 * s - d * d) / PATHS as f64;
            assert!((moment(|_| 1.0) - 1.0).abs() < 1e-9);
            assert!((moment(|share| share) - d).abs() < 1e-9);
            assert!((moment(|share| share * share) - d * d - variance).abs() < 1e-9);
        }
    }
}

#[test]
fn intervals_of_few_groups_are_students() {
    // Tabulated: 2.2010 for 11 degrees of freedom, 1.9840 for 100.
    assert!((critical(240) - 2.2010).abs() < 1e-4);
    assert!((critical(2_020) - 1.9840).abs() < 1e-4);
}

#[test]
fn a_regression_on_knowledge_finds_a_bend_and_leaves_noise_alone() {
    let groups = 2_000;
    let scores: Vec<Vec<f64>> =
        ["one", "other"].map(|name| uniforms(name, 1, groups).into_iter().map(normal::quantile).collect()).to_vec();
    let odds = [0.1, -0.1].map(|shift| {
        let of = |(one, other): (&f64, &f64)| normal::cdf(0.8 * one + 0.3 * other + shift);
        scores[0].iter().zip(&scores[1]).map(of).collect::<Vec<f64>>()
    });
    let features = Features::of(&scores, &odds).unwrap();
    let every_once = vec![1; groups];
    let difference: Vec<f64> = odds[0].iter().zip(&odds[1]).map(|(one, other)| one - other).collect();
    let fit = features.fit(&difference, &every_once).unwrap();
    let spread = sd(difference.iter().copied());
    assert!(fit.residual.sqrt() < 0.05 * spread, "{} of {spread}", fit.residual.sqrt());
    let noise: Vec<f64> = uniforms("noise", 1, groups).into_iter().map(normal::quantile).collect();
    let fit = features.fit(&noise, &every_once).unwrap();
    // As many features as there are explain their share of noise, and the residual is free of that.
    let explained = sd(fit.expected.iter().copied());
    assert!(explained * explained < 2.0 * fit.noise && (fit.residual - 1.0).abs() < 4.0 * (2.0 / groups as f64).sqrt());
    // Where groups are few there is none.
    assert!(Features::of(&[vec![0.0; 100]], &[vec![0.5; 100], vec![0.5; 100]]).is_none());
}

#[test]
fn groups_of_a_block_that_say_the_same_are_worth_one() {
    // Each of the counts stands in all groups of a block, as where all have the same luck: an eighth as many are independent.
    let alone = counted(512, 4, beta_of(9.5, 33.0));
    let repeated: Vec<[u16; 2]> =
        alone.as_chunks::<2>().0.iter().flat_map(|halves| [*halves; GROUPS]).flatten().collect();
    let [alone, repeated] = [&alone, &repeated].map(|halves| spread(halves, 4));
    let ratio = repeated.standard_error / alone.standard_error;
    assert!((ratio - 1.0).abs() < 4.0 / (2.0 * 64.0_f64).sqrt(), "{ratio}");
    for end in 0..2 {
        let ratio = repeated.ends[end].standard_error / alone.ends[end].standard_error;
        assert!((0.6..1.6).contains(&ratio), "{ratio}");
    }
}

#[test]
fn deviations_of_a_block_add_up() {
    let block = [0.3; GROUPS];
    let shares: Vec<f64> = (0..20).flat_map(|at| block.map(|share| share + 0.01 * f64::from(at % 2))).collect();
    // 20 blocks of which half lie 0.005 above the mean and half below.
    assert!((standard_error(&shares, 0.305) - 0.005 / 19.0_f64.sqrt()).abs() < 1e-12);
}

#[test]
fn odds_that_hardly_spread_have_ends_that_simulation_leaves_open() {
    // sd 0.4 points, a tenth of what chance adds to the counts: often nothing is seen of it.
    let odds = |u: f64| 0.3 + 0.004 * normal::quantile(u);
    let (mut unseen, mut held) = (0.0, [0.0; 2]);
    for seed in 0..300 {
        let found = spread(&counted(256, seed, odds), seed);
        if found.sd == 0.0 {
            unseen += 1.0;
            for end in 0..2 {
                let End { lower_95, upper_95, .. } = found.ends[end];
                held[end] += f64::from(u8::from((lower_95..=upper_95).contains(&odds(RANGE[end]))));
            }
        }
    }
    assert!(unseen > 100.0);
    // Two standard errors of the share below 95 %.
    assert!(held.iter().all(|held| held / unseen > 0.91), "{held:?} of {unseen}");
}

#[test]
fn resamples_draw_as_many_as_there_are() {
    for groups in [256, 1_024, 3_000] {
        let times = resampled(groups, Streams::new(1), 7);
        assert_eq!(times.iter().sum::<u32>() as usize, groups);
        let never = times.iter().filter(|times| **times == 0).count() as f64 / groups as f64;
        assert!((never - 0.3679).abs() < 0.05, "{never}");
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let counts = counted(300, 5, beta_of(2.0, 6.0));
    let of = |threads| Spread::of(&counts, PATHS, None, 1, threads);
    assert_eq!(of(NonZeroUsize::MIN), of(threads()));
}
