//! Regimes: named states of the world, one a year, that follow each other at random.

use crate::diagnostic::code;
use crate::document::{Entry, Item, Node};
use crate::language::{Key, Named, Range, Table, Takes};
use crate::mistakes::{Mistakes, Read};
use crate::names::Names;
use crate::reader::{TableReader, open_entry};
use crate::{Diagnostic, Domain, Quantity, number, words};

/// A Markov chain over named regimes.
#[derive(Debug, Clone)]
pub struct Regimes {
    /// The states, in the order of the file.
    pub states: Vec<Regime>,
    /// The state of the base year, as an index.
    pub start: usize,
    /// Yearly probabilities of going from one state (row) to another (column); each row sums to 1.
    pub transition: Vec<Vec<f64>>,
}

/// What a regime changes in the years it rules.
#[derive(Debug, Clone)]
pub struct Regime {
    /// Its name in the file.
    pub name: String,
    /// Added to every flow's drift, log points a year.
    pub drift: Quantity,
    /// Multiplies every flow's volatility.
    pub volatility: Quantity,
    /// Multiplies every shock's rate.
    pub shock_rate: Quantity,
    /// Multiplies every deal's hazard of cancellation.
    pub cancel: Quantity,
}

const START: Key = Key::new("start", Takes::Name("regime"), "the regime of the base year").shown("\"calm\"");
const TRANSITION: Key =
    Key::new("transition", Takes::Transition, "the yearly probabilities of going from each regime to each")
        .without("the only regime lasts")
        .shown("{ calm = { turmoil = 0.1 }, turmoil = { calm = 0.5 } }");
const STATES: Key = Key::new("states", NAMED, "the regimes by name");
const NAMED: Takes = Takes::Named(&Named { noun: "regime", least: 1, each: Takes::Table(&STATE) });

pub(crate) const TABLE: Table = Table::new(
    "regimes",
    "states of the world, one a year, that follow each other at random",
    &[START, TRANSITION, STATES],
);

const DRIFT: Key =
    Key::quantity("drift", Domain::Real, "added to every flow's drift, log points a year").or(0.0).shown("-0.05");
const VOLATILITY: Key =
    Key::quantity("volatility", Domain::Factor, "how many times as far as usual a year strays").or(1.0).shown("2");
const SHOCK_RATE: Key =
    Key::quantity("shock_rate", Domain::Factor, "how many times as often as usual shocks strike").or(1.0).shown("3");
const CANCEL: Key =
    Key::quantity("cancel", Domain::Factor, "how many times as often as usual deals are cancelled").or(1.0).shown("2");

const STATE: Table = Table::new(
    "regimes.states.NAME",
    "a regime: what it changes in the years it rules",
    &[DRIFT, VOLATILITY, SHOCK_RATE, CANCEL],
);

/// As many regimes as a scenario may have.
const MOST: usize = 32;

/// Rows of probabilities are written with so many figures that they sum to 1 within this.
const ROUNDING: f64 = 1e-9;

/// A row of the transition, with the names of the scenario.
fn example(names: &Names<'_>) -> String {
    let mut names = names.iter();
    let (from, to) = (names.next().unwrap_or("calm"), names.next().unwrap_or("turmoil"));
    format!("transition.{from} = {{ {from} = 0.9, {to} = 0.1 }}")
}

/// Reads `[regimes]`.
pub(crate) fn read(top: &TableReader<'_>) -> Read<Option<Regimes>> {
    let Some(entry) = top.get("regimes") else { return Ok(None) };
    let table = top.table(entry, &TABLE)?;
    let names = Names::of(&table, "states", "regime", MOST);
    let some = some_state(&table, &names);
    let states: Vec<Read<Regime>> = names.entries.iter().map(|entry| state(top, entry)).collect();
    let start = start(&table, &names);
    let transition = transition(&table, &names);
    some?;
    let states = states.into_iter().collect::<Read<Vec<Regime>>>()?;
    Ok(Some(Regimes { states, start: start?, transition: transition? }))
}

