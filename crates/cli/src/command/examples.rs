//! `altai examples`: the scenarios that come with Altai.

use altai_model::did_you_mean;
use altai_scenarios::{EXAMPLES, Example};
use anstyle::Style;

use crate::arguments::Examples;
use crate::output::{filled, out, tell_error, width_of_answers};
use crate::{DONE, WRONG};

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
            Ok(DONE)
        }
        Err(unknown) => {
            tell_error(&unknown);
            Ok(WRONG)
        }
    }
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

/// Name, title and the first line of comment.
fn entry(example: &Example) -> String {
    let width = width_of_answers();
    let lines = [title(example), comment(example)].into_iter().flatten();
    let lines: String = lines.map(|words| filled(&words, "    ", width) + "\n").collect();
    format!("{BOLD}{}{BOLD:#}\n{lines}", example.name)
}

fn title(example: &Example) -> Option<String> {
    let line = example.text.lines().find_map(|line| line.strip_prefix("title = \""))?;
    Some(line.trim_end().trim_end_matches('"').to_owned())
}

/// The first comment that is for people, and not the editor's `#:schema`.
fn comment(example: &Example) -> Option<String> {
    let mut comments = example.text.lines().filter_map(|line| line.strip_prefix("# "));
    comments.next().map(|comment| comment.trim().to_owned())
}
