//! What a number would have to be: terminal, CSV, JSON.

use altai_analysis::seek::{Crossing, Direction, Seek, Tried};
use altai_analysis::words::{grouped, several};
use altai_analysis::writing::evenly;
use serde::Serialize;

use crate::asked::{few_paths, half, meanings};
use crate::chart::bar;
use crate::csv_file::{File, csv};
use crate::number::{give_or_take, percent};
use crate::table::{Column, Table};
use crate::terminal::{LEAST_WIDTH, aside, end, fill};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-seek-1";

/// The file of the values that were tried.
pub const TABLE: &str = "seek.csv";

/// A bar is no longer …
const LONGEST_BAR: usize = 40;

/// … and left out where it would be shorter.
const SHORTEST_BAR: usize = 6;

impl Report for Seek {
    fn title(&self) -> Option<&str> {
        self.sought.question.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    fn tables(&self) -> Vec<File> {
        vec![(TABLE, csv(&self.tried))]
    }

    fn document(&self, run: &Run) -> String {
        let sought = &self.sought;
        let document = Document {
            paths: self.paths,
            title: sought.question.title.as_deref(),
            sentence: &self.sentence,
            target: &self.target.name,
            package: sought.question.packages.last().map(|package| package.name.as_str()),
            year: self.target.by,
            address: &sought.address,
            odds: sought.odds,
            from: sought.range.0,
            to: sought.range.1,
            moved: sought.moved.as_deref(),
            now: sought.now,
            odds_now: self.odds_now,
            belief: self.belief.as_deref(),
            found: &self.found,
            tried: &self.tried,
        };
        json::whole(FORMAT, run, &document)
    }

    fn text(&self, run: &Run, seconds: f64, next: &str, width: usize) -> String {
        let width = width.max(LEAST_WIDTH);
        let lead = self.brief(width);
        let crossings = if self.found.is_empty() { String::new() } else { crossings(self).text(width) + "\n" };
        let note = aside(&note(self), width);
        let played = format!("{} at each of {} values", several(self.paths, "path"), grouped(self.tried.len() as u64));
        let scan = scan(self, width).text(width);
        let meaning = meanings(&[self.sought.address.as_str()], width);
        let belief = self.belief.iter().map(|belief| fill(belief, width) + "\n").collect::<String>();
        format!("{lead}{meaning}{belief}\n{crossings}{scan}{note}\n{}", end(&played, run.seed, seconds, next, width))
    }
}

fn note(seek: &Seek) -> String {
    let sought = &seek.sought;
    let (from, to) = sought.range;
    let what = match &sought.moved {
        None if sought.is_uncertain => {
            "At each value the number is known to be that, and no longer uncertain; --shift keeps it so.".to_owned()
        }
        None => String::new(),
        Some(how) => format!("The number stays as uncertain as it is: {how}."),
    };
    let looked = format!(
        "Looked from {} to {} ({}), first at {} values evenly apart.",
        seek.shown(from),
        seek.shown(to),
        sought.range_is,
        even(seek).len()
    );
    let widest = seek.tried.iter().map(|tried| half(tried.lower_95, tried.upper_95)).fold(0.0, f64::max);
    let note = format!(
        "{looked} {what} All on the same draws; ± and intervals are what simulation leaves open (95\u{a0}%).{}",
        few_paths(seek.paths, widest)
    );
    note.replace("  ", " ")
}

fn crossings(seek: &Seek) -> Table {
    let column = |heading: &str, cell: &dyn Fn(&Crossing) -> String| Column::new(heading, seek.found.iter().map(cell));
    let direction = |crossing: &Crossing| match crossing.direction {
        Direction::Rises => "rise through it".to_owned(),
        Direction::Falls => "fall through it".to_owned(),
        Direction::Touches => "too close to tell".to_owned(),
    };
    let open = |is_open: bool, mark: &str, shown: String| if is_open { format!("{mark} {shown}") } else { shown };
    Table {
        labels: vec![column(&format!("odds of {}", percent(seek.sought.odds)), &direction)],
        values: vec![
            column(&seek.sought.address, &|one| seek.shown_at(one, one.value)),
            column("from (95 %)", &|one| open(one.open_below, "≤", seek.shown_at(one, one.lower_95))),
            column("to", &|one| open(one.open_above, "≥", seek.shown_at(one, one.upper_95))),
        ],
    }
}

/// The values that were tried first.
fn even(seek: &Seek) -> Vec<f64> {
    let (from, to) = seek.sought.range;
    evenly(from, to, seek.sought.steps, seek.sought.writing)
}

/// The odds at them.
fn scan(seek: &Seek, width: usize) -> Table {
    let even = even(seek);
    let rows: Vec<&Tried> = seek.tried.iter().filter(|tried| even.contains(&tried.value)).collect();
    let column =
        |heading: String, cell: &dyn Fn(&Tried) -> String| Column::new(heading, rows.iter().map(|tried| cell(tried)));
    let greatest = rows.iter().map(|tried| tried.probability).fold(0.0, f64::max);
    let mut values = vec![
        column("odds".to_owned(), &|tried| percent(tried.probability)),
        column("of simulation".to_owned(), &|tried| give_or_take(half(tried.lower_95, tried.upper_95))),
    ];
    let room = width.saturating_sub(48).min(LONGEST_BAR);
    if room >= SHORTEST_BAR && greatest > 0.0 {
        let heading = format!("0 to {}", percent(greatest));
        values.insert(0, column(heading, &|tried| bar(tried.probability / greatest, room)));
    }
    Table { labels: vec![column(seek.sought.address.clone(), &|tried| seek.shown(tried.value))], values }
}

#[derive(Serialize)]
struct Document<'a> {
    paths: u64,
    title: Option<&'a str>,
    sentence: &'a str,
    target: &'a str,
    package: Option<&'a str>,
    year: i32,
    address: &'a str,
    odds: f64,
    from: f64,
    to: f64,
    /// How the distribution was moved; `null` where the number was set.
    moved: Option<&'a str>,
    now: Option<f64>,
    odds_now: f64,
    /// `null` where the number is not uncertain, or not found.
    belief: Option<&'a str>,
    found: &'a [Crossing],
    tried: &'a [Tried],
}
