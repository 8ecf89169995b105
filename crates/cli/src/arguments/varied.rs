//! What can be typed after `altai sweep` and `altai seek`.

use altai_analysis::writing::{Writing, tidy};
use altai_model::Override;
use clap::Args;

use super::words::{change, paths, whole};
use super::{Playing, Telling};

/// How do the odds move as a number of the scenario moves, or two?
///
/// Plays the scenario with the number at each of several values, evenly apart, as --set would set it. All else has the same luck
/// at each of them, so that the odds differ by the number alone. Of two numbers every combination is played. Prints the odds of
/// reaching the target by its year; --out writes those of every target and year.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai sweep scenarios/minimal.toml deals.power_line.go=0..1
  altai sweep scenarios/minimal.toml deals.power_line.start=2027-01-01..2032-01-01:6
  altai sweep scenarios/minimal.toml flows.trade.drift=0..0.08 deals.power_line.peak=20..120:3")]
pub(crate) struct Sweep {
    #[command(flatten)]
    pub(crate) odds_of: OddsOf,

    /// A number and its values, such as deals.power_line.go=0.2..0.9, or =0.2..0.9:8 for eight of them [default: 11; of two
    /// numbers 5 each]
    #[arg(required = true, num_args = 1..=2, value_name = "ADDRESS=FROM..TO[:STEPS]", value_parser = ends)]
    pub(crate) ranges: Vec<Ends>,
}

/// What would it take: the value of a number at which the odds are so and so
///
/// Plays the scenario with the number at values evenly apart, then closer and closer to where the odds cross those that are
/// sought, on the same draws. Tells every crossing with its 95 % interval, or that there is none, and then the highest and the
/// lowest odds seen.
///
/// Unless --from and --to say otherwise, it looks from the 1st to the 99th percentile of an uncertain number and half of that
/// again on either side, as far as the number may go; over all of a known share; over the simulated years for a known date;
/// from a third to three times any other known number, or from minus to plus three times where it may be negative.
///
/// The number is set to each value, as by --set, and no longer uncertain. With --shift it stays as uncertain as it is, and its
/// distribution is moved until its median is the value: a probability or share in log odds; what never falls below 0, or never
/// rises above it, by a factor; dates and everything else by an addition.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai seek scenarios/minimal.toml --vary flows.trade.drift --odds 0.5
  altai seek scenarios/minimal.toml --vary deals.power_line.peak --odds 0.3 --from 20 --to 200
  altai seek scenarios/minimal.toml --vary flows.trade.drift --odds 0.5 --shift")]
pub(crate) struct Seek {
    #[command(flatten)]
    pub(crate) odds_of: OddsOf,

    /// The number that is varied, such as flows.trade.drift
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) vary: String,

    /// The odds that are sought, between 0 and 1
    #[arg(long, value_name = "ODDS", value_parser = odds, allow_negative_numbers = true)]
    pub(crate) odds: f64,

    /// Look from here on, written as --set writes the number
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub(crate) from: Option<String>,

    /// Look up to here
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub(crate) to: Option<String>,

    /// How many values to try before looking closer; more find what is narrow
    #[arg(long, value_name = "N", value_parser = steps, default_value = "21", allow_negative_numbers = true)]
    pub(crate) steps: usize,

    /// Move the distribution of the number instead of setting it: its median is the value
    #[arg(long)]
    pub(crate) shift: bool,
}

/// Which odds of which scenario, and what becomes of the answer.
#[derive(Debug, Args)]
#[command(mut_arg("set", |set| set.help(
    "Change another number of the scenario, such as deals.power_line.go=0.9; can be given again")))]
pub(crate) struct OddsOf {
    /// The package of deals, beside none [default: the last]
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Option<String>,

    /// The target [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    /// How many times to play each value [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = paths, allow_negative_numbers = true)]
    pub(crate) paths: Option<u64>,

    #[command(flatten)]
    pub(crate) playing: Playing,

    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// A number, the ends of its values as they are typed, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ends {
    pub(crate) address: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) steps: Option<usize>,
}

/// As many values of one number as may be asked for.
const MOST_STEPS: u64 = 201;

fn steps(word: &str) -> Result<usize, String> {
    whole(word, 2, MOST_STEPS, "11").map(|steps| steps as usize)
}

fn odds(word: &str) -> Result<f64, String> {
    let percent = word.strip_suffix('%');
    let number = percent.unwrap_or(word).trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match (number, percent) {
        (Some(odds), None) if odds > 0.0 && odds < 1.0 => Ok(odds),
        (Some(0.0 | 100.0), _) | (Some(1.0), None) => Err("odds of 0 and of 1 are certainties, which no number of \
             paths can show: write odds between them, such as 0.01 or 0.99"
            .to_owned()),
        (Some(points), _) if points > 0.0 && points < 100.0 => {
            Err(format!("odds lie between 0 and 1: write {} for {points} %", tidy(points / 100.0, Writing::Number)))
        }
        _ => Err("odds lie between 0 and 1: write such as 0.5".to_owned()),
    }
}

