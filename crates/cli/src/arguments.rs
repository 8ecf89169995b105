//! What can be typed after `altai`, and its help.

mod attribute;
mod varied;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use altai_model::Override;
use clap::{Args, Parser, Subcommand};

pub(crate) use attribute::{Attribute, AttributeMeasure};
pub(crate) use varied::{Ends, OddsOf, Seek, Sweep};

/// The odds that trade between two countries reaches a target, when, and which deal would change that
///
/// A scenario is a TOML file: trade as it is, what grows and how uncertainly, the deals on the table, and the
/// target. Altai plays it many times, with and without the deals, and counts.
#[derive(Debug, Parser)]
#[command(name = "altai", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Start with: altai run scenarios/minimal.toml\n\n\
Exit codes: 0 done; 1 the run failed, as when a file cannot be read or written; 2 the scenario or the command line is wrong")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(Run),
    Attribute(Attribute),
    Sweep(Sweep),
    Seek(Seek),
    Check(Check),
    Compare(Compare),
    Kinds(Kinds),
    Explain(Explain),
    Sources(Sources),
    Diff(Diff),
    Drivers(Drivers),
    Examples(Examples),
    New(New),
    Plan(Plan),
    /// Print the reference of the scenario language
    ///
    /// A page of Markdown: every table, its keys, what they take, and what holds without them.
    #[command(after_long_help = "Example:\n  altai reference > reference.md")]
    Reference,
    /// Print the JSON Schema of scenarios, by which an editor completes and checks them
    ///
    /// A scenario whose first line is `#:schema altai.schema.json` is completed by editors with Taplo, such as VS Code
    /// with Even Better TOML. `altai new` writes both.
    #[command(after_long_help = "Example:\n  altai schema > altai.schema.json")]
    Schema,
}

/// Play a scenario and tell the odds
///
/// Prints the odds of reaching the target under each package of deals, what each package changes, the year of
/// reaching, and how large trade is. The same scenario, seed and number of paths give the same numbers on every
/// computer.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
#[command(after_long_help = "\
Examples:
  altai run scenarios/kazakhstan-mongolia.toml
  altai run scenarios/minimal.toml --set deals.power_line.go=0.9
  altai run scenarios/minimal.toml --set \"deals.power_line.peak=20 to 150\" --paths 1_000_000
  altai run scenarios/minimal.toml --out results && altai run results/scenario.toml")]
pub(crate) struct Run {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

    /// How many times to play it; more paths leave less simulation error [default: what the scenario says]; with
    /// --precision, the most [default: 10,000,000]
    #[arg(long, value_name = "N", value_parser = paths, allow_negative_numbers = true)]
    pub(crate) paths: Option<u64>,

    /// Play until half of the 95 % interval of the headline's odds is at most this probability, such as 0.002
    #[arg(long, value_name = "PROBABILITY", value_parser = precision, allow_negative_numbers = true)]
    pub(crate) precision: Option<f64>,

    /// Another seed gives other draws of the same chances [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use; results do not depend on it [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Change a number of the scenario for this run, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Play only this package; can be given again, and the first is what the others are held against
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Vec<String>,

    /// Write every number to this folder: CSV tables, the scenario as it was run, and how
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write to --out even if the folder holds something else, which is left alone, or an edited result or that of
    /// another scenario, which is not
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    /// Print one JSON document instead of tables
    #[arg(long)]
    pub(crate) json: bool,

    /// Print no tables, no warnings and no progress, only mistakes
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// Print the answer in a few sentences, without tables
    #[arg(long, conflicts_with_all = ["json", "quiet"])]
    pub(crate) brief: bool,

    /// Say where the time went, after the answer, and how much memory was held; with --json, in the document
    #[arg(long)]
    pub(crate) timing: bool,

    /// Do not play a scenario that has warnings, and end with exit code 2
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Look for mistakes without running, and say what was understood
///
/// All mistakes are shown at once, each with its place in the file, but for what stands below a heading that cannot be
/// read; warnings once there is no mistake. The exit code is 2 where there is a mistake. A warning is about what is
/// allowed and hardly ever meant; a scenario silences it where it is meant, with allow = { CODE = "why" }.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai check scenarios/minimal.toml scenarios/kazakhstan-mongolia.toml
  altai check --strict scenarios/minimal.toml
  altai explain no-source")]
pub(crate) struct Check {
    /// The scenarios to check
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<PathBuf>,

