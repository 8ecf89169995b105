//! How many paths a precision takes, in a sentence or as JSON.

use altai_analysis::precision::Planned;
use altai_analysis::words::grouped;

use crate::csv_file::File;
use crate::number::percent;
use crate::terminal::{LEAST_WIDTH, aside};
use crate::{Report, Run, json};

/// Names in the document keep their meaning as long as this stays the same.
const FORMAT: &str = "altai-plan-1";

impl Report for Planned {
    fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    fn sentence(&self) -> &str {
        &self.sentence
    }

    /// None: it is of this machine.
    fn tables(&self) -> Vec<File> {
        Vec::new()
    }

    fn document(&self, run: &Run) -> String {
        json::whole(FORMAT, run, self)
    }

    fn text(&self, _: &Run, _: f64, next: &str, width: usize) -> String {
        let note = format!(
            "{}, judging by odds of {} in a pilot of {} paths. Next: altai run with --precision {}{}.",
            range(self),
            percent(self.odds),
            grouped(self.pilot),
            self.precision,
            self.allowance().map(|paths| format!(" --paths {}", grouped(paths).replace(',', "_"))).unwrap_or_default()
        );
        let width = width.max(LEAST_WIDTH);
        self.brief(width) + "\n" + &aside(&note, width) + &aside(next, width)
    }
}

fn range(planned: &Planned) -> String {
    let [least, most] = [planned.paths_at_least, planned.paths_at_most].map(grouped);
    if least == most { format!("It is {least}") } else { format!("Between {least} and {most}") }
}
