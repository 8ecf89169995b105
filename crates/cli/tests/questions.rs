//! What all questions have in common, as typed: warnings, the sentence, `--json`, `--brief`, and the folder of `--out`.

mod altai;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use altai::{altai, code, stderr, stdout, two_deals};
use serde_json::Value;
use tempfile::tempdir;

/// Every question with its options; few paths are enough to ask.
const QUESTIONS: [&[&str]; 13] = [
    &["run", "--levels", "one", "--package", "road", "--package", "all"],
    &["run", "--rare", "--seed", "3"],
    &["attribute", "--measure", "mean", "--interactions"],
    &["sweep", "deals.road.go=0..1:3"],
    &["sweep", "deals.road.go=0..1:2", "deals.mine.go=0..1:2", "--package", "road"],
    &["seek", "--vary", "flows.trade.base", "--odds", "0.5", "--from", "100", "--to", "300", "--steps", "5"],
    &["seek", "--vary", "deals.road.peak", "--odds", "0.2", "--shift"],
    &["compare", "--package", "none", "--package", "road", "--target", "target"],
    &["discover", "--failures", "--peel", "0.1", "--resamples", "2"],
    &["drivers", "--package", "road"],
    &["drivers", "--shapley"],
    &["frontier", "--budget", "12", "--deals", "road,mine"],
    &["voi", "--value", "50", "--packages", "none,road,all"],
];

/// A scenario of which every question can be asked, and which has a warning.
fn warned_of(folder: &Path) -> PathBuf {
    let path = two_deals(folder);
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("go = 0.6\n", "go = 0.6\ncost = \"10 to 20\"\n");
    let unused = "\n[drivers.weather]\nkind = \"growth\"\nprocess.ar1 = { persistence = 0.5, sd = 0.1 }\n";
    fs::write(&path, text + unused).unwrap();
    path
}

fn ask(question: &[&str], scenario: &Path, more: &[&str]) -> Output {
    let paths = if question[0] == "discover" { "4000" } else { "2000" };
    let words = [&question[..1], &[scenario.to_str().unwrap()], &question[1..], &["--paths", paths], more].concat();
    let output = altai(&words);
    assert_eq!(code(&output), 0, "{words:?}: {}", stderr(&output));
    output
}

