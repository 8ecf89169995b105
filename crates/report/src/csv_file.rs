//! CSV: long tables for machines, in full precision (RFC 4180, UTF-8). Spreadsheets open them as they are.

use altai_analysis::Answer;
use csv::{Terminator, Writer, WriterBuilder};
use serde::Serialize;

/// A file's name and contents.
pub type File = (&'static str, Vec<u8>);

/// The seven tables; and of a row on the design of the draws, unless they are plain.
pub fn files(answer: &Answer) -> Vec<File> {
    let mut files = vec![
        ("odds.csv", csv(&answer.odds)),
        ("levels.csv", csv(&answer.levels)),
        ("differences.csv", csv(&answer.differences)),
        ("turnover.csv", csv(&answer.turnover)),
        ("components.csv", csv(&answer.components)),
        ("costs.csv", csv(&answer.costs)),
        ("arrival.csv", csv(&answer.arrival)),
    ];
    if let Some(sampling) = &answer.sampling {
        files.push(("sampling.csv", csv(std::slice::from_ref(sampling))));
    }
    files
}

/// Rows under a heading of their field names. Numbers are the shortest that read back as the same bits; what is
/// absent is an empty cell.
pub fn csv<Row: Serialize + Default>(rows: &[Row]) -> Vec<u8> {
    if rows.is_empty() {
        return heading::<Row>();
    }
    written(|writer| rows.iter().try_for_each(|row| writer.serialize(row)))
}

/// What is written row by row.
pub(crate) fn written(write: impl FnOnce(&mut Writer<Vec<u8>>) -> csv::Result<()>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let flat = "rows are flat and of one length, and memory takes every write";
    write(&mut writer).expect(flat);
    writer.into_inner().expect(flat)
}

/// The heading alone. It comes with a first row, so one is made up and cut off.
fn heading<Row: Serialize + Default>() -> Vec<u8> {
    let mut text = csv(&[Row::default()]);
    let line = text.windows(2).position(|pair| pair == b"\r\n").map_or(text.len(), |at| at + 2);
    text.truncate(line);
    text
}

#[cfg(test)]
mod tests {
    use altai_analysis::arrival::ArrivalRow;
    use altai_analysis::difference::DifferenceRow;
    use altai_analysis::odds::{Odds, OddsRow};
    use altai_analysis::turnover::{Statistic, TurnoverRow, UNIT};

    use super::*;

    fn text<Row: Serialize + Default>(rows: &[Row]) -> String {
        String::from_utf8(csv(rows)).unwrap()
    }

    #[test]
    fn a_table_without_rows_still_has_its_heading() {
        assert_eq!(
            text::<DifferenceRow>(&[]),
            "target,package,reference,year,odds,difference,standard_error,lower_95,upper_95\r\n"
        );
    }

    #[test]
    fn numbers_are_the_shortest_that_read_back_the_same() {
        let row = OddsRow {
            target: "target".into(),
            package: "all".into(),
            year: 2035,
            odds: Odds::Reached,
            probability: 0.1,
            standard_error: 1.0 / 3.0,
            lower_95: 0.0,
            upper_95: 1.0,
        };
        assert_eq!(
            text(&[row]),
            "target,package,year,odds,probability,standard_error,lower_95,upper_95\r\n\
             target,all,2035,reached,0.1,0.3333333333333333,0.0,1.0\r\n"
        );
    }

    #[test]
    fn what_is_absent_is_an_empty_cell() {
        let row = TurnoverRow {
            target: "target".into(),
            package: "none".into(),
            year: 2030,
            statistic: Statistic::Percentile(5),
            value: None,
            unit: UNIT,
            standard_error: None,
        };
        assert!(text(&[row]).ends_with("\r\ntarget,none,2030,p05,,USD million,\r\n"));
        let never = ArrivalRow { package: "none".into(), probability: 0.5, ..ArrivalRow::default() };
        assert!(text(&[never]).ends_with("\r\n,none,,0.5,0.0\r\n"));
    }

    #[test]
    fn commas_quotes_and_line_ends_are_quoted() {
        let row = ArrivalRow { target: "a,b".into(), package: "say \"x\"\nу".into(), ..ArrivalRow::default() };
        assert!(text(&[row]).ends_with("\r\n\"a,b\",\"say \"\"x\"\"\nу\",,0.0,0.0\r\n"));
    }
}
