//! `altai diff`: what differs between two scenarios, and what that does to the odds.

use std::path::Path;

use altai_analysis::changes::changes;
use altai_analysis::pairing::paired_odds;
use altai_report::diff as report;

use super::processors;
use crate::DONE;
use crate::arguments::Diff;
use crate::output::{out, width_of_tables};
use crate::scenario_file::stem;
use crate::subject::Subject;

/// Prints every difference, and the odds where asked for.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn diff(arguments: &Diff) -> anyhow::Result<u8> {
    let other = arguments.second.as_ref().unwrap_or(&arguments.first);
    let (first, second) = (Subject::read(&arguments.first, &[]), Subject::read(other, &arguments.set));
    let (first, second) = match (first, second) {
        (Ok(first), Ok(second)) => (first, second),
        (first, second) => return Ok(first.err().max(second.err()).unwrap_or(DONE)),
    };
    let Subject { scenario: a, outline: outline_of_a, .. } = &first;
    let Subject { scenario: b, outline: outline_of_b, .. } = &second;
    let width = width_of_tables();
    out(&report::changes(&changes((a, outline_of_a), (b, outline_of_b)), width))?;
    if arguments.odds {
        let paths = arguments.paths.unwrap_or(a.run.paths);
        let seed = arguments.seed.unwrap_or(a.run.seed);
        let pairs = paired_odds(a, b, paths, seed, processors());
        let name = |path: &Path| stem(path).unwrap_or_default();
        let names = match &arguments.second {
            None => [name(&arguments.first), "changed".to_owned()],
            Some(second) => [name(&arguments.first), name(second)],
        };
        let names = if names[0] == names[1] { ["A", "B"].map(str::to_owned) } else { names };
        let base_years = [a, b].map(|scenario| scenario.horizon.base_year);
        out("\n")?;
        out(&report::odds(&pairs, [&names[0], &names[1]], base_years, width))?;
    }
    Ok(DONE)
}
