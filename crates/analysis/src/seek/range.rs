//! How far a number may go: where to look for what it would take.

use altai_model::distribution::Distribution;
use altai_model::{Domain, Scenario, Value};

use crate::variation::Varied;
use crate::writing::Writing;

/// Where to look for a value, from and to, and where that is from, in words: from the 1st to the 99th percentile of an
/// uncertain number and half of that again on either side; else all shares, the simulated years, or up to three times as much
/// as it is `now`. Nothing where nothing says.
///
/// `shifts` says that the distribution is moved, and so that its median stays off the ends of what it may be.
pub fn plausible(
    scenario: &Scenario,
    varied: &Varied,
    now: Option<f64>,
    shifts: bool,
) -> Option<((f64, f64), &'static str)> {
    let value = scenario.quantity(&varied.address).map(|quantity| &quantity.value);
    let (first, end) = (scenario.horizon.base_year + 1, scenario.horizon.end_year + 1);
    let (least, greatest) = varied.bounds;
    let ((low, high), said) = match (value, varied.writing, varied.domain) {
        (Some(Value::Uncertain(distribution)), ..) => {
            let said = "its 1st to 99th percentile and half of that again on either side, as far as it may go";
            (around(distribution.as_ref(), varied, shifts), said)
        }
        (_, Writing::Day, _) => return Some(((first.into(), end.into()), "the simulated years")),
        (_, _, Some(Domain::Share)) => return Some(((0.0, 1.0), "all that it may be")),
        (_, Writing::Whole, _) if varied.is_a_year => return Some(((least, greatest), "the simulated years")),
        _ => known(now?, varied)?,
    };
    Some(((low.max(least), high.min(greatest)), said)).filter(|((low, high), _)| low < high)
}

/// The 1st to the 99th percentile and half of that again on either side.
fn around(distribution: &dyn Distribution, varied: &Varied, shifts: bool) -> (f64, f64) {
    let (least, greatest) = varied.bounds;
    let (first, last) = (distribution.quantile(0.01), distribution.quantile(0.99));
    let more = (last - first) / 2.0;
    let (support_low, support_high) = distribution.support();
    // What has one sign keeps it, and a share that is moved stays off its ends.
    let keeps = |end: f64, ends: f64, bound: f64| {
        let is_past = if ends < bound { end >= bound } else { end <= bound };
        if is_past { f64::midpoint(ends, bound) } else { end }
    };
    let (mut low, mut high) = (first - more, last + more);
    if support_low >= 0.0 {
        low = keeps(low, first, 0.0);
    }
    if support_high <= 0.0 {
        high = keeps(high, last, 0.0);
    }
    if shifts && greatest.is_finite() && varied.writing == Writing::Number {
        high = keeps(high, last, greatest);
        low = keeps(low, first, least);
    }
    (low, high)
}

/// A third to three times as much as a number is; from minus to plus three times where it may be negative.
fn known(now: f64, varied: &Varied) -> Option<((f64, f64), &'static str)> {
    let size = now.abs();
    if size == 0.0 {
        return None;
    }
    let (low, high, said) = if varied.bounds.0 >= 0.0 {
        (size / 3.0, 3.0 * size, "a third of it to three times")
    } else {
        (-3.0 * size, 3.0 * size, "three times as much, up and down")
    };
    Some(if varied.writing == Writing::Whole { ((low.round(), high.round()), said) } else { ((low, high), said) })
}

#[cfg(test)]
mod tests {
    use altai_model::{NoFiles, SourceText, read};

    use super::*;

    const TEXT: &str = "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 200\nby = 2030\n\
                        [flows.trade]\nbase = 160\nvolatility = \"0.1 to 0.2\"\n\
                        drift = { uniform = { min = 0.0, max = 0.1 } }\n[deals.mine]\ngo = { uniform = { min = 0.5, max = 0.9 } }\n\
                        start = 2027\npeak = { uniform = { min = -30, max = 70 } }\n";

    fn of(address: &str, writing: Writing, domain: Option<Domain>, bounds: (f64, f64)) -> Varied {
        Varied { address: address.to_owned(), writing, bounds, domain, is_a_year: false }
    }

    fn looked(varied: &Varied, now: Option<f64>, shifts: bool) -> Option<(f64, f64)> {
        let scenario = read(SourceText { name: "it.toml".into(), text: TEXT.into() }, &[], &NoFiles).scenario.unwrap();
        plausible(&scenario, varied, now, shifts).map(|(range, _)| range)
    }

    fn near(range: Option<(f64, f64)>, expected: (f64, f64)) {
        let (low, high) = range.unwrap();
        assert!((low - expected.0).abs() < 1e-9 && (high - expected.1).abs() < 1e-9, "{range:?}, not {expected:?}");
    }

    #[test]
    fn an_uncertain_number_goes_half_of_its_percentiles_farther_and_keeps_its_sign() {
        let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
        // A uniform one from −30 to 70: percentiles −29 and 69, and 49 on either side.
        near(looked(&of("deals.mine.peak", Writing::Number, None, everywhere), None, false), (-78.0, 118.0));
        // From 0 to 0.1: 0.001 to 0.099; below 0 it would go, and keeps to half way there.
        near(looked(&of("flows.trade.drift", Writing::Number, None, everywhere), None, false), (0.0005, 0.148));
        // No farther than it may go; where it is moved, half way there.
        let share = of("deals.mine.go", Writing::Number, Some(Domain::Share), (0.0, 1.0));
        near(looked(&share, None, false), (0.504 - 0.196, 1.0));
        near(looked(&share, None, true), (0.504 - 0.196, f64::midpoint(0.896, 1.0)));
    }

    #[test]
    fn a_known_number_goes_as_far_as_its_kind() {
        let (positive, everywhere) = ((0.0, f64::INFINITY), (f64::NEG_INFINITY, f64::INFINITY));
        let number = |bounds| of("x", Writing::Number, None, bounds);
        near(looked(&number(positive), Some(6.0), false), (2.0, 18.0));
        near(looked(&number(everywhere), Some(-6.0), false), (-18.0, 18.0));
        near(looked(&number((0.0, 10.0)), Some(6.0), false), (2.0, 10.0));
        near(looked(&of("x", Writing::Whole, None, (1.0, 100.0)), Some(5.0), false), (2.0, 15.0));
        near(looked(&of("x", Writing::Number, Some(Domain::Share), (0.0, 1.0)), Some(0.2), false), (0.0, 1.0));
        near(looked(&of("x", Writing::Day, Some(Domain::Date), everywhere), Some(2027.0), false), (2026.0, 2036.0));
        let year = Varied { is_a_year: true, ..of("x", Writing::Whole, None, (2026.0, 2035.0)) };
        near(looked(&year, Some(2030.0), false), (2026.0, 2035.0));
    }

    #[test]
    fn of_nothing_nothing_is_said() {
        assert_eq!(looked(&of("x", Writing::Number, None, (0.0, f64::INFINITY)), Some(0.0), false), None);
        assert_eq!(looked(&of("x", Writing::Number, None, (0.0, f64::INFINITY)), None, false), None);
    }
}
