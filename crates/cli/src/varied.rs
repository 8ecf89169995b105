//! A scenario of which a number is varied: the address, the values that are typed, and the scenario at each.

use std::path::PathBuf;

use altai_analysis::variation::Varied;
use altai_analysis::writing::Writing;
use altai_model::language::{self, Takes};
use altai_model::{Domain, Override, Scenario, Value};

use crate::arguments::OddsOf;
use crate::output::wrong;
use crate::subject::{Subject, narrow};
use crate::{WRONG, diagnostics, scenario_file};

/// A scenario as it stands, narrowed to a package and, where there is one without deals, that.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) subject: Subject,
    /// Which of the targets.
    pub(crate) target: usize,
    file: PathBuf,
    packages: Vec<String>,
}

impl Base {
    /// Reads the scenario; or an exit code, where there is a mistake, which is told.
    pub(crate) fn read(asked: &OddsOf) -> Result<Self, u8> {
        let OddsOf { playing, .. } = asked;
        let mut subject = Subject::to_play(playing, asked.paths)?;
        let target = subject.target(asked.target.as_deref())?;
        let package = asked.package.clone().or_else(|| subject.last_package()).unwrap_or_default();
        let mut packages = vec![package.clone()];
        if package != "none" && !subject.scenario.deals.is_empty() {
            packages.insert(0, "none".to_owned());
        }
        subject.narrow(&packages)?;
        Ok(Self { subject, target, file: playing.scenario.clone(), packages })
    }

    /// The number at an address; or an exit code, where it cannot be varied, which is told. `fixes` says that it is to be set
    /// to a number, which what is correlated cannot be; `word` is what was typed, at which a mistake points.
    pub(crate) fn varied(&self, address: &str, fixes: bool, word: &str) -> Result<Varied, u8> {
        let address = address.trim();
        let Some(found) = language::at(address) else {
            // The reader says what is meant.
            self.at_word(&[(address, "1".to_owned())], Some(word))?;
            return Err(wrong(&format!("`{address}` is not the address of a number")));
        };
        if let Some(quantity) = quantity_above(address) {
            return Err(wrong(&format!(
                "`{address}` is a part of a quantity, which is varied whole: `{quantity}` is set to a number, or moved with its \
                 spread by altai seek --shift"
            )));
        }
        let scenario = &self.subject.scenario;
        let (first, last) = (scenario.horizon.base_year + 1, scenario.horizon.end_year);
        let (writing, bounds, domain) = match found.key.takes {
            Takes::Quantity(domain @ Domain::Date) => (Writing::Day, domain.bounds(), Some(domain)),
            Takes::Quantity(domain) => (Writing::Number, domain.bounds(), Some(domain)),
            Takes::Number(range) => (Writing::Number, (range.least, range.greatest), None),
            Takes::Whole(least, greatest) => (Writing::Whole, (least as f64, greatest as f64), None),
            Takes::Year => (Writing::Whole, (first.into(), last.into()), None),
            takes => {
                return Err(wrong(&format!(
                    "`{address}` is {}, not a number that could be varied",
                    takes.description()
                )));
            }
        };
        if address.starts_with("run.") {
            return Err(wrong(&format!("`{address}` is not part of the world: it is said with --paths or --seed")));
        }
        if let Some(input) = self.input_at(address) {
            return Err(wrong(&format!(
                "`{address}` is the draw of an input, which others may share: vary `inputs.{input}`, which moves all that use it"
            )));
        }
        let partner = scenario.joint.iter().find_map(|joint| match &joint.addresses {
            [one, other] if one == address => Some(other),
            [other, one] if one == address => Some(other),
            _ => None,
        });
        if let (Some(partner), true) = (partner, fixes) {
            // As the file has it: all that stands under the number's own heading, or the pair in the order of its names.
            let own = format!("correlation.\"{address}\"");
            let pair = format!("{own}.\"{partner}\"");
            let outline = &self.subject.outline;
            let pair =
                outline.at(&own).or_else(|| outline.at(&pair)).map_or(pair.as_str(), |line| line.address.as_str());
            return Err(wrong(&format!(
                "`{address}` is correlated with `{partner}`, and a number that is known goes with nothing: take the \
                 correlation out with --set 'remove=[\"{}\"]', or move it with its correlations by altai seek --shift",
                pair.replace('"', "\\\"")
            )));
        }
        let section = address.split('.').next().unwrap_or_default();
        let owner = if found.owner.is_empty() { section } else { &found.owner };
        if self.subject.outline.at(owner).is_none() {
            // A deal, a flow and so on that there is not, or a `target` where there are `targets`: the reader knows what is meant.
            self.at_word(&[(address, "1".to_owned())], Some(word))?;
        }
        let is_a_year = matches!(found.key.takes, Takes::Year);
        Ok(Varied { address: address.to_owned(), writing, bounds, domain, is_a_year })
    }

