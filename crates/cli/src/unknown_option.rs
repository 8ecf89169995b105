//! An option that the command does not have: which was meant, or to which command it belongs.

use altai_analysis::words::listed;
use altai_model::did_you_mean;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error};

use crate::arguments::Arguments;

/// Of more commands, only so many are named.
const MOST_NAMED: usize = 3;

/// What the parser refused, with what it suggests put right, and a tip of our own, if any.
///
/// The parser compares whole option words of the command only, and takes what it does not know for a value that begins with a
/// dash, which no command of ours has.
pub(crate) fn explained(mut refused: Error, typed: &[String]) -> (Error, Option<String>) {
    let Some(ContextValue::String(word)) = refused.get(ContextKind::InvalidArg) else { return (refused, None) };
    if refused.kind() != ErrorKind::UnknownArgument {
        return (refused, None);
    }
    let unknown = word.split('=').next().unwrap_or_default().to_owned();
    refused.remove(ContextKind::Suggested);
    refused.remove(ContextKind::SuggestedArg);
    let mut root = Arguments::command();
    root.build();
    let own = typed.iter().find_map(|word| root.find_subcommand(word)).map(|command| command.get_name().to_owned());
    let command = own.as_deref().and_then(|own| root.find_subcommand_mut(own));
    if let Some(command) = command {
        refused.insert(ContextKind::Usage, ContextValue::StyledStr(command.render_usage()));
    }
    let Some(unknown) = unknown.strip_prefix("--") else { return (refused, None) };
    let of_own = own.as_deref().and_then(|own| root.find_subcommand(own)).map(options).unwrap_or_default();
    if let Some(meant) = did_you_mean(unknown, of_own.iter().map(String::as_str)) {
        refused.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{meant}")));
        return (refused, None);
    }
    let all: Vec<(&str, Vec<String>)> =
        root.get_subcommands().map(|command| (command.get_name(), options(command))).collect();
    let every = || all.iter().flat_map(|(_, options)| options).map(String::as_str);
    let meant = every().find(|option| *option == unknown).or_else(|| did_you_mean(unknown, every()));
    let tip = meant.map(|meant| {
        let owners = all.iter().filter(|(_, options)| options.iter().any(|option| option == meant));
        let owners: Vec<String> = owners.map(|(name, _)| format!("`altai {name}`")).collect();
        let belongs = match owners.len() {
            many if many > MOST_NAMED => format!("belongs to other commands, such as {}", owners[0]),
            _ => format!("belongs to {}", listed(&owners)),
        };
        if meant == unknown {
            format!("`--{meant}` {belongs}")
        } else {
            format!("`--{meant}`, if that is meant, {belongs}")
        }
    });
    (refused, tip)
}

/// The long options of a command, but for help.
fn options(command: &Command) -> Vec<String> {
    let long = command.get_arguments().filter_map(|argument| argument.get_long());
    long.filter(|long| *long != "help").map(str::to_owned).collect()
}
