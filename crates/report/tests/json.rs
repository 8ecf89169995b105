//! The answer as one document.

mod example;

use altai_analysis::Goal;
use altai_report::json;
use serde_json::Value;

#[test]
fn the_document_holds_the_headline_every_row_and_what_was_run() {
    let answer = example::answer();
    let document: Value = serde_json::from_str(&json::document(&answer, &example::run(), None)).unwrap();
    assert_eq!(document["format"], "altai-answer-1");
    assert_eq!(document["altai"], "0.1.0");
    assert_eq!(document["seed"], 1);
    assert_eq!(document["paths"], 100_000);
    assert_eq!(document["overrides"][0], "deals.food.peak=30");
    assert_eq!(document["question"]["title"], "Kazakhstan–Mongolia: $500 million a year, by 2035");
    assert_eq!(document["headline"]["difference"], 0.086);
    let rows = |name: &str| document[name].as_array().map_or(0, Vec::len);
    assert_eq!(rows("odds"), answer.odds.len());
    assert_eq!(rows("differences"), answer.differences.len());
    assert_eq!(rows("turnover"), answer.turnover.len());
    assert_eq!(rows("components"), answer.components.len());
    assert_eq!(rows("costs"), answer.costs.len());
    assert_eq!(rows("arrival"), answer.arrival.len());
    assert_eq!(rows("year_of_reaching"), answer.year_of_reaching.len());
    assert_eq!(document["question"]["targets"][0]["turnover"], 500.0);
    assert_eq!(document["warnings"][0]["code"], "requirement-off");
    assert_eq!(document["cautions"][0]["kind"], "few_paths");
    assert!(document["cautions_in_words"][0].as_str().unwrap().starts_with("1,000 paths are few"));
}

#[test]
fn an_uncertain_target_is_its_middle_and_its_range() {
    let mut answer = example::answer();
    answer.question.targets[0].turnover = Goal::Uncertain { p05: 400.0, p50: 500.0, p95: 640.0 };
    let document: Value = serde_json::from_str(&json::document(&answer, &example::run(), None)).unwrap();
    let turnover = &document["question"]["targets"][0]["turnover"];
    assert_eq!((&turnover["p05"], &turnover["p50"], &turnover["p95"]), (&400.0.into(), &500.0.into(), &640.0.into()));
}

#[test]
fn the_names_of_a_row_are_the_headings_of_its_table() {
    let answer = example::answer();
    let document: Value = serde_json::from_str(&json::document(&answer, &example::run(), None)).unwrap();
    for (file, text) in altai_report::csv_file::files(&answer) {
        let table = file.trim_end_matches(".csv");
        let names: Vec<&String> = document[table][0].as_object().unwrap().keys().collect();
        let mut reader = csv::Reader::from_reader(text.as_slice());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names, "{file}");
        assert_eq!(reader.records().count(), document[table].as_array().unwrap().len(), "{file}");
    }
}

#[test]
fn the_time_is_in_the_document_only_where_it_is_given() {
    let answer = example::answer();
    let document = |timing: Option<&altai_report::Timing>| -> Value {
        serde_json::from_str(&json::document(&answer, &example::run(), timing)).unwrap()
    };
    assert!(document(None).get("timing").is_none());
    let timing = &document(Some(&example::timing()))["timing"];
    assert_eq!(timing["playing_seconds"], 1.25);
    assert_eq!(timing["writing_seconds"], Value::Null);
    assert_eq!(timing["playing"][0]["part"], "regimes_and_shocks");
}