    /// Check with a number of the scenario changed, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Take a warning for a mistake: end with exit code 2
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Say which scenario or package is better, by how much, and how surely
///
/// All are played on the same draws, so that only what differs makes a difference, and held against the first: the odds of
/// the target, turnover at its date path by path, and whether the one's turnover dominates the other's. Of several
/// scenarios each plays its headline's package, which is its last, or the one named for all; of one scenario, its packages
/// named by --package are compared.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai compare scenarios/minimal.toml --package none --package power_line
  altai compare scenarios/kazakhstan-mongolia.toml scenarios/kazakhstan-mongolia/nuclear-first.toml
  altai compare a.toml b.toml c.toml --package all --out results")]
pub(crate) struct Compare {
    /// The scenarios to compare, up to eight; or one whose packages are compared
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<PathBuf>,

    /// Of one scenario, a package to compare: given twice or more; of several, the one that all play
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Vec<String>,

    /// The target in question [default: the headline's]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    /// How many times to play each; more paths leave less simulation error
    #[arg(long, value_name = "N", value_parser = paths, default_value = "100_000", allow_negative_numbers = true)]
    pub(crate) paths: u64,

    /// The seed that all share [default: what the first says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use; results do not depend on it [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Change a number of every scenario, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Write every number to this folder: compare.csv, and how it came about
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write to --out even if the folder holds something else, which is left alone, or an edited result or that of
    /// another scenario, which is not
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    /// Print one JSON document instead of tables
    #[arg(long)]
    pub(crate) json: bool,
}

/// List what a scenario can be built from: distributions, processes, ramps
///
/// With a WORD, such as pert or processes, shows only that; of a single kind, every parameter.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  altai kinds\n  altai kinds ramps\n  altai kinds pert")]
pub(crate) struct Kinds {
    /// A kind, such as pert, or a group: distributions, processes, ramps
    #[arg(value_name = "WORD")]
    pub(crate) word: Option<String>,
}

/// Say in plain words what a scenario says: all of it, a part, a number, or one path of it
///
/// Instead of a scenario it explains the code of a message, such as no-source; codes lists them all.
///
/// ADDRESS is a table (flows.exports), a group of them (deals) or a key (deals.mine.peak). A number is shown with its
/// distribution, its source and what it moves; a deal with its probability, its start and what it adds.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai explain scenarios/kazakhstan-mongolia.toml
  altai explain scenarios/kazakhstan-mongolia.toml deals.space
  altai explain scenarios/minimal.toml flows.trade.drift
  altai explain scenarios/minimal.toml --path 7 --package power_line
  altai explain no-source
  altai explain codes")]
pub(crate) struct Explain {
    /// The scenario: a TOML file; or the code of a message, or the word codes
    pub(crate) scenario: PathBuf,

    /// What to explain, such as deals, deals.power_line or flows.trade.drift [default: everything]
    #[arg(value_name = "ADDRESS")]
    pub(crate) address: Option<String>,

    /// Tell what happens on this path, year by year; the first is 0
    #[arg(long, value_name = "NUMBER", value_parser = path, conflicts_with = "address")]
    pub(crate) path: Option<u64>,

    /// The package of that path [default: the last]
    #[arg(long, value_name = "NAME", requires = "path")]
    pub(crate) package: Option<String>,

    /// Another seed gives other draws of the same chances [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = seed)]
    pub(crate) seed: Option<u64>,

    /// Explain with a number of the scenario changed, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,
}

/// List every number of a scenario with its source, its note and the quality of its evidence
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai sources scenarios/kazakhstan-mongolia.toml
  altai sources scenarios/kazakhstan-mongolia.toml --csv > sources.csv")]
pub(crate) struct Sources {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

    /// Print CSV: address, value, source, note, quality, place
    #[arg(long)]
    pub(crate) csv: bool,
}

/// Show what differs between two scenarios, and what that does to the odds
///
/// With --odds, both are played on the same draws: what they have in common has the same luck in both, and only what
/// differs makes a difference.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai diff mine.toml variant.toml --odds
  altai diff scenarios/minimal.toml --set deals.power_line.go=0.9 --odds")]
pub(crate) struct Diff {
    /// The one scenario
    #[arg(value_name = "A")]
    pub(crate) first: PathBuf,

