//! The same bits under every instruction set, and the same as one number at a time.

use altai_math::dispatch::{InstructionSet, instruction_set, limit_instruction_set};
use altai_math::uniform::{uniform, uniform_column};
use altai_math::{Histogram, QuantileTable, column, elementary, gamma, kernel, normal, sums};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng};

kernel! {
    fn others(out: &mut [f64], x: &[f64], y: f64) {
        for i in 0..out.len() {
            let x = x[i];
            out[i] = elementary::exp_m1(x) - elementary::ln_1p(x.abs()) * elementary::softplus(x)
                + elementary::logistic(x) / elementary::power(x.abs(), y)
                + normal::density(x);
        }
    }
}

/// Random bits make numbers of every size, subnormal, infinite and NaN ones among them.
fn awkward_numbers(length: usize) -> (Vec<u64>, Vec<f64>) {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let words: Vec<u64> = (0..length).map(|_| random.random()).collect();
    let numbers = words
        .iter()
        .enumerate()
        .map(|(i, &word)| match i % 4 {
            0 => f64::from_bits(word),
            1 => 1600.0 * (uniform(word) - 0.5),
            2 => 8.0 * (uniform(word) - 0.5),
            _ => uniform(word),
        })
        .collect();
    (words, numbers)
}

/// What every kernel of the crate makes of a column, as bits; all NaNs count as one.
fn everything(words: &[u64], x: &[f64]) -> Vec<u64> {
    let mut columns: Vec<f64> = Vec::new();
    let mut out = vec![0.0; x.len()];
    column::exp_column(&mut out, x);
    columns.extend(&out);
    column::ln_column(&mut out, x);
    columns.extend(&out);
    out.copy_from_slice(x);
    column::exp_in_place(&mut out);
    column::ln_in_place(&mut out);
    columns.extend(&out);
    normal::cdf_column(&mut out, x);
    columns.extend(&out);
    normal::quantile_column(&mut out, x);
    columns.extend(&out);
    normal::level_column(&mut out, x);
    columns.extend(&out);
    let bits: Vec<f64> = words.iter().map(|&word| f64::from_bits(word)).collect();
    out.copy_from_slice(&bits[..x.len()]);
    uniform_column(&mut out);
    columns.extend(&out);
    QuantileTable::build(|u| gamma::quantile(u, 0.7)).quantiles(x, &mut out);
    columns.extend(&out);
    others(&mut out, x, 0.3);
    columns.extend(&out);
    let even = x.len() / 2 * 2;
    out.copy_from_slice(&bits[..x.len()]);
    normal::box_muller(&mut out[..even]);
    columns.extend(&out[..even]);
    columns.extend([sums::sum(&out), sums::dot(&out, &out)]);
    columns.extend(sums::power_sums(&out, 0.1));
    columns.extend(sums::sum_and_squares(&out, 0.1));
    let mut histogram = Histogram::default();
    histogram.observe(x);
    columns.extend([0.0, 0.1, 0.5, 0.9].map(|p| histogram.quantile(p)));
    columns.iter().map(|x| if x.is_nan() { f64::NAN } else { *x }.to_bits()).collect()
}

#[test]
fn bits_do_not_depend_on_the_instruction_set() {
    for length in [0, 1, 7, 8, 9, 63, 1024, 4099] {
        let (words, x) = awkward_numbers(length);
        limit_instruction_set(InstructionSet::Baseline);
        assert_eq!(instruction_set(), InstructionSet::Baseline);
        let reference = everything(&words, &x);
        for set in [InstructionSet::Avx2, InstructionSet::Avx512] {
            limit_instruction_set(set);
            assert!(everything(&words, &x) == reference, "{} differs at length {length}", set.name());
        }
    }
}

#[test]
fn a_column_has_the_bits_of_its_elements() {
    let (words, x) = awkward_numbers(4099);
    let mut out = vec![0.0; x.len()];
    let mut check = |name: &str, column: fn(&mut [f64], &[f64]), scalar: fn(f64) -> f64| {
        column(&mut out, &x);
        for (&out, &x) in out.iter().zip(&x) {
            let alone = scalar(x);
            assert!(out.to_bits() == alone.to_bits() || (out.is_nan() && alone.is_nan()), "{name}({x})");
        }
    };
    check("exp", column::exp_column, elementary::exp);
    check("ln", column::ln_column, elementary::ln);
    check("cdf", normal::cdf_column, normal::cdf);
    check("quantile", normal::quantile_column, normal::quantile);
    let mut out: Vec<f64> = words.iter().map(|&word| f64::from_bits(word)).collect();
    uniform_column(&mut out);
    assert!(out.iter().zip(&words).all(|(&out, &word)| out.to_bits() == uniform(word).to_bits()));
}

#[test]
fn sums_add_32_lanes_and_fold_them() {
    let (_, x) = awkward_numbers(1003);
    let x: Vec<f64> = x.into_iter().filter(|x| x.abs() < 1e3).collect();
    let (whole, rest) = x.split_at(x.len() / 32 * 32);
    let mut lanes = vec![0.0; 32];
    lanes[..rest.len()].copy_from_slice(rest);
    for (i, x) in whole.iter().enumerate() {
        lanes[i % 32] += x;
    }
    while lanes.len() > 1 {
        let folded = lanes.split_off(lanes.len() / 2);
        lanes.iter_mut().zip(folded).for_each(|(kept, folded)| *kept += folded);
    }
    assert_eq!(sums::sum(&x), lanes[0]);
    let powers = sums::power_sums(&x, 0.5);
    assert_eq!([powers[0], powers[1]], sums::sum_and_squares(&x, 0.5));
    assert_eq!(sums::dot(&x, &x), sums::power_sums(&x, 0.0)[1]);
}

#[test]
fn names_of_instruction_sets_are_read_back() {
    for set in InstructionSet::ALL {
        assert_eq!(InstructionSet::from_name(set.name()), Some(set));
    }
    assert_eq!(InstructionSet::from_name("sse9"), None);
}

#[test]
fn uniforms_are_never_zero_or_one() {
    assert_eq!(uniform(0), f64::EPSILON / 2.0);
    assert_eq!(uniform(u64::MAX), 1.0 - f64::EPSILON / 2.0);
    assert_eq!(uniform(1 << 63), 0.5 + f64::EPSILON / 2.0);
}

/// The bits themselves: a change of any function's results shows here, on every platform.
#[test]
fn bits_are_those_of_the_first_release() {
    let (words, x) = awkward_numbers(4099);
    // FNV-1a over the bits.
    let digest = everything(&words, &x)
        .iter()
        .flat_map(|bits| bits.to_le_bytes())
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    assert_eq!(digest, GOLDEN, "{digest:#018X}: results changed; say so in the changelog");
}

const GOLDEN: u64 = 0xB0BE_0A92_C404_B415;
