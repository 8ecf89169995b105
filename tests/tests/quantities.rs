//! Every way to write a quantity is drawn as the page says: mean, variance and, where there is a closed form, quantiles of a
//! flow's base, with nothing else left to chance.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use altai_math::normal::{cdf, density, quantile};
use altai_math::quadrature::integrate;
use altai_model::distribution::{DISTRIBUTIONS, Parameter, Takes};
use altai_tests::first_passage::over_normal;
use altai_tests::{PATHS, assert_close, assert_mean, assert_odds, assert_variance, bits, played, scenario};

/// A year of a flow that does not move, and of a deal that may go ahead.
const TEXT: &str = "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 100\n[flows.trade]\nbase = 100\n\
                    [deals.mine]\nstart = 2026.0\npeak = 0\nadditional = 1\n";

/// A way to write a quantity, and what it comes to.
struct Way {
    written: &'static str,
    mean: f64,
    variance: f64,
    /// P(x ≥ 100), where there is a closed form.
    above: Option<f64>,
}

/// z of the 95th percentile.
const Z95: f64 = 1.6448536269514722;

fn ways() -> Vec<Way> {
    let way = |written, mean, variance, above| Way { written, mean, variance, above };
    let lognormal = |written, median: f64, sigma: f64| {
        let mean = median * (0.5 * sigma * sigma).exp();
        let above = cdf((median / 100.0).ln() / sigma);
        way(written, mean, mean * mean * (sigma * sigma).exp_m1(), Some(above))
    };
    let sigma = (150.0_f64 / 80.0).ln() / (2.0 * Z95);
    // A normal of 100 ± 20 above 90: with z = −0.5, mean and variance of what is left (Johnson, Kotz and Balakrishnan 1994, 13.10).
    let ratio = density(-0.5) / cdf(0.5);
    let (beta_mean, beta_variance) = (50.0 / 6.0 + 100.0, 50.0_f64.powi(2) * (1.0 / 6.0) * (5.0 / 6.0) / 7.0);
    let pi = std::f64::consts::PI;
    // (130 − 80) / (2 ln 9), which is also (80 + 130 − 2 · 95) / (0.8 ln 9).
    let skewed = 25.0 / 9.0_f64.ln();
    vec![
        way("120", 120.0, 0.0, Some(1.0)),
        way("{ value = 120, source = \"a book\", note = \"a remark\", quality = \"stated\" }", 120.0, 0.0, Some(1.0)),
        lognormal("\"80 to 150\"", (80.0_f64 * 150.0).sqrt(), sigma),
        lognormal("{ value = \"80 to 150\", quality = \"judgement\" }", (80.0_f64 * 150.0).sqrt(), sigma),
        way("{ normal = { mean = 110, sd = 12 } }", 110.0, 144.0, Some(cdf(10.0 / 12.0))),
        way(
            "{ normal = { mean = 100, sd = 20 }, min = 90 }",
            100.0 + 20.0 * ratio,
            400.0 * (1.0 - 0.5 * ratio - ratio * ratio),
            Some(0.5 / cdf(0.5)),
        ),
        lognormal("{ lognormal = { median = 95, sigma = 0.3 } }", 95.0, 0.3),
        way("{ lognormal = { mean = 95, sd = 25 } }", 95.0, 625.0, None),
        way("{ uniform = { min = 80, max = 130 } }", 105.0, 2500.0 / 12.0, Some(0.6)),
        way("{ uniform = { min = 0.5, max = 200 }, min = 90, max = 120 }", 105.0, 75.0, Some(2.0 / 3.0)),
        way(
            "{ triangular = { min = 80, mode = 90, max = 130 } }",
            100.0,
            (6400.0 + 8100.0 + 16900.0 - 7200.0 - 10400.0 - 11700.0) / 18.0,
            Some(30.0 * 30.0 / (50.0 * 40.0)),
        ),
        way(
            "{ pert = { min = 80, mode = 90, max = 140 } }",
            580.0 / 6.0,
            (580.0 / 6.0 - 80.0) * (140.0 - 580.0 / 6.0) / 7.0,
            None,
        ),
        way("{ pert = { min = 100, mode = 100, max = 150, shape = 4 } }", beta_mean, beta_variance, Some(1.0)),
        way("{ gamma = { mean = 90, sd = 40 } }", 90.0, 1600.0, None),
        // Exponential: the one gamma with a closed form.
        way("{ gamma = { mean = 80, sd = 80 } }", 80.0, 6400.0, Some((-100.0_f64 / 80.0).exp())),
        way("{ exponential = { mean = 80 } }", 80.0, 6400.0, Some((-100.0_f64 / 80.0).exp())),
        // Of shape 2 it is Rayleigh's.
        way(
            "{ weibull = { scale = 90, shape = 2 } }",
            45.0 * pi.sqrt(),
            8100.0 * (1.0 - pi / 4.0),
            Some((-100.0_f64 / 81.0).exp()),
        ),
        way("{ student_t = { location = 100, scale = 3, dof = 9 } }", 100.0, 9.0 * 9.0 / 7.0, Some(0.5)),
        way("{ discrete = { values = [120, 80, 95], weights = [1, 2, 2] } }", 94.0, 214.0, Some(0.2)),
        way("{ data = [95, 120, 80, 95, 80] }", 94.0, 214.0, Some(0.2)),
        // Keelin (2016): 95 + a (s + (y − ½) s) with s = ln(y/(1 − y)), and E[(y − ½) s] = ½.
        way(
            "{ quantiles = { p10 = 80, p50 = 95, p90 = 130 } }",
            95.0 + 0.5 * skewed,
            skewed * skewed * (pi * pi / 3.0 + metalog_square() - 0.25),
            None,
        ),
    ]
}

