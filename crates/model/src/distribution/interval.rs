//! `"20 to 150"`: a 90 % interval, and the distribution that it stands for.

use std::sync::Arc;

use altai_math::{ln, normal};

use super::logit_normal::{LogitNormal, log_odds};
use super::lognormal::Lognormal;
use super::normal::Normal;
use super::parameters::{percent, real, refuse};
use super::{Built, Refusal};

/// The distribution whose 5th and 95th percentile are `low` and `high`.
///
/// Logit-normal where the key is a `share` (its domain is [0, 1]); else lognormal where both ends are above 0;
/// else normal.
///
/// # Errors
///
/// Where `low` is not below `high`, and where the ends of a share are not strictly between 0 and 1. The refusal
/// names the parameter `low` or `high`.
pub fn interval(low: f64, high: f64, share: bool) -> Built {
    if low > high {
        let refusal = refuse("low", format!("{low} lies above {high}"));
        return Err(refusal.with_help(format!("write the smaller number first: \"{high} to {low}\"")));
    }
    if low == high {
        let refusal = refuse("high", format!("both ends are {low}"));
        return Err(refusal.with_help(format!("a number that is known stands alone: write {low}")));
    }
    if share {
        let [low, high] = [log_odds(inside("low", low)?), log_odds(inside("high", high)?)];
        return Ok(Arc::new(LogitNormal::new(midpoint(low, high), deviation(high - low))));
    }
    let [low, high] = [real("low", low)?, real("high", high)?];
    if low > 0.0 {
        let median = low * (high / low).sqrt();
        return Ok(Arc::new(Lognormal::new(median, deviation(ln(high / low)))));
    }
    Ok(Arc::new(Normal::new(midpoint(low, high), deviation(high - low))))
}

/// An end of a share's interval.
fn inside(name: &'static str, x: f64) -> Result<f64, Refusal> {
    if x > 0.0 && x < 1.0 {
        return Ok(x);
    }
    let refusal = refuse(name, format!("the ends of a share's interval lie above 0 and below 1, not at {x}"));
    Err(if x == 0.0 || x == 1.0 {
        refusal.with_help("a beta or a uniform distribution may come as close to 0 and 1 as it likes".into())
    } else {
        refusal.with_help_if(percent(x))
    })
}

fn midpoint(low: f64, high: f64) -> f64 {
    0.5 * (low + high)
}

/// The standard deviation of a normal whose 5th and 95th percentile are `width` apart.
fn deviation(width: f64) -> f64 {
    width / (2.0 * normal::quantile(0.95))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_5th_and_95th_percentile_are_its_ends() {
        let intervals =
            [(20.0, 150.0, false), (-0.01, 0.05, false), (0.0, 3.0, false), (-9.0, -2.0, false), (0.2, 0.6, true)];
        for (low, high, share) in intervals {
            let distribution = interval(low, high, share).unwrap();
            assert!((distribution.quantile(0.05) - low).abs() < 1e-13 * high.abs().max(1.0), "{low} to {high}");
            assert!((distribution.quantile(0.95) - high).abs() < 1e-13 * high.abs().max(1.0), "{low} to {high}");
        }
    }

    #[test]
    fn the_key_and_the_signs_decide_what_it_stands_for() {
        let support = |low, high, share| interval(low, high, share).unwrap().support();
        assert_eq!(support(0.2, 0.6, true), (0.0, 1.0));
        assert_eq!(support(0.2, 0.6, false), (0.0, f64::INFINITY));
        assert_eq!(support(-0.2, 0.6, false), (f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn the_smaller_number_comes_first() {
        let refusal = interval(150.0, 20.0, false).unwrap_err();
        assert_eq!(refusal.message, "150 lies above 20");
        assert_eq!(refusal.help.unwrap(), "write the smaller number first: \"20 to 150\"");
    }

    #[test]
    fn the_ends_of_a_share_keep_away_from_0_and_1() {
        let refusal = interval(0.5, 60.0, true).unwrap_err();
        assert_eq!(refusal.parameter, "high");
        assert_eq!(refusal.message, "the ends of a share's interval lie above 0 and below 1, not at 60");
        assert_eq!(refusal.help.unwrap(), "write 0.6 for 60 %");
        assert_eq!(interval(0.0, 0.6, true).unwrap_err().parameter, "low");
        assert!(interval(f64::NAN, 0.6, false).is_err());
    }
}
