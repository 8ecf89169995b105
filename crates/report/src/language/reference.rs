//! The reference of the scenario language as a page of Markdown.

use altai_analysis::words;
use altai_model::distribution::{self, DISTRIBUTIONS};
use altai_model::language::{
    self, ABOUT, Absent, Alternative, BESIDE, COLUMN, Group, Key, LONGEST_NAME, RESERVED, Rule, TOLERATED, Table,
    Takes, UNNOTICED,
};

use super::told;

/// The page.
pub fn reference() -> String {
    let mut page = OPENING.to_owned();
    page += "\n## Tables\n";
    for table in language::tables() {
        page += &section(table);
    }
    page += &quantities();
    page += &distributions();
    page += "\n### Beside the value\n\n";
    page += &keys(BESIDE);
    for group in Group::ALL {
        page += &choices(group);
    }
    page += LISTS;
    page += &keys(COLUMN.keys);
    page += VARIANTS;
    page += WARNINGS;
    page.extend(super::warnings().map(|(warning, meaning)| format!("| `{warning}` | {meaning} |\n")));
    page + &names()
}

const OPENING: &str = "\
<!-- Written by `altai reference`: change the language where a table is declared, not here. -->

# Reference of the scenario language

Every table of a scenario, every key, what it takes and what holds without it. What is computed from them is said in
[model.md](model.md); an editor that understands JSON Schema has the same facts from `altai schema`.

