//! `altai`: the odds that trade between two countries reaches a target, from a scenario in TOML.

mod arguments;
mod as_run;
mod clock;
mod command;
mod diagnostics;
mod found;
mod manifest;
mod output;
mod progress;
mod result_folder;
mod scenario_file;
mod subject;
mod timing;
mod typed;
mod unknown_option;
mod varied;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;

/// Done.
const DONE: u8 = 0;
/// The run failed, as when a file cannot be read or written.
const FAILED: u8 = 1;
/// The scenario or the command line is wrong.
const WRONG: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(refused) => return output::refusal(refused),
    };
    let done = match &arguments.command {
        Command::Run(run) => command::run::run(run),
        Command::Attribute(attribute) => command::attribute::attribute(attribute),
        Command::Check(check) => command::check::check(check),
        Command::Compare(compare) => command::compare::compare(compare),
        Command::Kinds(kinds) => command::kinds::kinds(kinds),
        Command::Explain(explain) => command::explain::explain(explain),
        Command::Sweep(sweep) => command::sweep::sweep(sweep),
        Command::Seek(seek) => command::seek::seek(seek),
        Command::Sources(sources) => command::sources::sources(sources),
        Command::Diff(diff) => command::diff::diff(diff),
        Command::Discover(discover) => command::discover::discover(discover),
        Command::Drivers(drivers) => command::drivers::drivers(drivers),
        Command::Frontier(frontier) => command::frontier::frontier(frontier),
        Command::Voi(voi) => command::voi::voi(voi),
        Command::Examples(examples) => command::examples::examples(examples),
        Command::New(new) => command::new::new(new),
        Command::Plan(plan) => command::plan::plan(plan),
        Command::Reference => command::reference::reference(),
        Command::Schema => command::schema::schema(),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => output::failure(&error),
    }
}
