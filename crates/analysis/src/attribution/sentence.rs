//! What deals are worth, in a sentence: whole points, and no superlative that simulation does not bear out.

use altai_math::normal;

use super::{Attribution, Gain};
use crate::Question;
use crate::chance::{unsure, whole_points};
use crate::phrases::{capitalised, deals_of, goal};
use crate::question::Target;
use crate::words::{counted, dollars, grouped, listed, rounded_dollars};

/// So many deals are named beside the first.
const MOST_NAMED: usize = 3;

/// `apart` is the standard error of the difference of two deals' shares.
pub(super) fn sentence(question: &Question, told: &Attribution, apart: impl Fn(usize, usize) -> f64) -> String {
    let count = told.deals.len();
    let shares: Option<Vec<f64>> = told.values[..count].iter().map(|row| row.value).collect();
    let (Some(total), Some(shares)) = (told.total.value, shares) else {
        let what = if told.gain == Gain::Median {
            "So many paths overflow, that no median"
        } else {
            "A path overflows, so that no mean"
        };
        return format!("{what} can be shared out.");
    };
    let (whole, unit) = units(told.gain);
    let target = &told.target;
    // What is held for some years in a row is no event of one year.
    let of_one_year = Target { sustain: 1, ..target.clone() };
    let goal = goal(if told.gain == Gain::AtDate { &of_one_year } else { target }, told.base_year);
    let what = match told.gain {
        Gain::Reached => format!("the odds of reaching {goal} by {}", target.by),
        Gain::AtDate => format!("the odds of {goal} in {} itself", target.by),
        Gain::Mean => format!("mean turnover in {}", target.by),
        Gain::Median => format!("median turnover in {}", target.by),
    };
    let together = match &told.deals[..] {
        [only] => format!("the deal {}", only.name),
        _ => deals_of(question, &told.package),
    };
    let (adds, takes) = if count == 1 { ("adds", "takes") } else { ("add", "take") };
    let blur = blur(told);
    let sign = if whole(total) < 0 { -1.0 } else { 1.0 };
    let size = |x: f64| whole(sign * x);
    let together_brings = match (whole(total), sign < 0.0) {
        (0, _) => format!("{together} {adds} no whole {} to {what}", unit.one),
        (_, true) => format!("{together} {takes} {} from {what}", unit.amount(size(total))),
        (_, false) => format!("{together} {adds} {} to {what}", unit.amount(size(total))),
    };
    if count == 1 {
        let blind = if told.total.lower_95.is_none() { " (so few paths do not tell how sure that is)" } else { "" };
        return format!("{}{blur}{blind}.", capitalised(&together_brings));
    }
    let (top, others) = ranking(&shares, sign, &apart);
    let name = |deal: usize| told.deals[deal].title.as_ref().unwrap_or(&told.deals[deal].name).clone();
    if size(shares[top]) == 0 {
        let none = format!("by itself no deal comes to a whole {}", unit.one);
        return format!("{}; {none}{blur}.", capitalised(&together_brings));
    }
    let named = |deals: &[usize]| listed(&deals.iter().map(|&deal| name(deal)).collect::<Vec<_>>());
    // Where none of a few equals can be told from another, none is singled out.
    let are_equal = |deal: &usize| size(shares[*deal]) == size(shares[top]);
    let tie = !others.is_empty() && others.len() <= MOST_NAMED && others.iter().all(are_equal);
    let mut first = vec![top];
    first.extend(others.iter().filter(|_| tie));
    first.sort_unstable();
    let (about, each) = if tie { ("about ", " each") } else { ("", "") };
    let brings = if whole(total) == 0 || size(shares[top]) > size(total) {
        let verb = match (sign < 0.0, tie) {
            (true, true) => "take",
            (true, false) => "takes",
            (false, true) => "add",
            (false, false) => "adds",
        };
        let own = unit.amount(size(shares[top]));
        let back: Vec<usize> = (0..count).filter(|&deal| size(shares[deal]) < 0).collect();
        let back = match back.len() {
            0 => String::new(),
            1 => format!(", and {} works the other way", named(&back)),
            few if few <= MOST_NAMED => format!(", and {} work the other way", named(&back)),
            many => format!(", and {} deals work the other way", counted(many)),
        };
        format!("{}; {} {verb} {about}{own}{each}{back}", capitalised(&together_brings), named(&first))
    } else {
        let come = if size(shares[top]) == 1 && !tie { "comes" } else { "come" };
        let verb = if sign < 0.0 { format!("{takes} from") } else { format!("{adds} to") };
        format!(
            "Of the {} that {together} {verb} {what}, {about}{}{each} {come} from {}",
            unit.amount(size(total)),
            unit.part(size(shares[top])),
            named(&first)
        )
    };
    let more = if sign < 0.0 { "takes as much" } else { "is worth as much" };
    let rest = match others.len() {
        _ if first.len() == count => String::new(),
        0 => format!("; no other deal {more}, as far as simulation goes"),
        _ if tie => format!("; no other deal {more}, as far as simulation goes"),
        few if few <= MOST_NAMED => format!("; simulation does not tell {} from {}", name(top), named(&others)),
        many => format!("; simulation does not tell {} from {} other deals", name(top), counted(many)),
    };
    let blind = if told.total.lower_95.is_none() { " (so few paths do not tell how sure that is)" } else { "" };
    format!("{brings}{rest}{blur}{blind}.")
}