A scenario is a TOML file. Money is USD million a year in calendar years; growth, volatility, boosts and shocks are in log
points (0.03 is about 3 %); probabilities and shares lie between 0 and 1. A *quantity* may be uncertain: see
[Quantities](#quantities). `NAME` stands for a name of your own.
";

const QUANTITIES: &str = "
## Quantities

Almost every number may be uncertain. Then it is drawn once a path. Where a table above takes a quantity, it takes any of
these; `x` stands for the key.

| form | meaning |
| --- | --- |
| `x = 0.55` | a number that is known; where the range is a date, also a date, `x = 2027-09-01` |
| `x = \"20 to 150\"` | a 90 % interval, from the 5th to the 95th percentile: logit-normal for shares, lognormal where both ends are above 0, else normal |
| `x = \"NAME\"` | the draw of the input `[inputs.NAME]`, shared with all who name it |
| `x = { value = …, source = \"…\" }` | a number, an interval or an input, with more said beside it |
| `x = { normal = { … }, source = \"…\" }` | a distribution, with more said beside it; alone, `x.normal = { … }` |

A distribution that lies outside the range of its key with at most TOLERATED % is cut off there, with a warning
above UNNOTICED %; beyond that it is a mistake.

### Distributions

Parameters are plain numbers in the unit of the key unless said otherwise; those of a date may be dates. In brackets
stands, after a parameter, what holds without it and, at the end, where its numbers lie.

";

const LISTS: &str = "
## Lists from files

A list of numbers may stand in a file: `data = { file = \"history.csv\", column = \"turnover\", change = \"log\" }`. The first
line of the file names the columns, which are separated by commas.

";

const VARIANTS: &str = "
## Variants

A file that begins with `extends = \"base.toml\"` starts from that file, table by table and key by key, and says only what
differs. What it says wins; a quantity is replaced whole, a process, a ramp or a law by another one too. Lists are replaced
whole, but of two a single entry may be changed by its number, counted from 1: a synergy, `[synergies.1]`, and a year of
a `path`, `values.3 = 0.02`. `remove = [\"deals.mine\"]` takes things away. Nothing that is required has to be said again. On
the command line, `--set deals.mine.peak=120` is one more such layer.
";

const WARNINGS: &str = "
## Warnings that may be allowed

`allow = { unused = \"kept for the next round\" }` in a table silences a warning there and below; at the top, everywhere. A
reason is required. Mistakes cannot be allowed.

| warning | is given of |
| --- | --- |
";

const NAMES: &str = "
## Names and addresses

Names are letters A to Z and a to z, digits, `_` and `-`, at most LONGEST of them; a `title` may be anything. A deal may
not be called RESERVED, nor an input like a number or a date. An address is the names and
keys that lead to a place, joined by points: `deals.mine.peak`, `drivers.gdp.process.ar1.sd`, `synergies.1.multiplier`; a
part that holds points stands in quotation marks, as in `correlation.\"flows.a.drift\"`. `altai explain SCENARIO ADDRESS`
tells what stands there.
";

fn quantities() -> String {
    let percent = |share: f64| ((share * 1e5).round() / 1e3).to_string();
    QUANTITIES.replace("TOLERATED", &percent(TOLERATED)).replace("UNNOTICED", &percent(UNNOTICED))
}

fn names() -> String {
    NAMES.replace("LONGEST", &LONGEST_NAME.to_string()).replace("RESERVED", &list(RESERVED, "or"))
}

/// A table: what it is, its keys, what they ask of each other, and an example.
fn section(table: &Table) -> String {
    let heading = match table.heading {
        "" => "The file itself".to_owned(),
        heading => format!("`{}`", in_brackets(table, heading)),
    };
    let rules: Vec<String> = table.rules.iter().map(rule).collect();
    let rules = if rules.is_empty() { String::new() } else { format!("\n{}.\n", capital(&rules.join("; "))) };
    let section = format!("\n### {heading}\n\n{}.\n\n{}{rules}", capital(table.what), keys(table.keys));
    if table.heading.is_empty() {
        let about: Vec<Key> = ABOUT.to_vec();
        section + &top_example(table) + "\nEvery table takes these besides its own:\n\n" + &keys(&about)
    } else {
        section + &example(table)
    }
}

fn in_brackets(table: &Table, heading: &str) -> String {
    if language::is_listed(table) { format!("[[{heading}]]") } else { format!("[{heading}]") }
}

/// Keys in rows.
fn keys(keys: &[Key]) -> String {
    const HEADER: &str = "| key | takes | range | without it | what it is |\n| --- | --- | --- | --- | --- |\n";
    let row = |key: &Key| {
        let absent = match key.absent {
            Absent::Required => "**required**".to_owned(),
            Absent::Number(x) => grouped(&x.to_string()),
            Absent::Means(clause) => clause.to_owned(),
        };
        let takes = linked(&key.takes);
        format!("| `{}` | {takes} | {} | {absent} | {} |\n", key.name, range(&key.takes), key.what)
    };
    HEADER.to_owned() + &keys.iter().map(row).collect::<String>()
}

/// What a key takes, without its article, and where to read more.
fn linked(takes: &Takes) -> String {
    let words = takes.description();
    let words = words.strip_prefix("a ").unwrap_or(&words);
    match takes {
        Takes::OneOf(group) => format!("[{words}](#{})", group.several()),
        Takes::Allowances => format!("[{words}](#warnings-that-may-be-allowed)"),
        Takes::Quantity(_) => format!("[{words}](#quantities)"),
        takes if takes.table().is_some() => {
            let heading = takes.table().map_or("", |table| table.heading);
            format!("[{words}](#{})", heading.to_lowercase().replace('.', ""))
        }
        _ => words.to_owned(),
    }
}

/// The range of the numbers that a key takes.
fn range(takes: &Takes) -> String {
    match takes {
        Takes::Quantity(altai_model::Domain::Date) => "a date".to_owned(),
        Takes::Quantity(domain) => domain.description().to_owned(),
        Takes::Quantities(each) => range(&each.takes),
        Takes::Number(range) => range.description(),
        Takes::Whole(least, greatest) if *greatest > 1_000_000_000_000 => format!("{least} or above"),
        Takes::Whole(least, greatest) if least == greatest => least.to_string(),
        Takes::Whole(least, greatest) => format!("{least} to {}", grouped(&greatest.to_string())),
        Takes::Named(named) => match named.each {
            Takes::Table(_) => String::new(),
            each => range(&each),
        },
        Takes::Names { least, .. } if *least > 0 => format!("{least} or more"),
        Takes::Transition => "between 0 and 1".to_owned(),
        _ => String::new(),
    }
}

/// Keys in backticks, the last after `word`.
fn list(keys: &[&str], word: &str) -> String {
    let names: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    match &names[..] {
        [before @ .., last] if !before.is_empty() => format!("{} {word} {last}", before.join(", ")),
        _ => names.concat(),
    }
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::ExactlyOne(groups) => {
            let groups: Vec<String> = groups.iter().map(|group| list(group, "with")).collect();
            format!("it has {} {}", if groups.len() == 2 { "either" } else { "one of" }, groups.join(" or "))
        }
        Rule::SomeOf(keys) => format!("it has {} at least", list(keys, "or")),
        Rule::Need(keys, others) => {
            let verb = if keys.len() == 1 { "needs" } else { "need" };
            format!("{} {verb} {}", list(keys, "and"), list(others, "or"))
        }
    }
}

