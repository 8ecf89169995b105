//! `altai kinds`: what a scenario can be built from, out of the lists that the model itself reads.

mod catalogue;

use altai_model::did_you_mean;
use anstyle::Style;
use catalogue::{Group, Kind, Parameter};

use crate::DONE;
use crate::arguments::Kinds;
use crate::output::{filled, hanging, out, width_of_answers, wrong};

const BOLD: Style = Style::new().bold();

/// Lists everything, a group, or a single kind with all its parameters.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn kinds(arguments: &Kinds) -> anyhow::Result<u8> {
    let groups = catalogue::groups();
    let width = width_of_answers();
    let Some(word) = &arguments.word else {
        let lists: Vec<String> = groups.iter().map(|group| list(group, width)).collect();
        out(&lists.join("\n"))?;
        return Ok(DONE);
    };
    let plain = word.to_lowercase().replace('-', "_");
    if let Some(group) = groups.iter().find(|group| group.name == plain || group.singular == plain) {
        out(&list(group, width))?;
        return Ok(DONE);
    }
    let alike: Vec<(&Group, &Kind)> = groups
        .iter()
        .flat_map(|group| group.kinds.iter().filter(|kind| kind.name == plain).map(move |kind| (group, kind)))
        .collect();
    if alike.is_empty() {
        return Ok(wrong(&unknown(word, &groups)));
    }
    let details: Vec<String> = alike.iter().map(|(group, kind)| detail(group, kind, width)).collect();
    out(&details.join("\n"))?;
    Ok(DONE)
}

fn unknown(word: &str, groups: &[Group]) -> String {
    let kinds = || groups.iter().flat_map(|group| group.kinds.iter().map(|kind| kind.name));
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).chain(kinds()).collect();
    let meant = did_you_mean(word, names.iter().copied()).map(|name| format!(": did you mean `{name}`?"));
    format!("no kind is called `{word}`{}\n  there are: {}", meant.unwrap_or_default(), names.join(", "))
}

/// A group: what it is for, then a few lines for each kind.
fn list(group: &Group, width: usize) -> String {
    let kinds: Vec<String> = group.kinds.iter().map(|kind| entry(kind, width)).collect();
    let about = filled(&group.about, "  ", width);
    format!("{BOLD}{}{BOLD:#}\n{about}\n\n{}", group.name, kinds.join("\n"))
}

fn entry(kind: &Kind, width: usize) -> String {
    let forms = kind.forms.iter().map(|form| form.iter().map(in_a_word).collect::<Vec<_>>().join(", "));
    let forms: Vec<String> = forms.filter(|form| !form.is_empty()).collect();
    let takes = if forms.is_empty() { String::new() } else { format!(" Takes {}.", forms.join("; or ")) };
    let summary = filled(&format!("{}.{takes}", kind.summary), "    ", width);
    let example = example(kind, "    ", width);
    format!("  {BOLD}{}{BOLD:#}\n{summary}\n{example}\n", kind.name)
}

/// A single kind, with a line for each parameter.
fn detail(group: &Group, kind: &Kind, width: usize) -> String {
    let title = format!("{} ({}): {}", kind.name, group.singular, kind.summary);
    let mut text = format!("{BOLD}{}{BOLD:#}\n", filled(&title, "", width));
    for (position, form) in kind.forms.iter().filter(|form| !form.is_empty()).enumerate() {
        text += if position == 0 { "\n" } else { "or\n" };
        for parameter in form {
            let takes = parameter.takes.as_ref().map(|takes| format!("{takes}: ")).unwrap_or_default();
            let default = parameter.default.as_ref().map(|default| format!(" (default {default})")).unwrap_or_default();
            let line = format!("{takes}{}{default}", parameter.about);
            text += &hanging(&format!("  {:<13}", parameter.name), &line, width);
        }
    }
    text + &format!("\n{}\n\n{}\n", example(kind, "  ", width), filled(&group.about, "", width))
}

/// As it stands in a scenario, its braces whole where they fit on a line of their own.
fn example(kind: &Kind, indent: &str, width: usize) -> String {
    const BOUND: &str = "\u{a0}";
    let bound = match kind.example.split_once('{') {
        Some((before, braces)) => format!("{before}{{{}", braces.replace(' ', BOUND)),
        None => kind.example.clone(),
    };
    let longest = bound.split(' ').map(|part| part.chars().count()).max().unwrap_or(0);
    let example = if indent.len() + longest <= width { bound } else { kind.example.clone() };
    filled(&example, indent, width).replace(BOUND, " ")
}

/// `shape (4)`: the default, where there is one, in brackets; so is what else than a number stands there.
fn in_a_word(parameter: &Parameter) -> String {
    match parameter.takes.as_ref().or(parameter.default.as_ref()) {
        Some(bracket) => format!("{} ({bracket})", parameter.name),
        None => parameter.name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(width: usize) -> Vec<String> {
        let kind = Kind {
            name: "linear",
            summary: String::new(),
            example: "ramp.linear = { years = 4, min = 1 }".to_owned(),
            forms: Vec::new(),
        };
        example(&kind, "    ", width).lines().map(str::to_owned).collect()
    }

    #[test]
    fn an_example_is_broken_before_its_braces() {
        assert_eq!(lines(80), ["    ramp.linear = { years = 4, min = 1 }"]);
        assert_eq!(lines(30), ["    ramp.linear =", "    { years = 4, min = 1 }"]);
        assert!(lines(20).iter().all(|line| line.len() <= 20), "{:?}", lines(20));
    }
}