fn some_state(table: &TableReader<'_>, names: &Names<'_>) -> Read<()> {
    if !names.entries.is_empty() || !names.are_complete() {
        return Ok(());
    }
    let span = table.get("states").map_or(table.span, |entry| &entry.node.span);
    let diagnostic = Diagnostic::error(code::MISSING, "`[regimes]` has no state").at(span, "");
    let help = "a state is a table `[regimes.states.NAME]`, with what it changes: `drift`, `volatility`, `shock_rate`, `cancel`";
    Err(table.mistakes.report_if_whole(diagnostic.help(help)))
}

fn state(top: &TableReader<'_>, entry: &Entry) -> Read<Regime> {
    let state = open_entry(top, entry, "regimes.states", "regime", &STATE)?;
    let drift = state.quantity_or_default(&DRIFT);
    let volatility = state.quantity_or_default(&VOLATILITY);
    let shock_rate = state.quantity_or_default(&SHOCK_RATE);
    let cancel = state.quantity_or_default(&CANCEL);
    Ok(Regime {
        name: entry.key.clone(),
        drift: drift?,
        volatility: volatility?,
        shock_rate: shock_rate?,
        cancel: cancel?,
    })
}

fn start(table: &TableReader<'_>, names: &Names<'_>) -> Read<usize> {
    let entry = table.required(START.name, START.what)?;
    let Some(name) = entry.node.as_text() else {
        let message = format!("`start` is the name of a regime, not {}", entry.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
        return Err(table.mistakes.report(diagnostic.help("the regime of the base year, in quotation marks")));
    };
    names.find(name, &entry.node.span, table.mistakes)
}

/// The rows by name, or all of them as a list in the order of the states.
fn transition(table: &TableReader<'_>, names: &Names<'_>) -> Read<Vec<Vec<f64>>> {
    let mistakes = table.mistakes;
    let n = names.entries.len();
    let Some(entry) = table.get(TRANSITION.name) else {
        if n == 1 {
            return Ok(vec![vec![1.0]]);
        }
        table.required(
            "transition",
            &format!("the probabilities of going from each regime to each, `{}`", example(names)),
        )?;
        return Err(mistakes.known());
    };
    let rows: Vec<Read<Vec<f64>>> = match &entry.node.item {
        Item::List(nodes) if nodes.len() == n => {
            nodes.iter().enumerate().map(|(from, node)| row(node, from, table, names)).collect()
        }
        Item::List(nodes) if names.are_complete() => {
            let message = format!(
                "the transition has {}, and there are {}",
                words::count(nodes.len(), "row"),
                words::count(n, "regime")
            );
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.node.span, "");
            return Err(
                mistakes.report(diagnostic.help(format!("a row for each regime, by its name: `{}`", example(names))))
            );
        }
        Item::List(_) => return Err(mistakes.known_later()),
        _ => {
            let by_name = table.named_table(entry)?;
            let unknown: Vec<Read<usize>> =
                by_name.named().map(|row| names.find(&row.key, &row.key_span, mistakes)).collect();
            let mut wrong = unknown.into_iter().find_map(Result::err);
            let mut rows = Vec::new();
            for (from, name) in names.iter().enumerate() {
                match by_name.get(name) {
                    Some(entry) => rows.push(row(&entry.node, from, table, names)),
                    None if n == 1 => rows.push(Ok(vec![1.0])),
                    None if wrong.is_some() => {}
                    None => {
                        let message = format!("the transition does not say what follows `{name}`");
                        let diagnostic = Diagnostic::error(code::MISSING, message).at(&entry.node.span, "");
                        let help = format!("a row for each regime, such as `{}`", example(names));
                        wrong = Some(mistakes.report_if_whole(diagnostic.help(help)));
                    }
                }
            }
            if let Some(reported) = wrong {
                return Err(reported);
            }
            rows
        }
    };
    rows.into_iter().collect()
}