/// The deal of the largest share, and those that may be worth as much: their differences lie within what simulation leaves
/// open of all pairs at once (Bonferroni, 95 %).
fn ranking(shares: &[f64], sign: f64, apart: impl Fn(usize, usize) -> f64) -> (usize, Vec<usize>) {
    let by_share = |one: &usize, other: &usize| (sign * shares[*one]).total_cmp(&(sign * shares[*other]));
    // The first of equals.
    let top = (0..shares.len()).rev().max_by(by_share).unwrap_or(0);
    let pairs = shares.len() * (shares.len() - 1) / 2;
    let z = normal::quantile(1.0 - 0.025 / pairs.max(1) as f64);
    let may_equal = |&deal: &usize| deal != top && sign * (shares[top] - shares[deal]) <= z * apart(top, deal);
    (top, (0..shares.len()).filter(may_equal).collect())
}

/// Whole units, and their words.
fn units(gain: Gain) -> (fn(f64) -> i64, Unit) {
    match gain {
        Gain::Reached | Gain::AtDate => (whole_points, Unit { one: "point", is_money: false }),
        Gain::Mean | Gain::Median => {
            (|million| million.round() as i64, Unit { one: "million dollars", is_money: true })
        }
    }
}

struct Unit {
    one: &'static str,
    is_money: bool,
}

impl Unit {
    /// `1 point`, `12 points`, `$12 million`.
    fn amount(&self, size: i64) -> String {
        match size {
            _ if self.is_money => rounded_dollars(size as f64),
            1 => "1 point".to_owned(),
            _ => format!("{} points", grouped(size.unsigned_abs())),
        }
    }

    /// `6`, `$6 million`: after an amount of the same unit.
    fn part(&self, size: i64) -> String {
        if self.is_money { rounded_dollars(size as f64) } else { grouped(size.unsigned_abs()) }
    }
}

/// Said where the whole units are not sure: half of the widest 95 % interval of a share or of all together.
fn blur(told: &Attribution) -> String {
    let ends = told.values[..told.deals.len()].iter().map(|row| (row.lower_95, row.upper_95));
    let ends = ends.chain([(told.total.lower_95, told.total.upper_95)]);
    let widest = ends.filter_map(|(lower, upper)| Some((upper? - lower?) / 2.0)).fold(0.0, f64::max);
    match told.gain {
        Gain::Reached | Gain::AtDate => unsure(widest, 0),
        Gain::Mean | Gain::Median if widest > 0.5 => {
            format!(" (give or take {} of simulation)", dollars(widest.ceil()))
        }
        Gain::Mean | Gain::Median => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_alone_only_where_every_other_is_clearly_less() {
        let shares = [0.03, 0.06, 0.055];
        assert_eq!(ranking(&shares, 1.0, |_, _| 0.001), (1, vec![]));
        assert_eq!(ranking(&shares, 1.0, |_, _| 0.003), (1, vec![2]));
        // A difference of 2.2 errors tells two apart, but not two of three pairs at once.
        assert_eq!(ranking(&shares, 1.0, |_, _| 0.005 / 2.2), (1, vec![2]));
        assert_eq!(ranking(&shares[1..], 1.0, |_, _| 0.005 / 2.2), (0, vec![]));
        assert_eq!(ranking(&[-0.02, 0.01], -1.0, |_, _| 0.001), (0, vec![]));
        assert_eq!(ranking(&[0.02, 0.02], 1.0, |_, _| 0.0), (0, vec![1]));
    }
}
