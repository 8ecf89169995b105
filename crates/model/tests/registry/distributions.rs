//! What holds for every distribution: its functions agree with one another.

use std::sync::Arc;

use altai_math::normal;
use altai_model::distribution::{DISTRIBUTIONS, Distribution, Entry, Form, interval, truncated};

use super::{assert_documented, integral, numbers_of};

/// The distribution of a form; what is not given takes its default.
fn build(form: &Form, given: &[(String, f64)]) -> Arc<dyn Distribution> {
    let numbers: Vec<f64> = form
        .parameters
        .iter()
        .map(|p| given.iter().find(|(key, _)| key == p.name).map(|(_, x)| *x).or(p.default).unwrap())
        .collect();
    (form.build)(&numbers).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// Whether these keys are those of the form: all that it needs, none that it does not know.
fn fits(form: &Form, given: &[(String, f64)]) -> bool {
    given.iter().all(|(key, _)| form.parameters.iter().any(|p| p.name == key))
        && form.parameters.iter().all(|p| p.default.is_some() || given.iter().any(|(key, _)| key == p.name))
}

/// The example of an entry, built.
pub(super) fn example(entry: &Entry) -> Arc<dyn Distribution> {
    read(entry.name, entry.example)
}

/// The distribution called `name` with the parameters of an inline table.
pub(super) fn read(name: &str, parameters: &str) -> Arc<dyn Distribution> {
    let entry = DISTRIBUTIONS.iter().find(|entry| entry.name == name).unwrap();
    let given = numbers_of(parameters);
    let forms: Vec<&Form> = entry.forms.iter().filter(|form| fits(form, &given)).collect();
    assert_eq!(forms.len(), 1, "{name} = {parameters} fits one form");
    build(forms[0], &given)
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
        for form in entry.forms {
            let needed: Vec<(String, f64)> =
                form.parameters.iter().filter(|p| p.default.is_none()).map(|p| (p.name.to_string(), 1.0)).collect();
            assert_eq!(entry.forms.iter().filter(|form| fits(form, &needed)).count(), 1, "{}", entry.name);
        }
    }
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

/// To a relative 1e-9 of the tail's share, as far as the rounding of values and of shares near 1 allows.
#[test]
fn the_cdf_undoes_the_quantile() {
    for (name, distribution) in all() {
        for u in levels() {
            let x = distribution.quantile(u);
            let rounding = 4.0 * f64::EPSILON * x.abs();
            let slack = 1e-9 * u.min(1.0 - u) + 1e-13;
            let [low, high] = [x - rounding, x + rounding].map(|x| distribution.cdf(x));
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

/// Over normal scores, where the integrand is smooth.
#[test]
fn the_mean_is_the_integral_of_the_quantiles() {
    for (name, distribution) in all() {
        let (least, _) = distribution.support();
        let weighted = |z: f64| distribution.quantile(normal::cdf(z)) * normal::density(z);
        let size = integral(|z| weighted(z).abs(), -9.0, 8.0, 400);
        let mean = integral(weighted, -9.0, 8.0, 400);
        let error = (mean - distribution.mean()).abs();
        assert!(error < 1e-9 * size, "{name} from {least}: {mean} by quadrature, not {}", distribution.mean());
    }
}