    /// The other scenario [default: A with what --set changes]
    #[arg(value_name = "B", required_unless_present = "set")]
    pub(crate) second: Option<PathBuf>,

    /// Change a number of B, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Play both and compare the odds of every target and package that both have
    #[arg(long)]
    pub(crate) odds: bool,

    /// How many times to play them [default: what A says]
    #[arg(long, value_name = "N", value_parser = paths, requires = "odds")]
    pub(crate) paths: Option<u64>,

    /// The seed of both [default: what A says]
    #[arg(long, value_name = "N", value_parser = seed, requires = "odds")]
    pub(crate) seed: Option<u64>,
}

/// Say which assumption moves the odds most
///
/// Sets every uncertain number, one after the other, to its 10th and to its 90th percentile, and plays the scenario on the same
/// draws of everything else. It is an intervention: what is correlated with the number stays as it was.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  altai drivers scenarios/kazakhstan-mongolia.toml
  altai drivers scenarios/kazakhstan-mongolia.toml --package none --target real
  altai drivers scenarios/minimal.toml --paths 400_000 --out results")]
pub(crate) struct Drivers {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

    /// How many times to play it with each setting; more paths leave less simulation error
    #[arg(long, value_name = "N", value_parser = paths, default_value = "50_000", allow_negative_numbers = true)]
    pub(crate) paths: u64,

    /// Another seed gives other draws of the same chances [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use; results do not depend on it [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Ask with a number of the scenario changed, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Whose odds [default: the last package]
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Option<String>,

    /// The odds of reaching which target [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    /// Write every number to this folder: CSV tables, the scenario as it was asked of, and how
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Write to --out even if the folder holds something else, which is left alone, or an edited or another result, which
    /// is not
    #[arg(long, requires = "out")]
    pub(crate) force: bool,

    /// Print one JSON document instead of the table
    #[arg(long)]
    pub(crate) json: bool,
}

/// List the examples that come with Altai, or print one
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  altai examples\n  altai examples minimal")]
pub(crate) struct Examples {
    /// The example to print
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Write a scenario to start from
///
/// It is a copy of an example, to be changed; beside it stand what it extends, if anything, and the schema by which
/// editors complete and check it. A file that is there already is left alone.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  altai new\n  altai new --from kazakhstan-mongolia mine.toml")]
pub(crate) struct New {
    /// The file to write
    #[arg(value_name = "FILE", default_value = "scenario.toml")]
    pub(crate) file: PathBuf,

    /// The example to start from; altai examples lists them
    #[arg(long, value_name = "EXAMPLE", default_value = "minimal")]
    pub(crate) from: String,
}

/// Say how many paths a precision takes, and how long they take on this machine
///
/// Plays a pilot of 65,536 paths, and measures it.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  altai plan scenarios/kazakhstan-mongolia.toml --precision 0.002")]
pub(crate) struct Plan {
    /// The scenario: a TOML file
    pub(crate) scenario: PathBuf,

    /// What half of the 95 % interval of the headline's odds shall be at most, a probability
    #[arg(long, value_name = "PROBABILITY", value_parser = precision, default_value = "0.002", allow_negative_numbers = true)]
    pub(crate) precision: f64,

    /// Another seed gives other draws of the same chances [default: what the scenario says]
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How many processors to use [default: all]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Change a number of the scenario, such as deals.power_line.go=0.9; can be given again
    #[arg(long, value_name = "ADDRESS=VALUE", value_parser = change)]
    pub(crate) set: Vec<Override>,

    /// Play only this package; can be given again, and the last is the headline's
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Vec<String>,

