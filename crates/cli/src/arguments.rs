//! What can be typed after `altai`, and its help.

mod attribute;
mod compare;
mod discover;
mod drivers;
mod frontier;
mod keeping;
mod levels;
mod plan;
mod playing;
mod telling;
mod varied;
mod voi;
mod words;

use std::path::PathBuf;

use altai_model::Override;
use altai_sim::Design;
use clap::{Args, Parser, Subcommand};

pub(crate) use attribute::{Attribute, AttributeMeasure};
pub(crate) use compare::Compare;
pub(crate) use discover::Discover;
pub(crate) use drivers::Drivers;
pub(crate) use frontier::Frontier;
pub(crate) use keeping::Keeping;
pub(crate) use levels::Levels;
pub(crate) use plan::Plan;
pub(crate) use playing::Playing;
pub(crate) use telling::{Form, Telling};
pub(crate) use varied::{Ends, OddsOf, Seek, Sweep};
pub(crate) use voi::Voi;
use words::{change, path, paths, precision, sampler, seed};

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
    Discover(Discover),
    Drivers(Drivers),
    Frontier(Frontier),
    Voi(Voi),
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
  altai run scenarios/minimal.toml --levels two
  altai run scenarios/minimal.toml --set target.turnover=900 --rare
  altai run scenarios/minimal.toml --sampler sobol
  altai run scenarios/minimal.toml --out results && altai run results/scenario.toml")]
pub(crate) struct Run {
    /// How many times to play it; more paths leave less simulation error [default: what the scenario says]; with
    /// --precision, the most [default: 10,000,000]; with --rare, at each level [default: 65,536]
    #[arg(long, value_name = "N", value_parser = paths, allow_negative_numbers = true)]
    pub(crate) paths: Option<u64>,

    /// Play until half of the 95 % interval of the headline's odds is at most this probability, such as 0.002
    #[arg(long, value_name = "PROBABILITY", value_parser = precision, allow_negative_numbers = true)]
    pub(crate) precision: Option<f64>,

    /// Tell what could be known apart from chance: two says of every target and package where the odds lie given what
    /// could be known, one of none [default: of the headline, from 8,192 paths on]
    #[arg(long, value_enum, value_name = "ONE OR TWO", hide_possible_values = true)]
    pub(crate) levels: Option<Levels>,

    /// Search for odds that a plain run never sees, such as 1 in a million: paths that come nearer to the target are split
    /// into several, level by level
    #[arg(long, conflicts_with_all = ["precision", "timing", "levels", "sampler"])]
    pub(crate) rare: bool,

    /// How paths are drawn: monte-carlo, latin-hypercube, sobol or antithetic. All but the first play 16 to 31 independent
    /// replicates, at least 16,384 paths, whose spread tells the error
    #[arg(long, value_name = "NAME", value_parser = sampler, default_value = "monte-carlo")]
    pub(crate) sampler: Design,

    #[command(flatten)]
    pub(crate) playing: Playing,

    /// Play only this package; can be given again, and the first is what the others are held against
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Vec<String>,

    #[command(flatten)]
    pub(crate) keeping: Keeping,

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

impl Run {
    /// The form that is asked for.
    pub(crate) fn form(&self) -> Form {
        match (self.json, self.brief, self.quiet) {
            (true, ..) => Form::Document,
            (_, true, _) => Form::Sentence,
            (.., true) => Form::Nothing,
            _ => Form::Tables,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