/// The probabilities of going from one regime to each. What is left out is the rest: first of all, of staying.
fn row(node: &Node, from: usize, table: &TableReader<'_>, names: &Names<'_>) -> Read<Vec<f64>> {
    let mistakes = table.mistakes;
    let n = names.entries.len();
    let this = if from < n { names.name(from) } else { "" };
    let given = match &node.item {
        Item::List(nodes) => in_order(nodes, node, this, table, names)?,
        _ => by_name(&table.open(node, format!("regimes.transition.{this}"))?, names)?,
    };
    let sum: f64 = given.iter().flatten().sum();
    let absent: Vec<usize> = (0..n).filter(|&to| given[to].is_none()).collect();
    let rest = match absent[..] {
        [] => None,
        [only] => Some(only),
        // Whoever says only where one may go means that one stays otherwise.
        _ => absent.contains(&from).then_some(from),
    };
    let is_whole = (sum - 1.0).abs() <= ROUNDING;
    if is_whole || rest.is_some() && sum < 1.0 {
        let mut row: Vec<f64> = given.into_iter().map(Option::unwrap_or_default).collect();
        if let Some(rest) = rest {
            row[rest] = (1.0 - sum).max(0.0);
        }
        return Ok(row);
    }
    let shown = words::number((sum * 1e9).round() / 1e9);
    let message = format!("the probabilities of what follows `{this}` sum to {shown}, not to 1");
    let diagnostic = Diagnostic::error(code::OUT_OF_RANGE, message).at(&node.span, "");
    Err(mistakes.report(diagnostic.help("one of them may be left out: it is the rest")))
}

/// The numbers of a row that is a list: all of them, in the order of the states.
fn in_order(
    nodes: &[Node],
    row: &Node,
    this: &str,
    table: &TableReader<'_>,
    names: &Names<'_>,
) -> Read<Vec<Option<f64>>> {
    let n = names.entries.len();
    if nodes.len() != n {
        let [numbers, regimes] = [words::count(nodes.len(), "number"), words::count(n, "regime")];
        let message = format!("the row of `{this}` has {numbers}, and there are {regimes}");
        return Err(table.mistakes.report(Diagnostic::error(code::CONFLICT, message).at(&row.span, "")));
    }
    let numbers: Vec<Read<Option<f64>>> =
        names.iter().zip(nodes).map(|(to, node)| probability(to, node, table.mistakes).map(Some)).collect();
    numbers.into_iter().collect()
}

/// The numbers of a row that names the regimes.
fn by_name(row: &TableReader<'_>, names: &Names<'_>) -> Read<Vec<Option<f64>>> {
    let mut given: Vec<Option<f64>> = vec![None; names.entries.len()];
    let mut wrong = None;
    for entry in row.named() {
        let to = names.find(&entry.key, &entry.key_span, row.mistakes);
        match (to, probability(&entry.key, &entry.node, row.mistakes)) {
            (Ok(to), Ok(probability)) => given[to] = Some(probability),
            (Err(reported), _) | (_, Err(reported)) => wrong = Some(reported),
        }
    }
    wrong.map_or(Ok(given), Err)
}

fn probability(to: &str, node: &Node, mistakes: &Mistakes) -> Read<f64> {
    let entry = Entry { key: to.to_owned(), key_span: node.span.clone(), node: node.clone() };
    let x = number::plain(&entry, "a probability of transition", mistakes)?;
    if Range::SHARE.contains(x) {
        return Ok(x);
    }
    let mend = if x > 0.0 { words::if_a_percentage(x) } else { String::new() };
    let message = format!("a probability lies between 0 and 1, not {}{mend}", words::number(x));
    Err(mistakes.report(Diagnostic::error(code::OUT_OF_RANGE, message).at(&node.span, "")))
}

impl Regimes {
    /// Every quantity of the regimes, defaults included.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        self.states.iter().flat_map(|state| [&state.drift, &state.volatility, &state.shock_rate, &state.cancel])
    }

    /// The same, to be changed.
    pub(crate) fn quantities_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        self.states
            .iter_mut()
            .flat_map(|state| [&mut state.drift, &mut state.volatility, &mut state.shock_rate, &mut state.cancel])
    }
}
