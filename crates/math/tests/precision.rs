//! Every function against values of fifty digits.
//!
//! `reference/values.csv` holds arguments and, in two parts, the exact value: `value` rounded to a number and `rest`,
//! what rounding lost. It was made with mpmath 1.3 at `mp.dps = 50` from random arguments:
//! `exp`, `log`, `expm1`, `log1p` for the elementary functions; `x + log1p(exp(-x))` for softplus; `1/(1 + exp(-x))`;
//! `x**y`; `erfc(-x/sqrt(2))/2` for Φ, its inverse by Newton's method on `log(erfc(z/sqrt(2))/2)`;
//! `exp(-x*x/2)/sqrt(2*pi)`; `loggamma(x)`; `gammainc(a, 0, x, regularized=True)` and `gammainc(a, x, inf,
//! regularized=True)`; `betainc(a, b, 0, x, regularized=True)`; and `quad` of `exp(-x*x/2)/sqrt(2*pi) *
//! erfc((k - r*x)/sqrt(1 - r*r)/sqrt(2))/2` from h for the bivariate normal distribution.

use altai_math::{beta, exp, exp_m1, gamma, ln, ln_1p, ln_of_normal, logistic, normal, power, softplus};

struct Case {
    arguments: [f64; 3],
    value: f64,
    rest: f64,
}

impl Case {
    fn error(&self, computed: f64) -> f64 {
        ((computed - self.value) - self.rest).abs()
    }

    /// The distance between the exact value and the number next to it, away from zero.
    fn ulp(&self) -> f64 {
        let size = self.value.abs();
        f64::from_bits(size.to_bits() + 1) - size
    }
}

fn cases(function: &str) -> Vec<Case> {
    let number = |field: &str| if field.is_empty() { 0.0 } else { field.parse().unwrap() };
    let cases: Vec<Case> = include_str!("reference/values.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|fields| fields[0] == function)
        .map(|fields| Case {
            arguments: [number(fields[1]), number(fields[2]), number(fields[3])],
            value: number(fields[4]),
            rest: number(fields[5]),
        })
        .collect();
    assert!(cases.len() >= 20, "{function} has {} cases", cases.len());
    cases
}

/// Refuses an error of more than `limit` ulp.
fn assert_ulps(function: &str, limit: f64, of: impl Fn([f64; 3]) -> f64) {
    for case in cases(function) {
        let ulps = case.error(of(case.arguments)) / case.ulp();
        assert!(ulps <= limit, "{function}{:?} is off by {ulps} ulp", case.arguments);
    }
}

/// Refuses a relative error of more than `limit`.
fn assert_relative(function: &str, limit: f64, of: impl Fn([f64; 3]) -> f64) {
    for case in cases(function) {
        let error = case.error(of(case.arguments)) / case.value.abs();
        assert!(error <= limit, "{function}{:?} is off by {error:e}, relatively", case.arguments);
    }
}

#[test]
fn exponentials_and_logarithms_are_within_one_ulp() {
    assert_ulps("exp", 0.9, |[x, ..]| exp(x));
    assert_ulps("ln", 0.9, |[x, ..]| ln(x));
    assert_ulps("ln", 2.0, |[x, ..]| if x >= f64::MIN_POSITIVE { ln_of_normal(x) } else { ln(x) });
    assert_ulps("exp_m1", 1.0, |[x, ..]| exp_m1(x));
    assert_ulps("ln_1p", 0.9, |[x, ..]| ln_1p(x));
    assert_ulps("power", 1.0, |[x, y, _]| power(x, y));
}

#[test]
fn sigmoids_are_within_a_few_ulp() {
    assert_ulps("softplus", 2.0, |[x, ..]| softplus(x));
    assert_ulps("logistic", 2.5, |[x, ..]| logistic(x));
}

#[test]
fn the_normal_distribution_keeps_its_digits_in_the_tails() {
    assert_ulps("normal_cdf", 4.0, |[x, ..]| normal::cdf(x));
    assert_ulps("normal_density", 2.5, |[x, ..]| normal::density(x));
    assert_relative("normal_quantile", 1.5e-15, |[u, ..]| normal::quantile(u));
}

#[test]
fn two_normal_variables_agree_with_their_integral() {
    for case in cases("bivariate_upper") {
        let [h, k, rho] = case.arguments;
        let error = case.error(normal::bivariate_upper(h, k, rho));
        assert!(error <= 1e-13, "({h}, {k}, {rho}) is off by {error:e}");
    }
}

#[test]
fn gamma_functions_keep_their_digits() {
    assert_relative("ln_gamma", 1e-15, |[x, ..]| gamma::ln_gamma(x));
    assert_relative("gamma_lower", 3e-14, |[a, x, _]| gamma::lower(a, x));
    assert_relative("gamma_upper", 3e-14, |[a, x, _]| gamma::upper(a, x));
}

#[test]
fn the_incomplete_beta_function_keeps_its_digits() {
    assert_relative("beta_incomplete", 3e-14, |[x, a, b]| beta::incomplete(x, a, b));
}

#[test]
fn the_ends_of_the_elementary_functions_are_what_they_should_be() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
    for (name, got, wanted) in [
        ("exp(inf)", exp(inf), inf),
        ("exp(-inf)", exp(-inf), 0.0),
        ("exp(nan)", exp(nan), nan),
        ("exp(710)", exp(710.0), inf),
        ("exp(-746)", exp(-746.0), 0.0),
        ("ln(0)", ln(0.0), -inf),
        ("ln(-0)", ln(-0.0), -inf),
        ("ln(-1)", ln(-1.0), nan),
        ("ln(-inf)", ln(-inf), nan),
        ("ln(inf)", ln(inf), inf),
        ("ln(nan)", ln(nan), nan),
        ("exp_m1(-inf)", exp_m1(-inf), -1.0),
        ("exp_m1(inf)", exp_m1(inf), inf),
        ("exp_m1(nan)", exp_m1(nan), nan),
        ("exp_m1(1e-310)", exp_m1(1e-310), 1e-310),
        ("ln_1p(-1)", ln_1p(-1.0), -inf),
        ("ln_1p(-2)", ln_1p(-2.0), nan),
        ("ln_1p(inf)", ln_1p(inf), inf),
        ("ln_1p(nan)", ln_1p(nan), nan),
        ("ln_1p(f64::MAX)", ln_1p(f64::MAX), ln(f64::MAX)),
        ("softplus(-inf)", softplus(-inf), 0.0),
        ("softplus(inf)", softplus(inf), inf),
        ("softplus(nan)", softplus(nan), nan),
        ("logistic(-inf)", logistic(-inf), 0.0),
        ("logistic(inf)", logistic(inf), 1.0),
        ("logistic(nan)", logistic(nan), nan),
        ("power(0, 2)", power(0.0, 2.0), 0.0),
        ("power(0, -2)", power(0.0, -2.0), inf),
        ("power(0, 0)", power(0.0, 0.0), 1.0),
        ("power(inf, 2)", power(inf, 2.0), inf),
        ("power(inf, -2)", power(inf, -2.0), 0.0),
        ("power(1, 1e300)", power(1.0, 1e300), 1.0),
        ("power(2, 1e300)", power(2.0, 1e300), inf),
        ("power(0.5, 1e300)", power(0.5, 1e300), 0.0),
        ("power(-1, 2)", power(-1.0, 2.0), nan),
        ("power(nan, 2)", power(nan, 2.0), nan),
        ("power(2, nan)", power(2.0, nan), nan),
        ("power(2, inf)", power(2.0, inf), inf),
        ("power(2, -inf)", power(2.0, -inf), 0.0),
        ("power(2, 3)", power(2.0, 3.0), 8.0),
    ] {
        assert!(same(got, wanted), "{name} is {got}, not {wanted}");
    }
}

