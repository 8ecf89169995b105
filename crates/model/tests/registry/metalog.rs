//! `quantiles`: the metalog as Keelin (2016) defines it, against values that others computed.

use altai_math::ln;
use altai_model::distribution::{Argument, Built, DISTRIBUTIONS, Refusal};
use proptest::collection::vec;
use proptest::prelude::*;

use super::distributions::read;

/// A set of quantiles as a scenario has it, the values at [`LEVELS`], and the mean.
type Known = (&'static str, [f64; 6], f64);

const LEVELS: [f64; 6] = [0.000001, 0.02, 0.3, 0.62, 0.97, 0.99999];

/// By mpmath with 40 digits: Keelin's definition, solved by LU decomposition, the mean by quadrature over ln u.
const KNOWN: [Known; 8] = [
    (
        "{ p10 = 20, p50 = 45, p90 = 120 }",
        [
            -72.894943627116352,
            9.5751250167715548,
            30.539179703223333,
            57.811172442805885,
            170.57447989234567,
            470.72670795747493,
        ],
        59.222487916044334,
    ),
    (
        "{ p10 = 20, p50 = 45, p90 = 120, min = 0 }",
        [
            0.31389463961313642,
            11.027593965565828,
            32.380968666227376,
            55.254251277090246,
            217.43352216694419,
            8580.3813865989166,
        ],
        65.324536282996965,
    ),
    (
        "{ p10 = -3, p50 = -1, p90 = 2, max = 4.5 }",
        [
            -22.048880055620562,
            -4.2529348098098456,
            -1.9912920052867744,
            -0.28926020351510682,
            3.0212964155854782,
            4.435417788080422,
        ],
        -0.76868211634166476,
    ),
    (
        "{ p5 = 0.1, p50 = 0.3, p95 = 0.7, min = 0, max = 1 }",
        [
            0.00083153662597083424,
            0.068091539128180558,
            0.22040525453116,
            0.35742385010850763,
            0.76175459007749484,
            0.99713842884205095,
        ],
        0.33654757433378773,
    ),
    (
        "{ p2_5 = -0.04, p25 = 0.01, p75 = 0.03, \"p97.5\" = 0.06 }",
        [
            -0.27376395796992102,
            -0.045129747137413499,
            0.013339117912551327,
            0.025530075524222987,
            0.057271385047003635,
            0.18581360211509475,
        ],
        0.018462361134955959,
    ),
    (
        "{ p5 = 12, p25 = 30, p50 = 48, p75 = 70, p95 = 130, min = 0 }",
        [
            0.054414488237022076,
            7.4519364810799308,
            33.692435582620818,
            57.258993904586096,
            157.7622549486308,
            3584.0762179690925,
        ],
        57.564287203075035,
    ),
    // With the eighth term in the place of the seventh: these levels are symmetric.
    (
        "{ p5 = 1, p10 = 2, p25 = 4, p50 = 6.5, p75 = 9.5, p90 = 13, p95 = 16 }",
        [
            -4.6670239398215513,
            0.12121747294761065,
            4.5263387400411691,
            7.7918676916917801,
            18.466489971572215,
            64.452626908045053,
        ],
        7.2548837198194186,
    ),
    (
        "{ p1 = 3, p5 = 5, p10 = 6, p20 = 7.5, p40 = 10, p60 = 12.5, p80 = 16.5, p90 = 20, p95 = 23.5, p99 = 32, min = 0 }",
        [
            0.041720659040290634,
            3.8302197337800885,
            8.8213810456898554,
            12.807537251299584,
            26.195321495479427,
            69.366260495348155,
        ],
        12.324255435583171,
    ),
];

fn build(points: &[(f64, f64)], min: f64, max: f64) -> Built {
    let entry = DISTRIBUTIONS.iter().find(|entry| entry.name == "quantiles").unwrap();
    entry.forms[0].make(&[Argument::Percentiles(points.to_vec()), Argument::Number(min), Argument::Number(max)])
}

fn unbounded(points: &[(f64, f64)]) -> Built {
    build(points, f64::NEG_INFINITY, f64::INFINITY)
}

fn refusal(points: &[(f64, f64)]) -> Refusal {
    unbounded(points).unwrap_err()
}

#[test]
fn quantiles_and_means_agree_with_forty_digits() {
    for (parameters, values, mean) in KNOWN {
        let metalog = read("quantiles", parameters);
        for (u, expected) in LEVELS.into_iter().zip(values) {
            let x = metalog.quantile(u);
            assert!((x - expected).abs() < 1e-11 * expected.abs(), "{parameters} at {u}: {x}, not {expected}");
        }
        assert!((metalog.mean() - mean).abs() < 1e-11 * mean.abs(), "{parameters}: {}, not {mean}", metalog.mean());
    }
}

#[test]
fn it_has_exactly_the_quantiles_that_were_given() {
    let infinity = f64::INFINITY;
    let points =
        [(1.0, 3.0), (5.0, 5.0), (10.0, 6.0), (20.0, 7.5), (40.0, 10.0), (60.0, 12.5), (80.0, 16.5), (90.0, 20.0)];
    for count in 2..=points.len() {
        for (min, max) in [(-infinity, infinity), (2.0, infinity), (-infinity, 60.0), (0.0, 60.0)] {
            let Ok(metalog) = build(&points[..count], min, max) else { continue };
            for (percentage, x) in &points[..count] {
                let given = metalog.quantile(percentage / 100.0);
                assert!((given - x).abs() < 1e-12 * x, "p{percentage} of {count} in [{min}, {max}]: {given}, not {x}");
            }
        }
    }
}

/// Keelin's metalog of a symmetric-percentile triplet: a₁ = x₂, a₂ = (x₃ − x₁)/(2 ln((1 − α)/α)), a₃ = 2 a₂ (1 − 2r)/(1 − 2α) with
/// r = (x₂ − x₁)/(x₃ − x₁).
#[test]
fn three_symmetric_quantiles_have_a_closed_form() {
    for (alpha, [low, middle, high]) in [(0.1, [20.0, 45.0, 120.0]), (0.05, [-3.0, -1.0, 0.5]), (0.25, [1.0, 2.0, 3.0])]
    {
        let metalog = unbounded(&[(100.0 * alpha, low), (50.0, middle), (100.0 - 100.0 * alpha, high)]).unwrap();
        let odds = ln((1.0 - alpha) / alpha);
        let second = (high - low) / (2.0 * odds);
        let skew = 1.0 - 2.0 * (middle - low) / (high - low);
        let third = 2.0 * second * skew / (1.0 - 2.0 * alpha);
        for u in [1e-9, 0.02, 0.4, 0.5, 0.77, 0.999] {
            let logit = ln(u / (1.0 - u));
            let expected = middle + second * logit + third * (u - 0.5) * logit;
            assert!((metalog.quantile(u) - expected).abs() < 1e-12 * (high - low) * logit.abs().max(1.0));
        }
    }
}

/// Keelin: feasible for k < r < 1 − k with k = (1 − 1.66711 (½ − α))/2, about.
#[test]
fn the_middle_of_three_has_the_room_that_keelin_says() {
    for alpha in [0.05, 0.1, 0.25] {
        let least = 0.5 * (1.0 - 1.66711 * (0.5 - alpha));
        let is_feasible = |r: f64| unbounded(&[(100.0 * alpha, 0.0), (50.0, r), (100.0 - 100.0 * alpha, 1.0)]).is_ok();
        assert!(is_feasible(least + 1e-4) && is_feasible(1.0 - least - 1e-4), "{alpha}");
        assert!(!is_feasible(least - 1e-4) && !is_feasible(1.0 - least + 1e-4), "{alpha}");
    }
}

#[test]
fn evenly_spaced_quantiles_are_uniform_and_end() {
    let tens: Vec<(f64, f64)> = (1..10).map(|i| (10.0 * f64::from(i), f64::from(i))).collect();
    let some: Vec<(f64, f64)> = [5.0, 25.0, 50.0, 75.0, 95.0].map(|p| (p, 0.1 * p)).into();
    for points in [&tens, &some] {
        let uniform = unbounded(points).unwrap();
        let (least, greatest) = uniform.support();
        assert!(least.abs() < 1e-8 && (greatest - 10.0).abs() < 1e-8, "[{least}, {greatest}]");
        for u in [1e-15, 0.03, 0.5, 0.999999] {
            assert!((uniform.quantile(u) - 10.0 * u).abs() < 1e-8);
        }
    }
}

#[test]
fn what_bends_too_sharply_is_refused_with_what_would_do() {
    let skewed = refusal(&[(10.0, 10.0), (50.0, 20.0), (90.0, 200.0)]);
    assert_eq!(skewed.message, "these quantiles bend too sharply: a curve through them would fall below p25");
    assert_eq!(skewed.help.unwrap(), "with `min = 0` there would be one, or with p50 between 41.7 and 168");

    let signed = refusal(&[(10.0, -10.0), (50.0, 0.0), (90.0, 200.0)]);
    assert_eq!(signed.help.unwrap(), "with p50 between 25 and 165");

    let crooked = refusal(&[(5.0, 1.0), (25.0, 2.0), (50.0, 9.0), (75.0, 9.5), (95.0, 20.0)]);
    assert_eq!(crooked.help.unwrap(), "without p50");

    let steps =
        refusal(&[(10.0, 1.0), (20.0, 1.01), (30.0, 3.0), (40.0, 3.01), (50.0, 5.0), (60.0, 5.01), (70.0, 7.0)]);
    assert_eq!(steps.help.unwrap(), "p10, p50 and p90 are enough as a rule");
}

#[test]
fn quantiles_rise_between_the_bounds() {
    let said = |points: &[(f64, f64)], min, max| {
        let refusal = build(points, min, max).unwrap_err();
        (refusal.message, refusal.position)
    };
    let infinity = f64::INFINITY;
    let points = [(90.0, 60.0), (10.0, 20.0), (50.0, 70.0)];
    assert_eq!(said(&points, -infinity, infinity), ("p50 70 lies above p90 60".into(), Some(2)));
    let points = [(10.0, 20.0), (97.5, 20.0)];
    assert_eq!(said(&points, -infinity, infinity), ("p10 and p97_5 are both 20".into(), Some(1)));
    let points = [(10.0, 20.0), (50.0, 45.0), (90.0, 120.0)];
    assert_eq!(said(&points, 25.0, infinity), ("p10 20 lies below min 25".into(), Some(0)));
    assert_eq!(said(&points, 0.0, 120.0), ("p90 and max are both 120".into(), Some(2)));
    assert_eq!(said(&points[..1], 0.0, 120.0).0, "a single quantile does not say how uncertain the number is");
    let many: Vec<(f64, f64)> = (1..=11).map(|i| (f64::from(i), f64::from(i))).collect();
    assert_eq!(said(&many, 0.0, 120.0).0, "11 quantiles are more than a smooth curve can follow");
    let close = [(50.0, 1.0), (50.000001, 2.0), (50.000002, 3.0), (50.000003, 4.0)];
    assert_eq!(said(&close, 0.0, 120.0).0, "these percentages are too close together to calculate with");
    assert_eq!(said(&[(5.0, 1.0), (5.0, 2.0)], 0.0, 120.0), ("p5 is given twice".into(), Some(1)));
}

proptest! {
    /// Whatever is accepted rises; whatever is refused is so in words.
    #[test]
    fn any_quantiles_make_a_distribution_or_a_refusal(
        given in vec((0.01..99.99_f64, -100.0..100.0_f64), 1..=12),
        in_order in any::<bool>(),
        min in prop_oneof![Just(f64::NEG_INFINITY), -150.0..100.0_f64],
        max in prop_oneof![Just(f64::INFINITY), -100.0..150.0_f64],
    ) {
        let (mut levels, mut values): (Vec<f64>, Vec<f64>) = given.into_iter().unzip();
        if in_order {
            levels.sort_by(f64::total_cmp);
            values.sort_by(f64::total_cmp);
        }
        let points: Vec<(f64, f64)> = levels.into_iter().zip(values).collect();
        match build(&points, min, max) {
            Err(refusal) => prop_assert!(!refusal.message.is_empty() && refusal.position.is_none_or(|i| i < points.len())),
            Ok(metalog) => {
                for (percentage, x) in &points {
                    prop_assert!((metalog.quantile(percentage / 100.0) - x).abs() < 1e-6);
                }
                let draws: Vec<f64> = (1..1000).map(|i| metalog.quantile(f64::from(i) / 1000.0)).collect();
                prop_assert!(draws.windows(2).all(|pair| pair[0] <= pair[1]));
                prop_assert!(draws.iter().all(|x| (min..=max).contains(x)));
                // Close to a bound, a number has lost what its distance from it was.
                let (x, rounding) = (draws[700], 1e-13);
                prop_assert!(metalog.cdf(x - rounding) - 1e-9 <= 0.701 && 0.701 <= metalog.cdf(x + rounding) + 1e-9);
            }
        }
    }
}
