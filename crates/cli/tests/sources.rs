//! `altai sources`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, command, done, run, stderr, stdout, two_deals};
use tempfile::tempdir;

const SCENARIO: &str = "\
allow = { no-source = \"a test\", unused = \"a test\" }
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
    assert_eq!(reader.headers().unwrap(), vec!["address", "value", "source", "note", "quality", "place"]);
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let expected = [
        ["target.turnover", "220", "", "", "", "6"],
        ["drivers.world.process.white.mean", "0.03", "bank", "", "derived", "10"],
        ["drivers.world.process.white.sd", "0.01", "", "", "", "10"],
        ["innovations.correlation.world.trade", "0.3", "", "a guess", "", "14"],
        ["flows.trade.base", "160", "customs, 2025", "", "stated", "17"],
        ["flows.trade.volatility", "0.1 to 0.2", "", "", "", "18"],
        ["deals.road.start", "2027", "treaty", "", "", "22"],
        ["deals.road.peak", "normal, mean 40, sd 5, at least 0", "", "mine", "judgement", "23"],
    ];
    let expected = expected.map(|[address, value, source, note, quality, line]| {
        let place = format!("{}:{line}", here.path().join("it.toml").display());
        [address, value, source, note, quality, &place].map(str::to_owned).to_vec()
    });
    assert_eq!(rows, expected);
}

#[test]
fn the_table_says_where_each_stands_and_ends_with_the_shares() {
    let here = tempdir().unwrap();
    let output = command().args(["sources", &scenario(&here)]).env("COLUMNS", "80").output().unwrap();
    done(&output);
    let text = stdout(&output);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let after = |heading: &str| text.split_once(&format!("\n{heading}\n")).unwrap().1.lines().next().unwrap();
    let row = after("flows.trade");
    assert!(row.starts_with("  base ") && row.contains("stated") && row.ends_with("line 17"), "{row}");
    assert!(text.contains("\n    source: customs, 2025\n"), "{text}");
    assert!(text.contains("\n    normal, mean 40, sd 5, at least 0\n    note: mine\n"), "in full: {text}");
    let summary: Vec<String> =
        text.lines().rev().take(8).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        summary,
        [
            "said; it has no source.",
            "Beside them: 1 plain number, such as a correlation, whose quality cannot be",
            "4 of 7 inputs have no source: 1 with a note, 3 with neither.",
            "all 7 100 %",
            "– the author does not say 4 57 %",
            "judgement somebody's judgement 1 14 %",
            "derived worked out from sources 1 14 %",
            "stated a source gives it 1 14 %",
        ]
    );
}

#[test]
fn run_and_sources_count_the_same_inputs() {
    let here = tempdir().unwrap();
    for example in altai_scenarios::EXAMPLES {
        let path = here.path().join(format!("{}.toml", example.name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, example.text).unwrap();
        let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let caution = one_line(stdout(&run(&path, &[])));
        let list = one_line(stdout(&altai(&["sources", path.to_str().unwrap()])));
        let inputs = list.split(" inputs have no source").next().unwrap().rsplit(' ').next().unwrap();
        assert!(caution.contains(&format!("of {inputs} inputs")), "{inputs}: {caution}");
        let judged = list.split("somebody's judgement ").nth(1).unwrap().split(' ').next().unwrap();
        assert!(judged == "0" || caution.contains(&format!("{judged} of {inputs} inputs are judgements")), "{caution}");
    }
}

#[test]
fn what_numbers_in_succession_rest_upon_is_said_once() {
    let here = tempdir().unwrap();
    let path = here.path().join("it.toml");
    let peak = "peak = 40\nelasticity = { world = 0.3 }\n";
    let start = SCENARIO.find("peak = {").unwrap();
    fs::write(&path, format!("{}{peak}", &SCENARIO[..start])).unwrap();
    let output = altai(&["sources", path.to_str().unwrap()]);
    done(&output);
    let text = stdout(&output);
    assert_eq!(text.matches("treaty").count(), 1, "{text}");
    assert!(text.contains("\n    source of these 3: treaty\n"), "{text}");
}

#[test]
fn warnings_are_told_beside_the_list() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let text = fs::read_to_string(&scenario).unwrap();
    fs::write(&scenario, format!("{text}\n[packages]\nalone = [\"mine\"]\n")).unwrap();
    let output = altai(&["sources", scenario.to_str().unwrap(), "--csv"]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).starts_with("address,value"), "{}", stdout(&output));
    assert!(stderr(&output).starts_with("warning: 1 warning: altai check "), "{}", stderr(&output));
}

#[test]
fn a_column_of_a_file_is_named_and_a_point_in_quotation_marks_divides_nothing() {
    let here = tempdir().unwrap();
    fs::write(here.path().join("history.csv"), "year,turnover\n2023,10\n2024,11\n2025,12\n").unwrap();
    let column = "{ file = \"history.csv\", column = \"turnover\", change = \"log\" }";
    let more = format!(
        "[correlation]\n\"flows.trade.base\" = {{ \"flows.trade.drift\" = 0.3 }}\n[drivers.past]\nkind = \"growth\"\n\
         process.bootstrap.data = {column}\n"
    );
    let text = SCENARIO
        .replace("base = { value = 160,", "drift.normal = { mean = 0, sd = 0.1 }\nbase = { value = \"150 to 170\",");
    let text = text.replace(
        "volatility = \"0.1 to 0.2\"",
        &format!("volatility.data = {}", column.replace(", change = \"log\"", "")),
    );
    let path = here.path().join("it.toml");
    fs::write(&path, text + &more).unwrap();
    let output = altai(&["sources", path.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("data, column turnover of history.csv, 3 values"), "{text}");
    assert!(text.contains("\n    column turnover of history.csv, log changes, 2 values\n"), "{text}");
    assert!(text.contains("\ncorrelation.\"flows.trade.base\"\n  \"flows.trade.drift\" "), "{text}");
}

#[test]
fn a_wrong_scenario_has_no_list() {
    let output = altai(&["sources", "no-such-file.toml"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("there is no file"), "{}", stderr(&output));
}
