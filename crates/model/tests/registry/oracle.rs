//! `rand_distr`'s samplers, written by others, agree with our distribution functions.
//!
//! Every check raises a false alarm for about one seed in 10,000. The seed is fixed.

use altai_math::ln;
use altai_model::distribution::{DISTRIBUTIONS, Distribution as Ours, truncated};
use rand::SeedableRng;
use rand::distr::Distribution;
use rand::rngs::ChaCha8Rng;
use rand_distr::{Beta, Gamma, LogNormal, Normal, Pert, Triangular, Uniform};

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
    ]
}

/// [`DRAWS`] draws, ascending.
fn draws(theirs: impl Fn(&mut ChaCha8Rng) -> f64) -> Vec<f64> {
    let mut generator = ChaCha8Rng::seed_from_u64(2025);
    let mut draws: Vec<f64> = (0..DRAWS).map(|_| theirs(&mut generator)).collect();
    draws.sort_by(f64::total_cmp);
    draws
}

/// The draws' distribution function keeps within Kolmogorov's distance √(ln(2/α)/(2n)) of ours.
fn assert_the_same(name: &str, ours: &dyn Ours, draws: &[f64]) {
    let n = draws.len() as f64;
    let far = (ln(2.0 / FALSE_ALARM) / (2.0 * n)).sqrt();
    for (i, &x) in draws.iter().enumerate() {
        let share = ours.cdf(x);
        let distance = (share - i as f64 / n).max((i + 1) as f64 / n - share);
        assert!(distance < far, "{name}: {distance} from theirs at {x}");
    }
}

/// As many draws lie in each tail of a thousandth as there should.
fn assert_the_same_tails(name: &str, ours: &dyn Ours, draws: &[f64]) {
    let tail = 1e-3;
    let expected = draws.len() as f64 * tail;
    let far = ASTRAY * (expected * (1.0 - tail)).sqrt();
    let [low, high] = [tail, 1.0 - tail].map(|u| ours.quantile(u));
    let below = draws.iter().filter(|&&x| x <= low).count() as f64;
    let above = draws.iter().filter(|&&x| x > high).count() as f64;
    assert!((below - expected).abs() < far, "{name}: {below} below {low}, not {expected}");
    assert!((above - expected).abs() < far, "{name}: {above} above {high}, not {expected}");
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
