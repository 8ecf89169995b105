//! What holds for every ramp.

use altai_math::Operand;
use altai_model::deal::ramp::{RAMPS, Ramp};

use super::{assert_documented, integral, numbers_of};

/// The integral of the ramp from 0 to x: what a deal with a peak of 1 delivers from its start to then.
fn integrated(ramp: &Ramp, x: f64, w: f64) -> f64 {
    let (mut delivered, mut before) = ([f64::NAN], [0.0]);
    let (forever, years) = ([f64::INFINITY], [w]);
    let [forever, years] = [&forever[..], &years[..]].map(Operand::from);
    (ramp.deliver)(&mut delivered, &mut before, x, &[0.0], forever, years, &[1.0]);
    assert_eq!(delivered, before);
    delivered[0]
}

/// Times since the start over the years of the ramp, from a billionth to a million.
fn times() -> Vec<f64> {
    let mut times = vec![0.0];
    let mut x = 1e-9;
    while x < 1e6 {
        times.push(x);
        x *= 1.0625;
    }
    // On the ramp, and where the formulae change over.
    times.extend((1..200).map(|i| f64::from(i) / 100.0));
    for seam in [1.0 / 12.0, 1.0 / 128.0, 1.0] {
        times.extend([seam * (1.0 - 1e-15), seam, seam * (1.0 + 1e-15)]);
    }
    times.sort_by(f64::total_cmp);
    times
}

/// Years of ramp to try.
const YEARS: [f64; 4] = [0.01, 1.0, 3.7, 40.0];

#[test]
fn names_are_unique_and_documented() {
    assert_documented(RAMPS.iter().map(|ramp| (ramp.name, ramp.summary, ramp.example)));
}

#[test]
fn examples_give_years_to_those_that_take_them() {
    for ramp in RAMPS {
        if ramp.takes_years {
            let given = numbers_of(ramp.example);
            assert!(given.len() == 1 && given[0].0 == "years" && given[0].1 > 0.0, "{}", ramp.name);
        } else {
            assert_eq!(ramp.example, format!("\"{}\"", ramp.name));
        }
    }
}

#[test]
fn the_default_is_full_from_the_first_day() {
    assert_eq!(RAMPS[0].name, "step");
    assert_eq!((RAMPS[0].scale)(0.0, 1.0), 1.0);
}

#[test]
fn the_others_start_from_nothing() {
    for ramp in RAMPS.iter().filter(|ramp| ramp.takes_years) {
        assert_eq!((ramp.scale)(0.0, 3.7), 0.0, "{}", ramp.name);
    }
}

#[test]
fn at_the_end_of_its_years_a_ramp_is_full() {
    for ramp in RAMPS {
        let at_end = (ramp.scale)(3.7, 3.7);
        // 1 − e⁻³ for the exponential, which never gets there.
        let expected = if ramp.name == "exponential" { 0.950212931632136 } else { 1.0 };
        assert!((at_end - expected).abs() < 1e-14, "{}: {at_end}", ramp.name);
    }
}

#[test]
fn the_scale_rises_from_0_to_1() {
    for ramp in RAMPS {
        for w in YEARS {
            let mut last = 0.0;
            for x in times() {
                let scale = (ramp.scale)(x * w, w);
                assert!((0.0..=1.0).contains(&scale), "{}: {scale}", ramp.name);
                assert!(scale >= last - 1e-15, "{}: {scale} after {last}", ramp.name);
                last = scale;
            }
        }
    }
}

#[test]
fn the_integral_rises_and_never_beats_full_scale() {
    for ramp in RAMPS {
        for w in YEARS {
            let mut last = 0.0;
            for x in times() {
                let area = integrated(ramp, x * w, w);
                assert!(area >= last * (1.0 - 1e-13), "{}: {area} after {last}", ramp.name);
                assert!(area <= x * w, "{}: {area} at {}", ramp.name, x * w);
                last = area;
            }
        }
    }
}

/// To a relative 1e-12, from a billionth of the ramp's years to a million of them.
#[test]
fn the_integral_is_that_of_the_scale() {
    for ramp in RAMPS {
        for w in YEARS {
            // Up to the end of the ramp, and what follows: the scale may have a kink between.
            let scale = |x| (ramp.scale)(x, w);
            let risen = integral(scale, 0.0, w, 8);
            for x in times().into_iter().map(|x| x * w).filter(|&x| x > 0.0) {
                let expected = if x <= w { integral(scale, 0.0, x, 8) } else { risen + (x - w) - tail_of(ramp, x, w) };
                let error = (integrated(ramp, x, w) / expected - 1.0).abs();
                assert!(error < 1e-12, "{} of {w} years at {x}: off by {error:e}", ramp.name);
            }
        }
    }
}

