//! Quantile functions against their inverses, against rand_distr's samplers, and against the moments.

use altai_math::uniform::uniform_column;
use altai_math::{QuantileTable, beta, gamma, normal, sums};
use rand::rngs::ChaCha8Rng;
use rand::{Rng as _, RngExt as _, SeedableRng};
use rand_distr::{Beta, Distribution, Gamma, StandardNormal};

/// Probabilities from 10⁻³⁰⁰ to one number below 1.
fn probabilities() -> Vec<f64> {
    let mut u: Vec<f64> = (1..=300).map(|k| altai_math::exp(-f64::from(k) * std::f64::consts::LN_10)).collect();
    u.extend((1..100).map(|k| f64::from(k) / 100.0));
    u.extend((3..=53).map(|k| 1.0 - altai_math::exp(-f64::from(k) * std::f64::consts::LN_2)));
    u
}

/// Tests u against P(x) and Q(x) in units of x's relative error: |ΔP|/(x P′).
fn assert_inverts(what: &str, limit: f64, u: f64, lower: f64, upper: f64, density_in_ln_x: f64) {
    let miss = if u <= 0.5 { lower - u } else { (1.0 - u) - upper };
    let error = (miss / density_in_ln_x).abs();
    assert!(error <= limit, "{what} at u = {u:e} is off by {error:e}");
}

#[test]
fn the_gamma_quantile_inverts_p_and_q() {
    for shape in [0.003, 0.05, 0.3, 0.9, 1.0, 1.7, 5.0, 9.9, 10.1, 37.0, 400.0, 3e4] {
        for u in probabilities() {
            let x = gamma::quantile(u, shape);
            if x < 1e-300 {
                continue;
            }
            let density = altai_math::exp(shape * altai_math::ln(x) - x - gamma::ln_gamma(shape));
            assert_inverts(
                &format!("gamma({shape})"),
                4e-13,
                u,
                gamma::lower(shape, x),
                gamma::upper(shape, x),
                density,
            );
        }
    }
}

#[test]
fn the_beta_quantile_inverts_the_incomplete_beta() {
    for a in [0.05, 0.2, 0.9, 1.0, 2.5, 9.0, 30.0, 700.0] {
        for b in [0.05, 0.2, 1.0, 3.0, 11.0, 400.0] {
            for u in probabilities() {
                let x = beta::quantile(u, a, b);
                // Where x is coarse beside its distance from an end, its own spacing is the error.
                if !(1e-300..1.0 - 1e-3).contains(&x) {
                    continue;
                }
                let ln_beta = gamma::ln_gamma(a) + gamma::ln_gamma(b) - gamma::ln_gamma(a + b);
                let density = altai_math::exp(a * altai_math::ln(x) + (b - 1.0) * altai_math::ln_1p(-x) - ln_beta);
                // Whichever tail can be had without forming 1 − x for a small x.
                let lower = beta::incomplete(x, a, b);
                let upper = if x < 0.1 { 1.0 - lower } else { beta::incomplete(1.0 - x, b, a) };
                assert_inverts(&format!("beta({a}, {b})"), 1e-12 + 4e-16 / density, u, lower, upper, density);
            }
        }
    }
}

#[test]
fn the_normal_quantile_inverts_phi() {
    for u in probabilities() {
        let z = normal::quantile(u);
        let back = if u < 0.5 { normal::cdf(z) / u - 1.0 } else { normal::cdf(-z) / (1.0 - u) - 1.0 };
        // An error of one ulp in z is z² ulps of Φ in the tail.
        assert!(back.abs() < 2e-15 * (1.0 + z * z), "{u:e}: {back:e}");
    }
}

/// Kolmogorov and Smirnov's statistic times √n. Above 2.2 one time in 8,000 when the sample is from the distribution.
fn kolmogorov_smirnov(mut sample: Vec<f64>, cdf: impl Fn(f64) -> f64) -> f64 {
    sample.sort_by(f64::total_cmp);
    let n = sample.len() as f64;
    let mut distance: f64 = 0.0;
    for (i, &x) in sample.iter().enumerate() {
        let p = cdf(x);
        distance = distance.max((p - i as f64 / n).abs()).max(((i + 1) as f64 / n - p).abs());
    }
    distance * n.sqrt()
}

const SAMPLE: usize = 50_000;

