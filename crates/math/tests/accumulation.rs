//! Exact sums and histograms: order and grouping do not matter.

use altai_math::{ExactSum, Histogram};
use proptest::prelude::*;

fn exact(numbers: &[f64]) -> ExactSum {
    let mut sum = ExactSum::default();
    for &x in numbers {
        sum.add(x);
    }
    sum
}

fn histogram(numbers: &[f64]) -> Histogram {
    let mut histogram = Histogram::default();
    histogram.observe(numbers);
    histogram
}

/// Numbers of every size and sign, from random bits.
fn any_finite() -> impl Strategy<Value = f64> {
    any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |x| x.is_finite())
}

/// Positive numbers such as a scenario has.
fn amounts() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.0..1e4_f64, 1..400)
}

proptest! {
    #[test]
    fn order_does_not_change_an_exact_sum(mut numbers in prop::collection::vec(any_finite(), 0..60), seed: u64) {
        let sum = exact(&numbers);
        let mut state = seed;
        for i in (1..numbers.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            numbers.swap(i, (state >> 33) as usize % (i + 1));
        }
        let other = exact(&numbers);
        prop_assert_eq!(&sum, &other);
        prop_assert_eq!(sum.value().to_bits(), other.value().to_bits());
    }

    #[test]
    fn parts_merge_into_the_whole_sum(numbers in prop::collection::vec(any_finite(), 0..60), cut in 0_usize..60) {
        let cut = cut.min(numbers.len());
        let mut left = exact(&numbers[..cut]);
        let mut right = exact(&numbers[cut..]);
        let (before_left, before_right) = (left.clone(), right.clone());
        left.merge(&before_right);
        right.merge(&before_left);
        prop_assert_eq!(&left, &exact(&numbers));
        prop_assert_eq!(&left, &right);
    }

    /// Integers of 100 bits, in units of 2⁻³⁰, are exact in an i128.
    #[test]
    fn a_sum_is_the_integer_sum_rounded_once(numbers in prop::collection::vec((any::<i64>(), 0_u32..40), 0..50)) {
        let mut integer: i128 = 0;
        let mut sum = ExactSum::default();
        for (mantissa, shift) in numbers {
            let mantissa = mantissa >> 11;
            integer += i128::from(mantissa) << shift;
            sum.add(mantissa as f64 * (1_u64 << shift) as f64 / f64::from(1 << 30));
        }
        // A cast from an integer rounds to nearest, ties to even.
        prop_assert_eq!(sum.value(), integer as f64 / f64::from(1 << 30));
    }

    #[test]
    fn adding_and_taking_away_leaves_the_rest(
        numbers in prop::collection::vec(any_finite(), 0..40),
        rest in any_finite(),
    ) {
        let mut sum = exact(&numbers);
        sum.add(rest);
        for x in &numbers {
            sum.add(-x);
        }
        prop_assert_eq!(sum.value(), rest);
    }

    #[test]
    fn histograms_of_parts_merge_into_that_of_the_whole(
        numbers in prop::collection::vec(any::<u64>().prop_map(f64::from_bits), 0..300),
        cut in 0_usize..300,
    ) {
        let cut = cut.min(numbers.len());
        let whole = histogram(&numbers);
        let (left, right) = (histogram(&numbers[..cut]), histogram(&numbers[cut..]));
        let (mut one, mut other) = (left.clone(), right.clone());
        one.merge(&right);
        other.merge(&left);
        prop_assert_eq!(&one, &whole);
        prop_assert_eq!(&other, &whole);
    }

    #[test]
    fn quantiles_are_those_of_the_sorted_data(mut numbers in amounts(), p in 0.0..=1.0_f64) {
        let histogram = histogram(&numbers);
        numbers.sort_by(f64::total_cmp);
        let rank = p * (numbers.len() - 1) as f64;
        let (low, share) = (rank as usize, rank - rank.floor());
        let high = (low + 1).min(numbers.len() - 1);
        let exact = numbers[low] + (numbers[high] - numbers[low]) * share;
        let quantile = histogram.quantile(p);
        prop_assert!((quantile - exact).abs() <= numbers[high] / 512.0, "{} instead of {}", quantile, exact);
        prop_assert_eq!(histogram.quantile(0.0), numbers[0]);
        prop_assert_eq!(histogram.quantile(1.0), numbers[numbers.len() - 1]);
    }
}