    /// Print one JSON document instead of sentences
    #[arg(long)]
    pub(crate) json: bool,
}

/// As many paths as may be played.
const MOST_PATHS: u64 = 10_000_000_000;

/// More than any computer has processors.
const MOST_THREADS: u64 = 1_024;

fn paths(word: &str) -> Result<u64, String> {
    whole(word, 1, MOST_PATHS, "200000 or 200_000")
}

/// Below it, more paths would be needed than may be played.
const FINEST: f64 = 1e-5;

fn precision(word: &str) -> Result<f64, String> {
    let number = word.replace('_', "").parse().ok().filter(|number| (FINEST..=0.5).contains(number));
    number
        .ok_or_else(|| "write a probability from 0.00001 to 0.5, such as 0.002, which is a fifth of a point".to_owned())
}

/// Paths are counted from 0.
fn path(word: &str) -> Result<u64, String> {
    whole(word, 0, MOST_PATHS - 1, "0")
}

fn seed(word: &str) -> Result<u64, String> {
    whole(word, 0, i64::MAX as u64, "1")
}

fn threads(word: &str) -> Result<NonZeroUsize, String> {
    let threads = whole(word, 1, MOST_THREADS, "4")? as usize;
    NonZeroUsize::new(threads).ok_or_else(|| "one thread at least".to_owned())
}

/// A whole number, perhaps with `_` between thousands, or as in `1e6`.
fn whole(word: &str, least: u64, most: u64, example: &str) -> Result<u64, String> {
    let plain = word.replace('_', "");
    let (digits, zeros) = plain.split_once(['e', 'E']).unwrap_or((&plain, "0"));
    let number = digits.parse::<u64>().ok().zip(zeros.parse().ok());
    let number = number.and_then(|(digits, zeros)| digits.checked_mul(10_u64.checked_pow(zeros)?));
    let range = || format!("write a whole number from {least} to {most}, such as {example}");
    number.filter(|number| (least..=most).contains(number)).ok_or_else(range)
}

fn change(word: &str) -> Result<Override, String> {
    let word = &without_marks(word);
    let (address, value) =
        word.split_once('=').ok_or("there is no `=`: write an address and a value, such as flows.trade.base=160")?;
    let (address, value) = (address.trim(), value.trim());
    if address.is_empty() || value.is_empty() {
        return Err("write an address and a value, such as flows.trade.base=160".to_owned());
    }
    Ok(Override { address: address.to_owned(), value: value.to_owned() })
}

/// A word without the quotation marks that a command line has left around all of it, and those of print as plain ones.
fn without_marks(word: &str) -> String {
    let mut marks = [('\'', '\''), ('"', '"'), ('‘', '’'), ('“', '”'), ('„', '“')].into_iter();
    let inside = marks.find_map(|(open, close)| word.strip_prefix(open)?.strip_suffix(close));
    let inside = inside.filter(|inside| inside.contains('=')).unwrap_or(word);
    if inside.contains('"') { inside.to_owned() } else { inside.replace(['“', '”', '„'], "\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_a_command_line_leaves_are_no_part_of_a_change() {
        for (word, address, value) in [
            ("deals.mine.go=0.9", "deals.mine.go", "0.9"),
            ("'deals.mine.go=0.9'", "deals.mine.go", "0.9"),
            ("“deals.mine.go=0.9”", "deals.mine.go", "0.9"),
            ("deals.mine.peak=“20 to 150”", "deals.mine.peak", "\"20 to 150\""),
            ("deals.mine.title=\"the “mine”\"", "deals.mine.title", "\"the “mine”\""),
            ("deals.mine.title='x'", "deals.mine.title", "'x'"),
            ("deals.mine.title=the mine’s", "deals.mine.title", "the mine’s"),
        ] {
            assert_eq!(change(word), Ok(Override { address: address.into(), value: value.into() }), "{word}");
        }
    }

    #[test]
    fn numbers_may_be_written_as_people_do() {
        assert_eq!(paths("1_000_000"), Ok(1_000_000));
        assert_eq!(paths("1e6"), Ok(1_000_000));
        assert_eq!(seed("0"), Ok(0));
        for wrong in ["0", "-1", "1.5", "1e11", "1e99", "e", "many", "", "18446744073709551616"] {
            assert!(paths(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_example_is_in_its_range() {
        for refused in [paths("0"), seed("-1"), threads("0").map(|threads| threads.get() as u64)] {
            let said = refused.unwrap_err();
            let numbers = said.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
            let numbers: Vec<u64> = numbers.collect();
            assert!(numbers[0] <= numbers[2] && numbers[2] <= numbers[1], "{said}");
        }
    }

    #[test]
    fn an_override_is_split_at_its_first_equals_sign() {
        let set = change("deals.mine.peak = { normal = 1 }").unwrap();
        assert_eq!((set.address.as_str(), set.value.as_str()), ("deals.mine.peak", "{ normal = 1 }"));
        assert!(change("deals.mine.peak").is_err());
        assert!(change("=3").is_err());
    }

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
