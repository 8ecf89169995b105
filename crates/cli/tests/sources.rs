//! `altai sources`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, run, stderr, stdout, two_deals};
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
            "1 has no source.",
            "Beside them: 1 plain number, such as correlations, whose quality cannot be said;",
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
    assert!(stderr(&output).contains("warning[requirement-off]"), "{}", stderr(&output));
}

#[test]
fn a_wrong_scenario_has_no_list() {
    let output = altai(&["sources", "no-such-file.toml"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("there is no file"), "{}", stderr(&output));
}