#[test]
fn hard_sums_round_once() {
    let tiny = f64::from_bits(1);
    for (numbers, wanted) in [
        (vec![], 0.0),
        (vec![1e300, 1.0, -1e300], 1.0),
        (vec![f64::MAX, f64::MAX, -f64::MAX], f64::MAX),
        (vec![f64::MAX, f64::MAX], f64::INFINITY),
        (vec![-f64::MAX, -f64::MAX], f64::NEG_INFINITY),
        (vec![tiny, tiny, -tiny], tiny),
        (vec![f64::MIN_POSITIVE, -tiny], f64::from_bits(f64::MIN_POSITIVE.to_bits() - 1)),
        // Halfway: to even, unless the least number tips the balance.
        (vec![1.0, f64::EPSILON / 2.0], 1.0),
        (vec![1.0, f64::EPSILON / 2.0, tiny], 1.0 + f64::EPSILON),
        (vec![1.0 + f64::EPSILON, f64::EPSILON / 2.0], 1.0 + 2.0 * f64::EPSILON),
        (vec![-1.0, -f64::EPSILON / 2.0, -tiny], -1.0 - f64::EPSILON),
        (vec![0.1; 10], 1.0),
    ] {
        assert_eq!(exact(&numbers).value(), wanted, "{numbers:?}");
    }
}

#[test]
fn infinities_and_nan_stick() {
    let inf = f64::INFINITY;
    assert_eq!(exact(&[1.0, inf, -5.0]).value(), inf);
    assert_eq!(exact(&[-inf, f64::MAX]).value(), -inf);
    assert!(exact(&[inf, -inf]).value().is_nan());
    assert!(exact(&[f64::NAN, 1.0]).value().is_nan());
    let mut merged = exact(&[1.0]);
    merged.merge(&exact(&[inf]));
    assert_eq!(merged.value(), inf);
    assert_ne!(exact(&[inf]), exact(&[-inf]));
}

#[test]
fn many_numbers_do_not_overflow_a_digit() {
    let mut sum = exact(&[1.0 - f64::EPSILON / 2.0]);
    for _ in 0..62 {
        let copy = sum.clone();
        sum.merge(&copy);
    }
    assert_eq!(sum.value(), (1.0 - f64::EPSILON / 2.0) * (1_u64 << 62) as f64);
}

#[test]
fn constants_come_out_exact() {
    for constant in [0.0, 0.1, -7.3, 1e300, f64::INFINITY, f64::NEG_INFINITY] {
        let histogram = histogram(&[constant; 100]);
        for p in [0.0, 0.3, 0.5, 1.0] {
            assert_eq!(histogram.quantile(p), constant);
        }
        assert_eq!((histogram.least(), histogram.greatest()), (constant, constant));
    }
}

#[test]
fn negative_numbers_zero_and_infinity_have_their_places() {
    let histogram = histogram(&[f64::INFINITY, -2.0, 0.0, 3.0, -0.0, -1e-310, f64::NEG_INFINITY]);
    assert_eq!(histogram.count(), 7);
    assert_eq!(histogram.least(), f64::NEG_INFINITY);
    assert_eq!(histogram.greatest(), f64::INFINITY);
    assert_eq!(histogram.quantile(0.5), 0.0);
    assert_eq!(histogram.quantile(1.0 / 6.0), -2.0);
    assert_eq!(histogram.quantile(5.0 / 6.0), 3.0);
    assert_eq!(histogram.quantile(0.95), f64::INFINITY);
}

#[test]
fn nan_counts_as_the_greatest() {
    let histogram = histogram(&[1.0, f64::NAN, -f64::NAN, 2.0]);
    assert_eq!(histogram.least(), 1.0);
    assert!(histogram.greatest().is_nan());
    assert_eq!(histogram.quantile(1.0 / 3.0), 2.0);
}

#[test]
fn an_empty_histogram_knows_nothing() {
    let histogram = Histogram::default();
    assert_eq!(histogram.count(), 0);
    assert!(histogram.quantile(0.5).is_nan());
    assert!(histogram.least().is_nan() && histogram.greatest().is_nan());
}

