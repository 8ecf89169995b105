//! Each lint raised, nearly raised, and allowed.

mod cases;

use super::LINTS;
use crate::diagnostic::code;
use crate::{Diagnostic, Files, NoFiles, NoText, Override, Reading, SourceText, read};
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

/// What is told of a variant of a base, by code and message.
fn of_variant(base: &str, variant: &str) -> Vec<String> {
    struct Base<'a>(&'a str);
    impl Files for Base<'_> {
        fn load(&self, path: &str, _: &str) -> Result<SourceText, NoText> {
            Ok(SourceText { name: path.into(), text: self.0.into() })
        }
    }
    let text = format!("extends = \"base.toml\"\n{variant}");
    let reading = read(SourceText { name: "variant.toml".into(), text }, &[], &Base(base));
    reading.diagnostics.into_iter().map(|warning| format!("{}: {}", warning.code, warning.message)).collect()
}

#[test]
fn a_slip_in_a_variant_is_told_in_the_variant() {
    let said = of_variant(LEAST, "[flows.trades]\nbase = 20\n");
    assert_eq!(said, ["alike: there is a flow `trades` beside the flow `trade`"]);
    assert!(of_variant(LEAST, "[flows.trade]\nbase = 20\n").is_empty());
}

#[test]
fn what_is_allowed_in_vain_is_told_of_the_file_itself_only() {
    let mine = |allow: &str| format!("[deals.mine]\nstart = 2027\npeak = 40\nallow = {{ {allow} }}\n");
    let of = |allow: &str| said(&(LEAST.to_owned() + &mine(allow)));
    let idle = "unused: there is no `in-base` here to allow";
    assert_eq!(of("in-base = \"old\""), [idle]);
    assert!(of("in-base = \"old\", unused = \"for the variants\"").is_empty());
    assert!(of_variant(&(LEAST.to_owned() + &mine("in-base = \"old\"")), "title = \"a variant\"\n").is_empty());
    assert_eq!(of_variant(LEAST, &mine("in-base = \"old\"")), [idle]);
    let text = LEAST.to_owned() + &mine("in-base = \"old\"");
    let later = Override { address: "horizon.end_year".into(), value: "2036".into() };
    assert!(reading_of(&text, &[later]).diagnostics.is_empty(), "the command line may have changed what it was for");
}

#[test]
fn a_package_that_is_made_up_on_the_command_line_may_be_the_same() {
    let text = format!(
        "{LEAST}[deals.road]\nstart = 2027\npeak = 40\n[deals.mine]\nstart = 2028\npeak = 60\nrequires = [\"road\"]\n\
         [packages]\nnone = []\nall = \"all\"\n"
    );
    let set = Override { address: "packages.both".into(), value: "[\"road\", \"mine\"]".into() };
    assert!(reading_of(&text, &[set]).diagnostics.is_empty());
    let lacks_the_road = text.replace("all = \"all\"", "mine = [\"mine\"]");
    let codes: Vec<&str> = warnings(&lacks_the_road).iter().map(|warning| warning.code).collect();
    assert_eq!(codes, ["requirement-off"], "one slip is told once");
}

#[test]
fn a_sum_that_has_reached_the_target_is_told_by_its_parts() {
    let text = LEAST.replace("500", "{ value = 150, note = \"pledged\" }") + "[flows.other]\nbase = 20\n";
    let found = warnings(&text);
    assert_eq!(found.len(), 1, "{:?}", said(&text));
    assert_eq!(found[0].help[0], "trade is the sum of the flows: `trade` 160, `other` 20");
    assert_eq!(&text[found[0].labels[0].span.bytes.clone()], "150");
}
