//! What holds for every distribution: its functions agree with one another.

use std::sync::Arc;

use altai_math::normal;
use altai_model::distribution::quantiles::{PERCENTILE, percentile};
use altai_model::distribution::{DISTRIBUTIONS, Distribution, Entry, Form, Takes, interval, truncated};
use altai_model::{NoFiles, SourceText, Value};

use super::{assert_documented, integral};

/// The example of an entry, built.
pub(super) fn example(entry: &Entry) -> Arc<dyn Distribution> {
    read(entry.name, entry.example)
}

/// The distribution called `name`, as a scenario has it: `{ mean = 3, sd = 2 }`.
pub(super) fn read(name: &str, parameters: &str) -> Arc<dyn Distribution> {
    let text = format!(
        "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 500\n\
         [flows.trade]\nbase = 160\ndrift.{name} = {parameters}\n"
    );
    let reading = altai_model::read(SourceText { name: "test.toml".into(), text }, &[], &NoFiles);
    let scenario = reading.scenario.unwrap_or_else(|| panic!("{name} = {parameters}: {:?}", reading.diagnostics));
    let Value::Uncertain(distribution) = &scenario.flows[0].drift.value else { panic!("{name} is not uncertain") };
    Arc::clone(distribution)
}

/// The examples, and shapes that are harder.
fn all() -> Vec<(String, Arc<dyn Distribution>)> {
    const HARDER: &[(&str, &str)] = &[
        ("normal", "{ mean = -1e6, sd = 0.001 }"),
        ("lognormal", "{ mean = 70, sd = 40 }"),
        ("lognormal", "{ median = 0.001, sigma = 1.5 }"),
        ("uniform", "{ min = -0.3, max = 1e7 }"),
        ("triangular", "{ min = -5, mode = -5, max = 1 }"),
        ("triangular", "{ min = -5, mode = 1, max = 1 }"),
        ("pert", "{ min = 0, mode = 0, max = 1 }"),
        ("pert", "{ min = 10, mode = 140, max = 140, shape = 2.5 }"),
        ("pert", "{ min = -3, mode = 1, max = 2, shape = 300 }"),
        ("beta", "{ alpha = 8, beta = 12 }"),
        ("beta", "{ alpha = 0.5, beta = 0.5 }"),
        ("beta", "{ alpha = 0.7, beta = 30 }"),
        ("beta", "{ mean = 0.97, size = 3000 }"),
        ("gamma", "{ mean = 1, sd = 1 }"),
        ("gamma", "{ mean = 0.2, sd = 0.4 }"),
        ("gamma", "{ mean = 500, sd = 3 }"),
        ("weibull", "{ scale = 100, shape = 0.6 }"),
        ("weibull", "{ scale = 0.01, shape = 40 }"),
        ("exponential", "{ mean = 1e-3 }"),
        ("student_t", "{ location = -5, scale = 2, dof = 3 }"),
        ("student_t", "{ location = 0, scale = 1, dof = 1 }"),
        ("student_t", "{ location = 1, scale = 0.1, dof = 0.4 }"),
        ("student_t", "{ location = 100, scale = 1, dof = 1e5 }"),
        ("discrete", "{ values = [7, -1, 7, 0], weights = [1, 2, 3, 0] }"),
        ("discrete", "{ values = [0.1, 0.2], weights = [1e-9, 1] }"),
        ("data", "[0, 0, 0, 1]"),
        ("data", "[-1e7, 3.5, 1e-3, 3.5]"),
        ("quantiles", "{ p25 = -1, p75 = 3 }"),
        ("quantiles", "{ p10 = 20, p50 = 45, p90 = 120 }"),
        ("quantiles", "{ p5 = 0.1, p50 = 0.3, p95 = 0.7, min = 0, max = 1 }"),
        ("quantiles", "{ p10 = -3, p50 = -1, p90 = 2, max = 4.5 }"),
        ("quantiles", "{ p10 = 10, p25 = 25, p75 = 75, p90 = 90 }"),
        ("quantiles", "{ p25 = 10, p75 = 20, min = 5, max = 25 }"),
        ("quantiles", "{ p5 = 1, p10 = 2, p25 = 4, p50 = 6.5, p75 = 9.5, p90 = 13, p95 = 16 }"),
    ];
    const INTERVALS: &[(f64, f64, bool)] =
        &[(20.0, 150.0, false), (-0.02, 0.05, false), (0.2, 0.6, true), (0.01, 0.99, true), (0.001, 0.003, true)];
    const BOUNDS: &[(&str, &str, f64, f64)] = &[
        ("normal", "{ mean = 0.5, sd = 0.3 }", 0.0, 1.0),
        ("normal", "{ mean = 0, sd = 1 }", 2.0, f64::INFINITY),
        ("normal", "{ mean = 0, sd = 1 }", f64::NEG_INFINITY, -3.0),
        ("lognormal", "{ median = 60, sigma = 0.5 }", f64::NEG_INFINITY, 80.0),
        ("lognormal", "{ median = 60, sigma = 1 }", 50.0, f64::INFINITY),
        ("gamma", "{ mean = 3, sd = 2 }", 1.0, 4.0),
        ("beta", "{ alpha = 0.5, beta = 0.5 }", 0.2, 0.9),
        ("triangular", "{ min = 10, mode = 45, max = 140 }", 44.0, 46.0),
        ("student_t", "{ location = 0, scale = 1, dof = 1 }", -2.0, 50.0),
        ("student_t", "{ location = 0, scale = 1, dof = 3 }", 0.0, f64::INFINITY),
        ("weibull", "{ scale = 8, shape = 2 }", 5.0, 12.0),
        ("discrete", "{ values = [0, 40, 120], weights = [0.5, 0.3, 0.2] }", 0.0, 40.0),
        ("data", "[31, 45, 38, 60, 52]", 38.0, f64::INFINITY),
        ("quantiles", "{ p10 = 20, p50 = 45, p90 = 120 }", 0.0, f64::INFINITY),
        ("quantiles", "{ p10 = 20, p50 = 45, p90 = 120, min = 0 }", f64::NEG_INFINITY, 300.0),
    ];
    let mut all: Vec<(String, Arc<dyn Distribution>)> =
        DISTRIBUTIONS.iter().map(|entry| (format!("{} = {}", entry.name, entry.example), example(entry))).collect();
    all.extend(HARDER.iter().map(|(name, parameters)| (format!("{name} = {parameters}"), read(name, parameters))));
    all.extend(
        INTERVALS.iter().map(|&(low, high, share)| (format!("{low} to {high}"), interval(low, high, share).unwrap())),
    );
    all.extend(BOUNDS.iter().map(|&(name, parameters, min, max)| {
        (format!("{name} = {parameters} in [{min}, {max}]"), truncated(read(name, parameters), min, max).unwrap())
    }));
    all
}

