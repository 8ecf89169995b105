//! Broken scenarios, and exactly what is said about each.
//!
//! `mistakes/NAME.toml` is the scenario, `mistakes/NAME.txt` what `altai check --strict NAME.toml` prints on standard
//! error; each lint has one of its name, which is refused for its cautions only. `mistakes/beside` holds the files that scenarios name.
//! After a change of words, `ALTAI_BLESS=1 cargo test -p altai --test mistakes` writes them anew: read the difference.

mod altai;

use std::fs;
use std::path::{Path, PathBuf};

use altai::{code, command, jargon, stderr, stdout};
use altai_model::lint::LINTS;
use tempfile::tempdir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

/// The broken scenarios, by name.
fn corpus() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the corpus is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let scenarios = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let mut names: Vec<String> =
        scenarios.map(|path| path.file_stem().expect("a file has a name").to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What `altai check --strict FILE` says in a folder; it is a refusal, on standard error, with exit code 2.
fn refusal(folder: &Path, file: &str) -> String {
    let output = command().current_dir(folder).args(["check", "--strict", file]).output().expect("the binary runs");
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{file}");
    let said = stderr(&output);
    assert_eq!(jargon::found(&said).next(), None, "{file}");
    said
}

/// Whether it names a place as `file:line:column`, in the file or in one beside it.
fn has_a_place(said: &str, file: &str) -> bool {
    let beside = said.split_whitespace().filter_map(|word| word.strip_prefix("beside/")?.split_once(':'));
    let mut files: Vec<&str> = beside.map(|(file, _)| file).collect();
    files.push(file);
    files.iter().any(|file| names_a_place_in(said, file))
}

fn names_a_place_in(said: &str, file: &str) -> bool {
    said.match_indices(&format!("{file}:")).any(|(at, name)| {
        let mut numbers = said[at + name.len()..].splitn(2, ':');
        let is_number = |text: Option<&str>| {
            let digits: String = text.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            digits.parse().is_ok_and(|n: usize| n > 0)
        };
        is_number(numbers.next()) && is_number(numbers.next())
    })
}

#[test]
fn every_mistake_is_told_in_exactly_these_words() {
    let bless = std::env::var_os("ALTAI_BLESS").is_some();
    let names = corpus();
    assert!(names.len() >= 115, "{} broken scenarios", names.len());
    let mut changed = Vec::new();
    for name in names {
        let file = format!("{name}.toml");
        let said = refusal(&folder(), &file);
        assert!(has_a_place(&said, &file), "{file} says no place:\n{said}");
        let kept = folder().join(&name).with_extension("txt");
        if bless {
            fs::write(&kept, &said).expect("the corpus is writable");
        } else if fs::read_to_string(&kept).unwrap_or_default() != said {
            changed.push(format!("{file} now says\n{said}"));
        }
    }
    assert!(changed.is_empty(), "{}\nIf that is better: ALTAI_BLESS=1", changed.join("\n"));
}

#[test]
fn nothing_is_kept_for_a_scenario_that_is_gone() {
    for entry in fs::read_dir(folder()).expect("the corpus is there") {
        let path = entry.expect("it can be listed").path();
        assert!(path.is_dir() || path.with_extension("toml").exists(), "{} is left over", path.display());
    }
}

#[test]
fn every_error_of_a_file_has_a_place_of_its_own() {
    for name in corpus() {
        let said = refusal(&folder(), &format!("{name}.toml"));
        let told = said.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning[")).count();
        let placed = said.lines().filter(|line| line.trim_start().starts_with("--> ")).count();
        assert_eq!(told, placed, "{name}\n{said}");
    }
}

#[test]
fn every_lint_has_a_scenario_of_its_name_that_runs_all_the_same() {
    for lint in LINTS {
        let file = format!("{}.toml", lint.name);
        let output = command().current_dir(folder()).args(["check", &file]).output().expect("the binary runs");
        assert_eq!(code(&output), 0, "{file}\n{}", stderr(&output));
        assert!(stdout(&output).contains("no mistakes"), "{file}");
        let said = stderr(&output);
        assert!(said.contains(&format!("warning[{}]: ", lint.code)), "{file}\n{said}");
        assert!(said.trim_end().ends_with(&format!("(altai explain {} says more)", first_code(&said))), "{said}");
    }
}

/// The code that is told first.
fn first_code(said: &str) -> &str {
    said.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or("", |(code, _)| code)
}

#[test]
fn bytes_that_are_no_text_are_refused_where_they_begin() {
    let here = tempdir().unwrap();
    // A fixed sequence that looks random: x ← 1664525 x + 1013904223, its top byte.
    let mut x: u32 = 7;
    let mut random = || {
        x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        x.to_be_bytes()[0]
    };
    let bytes: Vec<u8> = (0..4096).map(|_| random()).collect();
    fs::write(here.path().join("random.toml"), &bytes).unwrap();
    let said = stderr(&command().current_dir(here.path()).args(["check", "random.toml"]).output().unwrap());
    assert!(said.contains("this is not text"), "{said}");
    assert!(has_a_place(&said, "random.toml"), "{said}");

    // The same as letters, digits and control characters: text, but no scenario.
    let letters: String = bytes.iter().map(|byte| char::from(byte & 0x7f)).collect();
    fs::write(here.path().join("letters.toml"), letters).unwrap();
    let said = refusal(here.path(), "letters.toml");
    assert!(has_a_place(&said, "letters.toml"), "{said}");
}

#[test]
fn megabytes_of_brackets_are_refused_at_once() {
    let here = tempdir().unwrap();
    for (name, text) in [
        ("ten.toml", "[".repeat(10_000_000)),
        ("three.toml", "[".repeat(3_000_000)),
        ("value.toml", "a = ".to_owned() + &"[".repeat(3_000_000)),
        ("braces.toml", "a = ".to_owned() + &"{ a = ".repeat(500_000)),
        ("names.toml", "a.".repeat(1_000_000) + "a = 1"),
    ] {
        fs::write(here.path().join(name), text).unwrap();
        let started = std::time::Instant::now();
        let said = refusal(here.path(), name);
        assert!(started.elapsed().as_secs() < 10, "{name} takes {:?}", started.elapsed());
        assert!(said.len() < 4000, "{name} says {} bytes", said.len());
    }
}

#[test]
fn what_no_corpus_can_hold_is_told_in_exactly_these_words() {
    let here = tempdir().unwrap();
    fs::create_dir(here.path().join("folder")).unwrap();
    fs::write(here.path().join("ten-megabytes-of-brackets.toml"), "[".repeat(10_000_000)).unwrap();
    fs::write(here.path().join("three-megabytes-of-brackets.toml"), "[".repeat(3_000_000)).unwrap();
    fs::write(here.path().join("workbook.toml"), b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xE0").unwrap();
    fs::write(here.path().join("unicode.toml"), b"\xFF\xFE[\x00h\x00").unwrap();
    fs::write(here.path().join("bytes.toml"), [b'[', b'h', 0xf3, 0x28, 0x8c, 0xbc, b']']).unwrap();
    let places = [
        "folder",
        "missing.toml",
        "nowhere/missing.toml",
        "ten-megabytes-of-brackets.toml",
        "three-megabytes-of-brackets.toml",
        "bytes.toml",
        "workbook.toml",
        "unicode.toml",
    ];
    let said: String = places.iter().map(|place| refusal(here.path(), place) + "\n").collect();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes-without-a-file.txt");
    if std::env::var_os("ALTAI_BLESS").is_some() {
        fs::write(&kept, &said).expect("the tests are writable");
    }
    assert_eq!(fs::read_to_string(&kept).unwrap_or_default(), said);
}

#[test]
fn mistakes_on_the_command_line_point_into_it() {
    let here = tempdir().unwrap();
    let scenario = altai::two_deals(here.path());
    for (change, place, said) in [
        (
            "deals.road.go=60",
            "--> --set deals.road.go=60\n",
            "a probability lies between 0 and 1, not 60: write 0.6 for 60 %",
        ),
        ("deals.road={}", "--> --set deals.road={}\n", "an empty table changes nothing"),
        ("deals.raod.go=0.6", "--> --set deals.raod.go=0.6\n", "did you mean `road`?"),
        ("deals.road.peek=3", "--> --set deals.road.peek=3\n", "did you mean `peak`?"),
        ("deals.road.peak=a lot", "--> --set deals.road.peak=a lot\n", "is neither a number nor an interval"),
        (
            "deals.road.requires=[\"mine\"]",
            "--> --set deals.road.requires=[\"mine\"]\n",
            "in a circle: road → mine → road",
        ),
    ] {
        let output = command().arg("run").arg(&scenario).args(["--set", change]).output().unwrap();
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{change}");
        let told = stderr(&output);
        assert!(told.contains(place) && told.contains(said), "{change} says\n{told}");
    }
}
