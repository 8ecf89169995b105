//! `rand_distr`'s samplers, written by others, agree with our distribution functions.
//!
//! Every check raises a false alarm for about one seed in 10,000. The seed is fixed.

use altai_math::ln;
use altai_model::distribution::{DISTRIBUTIONS, Distribution as Ours, truncated};
use rand::SeedableRng;
use rand::distr::Distribution;
use rand::distr::slice::Choose;
use rand::distr::weighted::WeightedIndex;
use rand::rngs::ChaCha8Rng;
use rand_distr::{Beta, Exp, Exp1, Gamma, LogNormal, Normal, Pert, StudentT, Triangular, Uniform, Weibull};

use super::distributions::read;

const DRAWS: usize = 100_000;
const FALSE_ALARM: f64 = 1e-4;
/// How many standard deviations a normal strays with that probability.
const ASTRAY: f64 = 3.890591886413124;

/// A distribution of the list, with parameters, and the same by `rand_distr`.
struct Oracle {
    name: &'static str,
    parameters: &'static str,
    theirs: Box<dyn Fn(&mut ChaCha8Rng) -> f64>,
}

fn oracle(name: &'static str, parameters: &'static str, theirs: impl Distribution<f64> + 'static) -> Oracle {
    Oracle { name, parameters, theirs: Box::new(move |generator| theirs.sample(generator)) }
}

fn oracles() -> Vec<Oracle> {
    vec![
        oracle("normal", "{ mean = 0.02, sd = 0.01 }", Normal::new(0.02, 0.01).unwrap()),
        oracle("lognormal", "{ median = 60, sigma = 0.5 }", LogNormal::new(ln(60.0), 0.5).unwrap()),
        oracle("lognormal", "{ mean = 70, sd = 40 }", LogNormal::from_mean_cv(70.0, 40.0 / 70.0).unwrap()),
        oracle("uniform", "{ min = 10, max = 40 }", Uniform::new(10.0, 40.0).unwrap()),
        oracle("triangular", "{ min = 10, mode = 45, max = 140 }", Triangular::new(10.0, 140.0, 45.0).unwrap()),
        oracle("triangular", "{ min = 10, mode = 140, max = 140 }", Triangular::new(10.0, 140.0, 140.0).unwrap()),
        oracle("pert", "{ min = 10, mode = 45, max = 140 }", Pert::new(10.0, 140.0).with_mode(45.0).unwrap()),
        oracle(
            "pert",
            "{ min = 10, mode = 10, max = 140, shape = 9 }",
            Pert::new(10.0, 140.0).with_shape(9.0).with_mode(10.0).unwrap(),
        ),
        oracle("beta", "{ alpha = 8, beta = 12 }", Beta::new(8.0, 12.0).unwrap()),
        oracle("beta", "{ mean = 0.25, size = 2 }", Beta::new(0.5, 1.5).unwrap()),
        oracle("gamma", "{ mean = 3, sd = 2 }", Gamma::new(2.25, 4.0 / 3.0).unwrap()),
        oracle("gamma", "{ mean = 2, sd = 4 }", Gamma::new(0.25, 8.0).unwrap()),
        oracle("weibull", "{ scale = 8, shape = 2 }", Weibull::new(8.0, 2.0).unwrap()),
        oracle("weibull", "{ scale = 100, shape = 0.6 }", Weibull::new(100.0, 0.6).unwrap()),
        oracle("exponential", "{ mean = 4 }", Exp::new(0.25).unwrap()),
        oracle(
            "student_t",
            "{ location = 0.02, scale = 0.01, dof = 4 }",
            StudentT::new(4.0).unwrap().map(|t: f64| 0.02 + 0.01 * t),
        ),
        oracle("student_t", "{ location = 0, scale = 1, dof = 1 }", StudentT::new(1.0).unwrap()),
        oracle("student_t", "{ location = 0, scale = 1, dof = 0.5 }", StudentT::new(0.5).unwrap()),
        oracle(
            "discrete",
            "{ values = [0, 40, 120], weights = [5, 3, 2] }",
            WeightedIndex::new([5, 3, 2]).unwrap().map(|case: usize| [0.0, 40.0, 120.0][case]),
        ),
        oracle(
            "data",
            "[31, 45, 38, 60, 52, 45]",
            Choose::new(&[31.0, 45.0, 38.0, 60.0, 52.0, 45.0]).unwrap().map(|&x: &f64| x),
        ),
        // The logarithm of the ratio of two exponentials is logistic: a metalog with two terms.
        oracle("quantiles", "{ p25 = 10, p75 = 20 }", of_odds(|odds| 15.0 + 5.0 / ln(3.0) * ln(odds))),
        oracle("quantiles", "{ p20 = 2, p80 = 8, min = 0 }", of_odds(|odds| 4.0 * altai_math::power(odds, 0.5))),
        oracle("quantiles", "{ p25 = 10, p75 = 20, min = 5, max = 25 }", Uniform::new(5.0, 25.0).unwrap()),
        oracle("quantiles", "{ p10 = 10, p25 = 25, p75 = 75, p90 = 90 }", Uniform::new(0.0, 100.0).unwrap()),
    ]
}

