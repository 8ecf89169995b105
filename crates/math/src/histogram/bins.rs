//! Which bin a number falls into.

/// A fine octave has 2⁹ bins.
const FINE_BITS: u32 = 9;
/// A coarse octave has 2³ bins.
const COARSE_BITS: u32 = 3;
/// Fine bins in the width of a coarse one.
const FINE_IN_COARSE: u32 = 1 << (FINE_BITS - COARSE_BITS);
/// The exponents of the octaves that are fine: 2⁻¹⁰ up to 2⁵⁰, whether money is in millions or not.
const FINE_EXPONENTS: [i32; 2] = [-10, 50];

const MANTISSA_BITS: u32 = 52;
const EXPONENT_BIAS: i32 = 1023;
/// The bits of the only NaN that is placed: it is above +∞.
const NOT_A_NUMBER: u64 = 0x7FF8_0000_0000_0000;

/// A number's leading bits without its sign: its exponent and the 9 bits after it.
const LEADING: u32 = (1 << (11 + FINE_BITS)) - 1;
const FINE_FROM: u32 = ((FINE_EXPONENTS[0] + EXPONENT_BIAS) as u32) << FINE_BITS;
const FINE_TO: u32 = ((FINE_EXPONENTS[1] + EXPONENT_BIAS) as u32) << FINE_BITS;

/// The bin of 0: those of the negative numbers lie below.
const ZERO: u32 = height(LEADING) + 1;
/// How many bins there could be.
pub(super) const BINS: u32 = 2 * ZERO;

/// How many bins lie between that of 0 and that of a positive number with these leading bits.
///
/// Both terms grow with the number: the second by coarse steps everywhere, the first by fine ones as well where it may.
#[inline(always)]
const fn height(leading: u32) -> u32 {
    let fine = if leading < FINE_FROM {
        FINE_FROM
    } else if leading > FINE_TO {
        FINE_TO
    } else {
        leading
    };
    fine - FINE_FROM + leading / FINE_IN_COARSE
}

/// The number's bin: they ascend as numbers do, with NaN as the greatest.
#[inline(always)]
pub(super) fn bin_of(x: f64) -> u32 {
    // Adding 0 turns −0 into 0.
    let bits = if x.is_nan() { NOT_A_NUMBER } else { (x + 0.0).to_bits() };
    let leading = (bits >> (MANTISSA_BITS - FINE_BITS)) as u32;
    let is_negative = leading >> (11 + FINE_BITS);
    // All bits flip for a negative number: −1 − height.
    ZERO.wrapping_add(height(leading & LEADING) ^ is_negative.wrapping_neg())
}

/// The least and the greatest number that a bin may hold.
pub(super) fn edges(bin: u32) -> [f64; 2] {
    if bin < ZERO {
        let [low, high] = edges(BINS - 1 - bin);
        // Not 0 itself, which has a bin of its own.
        return [-high, (-low).min(0.0_f64.next_down())];
    }
    let first = |height: u32| u64::from(leading_at(height)) << (MANTISSA_BITS - FINE_BITS);
    [f64::from_bits(first(bin - ZERO)), f64::from_bits(first(bin - ZERO + 1) - 1)]
}

/// The least leading bits of that [`height`] or, where a coarse step skips it, of the next.
fn leading_at(at: u32) -> u32 {
    if at <= height(FINE_FROM) {
        at * FINE_IN_COARSE
    } else if at <= height(FINE_TO) {
        let from_zero = at + FINE_FROM;
        let (coarse, fine) = (from_zero / (FINE_IN_COARSE + 1), from_zero % (FINE_IN_COARSE + 1));
        coarse * FINE_IN_COARSE + fine
    } else {
        (at - (FINE_TO - FINE_FROM)) * FINE_IN_COARSE
    }
}

/// The bins of numbers, element by element, into `bins`; gives the least and the greatest of them.
pub(super) fn locate(bins: &mut [u32], x: &[f64]) -> [u32; 2] {
    let [least, greatest] = lead(bins, x);
    if least < FINE_FROM || greatest >= FINE_TO {
        return locate_any(bins, x);
    }
    climb(bins);
    [least, greatest].map(bin_of_fine)
}

