//! What is common to the surprises of a year: the law of the innovations and their correlations.

use altai_math::matrix;
use ndarray::Array2;

use crate::diagnostic::code;
use crate::document::Entry;
use crate::mistakes::{Mistakes, Read};
use crate::names::{Names, suggestion, unknown};
use crate::reader::TableReader;
use crate::{Diagnostic, Span, number, words};

/// Whose innovation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Innovation {
    /// That of a driver, by index.
    Driver(usize),
    /// That of a flow, by index.
    Flow(usize),
}

/// The correlation of two innovations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// One: a driver before a flow, else the one that comes first in the file.
    pub first: Innovation,
    /// The other.
    pub second: Innovation,
    /// In (−1, 1), not 0.
    pub value: f64,
}

impl Correlation {
    /// Whose innovation comes first in the file stands first.
    fn in_order(self) -> Self {
        let Self { first, second, value } = self;
        if first < second { self } else { Self { first: second, second: first, value } }
    }
}

pub(crate) const KEYS: &[&str] = &["law", "correlation"];

/// A correlation and where it stands.
struct Stated<'a> {
    correlation: Correlation,
    names: [&'a str; 2],
    span: &'a Span,
}

/// Reads `[innovations]`: the correlations that are not 0, each pair once, drivers before flows, in the order of the file.
pub(crate) fn read(top: &TableReader<'_>, drivers: &Names<'_>, flows: &Names<'_>) -> Read<Vec<Correlation>> {
    let mistakes = top.mistakes;
    let Some(entry) = top.get("innovations") else { return Ok(Vec::new()) };
    let table = TableReader::open(&entry.node, "innovations", KEYS, mistakes)?;
    let law = table.get("law").map_or(Ok(()), |entry| law(entry, mistakes));
    let Some(entry) = table.get("correlation") else { return law.map(|()| Vec::new()) };
    let stated = correlations(entry, drivers, flows, mistakes);
    law?;
    let stated = stated?;
    hold_together(&stated, &entry.node.span, mistakes)?;
    let mut correlations: Vec<Correlation> = stated
        .into_iter()
        .map(|stated| stated.correlation.in_order())
        .filter(|correlation| correlation.value != 0.0)
        .collect();
    correlations.sort_by_key(|correlation| (correlation.first, correlation.second));
    Ok(correlations)
}

fn law(entry: &Entry, mistakes: &Mistakes) -> Read<()> {
    let node = &entry.node;
    if node.as_text() == Some("normal") {
        return Ok(());
    }
    let message = match node.as_text() {
        Some(text) => format!("there is no law of innovations \"{}\"", words::short(text)),
        None => format!("the law of innovations is \"normal\", not {}", node.described()),
    };
    let mend = node.as_text().map(|text| suggestion(text, ["normal"].into_iter())).unwrap_or_default();
    let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(&node.span, mend);
    Err(mistakes.report(diagnostic.help("what there is: \"normal\", which is also what holds without the key")))
}

fn correlations<'a>(
    entry: &'a Entry,
    drivers: &Names<'_>,
    flows: &Names<'_>,
    mistakes: &'a Mistakes,
) -> Read<Vec<Stated<'a>>> {
    let table = TableReader::open_named(&entry.node, "innovations.correlation", mistakes)?;
    let mut stated: Vec<Stated<'_>> = Vec::new();
    let mut wrong = None;
    for entry in table.named() {
        let first = innovation(entry, drivers, flows, mistakes);
        let address = table.address_of(&entry.key);
        let Ok(others) = TableReader::open_named(&entry.node, &address, mistakes) else {
            wrong = Some(mistakes.known());
            continue;
        };
        for other in others.named() {
            if other.key == entry.key {
                let message = format!("the correlation of `{}` with itself is 1 and needs no saying", entry.key);
                let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&other.key_span, "leave it out");
                wrong = Some(mistakes.report(diagnostic));
                continue;
            }
            let second = innovation(other, drivers, flows, mistakes);
            let value = value(other, &entry.key, mistakes);
            let (Ok(first), Ok(second), Ok(value)) = (first, second, value) else {
                wrong = Some(mistakes.known());
                continue;
            };
            let new = Stated {
                correlation: Correlation { first, second, value },
                names: [&entry.key, &other.key],
                span: &other.node.span,
            };
            wrong = add(&mut stated, new, mistakes).err().or(wrong);
        }
    }
    wrong.map_or(Ok(stated), Err)
}

/// Adds a correlation, which may have been given already with its names the other way round.
fn add<'a>(stated: &mut Vec<Stated<'a>>, new: Stated<'a>, mistakes: &Mistakes) -> Read<()> {
    let Correlation { first, second, value } = new.correlation;
    let [a, b] = new.names;
    let same = |old: &&mut Stated<'_>| {
        let pair = (old.correlation.first, old.correlation.second);
        pair == (first, second) || pair == (second, first)
    };
    match stated.iter_mut().find(same) {
        None => stated.push(new),
        Some(old) if old.correlation.value == value => {}
        // A later layer wins; within a text there is no telling which of the two is meant.
        Some(old) if old.span.source < new.span.source => *old = new,
        Some(old) if old.span.source > new.span.source => {}
        Some(old) => {
            let message = format!("the correlation of `{a}` and `{b}` is given twice, and differently");
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(new.span, "the second time");
            return Err(mistakes.report(diagnostic.at(old.span, "the first time").help("keep one of the two")));
        }
    }
    Ok(())
}

