//! Sums and products that keep what rounding loses, as a second number (Dekker 1971; Knuth 1997, §4.2.2).

/// a + b as (rounded sum, what it lost); together exact.
#[inline(always)]
pub(crate) fn sum_in_parts(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_found = sum - a;
    let a_found = sum - b_found;
    (sum, (a - a_found) + (b - b_found))
}

/// The leading 26 bits of x; the remaining ones are x minus it.
#[inline(always)]
fn leading_half(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & 0xFFFF_FFFF_F800_0000)
}

/// a b as (rounded product, what it lost), to within 2⁻¹⁰⁵ of it, while neither over- nor underflows.
#[inline(always)]
pub(crate) fn product_in_parts(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let (a_high, b_high) = (leading_half(a), leading_half(b));
    let (a_low, b_low) = (a - a_high, b - b_high);
    (product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low)
}

/// x² as (a sum's leading part, exact, and its rest), while x² is in range.
#[inline(always)]
pub(crate) fn square_in_parts(x: f64) -> (f64, f64) {
    let high = leading_half(x);
    (high * high, (x - high) * (x + high))
}