/// A table with a value for every key that does not exclude another.
fn example(table: &Table) -> String {
    let excluded: Vec<&str> = table
        .rules
        .iter()
        .filter_map(|rule| if let Rule::ExactlyOne([_, others @ ..]) = rule { Some(others.concat()) } else { None })
        .flatten()
        .collect();
    let heading = in_brackets(table, &table.heading.replace("NAME", name(table.heading)));
    let shown = table.keys.iter().filter(|key| !key.example.is_empty() && !excluded.contains(&key.name));
    let lines: Vec<String> = shown.map(|key| format!("{} = {}", key.name, key.example)).collect();
    format!("\n```toml\n{heading}\n{}\n```\n", lines.join("\n"))
}

/// Examples of the keys of the file that have no sections of their own.
fn top_example(table: &Table) -> String {
    let shown = |key: &&Key| !key.example.is_empty() && !matches!(key.takes, Takes::File | Takes::Addresses);
    let (tables, values): (Vec<&Key>, Vec<&Key>) =
        table.keys.iter().filter(shown).partition(|key| matches!(key.takes, Takes::Named(_)));
    let mut lines: Vec<String> = values.iter().map(|key| format!("{} = {}", key.name, key.example)).collect();
    for key in tables {
        lines.push(format!("\n[{}]", key.name));
        let entries: toml_edit::InlineTable = key
            .example
            .parse()
            .ok()
            .and_then(|value: toml_edit::Value| value.as_inline_table().cloned())
            .unwrap_or_default();
        let line = |(name, value): (&str, &toml_edit::Value)| {
            let name = toml_edit::Key::new(name);
            format!("{name} = {}", value.to_string().trim())
        };
        lines.extend(entries.iter().map(line));
    }
    format!("\n```toml\n{}\n```\n", lines.join("\n"))
}

/// A large number with its thousands apart.
fn grouped(digits: &str) -> String {
    let large = digits.parse().ok().filter(|number| *number >= 10_000);
    large.map_or_else(|| digits.to_owned(), words::grouped)
}

/// A name such as an author gives.
fn name(heading: &str) -> &'static str {
    match heading.split('.').next() {
        Some("flows") => "exports",
        Some("drivers") => "gdp",
        Some("regimes") => "turmoil",
        Some("shocks") => "crisis",
        _ => "mine",
    }
}

fn distributions() -> String {
    let row = |entry: &distribution::Entry| {
        let forms: Vec<String> = entry.forms.iter().map(|form| parameters(form.parameters)).collect();
        let example = format!("`x.{} = {}`", entry.name, entry.example);
        format!("| {example} | {} | {} |\n", entry.summary, forms.join("<br>or "))
    };
    let header = "| distribution | what it is | parameters |\n| --- | --- | --- |\n";
    header.to_owned() + &DISTRIBUTIONS.iter().map(row).collect::<String>()
}

fn parameters(parameters: &[distribution::Parameter]) -> String {
    let one = |parameter: &distribution::Parameter| {
        let default = parameter.default_in_words().map(|default| format!(" ({default})")).unwrap_or_default();
        format!("`{}`{default}: {}", parameter.name, told(parameter))
    };
    parameters.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What is chosen from, each with its keys.
fn choices(group: Group) -> String {
    let one = |Alternative { name, what, example, is_a_word, is_default, keys: own }: Alternative| {
        let default = if is_default { format!("; what holds without a {}", group.noun()) } else { String::new() };
        let between = if is_a_word { String::new() } else { format!(".{name}") };
        let own = if own.is_empty() { String::new() } else { format!("\n{}", keys(&own)) };
        format!("\n**`{}{between} = {example}`**: {what}{default}.\n{own}", group.noun())
    };
    let alternatives: String = group.alternatives().into_iter().map(one).collect();
    format!("\n## {}\n\n{}.\n{alternatives}", capital(&group.several()), capital(group.what()))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some('`') | None => words.to_owned(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_that_is_linked_to_is_there() {
        let page = reference();
        let is_kept = |c: char| c.is_alphanumeric() || "-_".contains(c);
        let slug = |heading: &str| heading.to_lowercase().replace(' ', "-").replace(|c| !is_kept(c), "");
        let heading = |line: &str| line.strip_prefix("## ").or(line.strip_prefix("### ")).map(slug);
        let headings: Vec<String> = page.lines().filter_map(heading).collect();
        let links: Vec<&str> = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(links.len() >= 5, "{links:?}");
        for link in links {
            assert!(headings.iter().any(|heading| heading == link), "{link} in {headings:?}");
        }
    }
}
