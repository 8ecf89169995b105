//! The documents tell the truth: every answer that they print is what the program prints.
//!
//! A mark before a fenced block says what stands in it:
//!
//! - `<!-- answer: altai ARGUMENTS -->`: what the program prints; a line `…` leaves out paragraphs
//! - `<!-- odds: altai ARGUMENTS -->`: of that, only the sentence with the odds, which stands under the title, and the command
//!   before it. So does an answer in a block of `console`
//! - `<!-- file: PATH -->`: the file
//! - `<!-- write: PATH -->`: a file that the reader is told to write
//! - `<!-- edit: PATH -->`: tables of it that the reader is told to put in, each in the place of the one with its heading
//!
//! A document that has files written is followed in a folder of its own, from top to bottom. The others are at home in the
//! workspace. After an intended change, `ALTAI_BLESS=1 cargo test -p altai --test documents` writes the blocks anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CONSOLE: &str = "```console";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there")
}

/// The words of a command. What stands in double quotes is one word.
fn words(command: &str) -> Vec<&str> {
    let quoted = |(i, part): (usize, _)| if i % 2 == 1 { vec![part] } else { str::split_whitespace(part).collect() };
    command.split('"').enumerate().flat_map(quoted).collect()
}

fn run(command: &str, folder: &Path) -> Output {
    let mut altai = Command::new(env!("CARGO_BIN_EXE_altai"));
    altai.args(&words(command)[1..]).current_dir(folder).env_remove("COLUMNS").output().expect("the program runs")
}

/// What the program prints in that folder, standard output and messages.
fn answer(command: &str, folder: &Path) -> String {
    let output = run(command, folder);
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("the program prints UTF-8"));
    text.concat().trim_end().to_owned()
}

/// The text, without the paragraphs that the block leaves out by a line `…`.
fn as_shown(block: &[&str], text: String) -> String {
    let Some(gap) = block.iter().position(|line| *line == "…") else { return text };
    let paragraphs = text.split("\n\n").collect::<Vec<_>>();
    let shown =
        |lines: &[&str]| lines.join("\n").split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).count();
    let (first, last) = (shown(&block[..gap]), shown(&block[gap + 1..]));
    assert!(first + last < paragraphs.len(), "nothing is left out of:\n{text}");
    let [first, last] = [&paragraphs[..first], &paragraphs[paragraphs.len() - last..]].map(|shown| shown.join("\n\n"));
    format!("{first}\n…\n{last}").trim().to_owned()
}

/// The tables of a scenario, each from its heading on. What stands before the first is one too.
fn tables(text: &str) -> Vec<String> {
    let mut tables = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            tables.push(String::new());
        }
        tables.last_mut().expect("there is one").extend([line, "\n"]);
    }
    tables.retain(|table| !table.trim().is_empty());
    tables
}

/// The scenario with these tables put in, each in the place of the one with its heading, or at the end.
fn edited(scenario: &str, edit: &str) -> String {
    let mut all = tables(scenario);
    for table in tables(edit) {
        match all.iter_mut().find(|old| old.lines().next() == table.lines().next()) {
            Some(old) => *old = table,
            None => all.push(table),
        }
    }
    all.iter().flat_map(|table| [table.trim_end(), "\n\n"]).collect()
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

/// The document with every marked block filled in, and every file written that it has the reader write to the folder.
fn renewed(document: &str, folder: &Path) -> String {
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).expect("the file is there");
    let write = |file: &str, text: &str| std::fs::write(folder.join(file), text).expect("the file can be written");
    let mut renewed = String::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        renewed.extend([line, "\n"]);
        let mark = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
        let Some((kind @ ("answer" | "odds" | "file" | "write" | "edit"), what)) =
            mark.and_then(|mark| mark.split_once(": "))
        else {
            continue;
        };
        let fence = lines.next().expect("a block follows its mark");
        assert!(fence.starts_with("```"), "a block follows its mark: {fence}");
        let block = lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>();
        let written = block.join("\n");
        let content = match kind {
            "answer" if fence == CONSOLE => {
                format!("> {what}\n{}", as_shown(block.get(1..).unwrap_or_default(), answer(what, folder)))
            }
            "answer" => as_shown(&block, answer(what, folder)),
            "odds" => format!("> {what}\n{}", answer(what, folder).split("\n\n").nth(1).expect("there is a title")),
            "file" => as_shown(&block, read(what).trim_end().to_owned()),
            "write" => {
                write(what, &format!("{written}\n"));
                written
            }
            _ => {
                write(what, &edited(&read(what), &written));
                written
            }
        };
        renewed.extend([fence, "\n", &content, "\n```\n"]);
    }
    renewed
}

/// The commands that the text itself names, such as `altai kinds`.
fn commands_in_the_text(document: &str) -> impl Iterator<Item = &str> {
    let prose = document.split("\n```").step_by(2);
    prose.flat_map(|prose| prose.split('`').skip(1).step_by(2)).filter(|code| code.starts_with("altai "))
}

fn documents() -> Vec<PathBuf> {
    let in_folder = |folder: &str| std::fs::read_dir(root().join(folder)).expect("there are documents");
    let docs = in_folder("docs").chain(in_folder("docs/questions")).map(|entry| entry.expect("readable").path());
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    [root().join("README.md")].into_iter().chain(docs.filter(is_markdown)).collect()
}

#[test]
fn every_answer_in_the_documents_is_what_the_program_prints() {
    let mut answers = 0;
    for path in documents() {
        let document = std::fs::read_to_string(&path).expect("the document is there");
        answers += document.matches("<!-- answer: ").count() + document.matches("<!-- odds: ").count();
        let scratch = tempfile::tempdir().expect("a folder can be made");
        let is_followed = document.contains("<!-- write: ");
        let folder = if is_followed { scratch.path().to_owned() } else { root() };
        let renewed = renewed(&document, &folder);
        for command in commands_in_the_text(&document).filter(|_| is_followed) {
            let output = run(command, &folder);
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let (printed, right) = (without_times(&document), without_times(&renewed));
        if printed != right && std::env::var_os("ALTAI_BLESS").is_some() {
            std::fs::write(&path, renewed).expect("the document can be written");
        } else {
            assert_eq!(printed, right, "{}", path.display());
        }
    }
    assert!(answers >= 15, "the README and the guide print answers");
}

#[test]
fn an_edit_takes_the_place_of_the_table_with_its_heading() {
    let scenario = "title = \"a\"\n\n[x]\na = 1\n\n[x.y]\nb = 2\n";
    let edit = "[x]\na = 3\n\n[z]\nc = 4";
    assert_eq!(edited(scenario, edit), "title = \"a\"\n\n[x]\na = 3\n\n[x.y]\nb = 2\n\n[z]\nc = 4\n\n");
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