/// E[(y − ½)² s²], s = ln(y/(1 − y)).
fn metalog_square() -> f64 {
    let square = |y: f64| ((y - 0.5) * (y / (1.0 - y)).ln()).powi(2);
    let cuts = [1e-14, 1e-10, 1e-7, 1e-5, 1e-3, 0.03, 0.2, 0.5];
    2.0 * cuts.windows(2).map(|cut| integrate(square, cut[0], cut[1])).sum::<f64>()
}

#[test]
fn every_way_to_write_an_amount_has_its_moments_and_its_quantiles() {
    for way in ways() {
        let summary = played(&scenario(TEXT, &[("flows.trade.base", way.written)]), PATHS);
        assert_mean(summary.turnover(0, 0), way.mean);
        assert_variance(summary.turnover(0, 0), way.variance);
        if let Some(above) = way.above {
            assert_odds(summary.at_date(0, 0, 0) as f64 / PATHS as f64, above, PATHS);
        }
    }
}

#[test]
fn every_way_to_write_a_share_has_its_mean() {
    let (low, high) = ((0.2_f64 / 0.8).ln(), (0.7_f64 / 0.3).ln());
    let (centre, spread) = (0.5 * (low + high), (high - low) / (2.0 * Z95));
    let logit = over_normal(centre, spread, |odds| {
        let share = 1.0 / (1.0 + (-odds).exp());
        vec![share, share * share]
    });
    for (written, mean, variance) in [
        ("0.4", 0.4, 0.0),
        ("\"0.2 to 0.7\"", logit[0], logit[1] - logit[0] * logit[0]),
        ("{ beta = { alpha = 2, beta = 3 } }", 0.4, 0.04),
        ("{ beta = { mean = 0.4, size = 20 } }", 0.4, 0.24 / 21.0),
        ("{ uniform = { min = 0.1, max = 0.9 } }", 0.5, 0.64 / 12.0),
        ("{ triangular = { min = 0, mode = 0, max = 1 } }", 1.0 / 3.0, 1.0 / 18.0),
    ] {
        let overrides = [("deals.mine.peak", "100"), ("deals.mine.additional", written)];
        let summary = played(&scenario(TEXT, &overrides), PATHS);
        assert_mean(summary.turnover(1, 0), 100.0 + 100.0 * mean);
        assert_variance(summary.turnover(1, 0), 10_000.0 * variance);
    }
}

#[test]
fn an_interval_that_is_not_above_zero_is_normal_where_any_number_will_do() {
    let drift = scenario(TEXT, &[("flows.trade.drift", "-0.1 to 0.3")]);
    let summary = played(&drift, PATHS);
    let sd = 0.4 / (2.0 * Z95);
    assert_mean(summary.turnover(0, 0), 100.0 * (0.1 + 0.5 * sd * sd).exp());
    assert_odds(summary.at_date(0, 0, 0) as f64 / PATHS as f64, cdf(0.1 / sd), PATHS);
}

#[test]
fn the_ends_of_an_interval_are_its_fifth_and_ninety_fifth_percentile() {
    for (written, target, above) in [("\"80 to 150\"", "80", 0.95), ("\"80 to 150\"", "150", 0.05)] {
        let overrides = [("flows.trade.base", written), ("target.turnover", target)];
        let summary = played(&scenario(TEXT, &overrides), PATHS);
        assert_odds(summary.at_date(0, 0, 0) as f64 / PATHS as f64, above, PATHS);
    }
}

#[test]
fn an_outlying_thousandth_is_cut_off_and_not_piled_up_at_the_bound() {
    // 0.02 % of this lies below 0: conditioned, no path has exactly the bound.
    let scenario = scenario(TEXT, &[("flows.trade.volatility", "{ normal = { mean = 0.35, sd = 0.1 } }")]);
    let blocks = (0..20).map(|block| bits(&scenario, 1, block));
    let turnover = blocks.flat_map(|block| block[&["none".to_owned(), "turnover".to_owned()]].clone());
    assert!(turnover.map(f64::from_bits).all(|turnover| turnover != 100.0));
}

#[test]
fn every_distribution_in_the_list_is_written_in_every_form() {
    let shares = ["{ beta = { alpha = 2, beta = 3 } }", "{ beta = { mean = 0.4, size = 20 } }"];
    let written: Vec<&str> = ways().iter().map(|way| way.written).chain(shares).collect();
    for entry in DISTRIBUTIONS {
        for form in entry.forms {
            // Percentiles have names of their own; a list that is all there is stands by itself.
            let named = |parameter: &&Parameter| parameter.default.is_none() && parameter.takes != Takes::Percentiles;
            let required = form.parameters.iter().filter(named);
            let required: Vec<String> = required.map(|parameter| format!("{} =", parameter.name)).collect();
            let head = format!("{{ {} = ", entry.name);
            let tried =
                written.iter().any(|way| way.starts_with(&head) && required.iter().all(|name| way.contains(name)));
            assert!(tried, "{} by {required:?} has no row here", entry.name);
        }
    }
}

#[test]
fn a_median_is_the_middle_of_the_draws() {
    let summary =
        played(&scenario(TEXT, &[("flows.trade.base", "{ lognormal = { median = 95, sigma = 0.3 } }")]), PATHS);
    for p in [0.05, 0.25, 0.5, 0.75, 0.95] {
        // Four standard errors of a quantile, √(p (1 − p)/n) over the density, and a bin's fifth of a per cent.
        let z = quantile(p);
        let error = 4.0 * (p * (1.0 - p) / PATHS as f64).sqrt() / density(z) * 0.3;
        assert_close(summary.histogram(0, 0).quantile(p), 95.0 * (0.3 * z).exp(), error + 0.002);
    }
}
