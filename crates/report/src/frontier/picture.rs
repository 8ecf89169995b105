//! Odds against expected cost: every package a dot, those of the table their letters.

use altai_analysis::frontier::Frontier;

use super::letter;
use crate::number::{money, percent};
use crate::table::short;

const HEIGHT: usize = 12;

/// No wider than this.
const WIDEST: usize = 72;

/// Narrower, there is no picture.
const NARROWEST: usize = 24;

/// The picture, in lines of at most `width`; `None` where all packages cost the same, or there is no room.
pub(super) fn picture(frontier: &Frontier, shown: &[usize], width: usize) -> Option<String> {
    let points: Vec<Option<(f64, f64)>> =
        frontier.packages.iter().map(|row| row.cost.map(|cost| (cost, row.odds))).collect();
    let ends = |of: fn((f64, f64)) -> f64| {
        let values = || points.iter().flatten().map(|&point| of(point));
        (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
    };
    let (cheap, dear) = ends(|(cost, _)| cost);
    let (low, high) = ends(|(_, odds)| odds);
    if !(dear > cheap && high > low) {
        return None;
    }
    let labels = [percent(high), percent(low)];
    let margin = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let across = width.min(WIDEST).checked_sub(margin + 3).filter(|across| *across >= NARROWEST)?;
    let mut cells = vec![vec![' '; across]; HEIGHT];
    let at = |(cost, odds): (f64, f64)| {
        let column = ((cost - cheap) / (dear - cheap) * (across - 1) as f64).round() as usize;
        let row = ((high - odds) / (high - low) * (HEIGHT - 1) as f64).round() as usize;
        (row.min(HEIGHT - 1), column.min(across - 1))
    };
    for &point in points.iter().flatten() {
        let (row, column) = at(point);
        cells[row][column] = '·';
    }
    // Where letters meet, the cheapest stays.
    for (place, &package) in shown.iter().enumerate().rev() {
        if let Some(point) = points[package] {
            let (row, column) = at(point);
            cells[row][column] = letter(place);
        }
    }
    let line = |(row, line): (usize, &Vec<char>)| {
        let label = match row {
            0 => labels[0].as_str(),
            row if row + 1 == HEIGHT => labels[1].as_str(),
            _ => "",
        };
        let line: String = line.iter().collect();
        format!("{label:>margin$} │ {line}").trim_end().to_owned()
    };
    let mut lines: Vec<String> = cells.iter().enumerate().map(line).collect();
    lines.push(format!("{:margin$} └{}", "", "─".repeat(across + 1)));
    let (left, right) = (format!("{} ", money(Some(cheap))), format!(" {}", money(Some(dear))));
    let room = across.saturating_sub(left.chars().count() + right.chars().count());
    let caption = short("expected cost, $ million", room);
    let before = (room - caption.chars().count()) / 2;
    let after = room - caption.chars().count() - before;
    lines.push(format!("{:margin$}   {left}{}{caption}{}{right}", "", " ".repeat(before), " ".repeat(after)));
    Some(lines.join("\n") + "\n")
}
