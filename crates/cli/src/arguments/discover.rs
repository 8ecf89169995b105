//! What can be typed after `altai discover`.

use clap::Args;

use super::playing::SET_FOR_ALL;
use super::words::{share, whole};
use super::{Playing, Telling};

/// Say in which futures the target is reached, or missed
///
/// Looks for a box in the space of all uncertain numbers, a range for each of a few of them, in which the target is reached much
/// more often than elsewhere: by PRIM (Friedman and Fisher 1999), as in scenario discovery (Bryant and Lempert 2010). Half of the
/// paths find the boxes, a quarter takes limits away that chance explains, and the last quarter measures what is left, because a box
/// flatters itself on the paths that chose it.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of the command line.
#[command(mut_arg("set", |set| set.help(SET_FOR_ALL)))]
#[command(after_long_help = "\
Examples:
  altai discover scenarios/kazakhstan-mongolia.toml
  altai discover scenarios/kazakhstan-mongolia.toml --failures --package none
  altai discover scenarios/minimal.toml --density 0.6 --paths 200_000 --out results")]
pub(crate) struct Discover {
    /// Describe the futures in which the target is missed instead of those in which it is reached
    #[arg(long)]
    pub(crate) failures: bool,

    /// Look also at what chance brings: political will, the mean growth of every driver, and which deals have started by then
    #[arg(long)]
    pub(crate) chance: bool,

    /// Show the first box in which this share of futures is of the kind described [default: the box that holds most of those
    /// and least of the others]
    #[arg(long, value_name = "SHARE", value_parser = density, allow_negative_numbers = true, conflicts_with = "number")]
    pub(crate) density: Option<f64>,

    /// Show the box of this number; 0 holds everything
    #[arg(long = "box", id = "number", value_name = "N", value_parser = number, allow_negative_numbers = true)]
    pub(crate) number: Option<u64>,

    /// The share of the futures inside that each step takes away; a smaller one is more patient
    #[arg(long, value_name = "SHARE", value_parser = step, default_value = "0.05", allow_negative_numbers = true)]
    pub(crate) peel: f64,

    /// Of the futures that one limit keeps out, the share that a step back takes in again
    #[arg(long, value_name = "SHARE", value_parser = step, default_value = "0.05", allow_negative_numbers = true)]
    pub(crate) paste: f64,

    /// The least share of all futures that a box holds
    #[arg(long, value_name = "SHARE", value_parser = mass, default_value = "0.05", allow_negative_numbers = true)]
    pub(crate) mass: f64,

    /// Keep limits of the box shown that paths which did not find it cannot tell from chance
    #[arg(long)]
    pub(crate) unpruned: bool,

    /// How often the search is repeated on paths drawn again from those that it was made on
    #[arg(long, value_name = "N", value_parser = resamples, default_value = "30", allow_negative_numbers = true)]
    pub(crate) resamples: u64,

    /// How many times to play it: half to find boxes, a quarter to prune the one shown, a quarter to measure them
    #[arg(long, value_name = "N", value_parser = paths, default_value = "100_000", allow_negative_numbers = true)]
    pub(crate) paths: u64,

    #[command(flatten)]
    pub(crate) playing: Playing,

    /// Whose futures [default: the last package]
    #[arg(long, value_name = "NAME")]
    pub(crate) package: Option<String>,

    /// Which target is to be reached [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,

    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// All of them are held in memory.
const MOST_PATHS: u64 = 1_000_000;

fn paths(word: &str) -> Result<u64, String> {
    whole(word, 2, MOST_PATHS, "100000 or 100_000")
}

fn resamples(word: &str) -> Result<u64, String> {
    whole(word, 0, 10_000, "100")
}

fn number(word: &str) -> Result<u64, String> {
    whole(word, 0, 10_000, "12")
}

fn step(word: &str) -> Result<f64, String> {
    share(word, 0.005, 0.4, "0.05, which is 5 %")
}

fn mass(word: &str) -> Result<f64, String> {
    share(word, 0.001, 0.9, "0.05, which is 5 %")
}

fn density(word: &str) -> Result<f64, String> {
    share(word, 0.001, 1.0, "0.6, which is 60 %")
}
