//! Shocks: blows that strike at random, part of each for good.

use crate::diagnostic::code;
use crate::document::Entry;
use crate::language::{Key, Table, Takes};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::{TableReader, open_entry};
use crate::regime::Regimes;
use crate::{Diagnostic, Domain, Quantity, Value, words};

/// A shock.
#[derive(Debug, Clone)]
pub struct Shock {
    /// Its name in the file.
    pub name: String,
    /// Strikes expected a year.
    pub rate: Quantity,
    /// The size of a strike, log points: drawn for every strike.
    pub size: Quantity,
    /// The share of a strike that stays for good.
    pub permanent: Quantity,
    /// Years in which half of the rest has faded.
    pub half_life: Quantity,
    /// The flows that it hits, as indices, ascending.
    pub flows: Vec<usize>,
}

const RATE: Key = Key::quantity("rate", Domain::NonNegative, "how many strikes a year on average").shown("0.1");
const SIZE: Key = Key::quantity("size", Domain::Real, "the size of a strike, log points, usually negative")
    .shown("\"-0.4 to -0.05\"");
const PERMANENT: Key =
    Key::quantity("permanent", Domain::Share, "the share of a strike that stays for good").or(0.0).shown("0.3");
const HALF_LIFE: Key =
    Key::quantity("half_life", Domain::Positive, "years in which half of the rest has faded").or(1.0).shown("2");

const FLOWS: Key = Key::new("flows", Takes::Names { of: "flow", least: 1 }, "the flows that it hits")
    .without("it hits every flow")
    .shown("[\"exports\"]");

pub(crate) const TABLE: Table = Table::new(
    "shocks.NAME",
    "a blow that strikes at random, so often a year; part of it may stay for good",
    &[RATE, SIZE, PERMANENT, HALF_LIFE, FLOWS],
);

/// As many strikes a year as may be expected.
const MOST_STRIKES: f64 = 20.0;

/// Reads `[shocks.NAME]`.
pub(crate) fn read(top: &TableReader<'_>, entry: &Entry, flows: &Names<'_>) -> Read<Shock> {
    let mistakes = top.mistakes;
    let shock = open_entry(top, entry, "shocks", "shock", &TABLE)?;
    let rate = shock.required_quantity(&RATE);
    let size = shock.required_quantity(&SIZE).and_then(|size| own(size, &shock));
    let permanent = shock.quantity_or_default(&PERMANENT);
    let half_life = shock.quantity_or_default(&HALF_LIFE);
    let hit = match shock.get(FLOWS.name) {
        None => Ok((0..flows.entries.len()).collect()),
        Some(entry) => flows.listed(entry, &shock).and_then(|listed| {
            if listed.is_empty() {
                let message = "this list of flows is empty: the shock hits nothing";
                let diagnostic = Diagnostic::error(code::ADDS_NOTHING, message).at(&entry.node.span, "");
                return Err(mistakes.report(diagnostic.help("without `flows` it hits all of them")));
            }
            Ok(listed)
        }),
    };
    Ok(Shock {
        name: entry.key.clone(),
        rate: rate?,
        size: size?,
        permanent: permanent?,
        half_life: half_life?,
        flows: hit?,
    })
}

/// A size that is not that of an input.
fn own(size: Quantity, shock: &TableReader<'_>) -> Read<Quantity> {
    match shock.get(SIZE.name) {
        Some(entry) if size.address != shock.address_of(SIZE.name) => {
            let message = "the size of a shock is drawn for every strike anew, and an input is drawn once";
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.node.span, "");
            Err(shock.mistakes.report(diagnostic.help("write the numbers of the input here, too")))
        }
        _ => Ok(size),
    }
}

/// Refuses shocks that strike too often to be played, in the regime in which they strike most.
pub(crate) fn check_rates(shocks: &[Shock], regimes: Option<&Regimes>, top: &TableReader<'_>) -> Read<()> {
    let factors = regimes.into_iter().flat_map(|regimes| &regimes.states);
    let worst = factors.max_by(|a, b| at_most(&a.shock_rate).total_cmp(&at_most(&b.shock_rate)));
    let factor = worst.map_or(1.0, |regime| at_most(&regime.shock_rate));
    let mut wrong = None;
    for shock in shocks {
        let (rate, strikes) = (at_most(&shock.rate), at_most(&shock.rate) * factor);
        if strikes <= MOST_STRIKES {
            continue;
        }
        let entry = top.get("shocks").and_then(|shocks| shocks.node.as_table()?.get(&shock.name));
        let at = entry.and_then(|shock| shock.node.as_table()?.get("rate")).map_or(top.span, |rate| &rate.node.span);
        let message = match worst.filter(|_| rate <= MOST_STRIKES) {
            Some(regime) => format!("`{}` may strike {strikes:.0} times a year in `{}`", shock.name, regime.name),
            None => format!("`{}` may strike {rate:.0} times a year", shock.name),
        };
        let diagnostic = Diagnostic::error(code::OUT_OF_RANGE, message).at(at, RATE.what);
        let help = format!(
            "at most {} a year: what happens all the time is `volatility` or `noise`",
            words::count(MOST_STRIKES as usize, "strike")
        );
        wrong = Some(top.mistakes.report(diagnostic.help(help)));
    }
    wrong.map_or(Ok(()), Err)
}

/// The number, or what it exceeds once in a thousand paths.
fn at_most(quantity: &Quantity) -> f64 {
    match &quantity.value {
        Value::Fixed(x) => *x,
        Value::Uncertain(distribution) => distribution.quantile(0.999),
    }
}

impl Shock {
    /// Every quantity of the shock, defaults included.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        [&self.rate, &self.size, &self.permanent, &self.half_life].into_iter()
    }

    /// The same, to be changed.
    pub(crate) fn quantities_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        [&mut self.rate, &mut self.size, &mut self.permanent, &mut self.half_life].into_iter()
    }
}
