//! A sum without rounding: any order, any split, the same bits.

/// The sum of any numbers, kept exactly in a wide integer (a superaccumulator, Neal 2015).
///
/// Addition and merging commute, so that threads may add in any order. ±∞ and NaN stick: they decide the
/// [`value`](Self::value) whenever they came. Holds 2⁶⁰ numbers of any size; takes 560 bytes.
///
/// ```
/// let mut sum = altai_math::ExactSum::default();
/// for x in [1e300, 1.0, -1e300] {
///     sum.add(x);
/// }
/// assert_eq!(sum.value(), 1.0);
/// ```
#[derive(Debug, Clone)]
pub struct ExactSum {
    /// Digit i counts 2^(32 i − 1074). A digit may run over; [`ExactSum::carry`] brings all but the highest
    /// back below 2³².
    digits: [i64; DIGITS],
    /// How many additions are still safe before the next carry.
    room: u32,
    positive_infinity: bool,
    negative_infinity: bool,
    not_a_number: bool,
}

/// Numbers span 2^−1074 to 2^1024, which is 2098 bits; the last two digits are room for many large ones.
const DIGITS: usize = 68;
const DIGIT_BITS: u32 = 32;
const DIGIT_MASK: i64 = 0xFFFF_FFFF;
/// Additions between carries: each adds less than 2³² to a digit, and a digit has 63 bits.
const ROOM: u32 = 1 << 29;
/// The exponent of the lowest digit's unit.
const LOWEST: i32 = -1074;

impl Default for ExactSum {
    /// The sum of nothing, 0.
    fn default() -> Self {
        Self {
            digits: [0; DIGITS],
            room: ROOM,
            positive_infinity: false,
            negative_infinity: false,
            not_a_number: false,
        }
    }
}

impl PartialEq for ExactSum {
    /// Whether the exact sums (and what stuck) are equal, whatever the order of additions was.
    fn eq(&self, other: &Self) -> bool {
        let (mut a, mut b) = (self.clone(), other.clone());
        a.carry();
        b.carry();
        a.digits == b.digits
            && a.positive_infinity == b.positive_infinity
            && a.negative_infinity == b.negative_infinity
            && a.not_a_number == b.not_a_number
    }
}

impl ExactSum {
    /// Adds x, exactly.
    pub fn add(&mut self, x: f64) {
        let bits = x.to_bits();
        let exponent = (bits >> 52) as usize & 0x7FF;
        let fraction = bits & 0x000F_FFFF_FFFF_FFFF;
        if exponent == 0x7FF {
            self.stick(x);
            return;
        }
        // A subnormal number has the unit of the least normal ones and no hidden bit.
        let (mantissa, shift) = if exponent == 0 { (fraction, 0) } else { (fraction | 1 << 52, exponent - 1) };
        let (digit, offset) = (shift / DIGIT_BITS as usize, shift % DIGIT_BITS as usize);
        let wide = u128::from(mantissa) << offset;
        let sign = if x.is_sign_negative() { -1 } else { 1 };
        let parts = &mut self.digits[digit..digit + 3];
        parts[0] += sign * (wide as i64 & DIGIT_MASK);
        parts[1] += sign * ((wide >> 32) as i64 & DIGIT_MASK);
        parts[2] += sign * ((wide >> 64) as i64);
        self.room -= 1;
        if self.room == 0 {
            self.carry();
        }
    }

    /// Adds everything that `other` has added.
    pub fn merge(&mut self, other: &Self) {
        let mut other = other.clone();
        other.carry();
        for (digit, more) in self.digits.iter_mut().zip(other.digits) {
            *digit += more;
        }
        self.positive_infinity |= other.positive_infinity;
        self.negative_infinity |= other.negative_infinity;
        self.not_a_number |= other.not_a_number;
        self.room -= 1;
        if self.room == 0 {
            self.carry();
        }
    }

