//! Each lint raised, nearly raised, and allowed.

mod cases;

use super::LINTS;
use crate::diagnostic::code;
use crate::{Diagnostic, NoFiles, Override, Reading, SourceText, read};
use cases::cases;

const LEAST: &str = "\
allow = { no-source = \"a test\" }
[horizon]
base_year = 2025
end_year = 2035
[target]
turnover = 500
[flows.trade]
base = 160
";

fn reading_of(text: &str, overrides: &[Override]) -> Reading {
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, overrides, &NoFiles);
    assert!(reading.scenario.is_some(), "{text}\n{:#?}", reading.diagnostics);
    reading
}

fn warnings(text: &str) -> Vec<Diagnostic> {
    reading_of(text, &[]).diagnostics
}

fn code_of(lint: &str) -> &'static str {
    LINTS.iter().find(|other| other.name == lint).unwrap_or_else(|| panic!("no lint is called {lint}")).code
}

/// What the lints say of a text, for a message of a test.
fn said(text: &str) -> Vec<String> {
    warnings(text).iter().map(|warning| format!("{}: {}", warning.code, warning.message)).collect()
}

#[test]
fn what_raises_a_lint_raises_it_alone_and_what_nearly_does_raises_nothing() {
    let mut wrong = Vec::new();
    for (lint, raising, nearly) in cases() {
        let found = warnings(&raising);
        let is_told = found.len() == 1 && found[0].code == code_of(lint);
        if !is_told || found[0].labels.is_empty() || found[0].help.is_empty() {
            wrong.push(format!("{lint} is not raised alone by\n{raising}\n{:#?}", said(&raising)));
        }
        if !warnings(&nearly).is_empty() {
            wrong.push(format!("{lint} does not spare\n{nearly}\n{:#?}", said(&nearly)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_lint_has_a_case_and_a_code_that_can_be_allowed() {
    for lint in LINTS {
        assert!(cases().iter().any(|(name, ..)| *name == lint.name), "{}", lint.name);
        assert!(code::warnings().any(|code| code.name == lint.code), "{}", lint.name);
    }
}

#[test]
fn a_lint_is_allowed_where_it_is_told_and_at_the_top() {
    let mut wrong = Vec::new();
    for (lint, raising, _) in cases() {
        let code = code_of(lint);
        let at = warnings(&raising)[0].labels[0].span.bytes.start;
        // The heading at which the place stands, or the last one before it.
        let line_end = raising[at..].find('\n').map_or(raising.len(), |end| at + end);
        let heading = raising[..line_end].rfind("\n[").expect("there is a heading") + 1;
        let after = heading + raising[heading..].find('\n').expect("a line ends") + 1;
        let mut here = raising.clone();
        here.insert_str(after, &format!("allow.{code} = \"it is so\"\n"));
        let top = match raising.split_once(" }\n").filter(|(allow, _)| allow.starts_with("allow")) {
            Some((allow, rest)) => format!("{allow}, {code} = \"it is so\" }}\n{rest}"),
            None => format!("allow.{code} = \"it is so\"\n{raising}"),
        };
        wrong.extend(
            [here, top]
                .iter()
                .filter(|text| !warnings(text).is_empty())
                .map(|text| format!("{lint}\n{text}\n{:#?}", said(text))),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn many_findings_are_told_at_once_without_those_that_are_allowed() {
    let text = "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 500\n\
                [flows.a]\nbase = 10\ndrift = 0.01\nnoise = 0.1\nvolatility = 0.1\n[flows.b]\nbase = 20\nnoise = 0.2\n";
    let messages = |text: &str| warnings(text).into_iter().map(|warning| warning.message).collect::<Vec<_>>();
    assert_eq!(
        messages(text),
        [
            "7 numbers have neither a source nor a note: `target.turnover`, `flows.a.base`, `flows.a.drift`, `flows.a.noise` and 3 more"
        ]
    );
    let table = text.replace("[flows.a]\n", "[flows.a]\nallow = { no-source = \"a sketch\" }\n");
    assert_eq!(
        messages(&table),
        ["3 numbers have neither a source nor a note: `target.turnover`, `flows.b.base` and `flows.b.noise`"]
    );
    let number = table.replace("base = 20", "base = { value = 20, allow = { no-source = \"a sketch\" } }");
    assert_eq!(
        messages(&number),
        ["2 numbers have neither a source nor a note: `target.turnover` and `flows.b.noise`"]
    );
    let target = number.replace("turnover = 500\n", "turnover = 500\nsource = \"the press\"\n");
    assert_eq!(messages(&target), ["`flows.b.noise` has neither a source nor a note"]);
    let flows = text.replace("[flows.a]\n", "[flows]\nallow = { no-source = \"a sketch\" }\n[flows.a]\n");
    assert_eq!(messages(&flows), ["`target.turnover` has neither a source nor a note"]);
}

#[test]
fn what_is_tried_on_the_command_line_needs_no_source_and_may_be_switched_off() {
    let noted = "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nnote = \"x\"\nturnover = 500\n\
                 [flows.trade]\nnote = \"x\"\nbase = 160\nvolatility = 0.1\n[shocks.war]\nnote = \"x\"\nrate = 0.1\nsize = -0.3\n";
    let set = |address: &str, value: &str| {
        let set = Override { address: address.into(), value: value.into() };
        reading_of(noted, &[set]).diagnostics.iter().map(|warning| warning.code).collect::<Vec<_>>()
    };
    assert!(set("flows.trade.base", "150").is_empty());
    assert!(set("shocks.war.rate", "0").is_empty());
    assert_eq!(set("flows.trade.drift", "3"), ["per-cent"], "but a slip is a slip");
}

#[test]
fn nothing_is_linted_while_there_are_mistakes() {
    let text = LEAST.replace("base = 160", "base = 160\ndrift = 3\nnois = 1");
    let reading = read(SourceText { name: "test.toml".into(), text }, &[], &NoFiles);
    assert_eq!(reading.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["unknown-key"]);
}
