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
    let shares: Option<Vec<f64>> = told.values[..told.deals.len()].iter().map(|row| row.value).collect();
    let (Some(total), Some(shares)) = (told.total.value, shares) else { return overflows(told.gain) };
    let worth = Worth::of(question, told, total, &shares);
    let blur = blur(told);
    let blind = if told.total.lower_95.is_none() { " (so few paths do not tell how sure that is)" } else { "" };
    if shares.len() == 1 {
        return format!("{}{blur}{blind}.", worth.all_bring());
    }
    let leading = Leading::of(&worth, &shares, apart);
    if worth.shares[leading.top] == 0 {
        let none = format!("by itself no deal comes to a whole {}", worth.unit.one());
        return format!("{}; {none}{blur}.", worth.all_bring());
    }
    format!("{}{}{blur}{blind}.", worth.leading_bring(&leading), worth.others_than(&leading))
}

fn overflows(gain: Gain) -> String {
    let what = match gain {
        Gain::Median => "So many paths overflow, that no median",
        _ => "A path overflows, so that no mean",
    };
    format!("{what} can be shared out.")
}

/// What deals bring.
struct Worth<'a> {
    told: &'a Attribution,
    unit: Unit,
    /// Whether all together take away. Amounts are what they take, then.
    takes: bool,
    /// Of all together, in whole units.
    total: i64,
    /// Of every deal.
    shares: Vec<i64>,
    /// `all seven deals`.
    together: String,
    /// `the odds of reaching $500 million a year by 2035`.
    what: String,
}

impl<'a> Worth<'a> {
    fn of(question: &Question, told: &'a Attribution, total: f64, shares: &[f64]) -> Self {
        let unit = if told.gain.is_money() { Unit::Million } else { Unit::Point };
        let takes = unit.whole(total) < 0;
        let size = |x: f64| unit.whole(if takes { -x } else { x });
        let together = match &told.deals[..] {
            [only] => format!("the deal {}", only.name),
            _ => deals_of(question, &told.package),
        };
        let (total, shares) = (size(total), shares.iter().map(|&share| size(share)).collect());
        Self { told, unit, takes, total, shares, together, what: what(told) }
    }

    fn verb(&self, is_one: bool) -> &'static str {
        match (self.takes, is_one) {
            (true, true) => "takes",
            (true, false) => "take",
            (false, true) => "adds",
            (false, false) => "add",
        }
    }

    fn to_or_from(&self) -> &'static str {
        if self.takes { "from" } else { "to" }
    }

    fn named(&self, deals: &[usize]) -> String {
        let name = |&deal: &usize| {
            let deal = &self.told.deals[deal];
            deal.title.as_ref().unwrap_or(&deal.name).as_str()
        };
        listed(&deals.iter().map(name).collect::<Vec<_>>())
    }

    /// `All seven deals add 12 points to the odds of …`.
    fn all_bring(&self) -> String {
        let amount = match self.total {
            0 => format!("no whole {}", self.unit.one()),
            size => self.unit.amount(size),
        };
        let verb = self.verb(self.shares.len() == 1);
        capitalised(&format!("{} {verb} {amount} {} {}", self.together, self.to_or_from(), self.what))
    }

    /// `Of the 12 points that all seven deals add to …, 6 come from the mine`; where the mine brings more than all together,
    /// what it does and what works the other way.
    fn leading_bring(&self, leading: &Leading) -> String {
        let size = self.shares[leading.top];
        let (about, each) = if leading.tie { ("about ", " each") } else { ("", "") };
        let names = self.named(&leading.named);
        if self.total == 0 || size > self.total {
            let verb = self.verb(!leading.tie);
            let (own, back) = (self.unit.amount(size), self.work_back());
            return format!("{}; {names} {verb} {about}{own}{each}{back}", self.all_bring());
        }
        let come = if size == 1 && !leading.tie { "comes" } else { "come" };
        let (all, part) = (self.unit.amount(self.total), self.unit.part(size));
        let Self { together, what, .. } = self;
        let (verb, to) = (self.verb(false), self.to_or_from());
        format!("Of the {all} that {together} {verb} {to} {what}, {about}{part}{each} {come} from {names}")
    }

    /// `, and the road works the other way`.
    fn work_back(&self) -> String {
        let back: Vec<usize> = (0..self.shares.len()).filter(|&deal| self.shares[deal] < 0).collect();
        match back.len() {
            0 => String::new(),
            1 => format!(", and {} works the other way", self.named(&back)),
            few if few <= MOST_NAMED => format!(", and {} work the other way", self.named(&back)),
            many => format!(", and {} deals work the other way", counted(many)),
        }
    }

    /// Whether any other deal may be worth as much as those that are named.
    fn others_than(&self, leading: &Leading) -> String {
        let top = self.named(&[leading.top]);
        match leading.others.len() {
            _ if leading.named.len() == self.shares.len() => String::new(),
            others if others == 0 || leading.tie => {
                let is_worth = if self.takes { "takes" } else { "is worth" };
                format!("; no other deal {is_worth} as much, as far as simulation goes")
            }
            few if few <= MOST_NAMED => {
                format!("; simulation does not tell {top} from {}", self.named(&leading.others))
            }
            many => format!("; simulation does not tell {top} from {} other deals", counted(many)),
        }
    }
}