    /// The sum, rounded once to the nearest number, ties to even; ±∞ where it is out of range.
    ///
    /// NaN if a NaN or both infinities were added; otherwise the infinity, if one was.
    pub fn value(&self) -> f64 {
        if self.not_a_number || (self.positive_infinity && self.negative_infinity) {
            return f64::NAN;
        }
        if self.positive_infinity {
            return f64::INFINITY;
        }
        if self.negative_infinity {
            return f64::NEG_INFINITY;
        }
        let mut exact = self.clone();
        exact.carry();
        let is_negative = exact.digits[DIGITS - 1] < 0;
        if is_negative {
            exact.negate();
        }
        let size = exact.rounded_size();
        if is_negative { -size } else { size }
    }

    fn stick(&mut self, x: f64) {
        if x.is_nan() {
            self.not_a_number = true;
        } else if x > 0.0 {
            self.positive_infinity = true;
        } else {
            self.negative_infinity = true;
        }
    }

    /// Brings every digit but the highest into 0 ..= 2³² − 1; the highest keeps the sign. This form is unique.
    fn carry(&mut self) {
        let mut over = 0;
        for digit in &mut self.digits[..DIGITS - 1] {
            let total = *digit + over;
            *digit = total & DIGIT_MASK;
            over = total >> DIGIT_BITS;
        }
        self.digits[DIGITS - 1] += over;
        self.room = ROOM;
    }

    fn negate(&mut self) {
        for digit in &mut self.digits {
            *digit = -*digit;
        }
        self.carry();
    }

    /// The nearest number to a sum that is carried and not negative.
    fn rounded_size(&self) -> f64 {
        let Some(top) = self.digits.iter().rposition(|&digit| digit != 0) else {
            return 0.0;
        };
        // The highest set bit, counted from the lowest digit's unit. The highest digit may hold more than 32 bits.
        let highest = top as u32 * DIGIT_BITS + self.digits[top].ilog2();
        // Everything below 2⁵³ units is a number as it stands.
        let lowest_kept = highest.saturating_sub(52);
        let mut mantissa = self.bits_from(lowest_kept);
        let is_half_or_more = lowest_kept > 0 && self.bit(lowest_kept - 1);
        let is_above_half = lowest_kept > 1 && self.any_bit_below(lowest_kept - 1);
        if is_half_or_more && (is_above_half || mantissa & 1 == 1) {
            mantissa += 1;
        }
        scale(mantissa as f64, lowest_kept.cast_signed() + LOWEST)
    }

    fn bit(&self, position: u32) -> bool {
        self.bits_from(position) & 1 == 1
    }

    fn any_bit_below(&self, position: u32) -> bool {
        let (digit, offset) = ((position / DIGIT_BITS) as usize, position % DIGIT_BITS);
        self.digits[..digit.min(DIGITS)].iter().any(|&d| d != 0)
            || (digit < DIGITS && self.digits[digit] & ((1 << offset) - 1) != 0)
    }

    /// The 64 bits that begin at `position`, of a carried sum.
    fn bits_from(&self, position: u32) -> u64 {
        let digit = ((position / DIGIT_BITS) as usize).min(DIGITS - 1);
        let offset = position - digit as u32 * DIGIT_BITS;
        let mut wide = 0u128;
        for (i, &part) in self.digits[digit..].iter().take(3).enumerate() {
            wide |= u128::from(part as u64) << (DIGIT_BITS * i as u32);
        }
        (wide >> offset) as u64
    }
}

/// `mantissa` · 2^`exponent`, for an integer mantissa of at most 2⁵³ and an exponent from −1074. Exact or ∞.
fn scale(mantissa: f64, exponent: i32) -> f64 {
    let two_to = |n: i32| f64::from_bits(((n + 1023) as u64) << 52);
    if exponent > 1023 {
        f64::INFINITY
    } else if exponent < -1000 {
        // Steps that stay in the normal range; the mantissa is then an exact multiple of the least number.
        mantissa * two_to(-500) * two_to(exponent + 500)
    } else {
        mantissa * two_to(exponent)
    }
}
