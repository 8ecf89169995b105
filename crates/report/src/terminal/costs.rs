//! What the deals cost the public purse, on average.

use altai_analysis::Answer;
use altai_analysis::costs::{CostRow, TOTAL};
use altai_analysis::interval::Z_95;

use super::fill;
use crate::number::{give_or_take_money, tenths};
use crate::style::{HEADING, styled};
use crate::table::{Column, SHORT_LABEL, Table, short};

/// A row for each package: what it costs in all, and for which deals where several cost anything; then the error of
/// simulation. Nothing where no deal costs.
pub(super) fn block(answer: &Answer, width: usize) -> String {
    let question = &answer.question;
    let costly: Vec<&str> = question.deals.iter().filter(|deal| deal.costs).map(|deal| deal.name.as_str()).collect();
    if costly.is_empty() {
        return String::new();
    }
    let names = question.packages.iter().map(|package| package.name.clone()).chain([String::new()]);
    let mut values = vec![column(answer, TOTAL, "total")];
    if costly.len() > 1 {
        values.extend(costly.iter().map(|deal| column(answer, &format!("deals.{deal}"), &short(deal, SHORT_LABEL))));
    }
    let title = "expected public money in $ million: due where a deal goes ahead";
    let table = Table { labels: vec![Column::new("package", names)], values };
    format!("{}\n{}", styled(HEADING, &fill(title, width)), table.text(width))
}

fn column(answer: &Answer, component: &str, heading: &str) -> Column {
    let rows: Vec<&CostRow> = answer.costs.iter().filter(|row| row.component == component).collect();
    let widest = rows.iter().filter_map(|row| row.standard_error).fold(0.0, f64::max);
    let cells = rows.iter().map(|row| tenths(row.mean));
    Column::new(heading, cells.chain([give_or_take_money(Z_95 * widest)]))
}