#[test]
fn the_ends_of_the_distributions_are_what_they_should_be() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
    for (name, got, wanted) in [
        ("normal::cdf(-inf)", normal::cdf(-inf), 0.0),
        ("normal::cdf(inf)", normal::cdf(inf), 1.0),
        ("normal::cdf(0)", normal::cdf(0.0), 0.5),
        ("normal::cdf(nan)", normal::cdf(nan), nan),
        ("normal::density(inf)", normal::density(inf), 0.0),
        ("normal::quantile(0)", normal::quantile(0.0), -inf),
        ("normal::quantile(1)", normal::quantile(1.0), inf),
        ("normal::quantile(1.5)", normal::quantile(1.5), nan),
        ("normal::quantile(-0.5)", normal::quantile(-0.5), nan),
        ("normal::quantile(nan)", normal::quantile(nan), nan),
        ("gamma::lower(2, 0)", gamma::lower(2.0, 0.0), 0.0),
        ("gamma::lower(2, inf)", gamma::lower(2.0, inf), 1.0),
        ("gamma::upper(2, inf)", gamma::upper(2.0, inf), 0.0),
        ("gamma::lower(0, 1)", gamma::lower(0.0, 1.0), nan),
        ("gamma::ln_gamma(0)", gamma::ln_gamma(0.0), inf),
        ("gamma::ln_gamma(1)", gamma::ln_gamma(1.0), 0.0),
        ("gamma::ln_gamma(2)", gamma::ln_gamma(2.0), 0.0),
        ("gamma::ln_gamma(-1)", gamma::ln_gamma(-1.0), nan),
        ("gamma::quantile(0, 2)", gamma::quantile(0.0, 2.0), 0.0),
        ("gamma::quantile(1, 2)", gamma::quantile(1.0, 2.0), inf),
        ("gamma::quantile(2, 2)", gamma::quantile(2.0, 2.0), nan),
        ("beta::incomplete(0)", beta::incomplete(0.0, 2.0, 3.0), 0.0),
        ("beta::incomplete(1)", beta::incomplete(1.0, 2.0, 3.0), 1.0),
        ("beta::incomplete(b = 0)", beta::incomplete(0.5, 2.0, 0.0), nan),
        ("beta::quantile(0)", beta::quantile(0.0, 2.0, 3.0), 0.0),
        ("beta::quantile(1)", beta::quantile(1.0, 2.0, 3.0), 1.0),
        ("bivariate, rho = 1", normal::bivariate_upper(1.0, 0.5, 1.0), normal::cdf(-1.0)),
        ("bivariate, rho = -1", normal::bivariate_upper(1.0, 0.5, -1.0), 0.0),
    ] {
        assert!(same(got, wanted), "{name} is {got}, not {wanted}");
    }
}
