//! `altai voi`: which number is worth finding out before deciding.

use altai_analysis::voi::{Asked, Refusal, voi as weighed};
use altai_model::{Override, Scenario};
use altai_report::voi as report;

use super::exit_code;
use crate::arguments::Voi as Arguments;
use crate::found::Found;
use crate::output::wrong;
use crate::progress::Progress;
use crate::subject::Subject;

/// Plays the scenario and says what it is worth to know each of its numbers before a package is chosen.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn voi(arguments: &Arguments) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let subject = Subject::read(&arguments.playing.scenario, &changes(arguments))?;
    let mut subject = subject.played(&arguments.playing, Some(arguments.paths));
    let (asked, scenario) = (asked(arguments, &mut subject)?, &subject.scenario);
    let folder = arguments.telling.keeping.folder(&arguments.playing.scenario, report::TABLE)?;
    let progress = Progress::new(asked.paths, arguments.telling.json);
    let find = |threads| weighed(scenario, &asked, threads, &|played| progress.hear(played));
    let found = Found::on(arguments.playing.threads(), find).or_refusal();
    let found = found.map_err(|refusal| wrong(&refused(refusal, scenario)))?;
    drop(progress);
    Ok(found.tell(&subject, folder.as_ref(), &arguments.telling, ""))
}

/// What the command line changes: `--value` is a change of the scenario's decision, the last word on it.
fn changes(arguments: &Arguments) -> Vec<Override> {
    let value =
        arguments.value.map(|value| Override { address: "decision.value".to_owned(), value: value.to_string() });
    arguments.playing.set.iter().cloned().chain(value).collect()
}

/// What the command line asks for; or an exit code, where something is not there, which is told.
fn asked(arguments: &Arguments, subject: &mut Subject) -> Result<Asked, u8> {
    let Some(decision) = subject.scenario.decision else {
        return Err(wrong(
            "nothing says what reaching the target is worth, against which costs are weighed\n  say it in USD million with --value \
             50, or in the scenario: `[decision]` with `value = 50`",
        ));
    };
    if !arguments.packages.is_empty() {
        let names: Vec<String> = arguments.packages.iter().map(|name| name.trim().to_owned()).collect();
        subject.narrow(&names)?;
    }
    let scenario = &subject.scenario;
    Ok(Asked {
        target: subject.target(arguments.target.as_deref())?,
        value: decision.value,
        paths: scenario.run.paths,
        seed: scenario.run.seed,
    })
}

fn refused(refusal: Refusal, scenario: &Scenario) -> String {
    match refusal {
        Refusal::OnePackage => format!(
            "there is only package `{}`: nothing to choose\n  a choice is among packages, such as --packages none,all",
            scenario.packages.first().map_or("none", |package| package.name.as_str())
        ),
        Refusal::NothingToKnow => {
            "no uncertain number of this scenario could be found out: all are fixed, drawn every year \
                                   anew, or of role \"chance\""
                .to_owned()
        }
        Refusal::NoNumber => {
            "costs are so large that they cannot be added up: public money is in USD million".to_owned()
        }
    }
}