/// Levels from 1e-12 to 1 − 1e-12, dense in the middle and out in the tails.
fn levels() -> Vec<f64> {
    let mut levels: Vec<f64> = (1..1000).map(|i| f64::from(i) / 1000.0).collect();
    let mut tail = 1e-12;
    while tail < 1e-3 {
        levels.extend([tail, 1.0 - tail]);
        tail *= 1.7;
    }
    levels.push(1.0 - 1e-12);
    levels.sort_by(f64::total_cmp);
    levels
}

#[test]
fn names_are_unique_and_documented() {
    assert_documented(DISTRIBUTIONS.iter().map(|entry| (entry.name, entry.summary, entry.example)));
    for entry in DISTRIBUTIONS {
        for form in entry.forms {
            for parameter in form.parameters {
                assert!(!parameter.name.is_empty() && !parameter.summary.is_empty(), "{}", entry.name);
            }
        }
    }
}

#[test]
fn every_example_is_built() {
    for entry in DISTRIBUTIONS {
        example(entry);
    }
}

#[test]
fn the_keys_tell_the_forms_of_a_distribution_apart() {
    for entry in DISTRIBUTIONS {
        let needed = |form: &Form| form.parameters.iter().filter(|p| p.default.is_none()).map(|p| p.name);
        for form in entry.forms.iter().filter(|_| entry.alone().is_none()) {
            let all = |other: &&Form| needed(form).all(|key| other.parameters.iter().any(|p| p.name == key));
            assert_eq!(entry.forms.iter().filter(all).count(), 1, "{}", entry.name);
        }
    }
}

