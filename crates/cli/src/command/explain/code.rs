//! `altai explain CODE`: what the code of a message means, and what to do about it.

use std::path::Path;

use altai_model::diagnostic::code::{CODES, Code, Sort, find};
use altai_model::did_you_mean;

use crate::DONE;
use crate::output::{filled, hanging, out, tell, width_of_answers, wrong};

/// The word that lists them all.
const ALL: &str = "codes";

/// What stands where a scenario might, and can only be a code: it, or nearly, and no file.
pub(super) fn word(scenario: &Path) -> Option<&str> {
    bare(scenario).filter(|word| *word == ALL || did_you_mean(word, names()).is_some())
}

/// Says where codes are listed, where one may have been meant and no file is there.
pub(super) fn hint(scenario: &Path) {
    if bare(scenario).is_some() {
        tell("if it is the code of a message: altai explain codes lists them\n");
    }
}

/// A word that is no file, with or without the ending of a scenario.
fn bare(scenario: &Path) -> Option<&str> {
    let is_a_file = scenario.exists() || scenario.with_extension("toml").exists();
    let is_bare = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    scenario.to_str().filter(is_bare).filter(|_| !is_a_file)
}

/// Explains a code, or lists all of them; says what may be meant where there is none of that name.
///
/// # Errors
///
/// Standard output cannot be written to.
pub(super) fn explain(word: &str) -> anyhow::Result<u8> {
    let width = width_of_answers();
    if word == ALL {
        out(&list(width))?;
        return Ok(DONE);
    }
    let Some(code) = find(&word.to_lowercase()) else {
        let meant = did_you_mean(word, names()).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
        let names = hanging("  codes: ", &names().collect::<Vec<_>>().join(", "), width);
        return Ok(wrong(&format!("there is no scenario and no code `{word}`{meant}\n{}", names.trim_end())));
    };
    out(&text(code, width))?;
    Ok(DONE)
}

fn names() -> impl Iterator<Item = &'static str> + Clone {
    CODES.iter().map(|code| code.name)
}

/// The explanation in lines of a width; what is indented is an example and stays as it is.
fn text(code: &Code, width: usize) -> String {
    let sort = match code.sort {
        Sort::Mistake => "a mistake: the scenario does not run",
        Sort::Caution => "a warning: the scenario runs",
    };
    let mut lines = vec![format!("{}({sort})", hanging(&format!("{}: ", code.name), code.summary, width))];
    for paragraph in code.explanation.trim_end().split("\n\n") {
        lines.push(String::new());
        let mut words: Vec<&str> = Vec::new();
        for line in paragraph.lines() {
            if line.starts_with("    ") {
                lines.extend(prose(&mut words, width));
                lines.push(line.to_owned());
            } else {
                words.push(line);
            }
        }
        lines.extend(prose(&mut words, width));
    }
    lines.join("\n") + "\n"
}

/// The words so far in lines, if there are any; none are left.
fn prose(words: &mut Vec<&str>, width: usize) -> Option<String> {
    // What stands in backticks is to be typed, and stays on one line.
    let all = std::mem::take(words).join(" ");
    let pieces: Vec<String> = all.split('`').enumerate().map(|(i, part)| kept(part, i % 2 == 1)).collect();
    (!all.is_empty()).then(|| filled(&pieces.join("`"), "", width).replace(UNBROKEN, " "))
}

/// A space at which no line is broken.
const UNBROKEN: char = '\u{a0}';

fn kept(words: &str, in_one_piece: bool) -> String {
    if in_one_piece { words.replace(' ', &UNBROKEN.to_string()) } else { words.to_owned() }
}

/// Every code in a line, mistakes and warnings apart.
fn list(width: usize) -> String {
    let longest = names().map(str::len).max().unwrap_or(0);
    let of = |sort: Sort| -> String {
        let codes = CODES.iter().filter(|code| code.sort == sort);
        codes.map(|code| hanging(&format!("  {:<longest$}  ", code.name), code.summary, width)).collect()
    };
    format!(
        "mistakes, which keep a scenario from running\n{}\nwarnings, which `allow = {{ CODE = \"why\" }}` silences where \
         they stand\n{}\nnext: altai explain CODE says more\n",
        of(Sort::Mistake),
        of(Sort::Caution)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_explanation_fits_its_lines() {
        for code in CODES {
            let text = text(code, 80);
            assert!(text.lines().all(|line| line.chars().count() <= 88), "{text}");
            let prose = text.lines().filter(|line| !line.starts_with("    "));
            assert!(prose.clone().all(|line| line.chars().count() <= 80), "{text}");
            assert!(text.starts_with(code.name) && text.ends_with('\n'), "{text}");
        }
    }

    #[test]
    fn a_word_is_a_code_only_where_it_looks_like_one() {
        assert_eq!(word(Path::new("no-source")), Some("no-source"));
        assert_eq!(word(Path::new("no-sorce")), Some("no-sorce"));
        assert_eq!(word(Path::new("No-Source")), Some("No-Source"));
        assert_eq!(word(Path::new("codes")), Some("codes"));
        assert_eq!(word(Path::new("mine.toml")), None);
        assert_eq!(word(Path::new("scenarios/kazakhstan-mongolia")), None);
    }
}