fn read(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn the_answer_and_the_manifest_have_the_sentence_and_the_warnings() {
    let here = tempdir().unwrap();
    let scenario = warned_of(here.path());
    for (number, question) in QUESTIONS.iter().enumerate() {
        let folder = here.path().join(number.to_string());
        let output = ask(question, &scenario, &["--json", "--out", folder.to_str().unwrap()]);
        assert_eq!(fs::read(folder.join("answer.json")).unwrap(), output.stdout, "{question:?}");
        let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(document["warnings"][0]["code"], "unused", "{question:?}: {document}");
        let manifest = read(&folder.join("manifest.json"));
        assert_eq!(manifest["warnings"], document["warnings"], "{question:?}");
        let of = |whole: &Value| {
            let sentence =
                if whole["headline"].is_null() { &whole["sentence"] } else { &whole["headline"]["sentence"] };
            sentence.as_str().unwrap_or_default().to_owned()
        };
        assert!(of(&manifest).len() > 20 && of(&manifest) == of(&document), "{question:?}: {manifest}");
    }
}

#[test]
fn the_folder_says_what_to_type_for_the_same_answer() {
    let here = tempdir().unwrap();
    let scenario = warned_of(here.path());
    for (number, question) in QUESTIONS.iter().enumerate() {
        let folder = here.path().join(number.to_string());
        ask(question, &scenario, &["--threads", "1", "--out", folder.to_str().unwrap()]);
        let manifest = read(&folder.join("manifest.json"));
        assert_eq!(manifest["command"], question[0]);
        let options = manifest["options"].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
        let kept = folder.join("scenario.toml");
        let words = [question[0], kept.to_str().unwrap()].into_iter().chain(options).chain(["--json"]);
        let again = altai(&words.collect::<Vec<_>>());
        let [mut first, mut again] =
            [read(&folder.join("answer.json")), serde_json::from_str(&stdout(&again)).unwrap()];
        // Deals that no package of the kept scenario has on are a warning of their own.
        for document in [&mut first, &mut again] {
            document.as_object_mut().unwrap().remove("warnings");
        }
        assert_eq!(first, again, "{manifest}");
    }
}

#[test]
fn brief_is_the_sentence_without_tables() {
    let here = tempdir().unwrap();
    let scenario = warned_of(here.path());
    for question in QUESTIONS {
        let [brief, whole] = [&["--brief"][..], &[]].map(|more| stdout(&ask(question, &scenario, more)));
        assert!(whole.starts_with(&brief) && brief.len() > 20 && brief.len() < whole.len(), "{question:?}: {brief}");
        let title = if question[0] == "compare" { "" } else { "Two deals\n\n" };
        let sentences = brief.strip_prefix(title).unwrap_or_else(|| panic!("{question:?}: {brief}"));
        assert!(sentences.trim_end().ends_with('.') && !sentences.contains("\n\n"), "{question:?}: {brief}");
    }
}

#[test]
fn of_several_scenarios_a_warning_says_which_it_is_about() {
    let here = tempdir().unwrap();
    let scenario = warned_of(here.path());
    let other = here.path().join("other.toml");
    fs::write(&other, fs::read_to_string(&scenario).unwrap().replace("go = 0.5\n", "go = 0.9\n")).unwrap();
    let folder = here.path().join("results");
    let files = [scenario.to_str().unwrap(), other.to_str().unwrap()];
    let output =
        altai(&["compare", files[0], files[1], "--paths", "1000", "--json", "--out", folder.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let manifest = read(&folder.join("manifest.json"));
    let said: Vec<&str> =
        manifest["warnings"].as_array().unwrap().iter().map(|warning| warning["message"].as_str().unwrap()).collect();
    assert!(
        said.len() == 2 && said[0].starts_with("two-deals.toml: ") && said[1].starts_with("other.toml: "),
        "{said:?}"
    );
    assert_eq!(altai::names(&folder), ["answer.json", "compare.csv", "manifest.json"]);
    assert_eq!(manifest["packages"], serde_json::json!(["all", "all"]));
}

#[test]
fn what_stands_in_a_folder_is_said_where_it_would_be_replaced() {
    let here = tempdir().unwrap();
    let scenario = warned_of(here.path());
    let folder = here.path().join("results");
    let out = ["--out", folder.to_str().unwrap()];
    ask(QUESTIONS[3], &scenario, &out);
    let refused = altai(&[&["attribute", scenario.to_str().unwrap()], &out[..]].concat());
    assert_eq!(code(&refused), 2);
    let said = "holds the result of another command, `altai sweep --paths 2000 deals.road.go=0..1:3`";
    assert!(stderr(&refused).contains(said), "{}", stderr(&refused));
}

#[test]
fn the_result_of_several_scenarios_is_that_of_all_of_them() {
    let here = tempdir().unwrap();
    let one = warned_of(here.path());
    let [other, third] = ["other.toml", "third.toml"].map(|name| {
        let path = here.path().join(name);
        fs::copy(&one, &path).unwrap();
        path
    });
    let folder = here.path().join("results");
    let compare = |scenarios: &[&Path], out: &Path| {
        let mut words = vec!["compare"];
        words.extend(scenarios.iter().map(|path| path.to_str().unwrap()));
        words.extend(["--paths", "1000", "--out", out.to_str().unwrap()]);
        altai(&words)
    };
    assert_eq!(code(&compare(&[&one, &other], &folder)), 0);
    let manifest = read(&folder.join("manifest.json"));
    assert_eq!(manifest["scenarios"], serde_json::json!(["two-deals.toml", "other.toml"]));
    let inputs: Vec<&str> =
        manifest["inputs"].as_array().unwrap().iter().map(|input| input["file"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["two-deals.toml", "other.toml"]);
    assert_eq!(code(&compare(&[&one, &other], &folder)), 0, "the same again replaces its own");
    let refused = compare(&[&one, &third], &folder);
    assert_eq!(code(&refused), 2);
    let said = "holds the result of `two-deals.toml` and `other.toml`, which that of `two-deals.toml` and `third.toml` would replace";
    assert!(stderr(&refused).replace('\n', " ").contains(said), "{}", stderr(&refused));
    let mine = here.path().join("mine");
    fs::create_dir(&mine).unwrap();
    let inside = mine.join("scenario.toml");
    fs::copy(&one, &inside).unwrap();
    let refused = compare(&[&one, &inside], &mine);
    assert!(
        code(&refused) == 2 && stderr(&refused).contains("would replace the scenario that is run"),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn what_another_answer_left_in_a_shared_folder_goes_with_it() {
    let here = tempdir().unwrap();
    let scenario = warned_of(here.path());
    let folder = here.path().join("results");
    let out = ["--out", folder.to_str().unwrap()];
    ask(QUESTIONS[3], &scenario, &out);
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    ask(QUESTIONS[9], &scenario, &[&out[..], &["--force"]].concat());
    assert_eq!(
        altai::names(&folder),
        ["answer.json", "drivers.csv", "manifest.json", "notes.txt", "scenario.toml", "spans.csv"]
    );
    ask(QUESTIONS[9], &scenario, &out);
}