fn innovation(entry: &Entry, drivers: &Names<'_>, flows: &Names<'_>, mistakes: &Mistakes) -> Read<Innovation> {
    let name = &entry.key;
    match (drivers.position(name), flows.position(name)) {
        (Some(driver), None) => Ok(Innovation::Driver(driver)),
        (None, Some(flow)) => Ok(Innovation::Flow(flow)),
        (Some(driver), Some(flow)) => {
            let message = format!("`{name}` is a driver and a flow: it cannot be told which is meant");
            let diagnostic = Diagnostic::error(code::BAD_NAME, message)
                .at(&entry.key_span, "")
                .at(&drivers.entries[driver].key_span, "the driver")
                .at(&flows.entries[flow].key_span, "the flow");
            Err(mistakes.report(diagnostic.help("give one of the two another name")))
        }
        (None, None) if !drivers.are_complete() || !flows.are_complete() => Err(mistakes.known()),
        (None, None) => {
            let names = drivers.iter().chain(flows.iter());
            let mut diagnostic =
                unknown("driver or flow", name, names.clone()).at(&entry.key_span, suggestion(name, names));
            diagnostic.help.clear();
            let list =
                |names: &Names<'_>| if names.entries.is_empty() { "none".into() } else { words::choices(names.iter()) };
            let diagnostic = diagnostic
                .help(format!("drivers in this scenario: {}", list(drivers)))
                .help(format!("flows in this scenario: {}", list(flows)));
            Err(mistakes.report_if_whole(diagnostic))
        }
    }
}

fn value(entry: &Entry, other: &str, mistakes: &Mistakes) -> Read<f64> {
    let x = number::plain(entry, "a correlation", mistakes)?;
    if x.abs() < 1.0 {
        return Ok(x);
    }
    let message = format!("a correlation lies between -1 and 1, not {}{}", words::number(x), words::if_a_percentage(x));
    let diagnostic = Diagnostic::error(code::OUT_OF_RANGE, message).at(&entry.node.span, "");
    let diagnostic = if x == 1.0 {
        diagnostic.help(format!("what always moves together is one thing: use `{other}` in place of `{}`", entry.key))
    } else {
        diagnostic
    };
    Err(mistakes.report(diagnostic))
}

/// The least eigenvalue of correlations that hold together: so that they can be factored in any order.
const ROOM: f64 = 1e-9;

/// Refuses correlations that no random numbers can have.
fn hold_together(stated: &[Stated<'_>], span: &Span, mistakes: &Mistakes) -> Read<()> {
    let mut innovations: Vec<(Innovation, &str)> =
        stated.iter().flat_map(|s| [(s.correlation.first, s.names[0]), (s.correlation.second, s.names[1])]).collect();
    innovations.sort_unstable();
    innovations.dedup();
    let position =
        |of: Innovation| innovations.iter().position(|(innovation, _)| *innovation == of).unwrap_or_default();
    let n = innovations.len();
    let mut given = Array2::eye(n);
    for s in stated {
        let (i, j) = (position(s.correlation.first), position(s.correlation.second));
        given[[i, j]] = s.correlation.value;
        given[[j, i]] = s.correlation.value;
    }
    if matrix::cholesky(&(&given - Array2::<f64>::eye(n) * ROOM)).is_some() {
        return Ok(());
    }

    let among = if n > MOST_AT_ONCE { few_that_do_not_fit(&given) } else { (0..n).collect() };
    let given = part(&given, &among);
    let name = |i: usize| innovations[among[i]].1;
    let nearest = matrix::nearest_correlation(&given);
    let mut moves: Vec<(usize, usize)> =
        (0..among.len()).flat_map(|i| (i + 1..among.len()).map(move |j| (i, j))).collect();
    let distance = |(i, j): (usize, usize)| (nearest[[i, j]] - given[[i, j]]).abs();
    moves.sort_by(|&a, &b| distance(b).total_cmp(&distance(a)).then(a.cmp(&b)));
    let place = |(i, j): (usize, usize)| {
        stated.iter().find(|s| {
            let pair = [position(s.correlation.first), position(s.correlation.second)];
            pair == [among[i], among[j]] || pair == [among[j], among[i]]
        })
    };
    let mut diagnostic = Diagnostic::error(code::NOT_POSITIVE_DEFINITE, "these correlations cannot all hold together");
    if let Some(&worst) = moves.first() {
        let names = format!("`{}` and `{}`", name(worst.0), name(worst.1));
        diagnostic = match place(worst) {
            Some(stated) => diagnostic.at(stated.span, format!("{names} fit the others least")),
            None => diagnostic.at(span, format!("{names}, which are not named and so have 0, fit the others least")),
        };
    }
    for &(i, j) in moves.iter().take(6).filter(|&&pair| distance(pair) >= 0.005) {
        let (now, then) = (words::number(given[[i, j]]), nearest[[i, j]]);
        diagnostic = diagnostic.help(format!("{} and {}: {then:.2} instead of {now}", name(i), name(j)));
    }
    let help = "that would be the nearest that only just can: choose numbers a little closer to 0";
    Err(mistakes.report(diagnostic.help(help)))
}

/// The nearest correlations of more innovations than this would take seconds to find.
const MOST_AT_ONCE: usize = 40;

/// A few innovations whose correlations cannot hold together, none of which could be left out.
fn few_that_do_not_fit(given: &Array2<f64>) -> Vec<usize> {
    let fails = |among: &[usize]| matrix::cholesky(&part(given, among)).is_none();
    let mut among: Vec<usize> = (0..given.nrows()).collect();
    for i in (0..given.nrows()).rev() {
        let without: Vec<usize> = among.iter().copied().filter(|&other| other != i).collect();
        if fails(&without) {
            among = without;
        }
    }
    among
}

/// The rows and columns of these indices.
fn part(of: &Array2<f64>, among: &[usize]) -> Array2<f64> {
    Array2::from_shape_fn((among.len(), among.len()), |(i, j)| of[[among[i], among[j]]])
}