#[test]
fn samplers_of_rand_distr_follow_our_distributions() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let normals: Vec<f64> = StandardNormal.sample_iter(&mut random).take(SAMPLE).collect();
    let statistic = kolmogorov_smirnov(normals, normal::cdf);
    assert!(statistic < 2.2, "normal: {statistic}");
    for shape in [0.2, 1.0, 3.5, 60.0] {
        let sample = Gamma::new(shape, 1.0).unwrap().sample_iter(&mut random).take(SAMPLE).collect();
        let statistic = kolmogorov_smirnov(sample, |x| gamma::lower(shape, x));
        assert!(statistic < 2.2, "gamma({shape}): {statistic}");
    }
    for (a, b) in [(0.4, 0.7), (2.0, 5.0), (40.0, 3.0)] {
        let sample = Beta::new(a, b).unwrap().sample_iter(&mut random).take(SAMPLE).collect();
        let statistic = kolmogorov_smirnov(sample, |x| beta::incomplete(x, a, b));
        assert!(statistic < 2.2, "beta({a}, {b}): {statistic}");
    }
}

/// Numbers that hold the bits of words.
fn bits_of(words: &[u64]) -> Vec<f64> {
    words.iter().map(|&word| f64::from_bits(word)).collect()
}

fn normals_of(words: &[u64]) -> Vec<f64> {
    let mut z = bits_of(words);
    normal::box_muller(&mut z);
    z
}

#[test]
fn box_muller_gives_cosine_and_sine_of_its_words() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let words: Vec<u64> = (0..20_000).map(|_| random.next_u64()).collect();
    let out = normals_of(&words);
    let m = words.len() / 2;
    for i in 0..m {
        // The standard library serves as an oracle only.
        #[allow(clippy::disallowed_methods)]
        let (radius, angle) = {
            let radius = (-2.0 * altai_math::uniform::uniform(words[i]).ln()).sqrt();
            (radius, std::f64::consts::PI * ((words[m + i] >> 12) as f64 / 2.0_f64.powi(52) - 0.5))
        };
        #[allow(clippy::disallowed_methods)]
        let (sine, cosine) = (angle.sin(), if words[m + i] & 1 == 1 { -angle.cos() } else { angle.cos() });
        assert!((out[i] - radius * cosine).abs() < 2e-14, "{i}");
        assert!((out[m + i] - radius * sine).abs() < 2e-14, "{i}");
    }
}

/// Mean, variance and fourth moment within four and a half standard errors, and every number from Φ.
#[test]
fn box_muller_is_normal() {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let words: Vec<u64> = (0..1_000_000).map(|_| random.next_u64()).collect();
    let z = normals_of(&words);
    let n = z.len() as f64;
    let [first, second, third, fourth] = sums::power_sums(&z, 0.0).map(|sum| sum / n);
    // Var z = 1, Var z² = 2, Var z³ = 15, Var z⁴ = 96.
    for (name, moment, mean, variance) in [
        ("mean", first, 0.0, 1.0_f64),
        ("variance", second, 1.0, 2.0),
        ("skewness", third, 0.0, 15.0),
        ("kurtosis", fourth, 3.0, 96.0),
    ] {
        assert!((moment - mean).abs() < 4.5 * (variance / n).sqrt(), "{name} {moment}");
    }
    let m = z.len() / 2;
    let correlation = sums::dot(&z[..m], &z[m..]) / m as f64;
    assert!(correlation.abs() < 4.5 / (m as f64).sqrt(), "correlation {correlation}");
    assert!(kolmogorov_smirnov(z, normal::cdf) < 2.2);
}

/// Over a grid of angles the moments are exact, whatever the radius: 1/2 and 3/8 of r² and r⁴.
#[test]
fn box_muller_keeps_variance_and_kurtosis_exactly() {
    let m = 64;
    let mut words = vec![1 << 62; m];
    // Angles in the middle of 32 parts of half a turn; the last bit mirrors them.
    words.extend((0..m as u64).map(|k| ((k / 2) << 59) | 1 << 58 | (k % 2)));
    let z = normals_of(&words);
    let r2 = -2.0 * altai_math::ln(altai_math::uniform::uniform(1 << 62));
    let [first, second, third, fourth] = sums::power_sums(&z, 0.0).map(|sum| sum / (2 * m) as f64);
    assert!(first.abs() < 1e-14 && third.abs() < 1e-14);
    assert!((second - 0.5 * r2).abs() < 1e-14);
    assert!((fourth - 0.375 * r2 * r2).abs() < 1e-14);
}

/// Uniforms everywhere a 52-bit one can land, the tails in particular.
fn uniforms_everywhere() -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut words: Vec<u64> = Vec::new();
    for shift in 0..52 {
        for _ in 0..60 {
            let word = random.random::<u64>() >> shift;
            words.extend([word, !word]);
        }
    }
    words.extend((0..50).flat_map(|k| [k << 12, !(k << 12)]));
    let mut u = bits_of(&words);
    uniform_column(&mut u);
    u
}

