//! What is to be reached.

use crate::diagnostic::code;
use crate::document::Entry;
use crate::horizon::MOST_YEARS;
use crate::language::{Key, Table, Takes};
use crate::mistakes::Read;
use crate::names::Names;
use crate::reader::{TableReader, open_entry};
use crate::scenario::Horizon;
use crate::{Diagnostic, Domain, Quantity, driver, number};

/// What is to be reached.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its label in reports: `target` where the scenario has one.
    pub name: String,
    /// Its title for reports.
    pub title: Option<String>,
    /// USD million a year.
    pub turnover: Quantity,
    /// The headline's calendar year.
    pub by: i32,
    /// The growth driver that the target follows, as an index.
    pub deflator: Option<usize>,
    /// So many years in a row count as reached; at least 1.
    pub sustain: usize,
}

const TURNOVER: Key =
    Key::quantity("turnover", Domain::Positive, "what is to be reached, USD million a year").shown("500");
const BY: Key = Key::new("by", Takes::Year, "the year of the headline").without("it is the end year").shown("2032");
const DEFLATOR: Key = Key::new("deflator", Takes::Name("driver"), "the growth driver that the target follows")
    .without("the target does not move")
    .shown("\"us_prices\"");
const SUSTAIN: Key = Key::new("sustain", Takes::Whole(1, MOST_YEARS as u64), "so many years in a row count as reached")
    .or(1.0)
    .shown("2");

pub(crate) const TABLE: Table = Table::new(
    "target",
    "what is to be reached; several are `[targets.NAME]`, of which the first is the headline's",
    &[TURNOVER, BY, DEFLATOR, SUSTAIN],
);

/// As many targets as a scenario may have.
const MOST: usize = 16;

/// Reads `[target]`, or every `[targets.NAME]`.
pub(crate) fn read(top: &TableReader<'_>, horizon: Read<Horizon>, drivers: &Names<'_>) -> Read<Vec<Target>> {
    let mistakes = top.mistakes;
    let Some(several) = top.get("targets") else {
        let what = "what is to be reached, such as `turnover = 500`, USD million a year";
        if top.is_misspelt(&["targets"]) {
            return Err(mistakes.known());
        }
        let entry = top.required_table("target", what)?;
        return target("target", &top.table(entry, &TABLE)?, horizon, drivers).map(|target| vec![target]);
    };
    if let Some(one) = top.get("target") {
        let message = "there is a `[target]` and there are `[targets.NAME]`";
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&several.key_span, "");
        let help = "write either, or give `[target]` a name too: the first of the targets is the headline's";
        return Err(mistakes.report(diagnostic.at(&one.key_span, "").help(help)));
    }
    let names = Names::of(top, "targets", "target", MOST);
    if names.entries.is_empty() && names.are_complete() {
        let diagnostic = Diagnostic::error(code::MISSING, "`[targets]` names no target").at(&several.node.span, "");
        return Err(mistakes.report_if_whole(diagnostic.help("a target is a table `[targets.NAME]` with `turnover`")));
    }
    let read =
        |entry: &&Entry| target(&entry.key, &open_entry(top, entry, "targets", "target", &TABLE)?, horizon, drivers);
    let targets: Vec<Read<Target>> = names.entries.iter().map(read).collect();
    let targets = targets.into_iter().collect::<Read<Vec<Target>>>()?;
    if names.are_complete() { Ok(targets) } else { Err(mistakes.known_later()) }
}

fn target(name: &str, table: &TableReader<'_>, horizon: Read<Horizon>, drivers: &Names<'_>) -> Read<Target> {
    let mistakes = table.mistakes;
    let turnover = table.required_quantity(&TURNOVER);
    let by = table.get(BY.name).map(|entry| {
        let by = number::year(entry, BY.what, mistakes)?;
        let Horizon { base_year, end_year } = horizon?;
        if by > base_year && by <= end_year {
            return Ok(by);
        }
        let message = format!("`by` is a year that is simulated, from {} to {end_year}, not {by}", base_year + 1);
        Err(mistakes.report(Diagnostic::error(code::OUT_OF_RANGE, message).at(&entry.node.span, "")))
    });
    let by = by.transpose();
    let deflator = driver::reading::growth_driver(table, DEFLATOR.name, "a deflator is", drivers);
    let sustain = table.get(SUSTAIN.name).map(|entry| {
        let years = horizon.map_or(i128::MAX, |horizon| horizon.years() as i128);
        number::whole(entry, SUSTAIN.what, 1..=years, mistakes).map(|x| x as usize)
    });
    let sustain = sustain.transpose();
    if let (Some(by_entry), Some(entry), Ok(horizon), Ok(Some(by)), Ok(Some(sustain))) =
        (table.get(BY.name), table.get(SUSTAIN.name), horizon, &by, &sustain)
        && let Some(late) = sustain.checked_sub((by - horizon.base_year) as usize).filter(|late| *late > 0)
    {
        let first = by + i32::try_from(late).unwrap_or_default();
        let message = format!("{sustain} years in a row are not over by {by}: the odds by then are 0");
        let diagnostic = Diagnostic::warning(code::TOO_LATE, message).at(&entry.node.span, "");
        let help =
            format!("years are counted from {}: they are over in {first} at the earliest", horizon.base_year + 1);
        mistakes.report(diagnostic.at(&by_entry.node.span, format!("{first} or later")).help(help));
    }
    Ok(Target {
        name: name.into(),
        title: table.title(),
        turnover: turnover?,
        by: by?.map_or_else(|| horizon.map(|h| h.end_year), Ok)?,
        deflator: deflator?,
        sustain: sustain?.unwrap_or(1),
    })
}