/// The bin of a positive number in a fine octave, by its leading bits.
#[inline(always)]
const fn bin_of_fine(leading: u32) -> u32 {
    ZERO + (leading - FINE_FROM + leading / FINE_IN_COARSE)
}

crate::kernel! {
    /// The leading bits, with the sign before them: those of a negative number are above all others.
    fn lead(bins: &mut [u32], x: &[f64]) -> [u32; 2] {
        let (mut least, mut greatest) = (u32::MAX, 0);
        for (bin, &x) in bins.iter_mut().zip(x) {
            *bin = (x.to_bits() >> (MANTISSA_BITS - FINE_BITS)) as u32;
            least = least.min(*bin);
            greatest = greatest.max(*bin);
        }
        [least, greatest]
    }
}

crate::kernel! {
    /// From leading bits to bins, in fine octaves.
    fn climb(bins: &mut [u32]) {
        for bin in bins {
            *bin = bin_of_fine(*bin);
        }
    }
}

crate::kernel! {
    /// bins = bin_of(x), element by element; gives the least and the greatest of them.
    fn locate_any(bins: &mut [u32], x: &[f64]) -> [u32; 2] {
        let (mut least, mut greatest) = (u32::MAX, 0);
        for (bin, &x) in bins.iter_mut().zip(x) {
            *bin = bin_of(x);
            least = least.min(*bin);
            greatest = greatest.max(*bin);
        }
        [least, greatest]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_ascend_with_the_numbers_and_hold_what_lies_between_their_edges() {
        let mut before = -f64::INFINITY;
        for bin in bin_of(-f64::MAX)..=bin_of(f64::MAX) {
            let [low, high] = edges(bin);
            if bin_of(low) != bin {
                // A coarse step inside the fine octaves skips a bin.
                assert!(bin_of(before) < bin && bin < bin_of(before.next_up()));
                continue;
            }
            assert_eq!((bin_of(low), bin_of(high)), (bin, bin));
            assert_eq!(low, before.next_up());
            before = high;
        }
        assert_eq!(before, f64::MAX);
        assert!(bin_of(f64::MAX) < bin_of(f64::INFINITY) && bin_of(f64::INFINITY) < bin_of(f64::NAN));
        assert!(bin_of(f64::NEG_INFINITY) < bin_of(-f64::MAX));
        assert_eq!((bin_of(-0.0), bin_of(-f64::NAN)), (bin_of(0.0), bin_of(f64::NAN)));
        assert!(bin_of(f64::NAN) < BINS);
    }

    #[test]
    fn a_column_is_located_as_its_numbers_are() {
        let fine: Vec<f64> = std::iter::successors(Some(0.001), |x| Some(x * 1.06)).take_while(|x| *x < 1e15).collect();
        let mixed: Vec<f64> = fine.iter().map(|x| x - 70.0).chain([0.0, -0.0, f64::NAN, f64::INFINITY]).collect();
        for column in [&fine, &mixed, &fine[..1].to_vec()] {
            let mut bins = vec![0; column.len()];
            let extremes = locate(&mut bins, column);
            let expected: Vec<u32> = column.iter().map(|&x| bin_of(x)).collect();
            assert_eq!(bins, expected);
            assert_eq!(extremes, [*expected.iter().min().unwrap(), *expected.iter().max().unwrap()]);
        }
    }

    #[test]
    fn bins_are_fine_where_turnover_is_and_coarse_elsewhere() {
        let width = |x: f64| {
            let [low, high] = edges(bin_of(x));
            (high - low) / low
        };
        for x in [0.001, 0.5, 1.0, 123.4, 1e6, 5e8, 1.1e15, -77.0] {
            assert!(width(x).abs() <= 1.0 / 512.0, "{x}");
        }
        for x in [1e-300, 0.0009, 1.2e15, -1e300] {
            assert!((0.06..=0.125).contains(&width(x).abs()), "{x}");
        }
    }
}
