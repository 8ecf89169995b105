//! `altai seek`: what a number would have to be for the odds to be so and so.

use altai_analysis::Question;
use altai_analysis::seek::{Seek, Sought, plausible, seek as look};
use altai_analysis::variation::{Tally, Varied};
use altai_model::distribution::{Distribution, Move, moved};
use altai_model::{Domain, Scenario, Value};
use altai_report::seek as report;

use super::{KEEP, exit_code};
use crate::arguments::Seek as Arguments;
use crate::found::Found;
use crate::output::wrong;
use crate::varied::{Base, ascending, typed};

/// Looks for the values and tells them.
///
/// # Errors
///
/// The answer cannot be printed or written.
pub(crate) fn seek(arguments: &Arguments) -> anyhow::Result<u8> {
    exit_code(sought(arguments))
}

fn sought(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let base = Base::read(&arguments.odds_of)?;
    let folder = arguments.odds_of.telling.keeping.folder(&arguments.odds_of.playing.scenario, report::TABLE)?;
    let varied = base.varied(&arguments.vary, !arguments.shift, &format!("--vary {}", arguments.vary))?;
    let scenario = &base.subject.scenario;
    let mover = if arguments.shift { Some(Mover::of(scenario, &varied)?) } else { None };
    let (range, said) = range(arguments, &base, &varied, mover.as_ref())?;
    let at = |x: f64| match &mover {
        None => base.at(&[(&varied.address, typed(&varied, x))]),
        Some(mover) => mover.to(x).map(|(value, _)| {
            let mut scenario = scenario.clone();
            scenario.replace(&varied.address, &value);
            scenario
        }),
    };
    // The ends are read before anything is played, so that a mistake costs nothing.
    at(range.0)?;
    at(range.1)?;
    let how = mover.as_ref().map(|mover| mover.to(range.1).map(|(_, how)| in_words(how))).transpose()?;
    let (now, is_uncertain) = base.now(&varied);
    let sought = Sought {
        question: Question::of(scenario),
        target: base.target,
        address: varied.address.clone(),
        writing: varied.writing,
        odds: arguments.odds,
        range,
        range_is: said,
        steps: arguments.steps,
        moved: how,
        now,
        is_uncertain,
    };
    let found = Found::on(arguments.odds_of.playing.threads(), |threads| {
        let run = scenario.run;
        let count = |scenario: &Scenario| Tally::of(scenario, base.target, run.paths, run.seed, threads).reached();
        let seek = look(sought, run.paths, count(scenario), |x| at(x).map(|scenario| count(&scenario)))?;
        let seek = match scenario.quantity(&varied.address).map(|quantity| &quantity.value) {
            Some(Value::Uncertain(belief)) if !arguments.shift => {
                seek.with_belief(|x| belief.below(x), |x| belief.cdf(x))
            }
            _ => seek,
        };
        Ok::<Seek, u8>(seek)
    });
    let found = found.or_refusal()?;
    Ok(found.tell(&base.subject, folder.as_ref(), &arguments.odds_of.telling, KEEP))
}

/// Moves the distribution of a number.
struct Mover {
    address: String,
    domain: Domain,
    distribution: std::sync::Arc<dyn Distribution>,
}

impl Mover {
    fn of(scenario: &Scenario, varied: &Varied) -> Result<Self, u8> {
        let value = scenario.quantity(&varied.address).map(|quantity| &quantity.value);
        if let (Some(Value::Uncertain(distribution)), Some(domain)) = (value, varied.domain) {
            return Ok(Self { address: varied.address.clone(), domain, distribution: distribution.clone() });
        }
        Err(wrong(&format!("`{}` is not uncertain: --shift moves a distribution, leave it out", varied.address)))
    }

    fn to(&self, median: f64) -> Result<(Value, Move), u8> {
        let there = moved(self.distribution.clone(), median, self.domain);
        there.map(|(distribution, how)| (Value::Uncertain(distribution), how)).ok_or_else(|| {
            wrong(&format!(
                "the distribution of `{}` cannot be moved so that its median is {median}: give --from and --to on the side \
                 where its values lie",
                self.address
            ))
        })
    }
}

fn in_words(how: Move) -> String {
    match how {
        Move::Added(_) => "all its values are moved by the same amount, so that its median is the value",
        Move::Multiplied(_) => "all its values are multiplied alike, so that its median is the value",
        Move::OnLogOdds { .. } => "all its values are moved alike in log odds, so that its median is the value",
    }
    .to_owned()
}

/// Where to look, and where that is from.
fn range(
    arguments: &Arguments,
    base: &Base,
    varied: &Varied,
    mover: Option<&Mover>,
) -> Result<((f64, f64), &'static str), u8> {
    let typed = |option: &str, end: &Option<String>| {
        let number = |end: &str| base.number_of_range(varied, end, mover.is_some(), &format!("{option} {end}"));
        end.as_deref().map(number).transpose()
    };
    let (from, to) = (typed("--from", &arguments.from)?, typed("--to", &arguments.to)?);
    if let (Some(from), Some(to)) = (from, to) {
        let ends = [&arguments.from, &arguments.to].map(|end| end.as_deref().unwrap_or_default());
        ascending(&varied.address, ends, [from, to])?;
        return Ok(((from, to), "as asked for"));
    }
    let Some(((low, high), said)) = plausible(&base.subject.scenario, varied, base.now(varied).0, mover.is_some())
    else {
        return Err(wrong(&format!("nothing says how far `{}` may go: give --from and --to", varied.address)));
    };
    let (low, high) = (from.unwrap_or(low), to.unwrap_or(high));
    if low >= high {
        return Err(wrong(&format!("nothing lies between {low} and {high}: give both --from and --to")));
    }
    Ok(((low, high), if from.is_some() || to.is_some() { "one end as asked for" } else { said }))
}

impl Base {
    /// An end of the range; a median may be any number, since what is moved to it is no override.
    fn number_of_range(&self, varied: &Varied, typed: &str, shifts: bool, word: &str) -> Result<f64, u8> {
        match typed.parse::<f64>() {
            Ok(x) if shifts && x.is_finite() => Ok(x),
            _ => self.number(varied, typed, word),
        }
    }
}