    /// The input whose draw stands at an address.
    fn input_at(&self, address: &str) -> Option<&str> {
        let outline = &self.subject.outline;
        let line = outline.at(&format!("{address}.value")).or_else(|| outline.at(address))?;
        let name = line.written.strip_prefix('"')?.strip_suffix('"')?;
        let inputs = &self.subject.scenario.inputs;
        inputs.iter().find_map(|input| input.address.strip_prefix("inputs.").filter(|input| *input == name))
    }

    /// The scenario with values laid over it as by `--set`; or an exit code, where it has a mistake, which is told.
    pub(crate) fn at(&self, values: &[(&str, String)]) -> Result<Scenario, u8> {
        self.at_word(values, None)
    }

    /// The same; mistakes in the values point at the word that was typed, which is no `--set`.
    fn at_word(&self, values: &[(&str, String)], word: Option<&str>) -> Result<Scenario, u8> {
        let more =
            values.iter().map(|(address, value)| Override { address: (*address).to_owned(), value: value.clone() });
        let changes: Vec<Override> = self.subject.changes.iter().cloned().chain(more).collect();
        let mut reading = scenario_file::read(&self.file, &changes)?;
        for (address, value) in values {
            let ours = format!("--set {address}={value}");
            let last = reading.sources.iter_mut().rev().find(|source| source.name == ours);
            if let (Some(source), Some(word)) = (last, word) {
                word.clone_into(&mut source.name);
                if !word.contains(value.as_str()) {
                    // The address alone was typed.
                    source.text.truncate(address.len());
                }
            }
        }
        let Some(mut scenario) = reading.scenario else {
            diagnostics::tell(&reading.sources, &reading.diagnostics);
            return Err(WRONG);
        };
        scenario.title.clone_from(&self.subject.scenario.title);
        scenario.run = self.subject.scenario.run;
        narrow(&mut scenario, &self.packages)?;
        Ok(scenario)
    }

    /// The number that is typed, as `--set` would take it; or an exit code, where it is none, which is told.
    ///
    /// `word` is what it was typed with, at which a mistake points.
    pub(crate) fn number(&self, varied: &Varied, typed: &str, word: &str) -> Result<f64, u8> {
        let scenario = self.at_word(&[(&varied.address, typed.to_owned())], Some(word))?;
        let known = match scenario.quantity(&varied.address) {
            Some(quantity) => quantity.known(),
            None => typed.replace('_', "").parse().ok(),
        };
        known.ok_or_else(|| {
            wrong(&format!("`{typed}` is not one number: `{}` goes from one number to another", varied.address))
        })
    }

    /// What the number is as the scenario stands, in the middle where it is uncertain, and whether it is.
    pub(crate) fn now(&self, varied: &Varied) -> (Option<f64>, bool) {
        match self.subject.scenario.quantity(&varied.address).map(|quantity| &quantity.value) {
            Some(Value::Fixed(x)) => (Some(*x), false),
            Some(Value::Uncertain(distribution)) => (Some(distribution.quantile(0.5)), true),
            None => {
                let written = self.subject.outline.at(&varied.address).map(|line| line.written.replace('_', ""));
                let default = || language::at(&varied.address).and_then(|found| found.key.default());
                (written.and_then(|written| written.parse().ok()).or_else(default), false)
            }
        }
    }
}

/// The quantity that an address is a part of: `flows.trade.drift` of `flows.trade.drift.normal.mean`.
fn quantity_above(address: &str) -> Option<&str> {
    let is_a_quantity =
        |above: &str| language::at(above).is_some_and(|found| matches!(found.key.takes, Takes::Quantity(_)));
    let ends = address.match_indices('.').map(|(at, _)| &address[..at]);
    ends.into_iter().find(|above| is_a_quantity(above))
}

/// A value as `--set` takes it.
pub(crate) fn typed(varied: &Varied, x: f64) -> String {
    if varied.writing == Writing::Whole { format!("{x:.0}") } else { format!("{x:?}") }
}

/// Two typed ends as numbers, the first below the second; or an exit code, which is told.
pub(crate) fn ascending(address: &str, [from, to]: [&str; 2], [low, high]: [f64; 2]) -> Result<(), u8> {
    if low < high {
        return Ok(());
    }
    Err(wrong(&if low == high {
        format!("both ends of `{address}` are {from}: a range goes from a smaller number to a larger one")
    } else {
        format!("the range of `{address}` begins at {from}, after its end {to}: write {to}..{from}")
    }))
}