#[test]
fn interpolation_beats_the_bin_width_by_far() {
    // A million evenly spaced quantiles of 100 e^z, |z| ≤ 1.
    let numbers: Vec<f64> = (0..1_000_000).map(|i| 100.0 * altai_math::exp(-1.0 + f64::from(i) * 2e-6)).collect();
    let histogram = histogram(&numbers);
    for p in [0.05, 0.123, 0.5, 0.777, 0.95] {
        let exact = 100.0 * altai_math::exp(-1.0 + p * 2.0 * 0.999999);
        assert!((histogram.quantile(p) / exact - 1.0).abs() < 2e-6);
    }
    assert!(histogram.memory() < 32 << 10, "{}", histogram.memory());
}

#[test]
fn a_quantile_is_never_off_by_more_than_a_bin() {
    // The hardest case: in each of 1,000 bins, 99 values at one edge and one at the other.
    let low = |bin: usize| f64::from_bits(100.0_f64.to_bits() + ((bin as u64) << 43));
    let mut numbers: Vec<f64> = Vec::new();
    for bin in 0..1_000 {
        let [few, many] =
            if bin % 2 == 0 { [low(bin), low(bin + 1).next_down()] } else { [low(bin + 1).next_down(), low(bin)] };
        numbers.push(few);
        numbers.resize(numbers.len() + 99, many);
    }
    let histogram = histogram(&numbers);
    numbers.sort_by(f64::total_cmp);
    let last = numbers.len() - 1;
    let quantiles = histogram.quantiles();
    let errors = numbers.iter().enumerate().map(|(rank, exact)| quantiles.at(rank as f64 / last as f64) / exact - 1.0);
    let worst = errors.fold(0.0, |worst: f64, error| worst.max(error.abs()));
    assert!((0.001..=1.0 / 512.0).contains(&worst), "{worst}");
}

#[test]
fn discrete_outcomes_are_exact_among_others() {
    let outcomes = [0.0, 0.1 + 0.2, 123.456, 123.456 * 1.003, 7e9, 1e300];
    let mut numbers: Vec<f64> = outcomes.iter().flat_map(|&outcome| [outcome; 1_000]).collect();
    // Others all around, but in no bin of theirs.
    numbers.extend((0..1_000).map(|i| 200.0 + f64::from(i)));
    let histogram = histogram(&numbers);
    numbers.sort_by(f64::total_cmp);
    for outcome in outcomes {
        let first = numbers.partition_point(|&x| x < outcome);
        for rank in [first + 1, first + 500, first + 998] {
            assert_eq!(histogram.quantile(rank as f64 / (numbers.len() - 1) as f64), outcome);
        }
    }
}

#[test]
fn outside_the_fine_octaves_a_quantile_is_right_to_an_eighth() {
    let numbers: Vec<f64> = (0..10_000).map(|i| altai_math::exp(-500.0 + 0.1 * f64::from(i))).collect();
    let histogram = histogram(&numbers);
    for (rank, exact) in numbers.iter().enumerate() {
        let p = rank as f64 / (numbers.len() - 1) as f64;
        assert!((histogram.quantile(p) / exact - 1.0).abs() <= 0.125, "{} instead of {exact}", histogram.quantile(p));
    }
}

#[test]
fn dollars_are_as_fine_as_millions_of_them() {
    let histogram = histogram(&[1.01e8, 1.02e8, 1.02e8, 1.03e8, 5e14]);
    assert_eq!([0.0, 0.25, 0.5, 0.75, 1.0].map(|p| histogram.quantile(p)), [1.01e8, 1.02e8, 1.02e8, 1.03e8, 5e14]);
}

#[test]
fn memory_is_bounded_and_is_taken_only_where_numbers_are() {
    let mut positive = Histogram::default();
    // Every leading 20 bits that there are.
    let every_size = |exponent: u64| (0..512).map(move |bits| f64::from_bits(exponent << 52 | bits << 43));
    (0..2_047).for_each(|exponent| positive.observe(&every_size(exponent).collect::<Vec<_>>()));
    assert!(positive.memory() <= 600 << 10, "{}", positive.memory());
    let mut all = positive.clone();
    (0..2_047).for_each(|exponent| all.observe(&every_size(exponent).map(|x| -x).collect::<Vec<_>>()));
    all.observe(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
    all.merge(&positive);
    assert!(all.memory() <= 1200 << 10, "{}", all.memory());
    let few = histogram(&[0.0, 500.0, 1e300]);
    assert!(few.memory() < 8 << 10, "{}", few.memory());
}
