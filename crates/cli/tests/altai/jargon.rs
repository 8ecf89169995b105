//! What programmers say among themselves, and a message to an economist never says.

/// Where a scenario says it, that is the scenario's business.
const WORDS: &[&str] = &[
    "expected",
    "unexpected",
    "invalid type",
    "serde",
    "panicked",
    "thread '",
    "unwrap",
    "Option",
    "Some(",
    "None",
    "Err(",
    "Ok(",
    "f64",
    "i64",
    "u64",
    "usize",
    "struct",
    "enum",
    "variant",
    "parse",
    "TOML parse",
    "boolean",
    "integer",
    "float",
    "array",
    "datetime",
    "bare key",
    "inline table",
    "dotted",
    "deserial",
    "recursion",
    "overflow",
    "os error",
    "toml::",
    "altai_",
    "0x",
    "\u{1b}",
];

/// Such words in a message, and the lines that they stand in.
pub(crate) fn found(said: &str) -> impl Iterator<Item = (&'static str, &str)> {
    let ours = said.lines().filter(|line| !is_of_the_scenario(line));
    let all = ours.flat_map(|line| WORDS.iter().map(move |&word| (word, line)));
    all.filter(|(word, line)| unquoted(line).contains(word))
}

/// Whether a line shows the scenario, under its number.
fn is_of_the_scenario(line: &str) -> bool {
    line.trim_start().starts_with(|c: char| c.is_ascii_digit()) && line.contains(" | ")
}

/// The line without what it quotes, which the scenario says.
fn unquoted(line: &str) -> String {
    let without = |line: &str, mark: char| line.split(mark).step_by(2).collect::<Vec<_>>().join(" ");
    without(&without(line, '`'), '"')
}
