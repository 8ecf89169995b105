//! Could a limit have been set by chance? The quasi-p-value of Bryant and Lempert 2010.

use altai_math::beta::incomplete;

/// The probability that, of `inside` paths, `wanted` or more have the outcome, if they had it as often as the `without_wanted` of
/// `without` paths inside the box without the limit: the upper tail of a binomial. 1 where nothing is inside.
pub fn quasi_p(inside: u64, wanted: u64, without: u64, without_wanted: u64) -> f64 {
    if inside == 0 || wanted == 0 || without == 0 || without_wanted == without {
        return 1.0;
    }
    incomplete(without_wanted as f64 / without as f64, wanted as f64, (inside - wanted + 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_upper_tail_of_a_binomial() {
        // 3 or more of 4 at ½: (4 + 1)/16. All of 5 at ⅓: 1/243. None or more: certain.
        assert!((quasi_p(4, 3, 10, 5) - 5.0 / 16.0).abs() < 1e-15);
        assert!((quasi_p(5, 5, 9, 3) * 243.0 - 1.0).abs() < 1e-12);
        assert_eq!(quasi_p(5, 0, 9, 3), 1.0);
        assert_eq!(quasi_p(0, 0, 9, 3), 1.0);
        assert_eq!(quasi_p(3, 3, 3, 3), 1.0);
        assert_eq!(quasi_p(3, 0, 3, 0), 1.0);
    }
}
