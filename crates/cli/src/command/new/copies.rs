//! Copies of an example and of what it extends, to stand beside each other in a folder.

use std::path::{Path, PathBuf};

use altai_scenarios::Example;

/// The file by which editors complete and check a scenario.
pub(super) const SCHEMA: &str = "altai.schema.json";

/// As many examples as may extend each other.
const MOST: usize = 8;

/// A file to be written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Copy {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// The name of the example.
    pub(super) example: &'static str,
}

/// The copy of an example at `file`, and those of what it extends beside it; `base` gives the example that a path in the one
/// called so leads to.
pub(super) fn copies(
    example: &Example,
    file: &Path,
    base: impl Fn(&str, &str) -> Option<&'static Example>,
) -> (Copy, Vec<Copy>) {
    let copy = |example: &Example, path: PathBuf| Copy { path, text: beside(example.text), example: example.name };
    let mut bases = Vec::new();
    let mut last = *example;
    let extended = |last: &Example| base(last.name, last.text.lines().find_map(path_of)?);
    while let Some(base) = extended(&last).filter(|_| bases.len() < MOST) {
        bases.push(copy(base, file.with_file_name(format!("{}.toml", last_part(base.name)))));
        last = *base;
    }
    (copy(example, file.to_owned()), bases)
}

/// The text of an example whose schema and whose base stand beside it.
fn beside(text: &str) -> String {
    let rest = if text.starts_with("#:schema ") { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    let mut copy = format!("#:schema {SCHEMA}\n");
    for line in rest.split_inclusive('\n') {
        match path_of(line) {
            Some(path) => copy += &line.replace(path, last_part(path)),
            None => copy += line,
        }
    }
    copy
}

/// The path in a line `extends = "…"`.
fn path_of(line: &str) -> Option<&str> {
    line.strip_prefix("extends")?.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?.split('"').next()
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Example = Example { name: "two-lands", text: "#:schema ../schema/altai.schema.json\n# Two.\n" };
    const VARIANT: Example = Example {
        name: "two-lands/road-first",
        text: "# The road.\nextends = \"../two-lands.toml\" # all of it\n[x]\n",
    };

    #[test]
    fn a_variant_comes_with_what_it_extends() {
        let base = |name: &str, path: &str| (name == VARIANT.name && path == "../two-lands.toml").then_some(&BASE);
        let (copy, bases) = copies(&VARIANT, Path::new("here/mine.toml"), base);
        assert_eq!(
            copy.text,
            "#:schema altai.schema.json\n# The road.\nextends = \"two-lands.toml\" # all of it\n[x]\n"
        );
        let base = Copy {
            path: "here/two-lands.toml".into(),
            text: "#:schema altai.schema.json\n# Two.\n".into(),
            example: "two-lands",
        };
        assert_eq!((copy.path.as_path(), bases), (Path::new("here/mine.toml"), vec![base]));
    }

    #[test]
    fn what_extends_nothing_comes_alone() {
        let (copy, bases) = copies(&BASE, Path::new("mine.toml"), |_, _| None);
        assert_eq!((copy.text.as_str(), bases.len()), ("#:schema altai.schema.json\n# Two.\n", 0));
    }
}
