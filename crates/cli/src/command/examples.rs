//! `altai examples`: the scenarios that come with Altai.

use altai_model::did_you_mean;
use altai_scenarios::{EXAMPLES, Example};
use anstyle::Style;

use crate::DONE;
use crate::arguments::Examples;
use crate::output::{filled, out, tell, width_of_answers, wrong};

const BOLD: Style = Style::new().bold();

/// Lists the examples, or prints the text of one.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(crate) fn examples(arguments: &Examples) -> anyhow::Result<u8> {
    let Some(name) = &arguments.name else {
        let list: String = EXAMPLES.iter().map(entry).collect();
        out(&format!("{list}\nnext: altai examples NAME prints one, altai new --from NAME FILE copies it\n"))?;
        return Ok(DONE);
    };
    match find(name) {
        Ok(example) => {
            out(example.text)?;
            if extends(example) {
                let name = example.name;
                tell(&format!("it extends another example: altai new --from {name} FILE writes both, ready to run\n"));
            }
            Ok(DONE)
        }
        Err(unknown) => Ok(wrong(&unknown)),
    }
}

/// Whether it is a variant, whose text by itself does not run.
fn extends(example: &Example) -> bool {
    EXAMPLES.iter().any(|other| example.name.strip_prefix(other.name).is_some_and(|rest| rest.starts_with('/')))
}

/// The example of a name, or what to say of a name that is none.
pub(super) fn find(name: &str) -> Result<&'static Example, String> {
    let names = || EXAMPLES.iter().map(|example| example.name);
    altai_scenarios::example(name.trim_end_matches(".toml")).ok_or_else(|| {
        let meant = did_you_mean(name, names()).map(|name| format!(": did you mean `{name}`?"));
        let all = names().collect::<Vec<_>>().join(", ");
        format!("no example is called `{name}`{}\n  there are: {all}", meant.unwrap_or_default())
    })
}

/// Name, title, and what it is about.
fn entry(example: &Example) -> String {
    let width = width_of_answers();
    let lines: String = about(example).iter().map(|words| filled(words, "    ", width) + "\n").collect();
    format!("{BOLD}{}{BOLD:#}\n{lines}", example.name)
}

/// Its title and its own description; where it has none, as a variant, the question that its first comment asks.
fn about(example: &Example) -> Vec<String> {
    let reading = example.read();
    let Some(scenario) = reading.scenario else { return Vec::new() };
    let is_its_own = reading.outline.at("description").is_some_and(|line| line.span.source == 0);
    let said = scenario.description.filter(|_| is_its_own).or_else(|| comment(example));
    [scenario.title, said].into_iter().flatten().collect()
}

/// The first comment that is for people, and not the editor's `#:schema`.
fn comment(example: &Example) -> Option<String> {
    let mut comments = example.text.lines().filter_map(|line| line.strip_prefix("# "));
    comments.next().map(|comment| comment.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_says_what_it_is_about_without_saying_it_twice() {
        for example in EXAMPLES {
            let said = about(example);
            let [title, more] = &said[..] else { panic!("{}: {said:?}", example.name) };
            let beginning = |words: &str| words.split([':', ',']).next().unwrap_or_default().to_owned();
            assert_ne!(beginning(title), beginning(more), "{}", example.name);
        }
    }
}
