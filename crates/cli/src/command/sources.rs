//! `altai sources`: every number and where it comes from.

use altai_analysis::evidence::Evidence;
use altai_analysis::sources::sources as rows;
use altai_report::{csv_file, sources as report};

use crate::DONE;
use crate::arguments::Sources;
use crate::output::{out, width_of_tables};
use crate::subject::Subject;

/// Prints them as a table or as CSV.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn sources(arguments: &Sources) -> anyhow::Result<u8> {
    let understood = match Subject::read(&arguments.scenario, &[]) {
        Ok(understood) => understood,
        Err(exit_code) => return Ok(exit_code),
    };
    let mut rows = rows(&understood.scenario, &understood.outline);
    if arguments.csv {
        for row in &mut rows {
            row.place = row.span.as_ref().map(|span| understood.place(span)).unwrap_or_default();
            row.value = row.as_written();
        }
        out(&String::from_utf8_lossy(&csv_file::csv(&rows)))?;
    } else {
        let place = |row: &altai_analysis::sources::SourceRow| {
            row.span.as_ref().map(|span| understood.short_place(span)).unwrap_or_default()
        };
        out(&report::text(&rows, &Evidence::of(&understood.scenario), place, width_of_tables()))?;
    }
    Ok(DONE)
}