/// What a ramp that is not full after its years still lacks from w to x.
fn tail_of(ramp: &Ramp, x: f64, w: f64) -> f64 {
    let lacks = |x: f64| 1.0 - (ramp.scale)(x, w);
    // After 20 times its years even the exponential lacks nothing.
    integral(lacks, w, x.min(20.0 * w), 40)
}

/// To a relative 1e-13 against 40 digits (mpmath).
#[test]
fn the_integral_agrees_with_forty_digits() {
    const KNOWN: &[(&str, f64, f64)] = &[
        ("logistic", 1e-9, 7.3287140840133421e-20),
        ("logistic", 1e-6, 7.3287329054280257e-14),
        ("logistic", 0.001, 7.34758927692412e-8),
        ("logistic", 0.0078, 4.5495035532416089e-6),
        ("logistic", 0.0079, 4.6681158832159337e-6),
        ("logistic", 0.05, 0.00020910723132979066),
        ("logistic", 0.0833, 0.00063630099144222047),
        ("logistic", 0.084, 0.0006483134763892828),
        ("logistic", 0.3, 0.015894761674228839),
        ("logistic", 0.5, 0.078194393145155362),
        ("logistic", 0.9, 0.40096138811640177),
        ("logistic", 1.0, 0.5),
        ("exponential", 1e-9, 1.4999999985000002e-18),
        ("exponential", 1e-6, 1.4999985000011249e-12),
        ("exponential", 0.001, 1.4985011243253374e-6),
        ("exponential", 0.0078, 9.0552316781124541e-5),
        ("exponential", 0.0079, 9.2879802695746891e-5),
        ("exponential", 0.05, 0.0035693254750192695),
        ("exponential", 0.0833, 0.0095928890146152423),
        ("exponential", 0.084, 0.0097482460229820512),
        ("exponential", 0.3, 0.1021898865801997),
        ("exponential", 0.5, 0.24104338671614328),
        ("exponential", 0.9, 0.58906850424658328),
        ("exponential", 1.0, 0.68326235612262131),
    ];
    for &(name, x, expected) in KNOWN {
        let ramp = RAMPS.iter().find(|ramp| ramp.name == name).unwrap();
        let error = (integrated(ramp, x, 1.0) / expected - 1.0).abs();
        assert!(error < 1e-13, "{name} at {x}: off by {error:e}");
    }
}

#[test]
fn a_column_has_the_bits_of_its_numbers_and_a_known_number_those_of_a_column() {
    let (times, known) = (times(), |number| Operand { column: &[], known: Some(number) });
    let n = times.len();
    // Deals that started so long before the year 0.
    let start: Vec<f64> = times.iter().map(|x| -x).collect();
    let one = vec![1.0; n];
    for ramp in RAMPS {
        let delivered = |duration: Operand, years: Operand| {
            let (mut column, mut before) = (vec![f64::NAN; n], vec![0.0; n]);
            (ramp.deliver)(&mut column, &mut before, 0.0, &start, duration, years, &one);
            assert_eq!(column, before);
            column
        };
        let years: Vec<f64> = (0..n).map(|i| 0.1 + (i % 7) as f64).collect();
        for (life, ramped) in [(f64::INFINITY, None), (2.5, None), (f64::INFINITY, Some(4.0)), (2.5, Some(4.0))] {
            let lives = vec![life; n];
            let years = ramped.map_or(years.clone(), |years| vec![years; n]);
            let column = delivered(Operand::from(&lives[..]), Operand::from(&years[..]));
            assert_eq!(delivered(known(life), Operand::from(&years[..])), column, "{}", ramp.name);
            if let Some(years) = ramped {
                assert_eq!(delivered(known(life), known(years)), column, "{}", ramp.name);
                assert_eq!(delivered(Operand::from(&lives[..]), known(years)), column, "{}", ramp.name);
            }
            for i in 0..n {
                let number = integrated(ramp, times[i].min(life), years[i]);
                assert_eq!(number.to_bits(), column[i].to_bits(), "{} at {}", ramp.name, times[i]);
            }
        }
    }
}
