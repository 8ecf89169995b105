//! Which assumption moves the odds most: a table with bars, CSV and JSON.

use altai_analysis::drivers::{Drivers, SettingRow, SpanRow};
use altai_analysis::words::{grouped, several};

use crate::csv_file::{File, csv};
use crate::explain::rounded;
use crate::number::{give_or_take, points, whole_percent};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-drivers-1";

/// The file of the settings.
pub const TABLE: &str = "drivers.csv";

/// So many assumptions have a row in the terminal.
const MOST_ROWS: usize = 16;

/// Shorter bars say nothing …
const LEAST_BAR: usize = 9;

/// … and longer ones no more.
const LONGEST_BAR: usize = 40;

const INTERVENTION: &str = "Each number by itself is set to its 10th percentile (p10) and to its 90th (p90), on the same draws of \
                            everything else. It is an intervention: what is correlated with it stays as it was.";

impl Report for Drivers {
    fn title(&self) -> Option<&str> {
        self.question.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        vec![(TABLE, csv(&self.settings)), ("spans.csv", csv(&self.spans))]
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let shown: Vec<&SpanRow> = self.spans.iter().take_while(|span| span.moves).take(MOST_ROWS).collect();
        let rest: Vec<&SpanRow> = self.spans.iter().skip(shown.len()).collect();
        let table = if shown.is_empty() { String::new() } else { "\n".to_owned() + &table(self, &shown, width) };
        let settings = 2 * self.spans.len() as u64 + 1;
        let played = match settings {
            1 => several(self.paths, "path"),
            _ => format!("{} under each of {} settings", several(self.paths, "path"), grouped(settings)),
        };
        let asides = [others(&rest), how_to_read(self, !shown.is_empty()), left_alone(self.known)];
        let asides = asides.map(|words| aside(&words, width)).concat();
        self.brief(width) + &table + &asides + &end(&played, run.seed, seconds, next, width)
    }
}

fn how_to_read(drivers: &Drivers, has_rows: bool) -> String {
    if !has_rows {
        return String::new();
    }
    format!(
        "{INTERVENTION} With everything as the scenario has it, the odds are {} in 100. ± is what simulation leaves open (95 %), the \
         largest of its column.",
        whole_percent(drivers.probability).trim_end_matches(" %")
    )
}

/// What has no row moves the odds by less than simulation can tell; where that is more than this, one cannot call it little.
const TELLING: f64 = 0.1;

/// What has no row.
fn others(rest: &[&SpanRow]) -> String {
    let farthest = rest.iter().map(|span| span.span.abs()).fold(0.0, f64::max);
    let upto = format!("{:.1}", (1000.0 * farthest).ceil() / 10.0);
    match rest {
        [] => String::new(),
        // So wide a bound tells nothing.
        [only] if farthest > TELLING => format!("What {} does, so few paths do not tell.", only.address),
        _ if farthest > TELLING => format!("What {} other numbers do, so few paths do not tell.", rest.len()),
        [only] if only.span == 0.0 => format!("{} changes nothing on any path.", only.address),
        [only] => format!("{} moves the odds by {upto} points or less.", only.address),
        _ if farthest == 0.0 => format!("{} other numbers change nothing on any path.", rest.len()),
        _ => format!("{} other numbers move the odds by {upto} points or less each.", rest.len()),
    }
}

/// What no percentile can be taken of.
fn left_alone(known: usize) -> String {
    match known {
        0 => String::new(),
        1 => "One number is written without a range and stays as it is: altai seek and altai sweep move it.".to_owned(),
        _ => format!(
            "{known} numbers are written without a range and stay as they are: altai seek and altai sweep move them."
        ),
    }
}

fn table(drivers: &Drivers, shown: &[&SpanRow], width: usize) -> String {
    let rows: Vec<Row<'_>> = shown.iter().filter_map(|span| Row::of(drivers, span)).collect();
    let column = |heading: &str, cell: &dyn Fn(&Row<'_>) -> String, last: String| {
        Column::new(heading, rows.iter().map(cell).chain([last]))
    };
    let plain = |heading: &str, cell: &dyn Fn(&Row<'_>) -> String| column(heading, cell, String::new());
    let widest = shown.iter().map(|span| span.upper_95 - span.lower_95).fold(0.0, f64::max);
    let mut table = Table {
        labels: vec![
            plain("assumption", &|row| row.span.address.clone()),
            plain("in", &|row| row.low.unit.trim_end_matches(" a year").to_owned()),
        ],
        values: vec![
            plain("low,\nat p10", &|row| value(row.low)),
            plain("odds", &|row| whole_percent(row.low.odds)),
            plain("high,\nat p90", &|row| value(row.high)),
            plain("odds", &|row| whole_percent(row.high.odds)),
            column("points\nbetween", &|row| points(row.span.span), give_or_take(widest / 2.0)),
        ],
    };
    let taken = table.text(usize::MAX / 4).lines().map(seen).max().unwrap_or(0);
    let room = width.saturating_sub(taken + 2).min(LONGEST_BAR);
    if room >= LEAST_BAR {
        let scale = Scale::of(&rows, drivers.probability, room);
        let heading = "░ low\n█ high";
        table.values.push(column(heading, &|row| scale.bar(row), " ".repeat(room)));
    }
    table.text(width)
}

/// How wide a line is, without what only styles it.
fn seen(line: &str) -> usize {
    textwrap::core::display_width(line)
}

/// An assumption with its two settings.
struct Row<'a> {
    span: &'a SpanRow,
    low: &'a SettingRow,
    high: &'a SettingRow,
}