/// `ADDRESS=FROM..TO`, perhaps with `:STEPS`.
fn ends(word: &str) -> Result<Ends, String> {
    let Override { address, value } = change(word)
        .map_err(|_| "write an address and the ends of its values, such as deals.power_line.go=0.2..0.9".to_owned())?;
    let (range, count) = match value.rsplit_once(':') {
        Some((range, count)) => (range.trim_end(), Some(steps(count.trim())?)),
        None => (value.as_str(), None),
    };
    let example =
        |from: &str, to: &str| format!("write the first and the last with two points between: {address}={from}..{to}");
    let range = range.trim_matches('"');
    let Some((from, to)) = range.split_once("..") else {
        return Err(match range.split_once(" to ") {
            Some((from, to)) => example(from.trim(), to.trim()),
            None if let Some((from, to)) = joined_by_a_dash(range) => example(from, to),
            None if range.starts_with('[') => format!("a list is no range: {}", example("FROM", "TO")),
            None => format!("there is only one value: {}", example(range, "TO")),
        });
    };
    let (from, to) = (from.trim(), to.trim_start_matches(['.', '=']).trim());
    if let Some((last, _)) = to.split_once("..") {
        return Err(format!("a third number is no step: {} and, for so many values, :11", example(from, last.trim())));
    }
    if from.is_empty() || to.is_empty() {
        let [from, to] = [(from, "FROM"), (to, "TO")].map(|(end, absent)| if end.is_empty() { absent } else { end });
        return Err(format!("an end is missing: {}", example(from, to)));
    }
    Ok(Ends { address, from: from.to_owned(), to: to.to_owned(), steps: count })
}

/// The ends of `0-1`, as long as both are plain numbers above 0 or 0.
fn joined_by_a_dash(range: &str) -> Option<(&str, &str)> {
    let (from, to) = range.split_once(['-', '–'])?;
    let is_a_number = |end: &str| end.trim().parse::<f64>().is_ok();
    (is_a_number(from) && is_a_number(to)).then_some((from.trim(), to.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_two_ends_and_perhaps_a_count() {
        let found = ends("deals.mine.start=2027-01-01..2030-07-01:8").unwrap();
        assert_eq!((found.from.as_str(), found.to.as_str(), found.steps), ("2027-01-01", "2030-07-01", Some(8)));
        let found = ends("flows.trade.drift=-0.02..0.06").unwrap();
        assert_eq!((found.from.as_str(), found.to.as_str(), found.steps), ("-0.02", "0.06", None));
        for (wrong, said) in [
            (
                "deals.mine.go=0.2",
                "there is only one value: write the first and the last with two points between: deals.mine.go=0.2..TO",
            ),
            (
                "deals.mine.peak=20 to 90",
                "write the first and the last with two points between: deals.mine.peak=20..90",
            ),
            ("deals.mine.go=0-1", "write the first and the last with two points between: deals.mine.go=0..1"),
            (
                "deals.mine.go=0..1..0.1",
                "a third number is no step: write the first and the last with two points between: deals.mine.go=0..1 and, for \
                 so many values, :11",
            ),
            (
                "deals.mine.go=[0.2, 0.4]",
                "a list is no range: write the first and the last with two points between: deals.mine.go=FROM..TO",
            ),
            (
                "deals.mine.go=..0.4",
                "an end is missing: write the first and the last with two points between: deals.mine.go=FROM..0.4",
            ),
            ("deals.mine.go=0.2..0.4:1", "write a whole number from 2 to 201, such as 11"),
            ("deals.mine.go", "write an address and the ends of its values, such as deals.power_line.go=0.2..0.9"),
        ] {
            assert_eq!(ends(wrong).unwrap_err(), said);
        }
        assert_eq!(odds("60").unwrap_err(), "odds lie between 0 and 1: write 0.6 for 60 %");
        for (percent, said) in [("1%", "write 0.01 for 1 %"), ("7 %", "write 0.07 for 7 %"), ("1.5", "write 0.015 for")]
        {
            assert!(odds(percent).unwrap_err().contains(said), "{percent}");
        }
        for certain in ["0", "1", "1.0", "100", "0%", "100 %"] {
            assert!(odds(certain).unwrap_err().starts_with("odds of 0 and of 1 are certainties"), "{certain}");
        }
        for wrong in ["half", "NaN", "-0.5", "1000"] {
            assert_eq!(odds(wrong).unwrap_err(), "odds lie between 0 and 1: write such as 0.5");
        }
    }
}
