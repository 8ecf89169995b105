//! Density against coverage: what a smaller box gains and what it gives up.

use altai_analysis::discover::{BoxRow, Discovery};

use crate::number::whole_percent;
use crate::style::{HEADING, styled};

/// So many lines of points …
const HEIGHT: usize = 9;

/// … and so many places beside each other, where there is room.
const WIDEST: usize = 50;

/// Labels of density, to the left.
const MARGIN: usize = 7;

/// Points of all boxes, on axes that stand for 0 to 1 of coverage and for the densities that there are.
pub(super) fn picture(discovery: &Discovery, width: usize) -> String {
    let places = width.saturating_sub(MARGIN + 2).clamp(8, WIDEST);
    let boxes: Vec<&BoxRow> = discovery.boxes.iter().filter(|row| row.mass > 0.0).collect();
    let densities = || boxes.iter().map(|row| row.density).chain([discovery.shown.density]);
    let (least, greatest) = (densities().fold(f64::INFINITY, f64::min), densities().fold(f64::NEG_INFINITY, f64::max));
    let place = |share: f64, places: usize| ((share * (places - 1) as f64).round() as usize).min(places - 1);
    let mut points = vec![vec![' '; places]; HEIGHT];
    let mut put = |row: &BoxRow, sign: char| {
        let share = (row.density - least) / (greatest - least).max(f64::MIN_POSITIVE);
        points[HEIGHT - 1 - place(share, HEIGHT)][place(row.coverage, places)] = sign;
    };
    for row in &boxes {
        put(row, '·');
    }
    if discovery.shown.mass > 0.0 {
        put(&discovery.shown, '●');
    }
    let label = |line: usize| match line {
        0 => whole_percent(greatest),
        line if line + 1 == HEIGHT => whole_percent(least),
        _ => String::new(),
    };
    let lines = points.iter().enumerate().map(|(line, points)| {
        let points: String = points.iter().collect();
        format!("{:>MARGIN$} │{}", label(line), points).trim_end().to_owned() + "\n"
    });
    let heading = styled(HEADING, &format!("{:>MARGIN$}", "density")) + "\n";
    let axis = format!("{} └{}\n", " ".repeat(MARGIN), "─".repeat(places));
    let (from, to) = ("0 %", "100 %");
    let between = places.saturating_sub(from.len() + to.len());
    let name = if between >= 10 { "coverage" } else { "" };
    let below = format!("{}  {from}{name:^between$}{to}\n", " ".repeat(MARGIN));
    heading + &lines.collect::<String>() + &axis + &styled(HEADING, below.trim_end()) + "\n"
}