impl<'a> Row<'a> {
    fn of(drivers: &'a Drivers, span: &'a SpanRow) -> Option<Self> {
        let mut settings = drivers.settings.iter().filter(|row| row.address == span.address);
        Some(Self { span, low: settings.next()?, high: settings.next()? })
    }
}

/// A value of an assumption: three digits that count, or a day as a year with a tenth.
fn value(row: &SettingRow) -> String {
    if row.unit == "year" { format!("{:.1}", row.value) } else { rounded(row.value) }
}

/// From odds to places of a bar.
struct Scale {
    least: f64,
    greatest: f64,
    stated: f64,
    places: usize,
}

impl Scale {
    fn of(rows: &[Row<'_>], stated: f64, places: usize) -> Self {
        let odds = || rows.iter().flat_map(|row| [row.low.odds, row.high.odds]);
        let (least, greatest) = (odds().fold(stated, f64::min), odds().fold(stated, f64::max));
        Self { least, greatest, stated, places }
    }

    fn place(&self, odds: f64) -> usize {
        let share = (odds - self.least) / (self.greatest - self.least).max(f64::MIN_POSITIVE);
        (share * (self.places - 1) as f64).round() as usize
    }

    /// `░` between the odds as they are and those with the number low, `█` on the way to those with it high.
    fn bar(&self, row: &Row<'_>) -> String {
        let [low, stated, high] = [row.low.odds, self.stated, row.high.odds].map(|odds| self.place(odds));
        let between = |place: usize, end: usize| (stated.min(end)..=stated.max(end)).contains(&place);
        let sign = |place: usize| match () {
            () if place == stated => '│',
            () if between(place, high) => '█',
            () if between(place, low) => '░',
            () => ' ',
        };
        (0..self.places).map(sign).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Scale {
        Scale { least: 0.1, greatest: 0.3, stated: 0.2, places: 9 }
    }

    fn bar(low: f64, high: f64) -> String {
        let setting = |odds: f64| SettingRow { odds, ..SettingRow::default() };
        scale().bar(&Row { span: &SpanRow::default(), low: &setting(low), high: &setting(high) })
    }

    #[test]
    fn a_bar_goes_from_the_odds_as_they_are_to_those_with_the_number_low_and_high() {
        assert_eq!(bar(0.1, 0.3), "░░░░│████");
        assert_eq!(bar(0.25, 0.15), "  ██│░░  ");
        assert_eq!(bar(0.2, 0.2), "    │    ");
        assert_eq!(bar(0.25, 0.3), "    │████");
    }

    #[test]
    fn odds_that_are_all_the_same_have_a_scale() {
        assert_eq!(Scale { least: 0.2, greatest: 0.2, ..scale() }.place(0.2), 0);
    }

    #[test]
    fn what_has_no_row_is_summed_up() {
        let span = |address: &str, span: f64| SpanRow { address: address.to_owned(), span, ..SpanRow::default() };
        let rows = [span("a.b", 0.0), span("c.d", -0.0021), span("e.f", 0.0)];
        assert_eq!(others(&[]), "");
        let far = span("g.h", -1.0);
        assert_eq!(others(&[&far]), "What g.h does, so few paths do not tell.");
        assert_eq!(others(&[&far, &rows[0]]), "What 2 other numbers do, so few paths do not tell.");
        assert_eq!(others(&[&rows[0]]), "a.b changes nothing on any path.");
        assert_eq!(others(&[&rows[1]]), "c.d moves the odds by 0.3 points or less.");
        assert_eq!(others(&[&rows[0], &rows[2]]), "2 other numbers change nothing on any path.");
        assert_eq!(others(&[&rows[0], &rows[1]]), "2 other numbers move the odds by 0.3 points or less each.");
    }
}
