//! The documents tell the truth: every answer that they print is what the program prints.
//!
//! `<!-- answer: altai ARGUMENTS -->` before a fenced block says whose output stands in it; `<!-- file: PATH -->` says which
//! file. After an intended change, `ALTAI_BLESS=1 cargo test -p altai --test documents` writes the blocks anew.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there")
}

/// What the program prints, standard output and messages.
fn answer(command: &str) -> String {
    let words = command.split_whitespace().skip(1);
    let output =
        Command::new(env!("CARGO_BIN_EXE_altai")).args(words).current_dir(root()).output().expect("the program runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("the program prints UTF-8"));
    text.concat().trim_end().to_owned()
}

/// The text without what the clock says, which differs from run to run.
fn without_times(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).collect::<Vec<_>>();
    let is_seconds = |next: Option<&&str>| next.is_some_and(|next| next.trim_end_matches(['.', ',', ' ', '\n']) == "s");
    let timeless = |(i, word): (usize, &&str)| match word.trim_end().parse::<f64>() {
        Ok(_) if is_seconds(words.get(i + 1)) => "TIME ".to_owned(),
        _ => (*word).to_owned(),
    };
    words.iter().enumerate().map(timeless).collect()
}

/// The document with every marked block filled in.
fn renewed(document: &str) -> String {
    let mut renewed = String::new();
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        renewed.push_str(line);
        renewed.push('\n');
        let marked = |kind| line.strip_prefix(kind).and_then(|rest| rest.strip_suffix(" -->"));
        let content = match (marked("<!-- answer: "), marked("<!-- file: ")) {
            (Some(command), _) => answer(command),
            (_, Some(file)) => {
                std::fs::read_to_string(root().join(file)).expect("the file is there").trim_end().to_owned()
            }
            _ => continue,
        };
        let fence = lines.next().expect("a block follows its mark");
        assert!(fence.starts_with("```"), "a block follows its mark: {fence}");
        renewed.extend([fence, "\n", &content, "\n```\n"]);
        lines.by_ref().find(|line| *line == "```").expect("the block ends");
    }
    renewed
}

fn documents() -> Vec<PathBuf> {
    let docs = std::fs::read_dir(root().join("docs"))
        .expect("there are documents")
        .map(|entry| entry.expect("readable").path());
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    [root().join("README.md")].into_iter().chain(docs.filter(is_markdown)).collect()
}

#[test]
fn every_answer_in_the_documents_is_what_the_program_prints() {
    let mut answers = 0;
    for path in documents() {
        let document = std::fs::read_to_string(&path).expect("the document is there");
        answers += document.matches("<!-- answer: ").count();
        let renewed = renewed(&document);
        if std::env::var_os("ALTAI_BLESS").is_some() {
            std::fs::write(&path, renewed).expect("the document can be written");
        } else {
            assert_eq!(without_times(&document), without_times(&renewed), "{}", path.display());
        }
    }
    assert!(answers >= 3, "the README prints answers");
}

#[test]
fn the_readme_gives_the_two_commands_that_are_all_the_set_up() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README is there");
    let command = |name: &str| {
        let mark = format!("<!-- command: {name} -->\n```sh\n");
        readme.split_once(&mark).and_then(|(_, rest)| rest.split_once("\n```")).map(|(command, _)| command.to_owned())
    };
    assert_eq!(command("run").as_deref(), Some("cargo run --release -- run scenarios/kazakhstan-mongolia.toml"));
    assert_eq!(command("test").as_deref(), Some("cargo test --workspace"));
}