/// What deals are worth something of.
fn what(told: &Attribution) -> String {
    let Attribution { target, base_year, .. } = told;
    // What is held for some years in a row is no event of one year.
    let of_one_year = Target { sustain: 1, ..target.clone() };
    match told.gain {
        Gain::Reached => format!("the odds of reaching {} by {}", goal(target, *base_year), target.by),
        Gain::AtDate => format!("the odds of {} in {} itself", goal(&of_one_year, *base_year), target.by),
        Gain::Mean => format!("mean turnover in {}", target.by),
        Gain::Median => format!("median turnover in {}", target.by),
    }
}

/// The deals that bring most.
struct Leading {
    top: usize,
    /// Those that may be worth as much.
    others: Vec<usize>,
    /// Whether they are a few equals, of which none can be told from another: then none is singled out.
    tie: bool,
    named: Vec<usize>,
}

impl Leading {
    fn of(worth: &Worth<'_>, shares: &[f64], apart: impl Fn(usize, usize) -> f64) -> Self {
        let (top, others) = ranking(shares, if worth.takes { -1.0 } else { 1.0 }, apart);
        let are_equal = others.iter().all(|&deal| worth.shares[deal] == worth.shares[top]);
        let tie = !others.is_empty() && others.len() <= MOST_NAMED && are_equal;
        let mut named = vec![top];
        named.extend(others.iter().filter(|_| tie));
        named.sort_unstable();
        Self { top, others, tie, named }
    }
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

/// What is counted in whole numbers.
#[derive(Clone, Copy)]
enum Unit {
    /// Of probability.
    Point,
    /// Of dollars.
    Million,
}

impl Unit {
    fn whole(self, x: f64) -> i64 {
        match self {
            Self::Point => whole_points(x),
            Self::Million => x.round() as i64,
        }
    }

    fn one(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Million => "million dollars",
        }
    }

    /// `1 point`, `12 points`, `$12 million`.
    fn amount(self, size: i64) -> String {
        match (self, size) {
            (Self::Million, _) => rounded_dollars(size as f64),
            (Self::Point, 1) => "1 point".to_owned(),
            (Self::Point, _) => format!("{} points", grouped(size.unsigned_abs())),
        }
    }

    /// `6`, `$6 million`: after an amount of the same unit.
    fn part(self, size: i64) -> String {
        match self {
            Self::Point => grouped(size.unsigned_abs()),
            Self::Million => rounded_dollars(size as f64),
        }
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