fn assert_tabulated(what: &str, most_calls: usize, quantile: impl Fn(f64) -> f64) {
    let calls = std::cell::Cell::new(0);
    let table = QuantileTable::build(|u| {
        calls.set(calls.get() + 1);
        quantile(u)
    });
    assert!(calls.get() <= most_calls, "{what} took {} calls", calls.get());
    let mut u = uniforms_everywhere();
    u.sort_by(f64::total_cmp);
    let mut x = vec![0.0; u.len()];
    table.quantiles(&u, &mut x);
    let median = quantile(0.5);
    let spread = (quantile(normal::cdf(2.0)) - quantile(normal::cdf(-2.0))) / 4.0;
    for (&u, &x) in u.iter().zip(&x) {
        let exact = quantile(u);
        let scale = spread.max((exact - median).abs());
        assert!((x - exact).abs() <= 1e-10 * scale, "{what} at {u:e}: {x} instead of {exact}");
    }
    let mut scores = vec![0.0; u.len()];
    normal::quantile_column(&mut scores, &u);
    let mut at_scores = vec![0.0; u.len()];
    table.at_scores(&scores, &mut at_scores);
    // The greatest score is rounded.
    for (&at_score, &x) in at_scores.iter().zip(&x) {
        assert!((at_score - x).abs() <= 1e-13 * x.abs().max(spread), "{what}: {at_score} instead of {x}");
    }
    assert!(table.error() <= 1e-10, "{what} owns up to {:e}", table.error());
    for pair in x.windows(2) {
        assert!(pair[1] >= pair[0] - 4e-16 * pair[0].abs().max(spread), "{what} falls from {} to {}", pair[0], pair[1]);
    }
}

#[test]
fn tables_are_right_to_ten_digits_wherever_a_uniform_lands() {
    for shape in [0.01, 0.02, 0.05, 0.3, 1.0, 2.0, 7.0, 100.0] {
        assert_tabulated(&format!("gamma({shape})"), 420, |u| gamma::quantile(u, shape));
    }
    for (a, b) in
        [(0.02, 0.9), (0.05, 0.05), (0.2, 3.0), (3.0, 0.2), (1.0, 1.0), (1.0, 5.0), (1.4, 4.6), (2.0, 4.0), (50.0, 9.0)]
    {
        assert_tabulated(&format!("beta({a}, {b})"), 700, |u| beta::quantile(u, a, b));
    }
    assert_tabulated("lognormal", 420, |u| altai_math::exp(0.8 * normal::quantile(u)));
    assert_tabulated("normal, far from 0", 420, |u| 1000.0 + normal::quantile(u));
    for degrees in [1.0, 3.0, 10.0] {
        assert_tabulated(&format!("t({degrees})"), 2200, |u| student(u, degrees));
    }
}

/// Student's t: t²/(n + t²) is a beta.
fn student(u: f64, n: f64) -> f64 {
    let tail = if u < 0.5 { u } else { 1.0 - u };
    let y = beta::quantile(2.0 * tail, 0.5 * n, 0.5);
    // Each of y and 1 − y where it is accurate.
    let rest = if y < 0.5 { 1.0 - y } else { beta::quantile(1.0 - 2.0 * tail, 0.5, 0.5 * n) };
    let t = (n * rest / y).sqrt();
    if u < 0.5 { -t } else { t }
}

#[test]
fn tables_stay_inside_the_bounds() {
    let table = QuantileTable::build(|u| beta::quantile(u, 0.2, 3.0));
    let mut u = uniforms_everywhere();
    u.extend([0.0, 1.0, f64::NAN, -1.0, 2.0]);
    let mut x = vec![0.0; u.len()];
    table.quantiles(&u, &mut x);
    assert!(x.iter().all(|x| (0.0..=1.0).contains(x)));
}

#[test]
fn a_constant_is_tabulated_exactly() {
    let table = QuantileTable::build(|_| 0.1);
    let mut x = [0.0; 3];
    table.quantiles(&[1e-9, 0.5, 0.999], &mut x);
    assert_eq!(x, [0.1; 3]);
    assert_eq!(table.error(), 0.0);
}

#[test]
fn a_kink_is_owned_up_to() {
    let triangular = |u: f64| if u < 0.3 { (0.3 * u).sqrt() } else { 1.0 - (0.7 * (1.0 - u)).sqrt() };
    let error = QuantileTable::build(triangular).error();
    assert!(error > 1e-8 && error < 1e-5, "{error:e}");
}
