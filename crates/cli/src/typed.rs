//! What was typed: the command and the options that its answer depends on, as one would type them again.

use std::ffi::OsStr;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, CommandFactory};
use serde::Serialize;

use crate::arguments::Arguments;
use crate::output::typed;

/// What says nothing of the answer, but of where it goes, how it is told and on how many processors it is found; and what a
/// manifest and the scenario beside it have anyway: the scenario's file, and what `--set` changes.
const ELSEWHERE: [&str; 10] =
    ["scenario", "scenarios", "set", "out", "force", "json", "brief", "quiet", "timing", "threads"];

/// A question, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Typed {
    /// Such as `sweep`.
    pub(crate) command: String,
    /// A word each. With the scenario beside the answer they ask the same again.
    pub(crate) options: Vec<String>,
}

impl Typed {
    /// By whoever started the program.
    pub(crate) fn now() -> Self {
        Self::of(std::env::args_os()).unwrap_or_default()
    }

    /// In words, the first of which is the program; `None` where that is no question.
    fn of<Word: Into<std::ffi::OsString> + Clone>(words: impl IntoIterator<Item = Word>) -> Option<Self> {
        let matches = Arguments::command().try_get_matches_from(words).ok()?;
        let (name, given) = matches.subcommand()?;
        let root = Arguments::command();
        let arguments = root.find_subcommand(name)?.get_arguments();
        let of_the_answer = arguments.filter(|argument| !ELSEWHERE.contains(&argument.get_id().as_str()));
        Some(Self {
            command: name.to_owned(),
            options: of_the_answer.flat_map(|argument| words_of(argument, given)).collect(),
        })
    }

    /// The command with its options: `altai sweep --paths 1000`.
    pub(crate) fn line(&self) -> String {
        self.options.iter().fold(format!("altai {}", self.command), |line, word| line + " " + &typed(word))
    }
}

/// An option with what was given for it, as often as it was given.
fn words_of(argument: &Arg, given: &ArgMatches) -> Vec<String> {
    let id = argument.get_id().as_str();
    if given.value_source(id) != Some(ValueSource::CommandLine) {
        return Vec::new();
    }
    let name = argument.get_long().map(|long| format!("--{long}"));
    if !argument.get_action().takes_values() {
        return name.into_iter().collect();
    }
    let occurrences = given.get_raw_occurrences(id).into_iter().flatten();
    let words = occurrences.flat_map(|values| {
        let values: Vec<String> = values.map(OsStr::to_string_lossy).map(String::from).collect();
        let values = if argument.get_value_delimiter().is_some() { vec![values.join(",")] } else { values };
        name.iter().cloned().chain(values).collect::<Vec<_>>()
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> (String, String) {
        let Typed { command, options } = Typed::of(line.split(' ')).unwrap();
        (command, options.join(" "))
    }

    #[test]
    fn of_a_question_the_options_that_its_answer_depends_on_are_kept() {
        for (line, command, options) in [
            ("altai run a.toml", "run", ""),
            ("altai run a.toml -q --paths 1_000 --out x --force --levels two", "run", "--paths 1_000 --levels two"),
            ("altai run a.toml --package none --set a.b=1 --package all", "run", "--package none --package all"),
            ("altai drivers --shapley a.toml --threads 2", "drivers", "--shapley"),
            ("altai discover a.toml --box=3 --json", "discover", "--box 3"),
            ("altai voi a.toml --packages none,all --brief", "voi", "--packages none,all"),
            ("altai seek a.toml --vary a.b --odds 0.5 --from=-1", "seek", "--vary a.b --odds 0.5 --from -1"),
            ("altai sweep a.toml a.b=0..1:3 a.c=-1..1", "sweep", "a.b=0..1:3 a.c=-1..1"),
            ("altai compare a.toml b.toml --target t", "compare", "--target t"),
        ] {
            assert_eq!(of(line), (command.to_owned(), options.to_owned()), "{line}");
        }
        assert_eq!(Typed::of(["altai"]), None);
    }

    #[test]
    fn what_is_kept_elsewhere_is_an_argument_of_some_command() {
        let root = Arguments::command();
        let is_one = |id: &str| {
            root.get_subcommands().flat_map(clap::Command::get_arguments).any(|argument| argument.get_id() == id)
        };
        assert!(ELSEWHERE.iter().all(|id| is_one(id)));
    }

    #[test]
    fn a_line_can_be_typed_again() {
        let options = ["--vary", "a.b", "--from", "2 to 3"].map(str::to_owned).to_vec();
        assert_eq!(Typed { command: "seek".into(), options }.line(), "altai seek --vary a.b --from \"2 to 3\"");
    }
}
