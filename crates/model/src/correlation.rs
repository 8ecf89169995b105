//! Correlations as they are stated, of innovations or of quantities: each pair once, and all of them possible together.

use std::collections::BTreeMap;

use altai_math::matrix;
use ndarray::Array2;

use crate::diagnostic::code;
use crate::document::Entry;
use crate::language::Range;
use crate::mistakes::{Mistakes, Read};
use crate::reader::TableReader;
use crate::{Diagnostic, Span, number, words};

/// Where a correlation lies.
pub(crate) const RANGE: Range = Range::inside(-1.0, 1.0);

/// A correlation and where it stands.
pub(crate) struct Stated<'a, T> {
    /// What is correlated.
    pub(crate) pair: [T; 2],
    /// In (−1, 1).
    pub(crate) value: f64,
    names: [&'a str; 2],
    span: &'a Span,
}

/// Reads `ONE = { OTHER = 0.5, … }` of a table; `find` tells what a key means,
/// given the key that it is correlated with.
pub(crate) fn read<'a, T: Ord + Copy>(
    table: &TableReader<'a>,
    find: impl Fn(&'a Entry, Option<&str>) -> Read<T>,
) -> Read<Vec<Stated<'a, T>>> {
    let mistakes = table.mistakes;
    let mut stated: BTreeMap<[T; 2], Stated<'_, T>> = BTreeMap::new();
    let mut wrong = None;
    for entry in table.named() {
        if mistakes.are_plenty() {
            return Err(mistakes.known());
        }
        let Ok(others) = table.named_table(entry) else {
            wrong = Some(mistakes.known());
            continue;
        };
        let first = find(entry, None);
        for other in others.named() {
            if other.key == entry.key {
                let message = format!("the correlation of `{}` with itself is 1 and needs no saying", entry.key);
                let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&other.key_span, "leave it out");
                wrong = Some(mistakes.report(diagnostic));
                continue;
            }
            if mistakes.are_plenty() {
                return Err(mistakes.known());
            }
            let second = find(other, Some(&entry.key));
            let value = value(other, &entry.key, mistakes);
            let (Ok(first), Ok(second), Ok(value)) = (first, second, value) else {
                wrong = Some(mistakes.known_later());
                continue;
            };
            let names = [entry.key.as_str(), other.key.as_str()];
            let new = Stated { pair: [first, second], value, names, span: &other.node.span };
            wrong = add(&mut stated, new, mistakes).err().or(wrong);
        }
    }
    wrong.map_or(Ok(stated.into_values().collect()), Err)
}

/// Adds a correlation, which may have been given already with its names the other way round.
fn add<'a, T: Ord + Copy>(
    stated: &mut BTreeMap<[T; 2], Stated<'a, T>>,
    new: Stated<'a, T>,
    mistakes: &Mistakes,
) -> Read<()> {
    let mut either_way = new.pair;
    either_way.sort_unstable();
    let Some(old) = stated.get(&either_way) else {
        stated.insert(either_way, new);
        return Ok(());
    };
    if old.value == new.value {
        return Ok(());
    }
    let [a, b] = new.names;
    let message = format!("the correlation of `{a}` and `{b}` is given twice, and differently");
    let diagnostic = Diagnostic::error(code::CONFLICT, message).at(new.span, "the second time");
    Err(mistakes.report(diagnostic.at(old.span, "the first time").help("keep one of the two")))
}

fn value(entry: &Entry, other: &str, mistakes: &Mistakes) -> Read<f64> {
    let x = number::plain(entry, "a correlation", mistakes)?;
    if RANGE.contains(x) {
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

/// Refuses correlations that no random numbers can have; `span` is the table that they stand in.
pub(crate) fn hold_together<T: Ord + Copy>(stated: &[Stated<'_, T>], span: &Span, mistakes: &Mistakes) -> Read<()> {
    let mut members: Vec<(T, &str)> =
        stated.iter().flat_map(|s| [(s.pair[0], s.names[0]), (s.pair[1], s.names[1])]).collect();
    members.sort_unstable();
    members.dedup_by_key(|(member, _)| *member);
    let position = |of: T| members.iter().position(|(member, _)| *member == of).unwrap_or_default();
    let n = members.len();
    if n > MOST {
        let message = format!("{n} are correlated, more than Altai takes");
        let diagnostic = Diagnostic::error(code::TOO_MANY, message).at(span, "");
        return Err(mistakes.report(diagnostic.help(format!("at most {MOST}"))));
    }
    let mut given = Array2::eye(n);
    for s in stated {
        let [i, j] = s.pair.map(position);
        given[[i, j]] = s.value;
        given[[j, i]] = s.value;
    }
    if can_hold(&given) {
        return Ok(());
    }

    let among = if n > MOST_AT_ONCE { few_that_do_not_fit(&given) } else { (0..n).collect() };
    let given = part(&given, &among);
    let name = |i: usize| members[among[i]].1;
    let nearest = matrix::nearest_correlation(&given);
    let mut moves: Vec<(usize, usize)> =
        (0..among.len()).flat_map(|i| (i + 1..among.len()).map(move |j| (i, j))).collect();
    let distance = |(i, j): (usize, usize)| (nearest[[i, j]] - given[[i, j]]).abs();
    moves.sort_by(|&a, &b| distance(b).total_cmp(&distance(a)).then(a.cmp(&b)));
    let place = |(i, j): (usize, usize)| {
        stated.iter().find(|s| {
            let pair = s.pair.map(position);
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

/// As many as may be correlated: every driver with every flow.
const MOST: usize = 128;

/// The least eigenvalue of correlations that hold together: so that they can be factored in any order.
const ROOM: f64 = 1e-9;

/// Whether there are random numbers with such correlations.
fn can_hold(given: &Array2<f64>) -> bool {
    matrix::cholesky(&(given - Array2::<f64>::eye(given.nrows()) * ROOM)).is_some()
}

/// The nearest correlations of more than this would take seconds to find.
const MOST_AT_ONCE: usize = 40;

/// A few whose correlations cannot hold together, none of which could be left out.
fn few_that_do_not_fit(given: &Array2<f64>) -> Vec<usize> {
    let fails = |among: &[usize]| !can_hold(&part(given, among));
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