#[test]
fn only_numbers_have_defaults_and_only_one_parameter_has_several_keys() {
    for form in DISTRIBUTIONS.iter().flat_map(|entry| entry.forms) {
        let several = form.parameters.iter().filter(|p| p.takes == Takes::Percentiles).count();
        assert!(several <= 1);
        assert!(form.parameters.iter().all(|p| p.default.is_none() || p.takes == Takes::Number));
    }
}

#[test]
fn a_percentile_has_a_p_and_a_percentage() {
    for (key, percentage) in
        [("p5", 5.0), ("p05", 5.0), ("p50", 50.0), ("p97_5", 97.5), ("p97.5", 97.5), ("p0_1", 0.1), ("p99_99", 99.99)]
    {
        assert_eq!(percentile(key), Some(percentage), "{key}");
    }
    for key in
        ["p", "p0", "p00", "p0_0", "p100", "p005", "p-5", "p5_", "p_5", "p5e1", "P50", "50", "p5_0_1", "pNN", "p+5"]
    {
        assert_eq!(percentile(key), None, "{key}");
    }
    // The same by the regular expression, which a schema shows: its parts, written out.
    assert_eq!(PERCENTILE, "^p(?!0*[_.]?0*$)[0-9]{1,2}([_.][0-9]+)?$");
}

#[test]
fn quantiles_rise_and_stay_in_the_support() {
    for (name, distribution) in all() {
        let (least, greatest) = distribution.support();
        let extremes = [f64::MIN_POSITIVE, 1e-300, 1e-100, 1e-30, 2f64.recip() * f64::EPSILON];
        let levels = extremes.into_iter().chain(levels()).chain([1.0 - f64::EPSILON / 2.0]);
        let mut last = f64::NEG_INFINITY;
        for u in levels {
            let x = distribution.quantile(u);
            assert!(x >= last, "{name}: quantile({u:e}) = {x} comes after {last}");
            assert!(x.is_finite() && least <= x && x <= greatest, "{name}: quantile({u:e}) = {x}");
            last = x;
        }
    }
}

#[test]
fn a_column_has_the_bits_of_its_numbers() {
    let levels = levels();
    // A length that is no multiple of any vector's.
    let levels = &levels[..1023];
    for (name, distribution) in all() {
        let mut column = vec![f64::NAN; levels.len()];
        distribution.quantiles(levels, &mut column);
        for (&u, x) in levels.iter().zip(column) {
            assert_eq!(x.to_bits(), distribution.quantile(u).to_bits(), "{name} at {u:e}");
        }
    }
}

/// Where there is an atom or a kink, rounding may fall on the other side of it.
#[test]
fn a_score_gives_the_quantile_at_its_level() {
    let scores: Vec<f64> = (-60..=60).map(|i| f64::from(i) / 10.0 + 0.01).collect();
    for (name, distribution) in all() {
        let mut column = vec![f64::NAN; scores.len()];
        distribution.at_scores(&scores, &mut column);
        for (&z, x) in scores.iter().zip(column) {
            let u = normal::cdf(z);
            let [low, high] = [u * (1.0 - 1e-14) - 1e-16, (u * (1.0 + 1e-14) + 1e-16).min(1.0 - 1e-16)];
            let [low, high] = [low.max(f64::MIN_POSITIVE), high].map(|u| distribution.quantile(u));
            let slack = 1e-9 * (high.abs() + low.abs()).max(1e-9);
            assert!(low - slack <= x && x <= high + slack, "{name} at {z}: {x:e} outside [{low:e}, {high:e}]");
        }
    }
}

