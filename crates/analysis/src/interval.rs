//! Intervals: how far the share that was counted may be from the one that endless paths would give.

use altai_math::beta;

/// Φ⁻¹(0.975): 95 % of a normal lies within so many standard deviations.
pub const Z_95: f64 = 1.959963984540054;

/// Wilson's 95 % interval of a share, from `count` of `paths`.
///
/// It does not collapse at 0 or at all (E. B. Wilson 1927, *Probable inference, the law of succession, and
/// statistical inference*, J. Am. Stat. Assoc. 22, 209–212).
pub fn wilson(count: u64, paths: u64) -> (f64, f64) {
    let n = paths as f64;
    let p = count as f64 / n;
    let z2 = Z_95 * Z_95;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At the ends the bound is exact; rounding would leave it a hair inside or outside.
    let lower = if count == 0 { 0.0 } else { (middle - half).max(0.0) };
    let upper = if count == paths { 1.0 } else { (middle + half).min(1.0) };
    (lower, upper)
}

/// Bonett and Price's 95 % interval of the difference of two shares of the same paths.
///
/// `gained` are the paths with the event under the one and not under the other, `lost` the reverse. One path is
/// added to each, so that it does not collapse when no path disagrees (D. G. Bonett and R. M. Price 2012,
/// *Adjusted Wald confidence interval for a difference of binomial proportions based on paired data*,
/// J. Educ. Behav. Stat. 37, 479–488).
pub fn bonett_price(gained: u64, lost: u64, paths: u64) -> (f64, f64) {
    bonett_price_at(Z_95, gained, lost, paths)
}

/// The same where a normal stays within `z` standard deviations as often as the interval shall hold.
pub fn bonett_price_at(z: f64, gained: u64, lost: u64, paths: u64) -> (f64, f64) {
    let n = paths as f64 + 2.0;
    let gained = (gained as f64 + 1.0) / n;
    let lost = (lost as f64 + 1.0) / n;
    let difference = gained - lost;
    let half = z * ((gained + lost - difference * difference) / n).sqrt();
    ((difference - half).max(-1.0), (difference + half).min(1.0))
}

/// 95 % of Student's t with so many degrees of freedom, at least 1, lies within so many standard errors.
///
/// The share beyond ± t, both sides together, is I_y(dof/2, ½) with y = dof/(dof + t²) (Abramowitz and Stegun 1964, 26.7.1).
pub fn student_95(dof: usize) -> f64 {
    let dof = dof as f64;
    let y = beta::quantile(0.05, 0.5 * dof, 0.5);
    (dof * (1.0 - y) / y).sqrt()
}

/// The 95 % interval of a mean of independent replicates, by Student's t: so far to either side of it.
///
/// Two replicates at least. `standard_error` is that of [`crate::estimate::of_replicates`].
pub fn student_half_width(standard_error: f64, replicates: usize) -> f64 {
    student_95(replicates - 1) * standard_error
}

/// The rule of three: an event that none of so many paths met may still have this probability (J. A. Hanley and A. Lippman-Hand
/// 1983, *If nothing goes wrong, is everything all right?*, J. Am. Med. Assoc. 249, 1743–1745).
pub fn rule_of_three(paths: u64) -> f64 {
    (3.0 / paths as f64).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds_to((lower, upper): (f64, f64), expected: (f64, f64), digits: f64) {
        let half_a_digit = 0.5 * digits + 1e-12;
        assert!((lower - expected.0).abs() <= half_a_digit, "lower {lower}, expected {}", expected.0);
        assert!((upper - expected.1).abs() <= half_a_digit, "upper {upper}, expected {}", expected.1);
    }

    #[test]
    fn wilson_gives_the_worked_examples_of_newcombe_1998() {
        // R. G. Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3.
        rounds_to(wilson(81, 263), (0.2553, 0.3662), 1e-4);
        rounds_to(wilson(15, 148), (0.0624, 0.1605), 1e-4);
        rounds_to(wilson(0, 20), (0.0, 0.1611), 1e-4);
        rounds_to(wilson(1, 29), (0.0061, 0.1718), 1e-4);
    }

    #[test]
    fn wilson_is_exact_at_the_ends_and_mirrors() {
        assert_eq!(wilson(0, 1_000).0, 0.0);
        assert_eq!(wilson(1_000, 1_000).1, 1.0);
        let (lower, upper) = wilson(3, 50);
        rounds_to(wilson(47, 50), (1.0 - upper, 1.0 - lower), 1e-12);
    }

    #[test]
    fn student_gives_the_values_of_every_table() {
        for (dof, t) in [(1, 12.706), (4, 2.776), (15, 2.131), (30, 2.042)] {
            assert!((student_95(dof) - t).abs() < 5e-4, "{dof}");
        }
    }

    #[test]
    fn bonett_and_price_give_the_example_of_fagerland_2014() {
        // Airway reactivity before and after a transplant: 1 lost, 7 gained, of 21 children (Fagerland, Lydersen
        // and Laake 2014, Recommended tests and confidence intervals for paired binomial proportions).
        rounds_to(bonett_price(1, 7, 21), (-0.508, -0.013), 1e-3);
    }

    #[test]
    fn bonett_and_price_do_not_collapse_when_no_path_disagrees() {
        let (lower, upper) = bonett_price(0, 0, 1_000);
        assert!(lower < 0.0 && upper > 0.0);
        assert_eq!(lower, -upper);
    }

    #[test]
    fn bonett_and_price_stay_between_minus_one_and_one() {
        let (lower, upper) = bonett_price(1, 0, 1);
        assert!((-1.0..=1.0).contains(&lower) && (-1.0..=1.0).contains(&upper));
    }

    #[test]
    fn students_t_has_the_quantiles_of_the_tables() {
        // t at 0.975 with 1, 15, 24 and 30 degrees of freedom.
        for (replicates, expected) in [(2, 12.706204736), (16, 2.131449546), (25, 2.063898562), (31, 2.042272456)] {
            assert!((student_half_width(1.0, replicates) - expected).abs() < 1e-8, "{replicates}");
        }
    }
}