/// Functions of the ratio of two independent exponentials.
fn of_odds(value: impl Fn(f64) -> f64 + 'static) -> Odds {
    Odds(Box::new(value))
}

struct Odds(Box<dyn Fn(f64) -> f64>);

impl Distribution<f64> for Odds {
    fn sample<R: rand::Rng + ?Sized>(&self, generator: &mut R) -> f64 {
        let [above, below]: [f64; 2] = [Exp1.sample(generator), Exp1.sample(generator)];
        (self.0)(above / below)
    }
}

/// [`DRAWS`] draws, ascending.
fn draws(theirs: impl Fn(&mut ChaCha8Rng) -> f64) -> Vec<f64> {
    let mut generator = ChaCha8Rng::seed_from_u64(2025);
    let mut draws: Vec<f64> = (0..DRAWS).map(|_| theirs(&mut generator)).collect();
    draws.sort_by(f64::total_cmp);
    draws
}

/// The draws' distribution function keeps within Kolmogorov's distance √(ln(2/α)/(2n)) of ours (closer, at atoms).
fn assert_the_same(name: &str, ours: &dyn Ours, draws: &[f64]) {
    let n = draws.len() as f64;
    let far = (ln(2.0 / FALSE_ALARM) / (2.0 * n)).sqrt();
    let mut below = 0;
    for equal in draws.chunk_by(|a, b| a == b) {
        let (x, up_to) = (equal[0], below + equal.len());
        let distance = (ours.below(x) - below as f64 / n).abs().max((up_to as f64 / n - ours.cdf(x)).abs());
        assert!(distance < far, "{name}: {distance} from theirs at {x}");
        below = up_to;
    }
}

/// As many draws lie in each tail of a thousandth as there should, or in the atom that holds it.
fn assert_the_same_tails(name: &str, ours: &dyn Ours, draws: &[f64]) {
    let n = draws.len() as f64;
    let [low, high] = [1e-3, 1.0 - 1e-3].map(|u| ours.quantile(u));
    let below = draws.iter().filter(|&&x| x <= low).count() as f64;
    let above = draws.iter().filter(|&&x| x > high).count() as f64;
    for (count, share, place) in [(below, ours.cdf(low), "up to"), (above, 1.0 - ours.cdf(high), "above")] {
        let far = ASTRAY * (n * share * (1.0 - share)).sqrt();
        assert!((count - n * share).abs() <= far, "{name}: {count} {place} {low} or {high}, not {}", n * share);
    }
}

#[test]
fn every_distribution_has_an_oracle() {
    let oracles = oracles();
    for entry in DISTRIBUTIONS {
        assert!(oracles.iter().any(|oracle| oracle.name == entry.name), "{} has none", entry.name);
    }
}

#[test]
fn rand_distr_draws_from_our_distributions() {
    for oracle in oracles() {
        let ours = read(oracle.name, oracle.parameters);
        let name = format!("{} = {}", oracle.name, oracle.parameters);
        let draws = draws(oracle.theirs);
        assert_the_same(&name, ours.as_ref(), &draws);
        assert_the_same_tails(&name, ours.as_ref(), &draws);
    }
}

/// Drawing again until a draw falls within the bounds is what conditioning means.
#[test]
fn a_truncated_distribution_is_that_of_rejected_draws() {
    let bounds = [(0.1, 0.5), (f64::NEG_INFINITY, 0.3), (0.45, f64::INFINITY)];
    for oracle in oracles() {
        for (low, high) in bounds {
            let whole = read(oracle.name, oracle.parameters);
            let [min, max] = [low, high].map(|u| if (0.0..=1.0).contains(&u) { whole.quantile(u) } else { u });
            let ours = truncated(whole, min, max).unwrap();
            let name = format!("{} = {} in [{min}, {max}]", oracle.name, oracle.parameters);
            let draws = draws(|generator| {
                loop {
                    let x = (oracle.theirs)(generator);
                    if (min..=max).contains(&x) {
                        return x;
                    }
                }
            });
            assert_the_same(&name, ours.as_ref(), &draws);
            assert_the_same_tails(&name, ours.as_ref(), &draws);
        }
    }
}