/// To a relative 1e-9 of the tail's share, as far as the rounding of values and of shares near 1 allows. At an atom, a
/// level lies between the share below it and the share up to it.
#[test]
fn the_cdf_undoes_the_quantile() {
    for (name, distribution) in all() {
        for u in levels() {
            let x = distribution.quantile(u);
            let rounding = 4.0 * f64::EPSILON * x.abs();
            let slack = 1e-9 * u.min(1.0 - u) + 1e-13;
            let [low, high] = [distribution.below(x - rounding), distribution.cdf(x + rounding)];
            assert!(low - slack <= u && u <= high + slack, "{name}: [{low:e}, {high:e}] instead of {u:e}");
        }
    }
}

#[test]
fn the_cdf_is_0_and_1_outside_the_support() {
    for (name, distribution) in all() {
        let (least, greatest) = distribution.support();
        assert_eq!(distribution.cdf(least.max(f64::MIN) * 1.01 - 1.0), 0.0, "{name}");
        assert_eq!(distribution.below(least), 0.0, "{name}");
        assert_eq!(distribution.cdf(greatest), 1.0, "{name}");
    }
}

/// What has no mean says so, and how.
#[test]
fn a_mean_exists_or_is_not_finite() {
    let mean = |name, parameters| read(name, parameters).mean();
    assert!(mean("student_t", "{ location = 0, scale = 1, dof = 1 }").is_nan());
    assert_eq!(mean("quantiles", "{ p10 = 10, p50 = 50, p90 = 500, min = 0 }"), f64::INFINITY);
    assert_eq!(mean("quantiles", "{ p10 = -500, p50 = -50, p90 = -10, max = 0 }"), f64::NEG_INFINITY);
    let cauchy = read("student_t", "{ location = 0, scale = 1, dof = 1 }");
    assert_eq!(truncated(Arc::clone(&cauchy), 0.0, f64::INFINITY).unwrap().mean(), f64::INFINITY);
    assert_eq!(truncated(cauchy, f64::NEG_INFINITY, 0.0).unwrap().mean(), f64::NEG_INFINITY);
}

/// Over normal scores, where the integrand is smooth. A power law's tail has some of its mean beyond them.
#[test]
fn the_mean_is_the_integral_of_the_quantiles() {
    let has_a_mean = |distribution: &dyn Distribution| distribution.mean().is_finite();
    for (name, distribution) in all().into_iter().filter(|(_, d)| has_a_mean(d.as_ref()) && !has_atoms(d.as_ref())) {
        let (least, _) = distribution.support();
        let weighted = |z: f64| distribution.quantile(normal::cdf(z)) * normal::density(z);
        let size = integral(|z| weighted(z).abs(), -9.0, 8.0, 400);
        let mean = integral(weighted, -9.0, 8.0, 400);
        let beyond = [-9.0, 8.0].map(|z: f64| normal::cdf(-z.abs()) * distribution.quantile(normal::cdf(z)).abs());
        let error = (mean - distribution.mean()).abs();
        assert!(
            error < 1e-9 * size + 3.0 * (beyond[0] + beyond[1]),
            "{name} from {least}: {mean} by quadrature, not {}",
            distribution.mean()
        );
    }
}

/// Whether single values have a probability of their own.
fn has_atoms(distribution: &dyn Distribution) -> bool {
    let middle = distribution.quantile(0.5);
    distribution.cdf(middle) > distribution.below(middle)
}

/// Level by level: the share of a value is as wide as its step.
#[test]
fn the_mean_of_atoms_is_the_sum_of_their_shares() {
    for (name, distribution) in all().into_iter().filter(|(_, d)| has_atoms(d.as_ref())) {
        let (mut mean, mut low) = (0.0, 0.0_f64);
        while low < 1.0 {
            let x = distribution.quantile(low.next_up());
            let high = distribution.cdf(x);
            assert_eq!(distribution.below(x), low, "{name} at {x}");
            mean += x * (high - low);
            low = high;
        }
        let size = distribution.support().0.abs().max(distribution.support().1.abs());
        assert!((mean - distribution.mean()).abs() < 1e-14 * size, "{name}: {mean}, not {}", distribution.mean());
    }
}
