//! `altai sources`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, stderr, stdout};
use tempfile::tempdir;

const SCENARIO: &str = "\
[horizon]
base_year = 2025
end_year = 2032

[target]
turnover = 220

[drivers.world]
kind = \"growth\"
process.white = { mean = { value = 0.03, source = \"bank\", quality = \"derived\" }, sd = 0.01 }

[innovations]
note = \"a guess\"
correlation = { world = { trade = 0.3 } }

[flows.trade]
base = { value = 160, source = \"customs, 2025\", quality = \"stated\" }
volatility = \"0.1 to 0.2\"

[deals.road]
source = \"treaty\"
start = 2027
peak = { normal = { mean = 40, sd = 5 }, min = 0, note = \"mine\", quality = \"judgement\" }
";

fn scenario(folder: &tempfile::TempDir) -> String {
    let path = folder.path().join("it.toml");
    fs::write(&path, SCENARIO).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_number_is_in_the_csv_with_its_evidence() {
    let here = tempdir().unwrap();
    let output = altai(&["sources", &scenario(&here), "--csv"]);
    done(&output);
    let text = stdout(&output);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), vec!["address", "value", "source", "note", "quality"]);
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let expected = [
        ["target.turnover", "220", "", "", ""],
        ["drivers.world.process.white.mean", "0.03", "bank", "", "derived"],
        ["drivers.world.process.white.sd", "0.01", "", "", ""],
        ["innovations.correlation.world.trade", "0.3", "", "a guess", ""],
        ["flows.trade.base", "160", "customs, 2025", "", "stated"],
        ["flows.trade.volatility", "0.1 to 0.2, a 90 % interval", "", "", ""],
        ["deals.road.start", "2027", "treaty", "", ""],
        ["deals.road.peak", "normal, mean 40, sd 5, at least 0", "", "mine", "judgement"],
    ];
    assert_eq!(rows, expected.map(|row| row.map(str::to_owned).to_vec()));
}

#[test]
fn the_table_says_where_each_stands_and_ends_with_the_shares() {
    let here = tempdir().unwrap();
    let output = altai(&["sources", &scenario(&here)]);
    done(&output);
    let text = stdout(&output);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let row = text.lines().find(|line| line.starts_with("flows.trade.base")).unwrap();
    assert!(row.contains("stated") && row.ends_with("line 17"), "{row}");
    assert!(text.contains("\n    source: customs, 2025\n"), "{text}");
    let summary = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        summary.ends_with(
            "8 numbers: 12 % stated, 12 % derived, 12 % judged, 62 % of unstated quality; 5 without a source, of which 3 \
             without a note"
        ),
        "{summary}"
    );
}

#[test]
fn a_wrong_scenario_has_no_list() {
    let output = altai(&["sources", "no-such-file.toml"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("there is no file"), "{}", stderr(&output));
}
