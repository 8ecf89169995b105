//! `altai frontier`: what public money buys.

use altai_analysis::frontier::{Asked, MOST_DEALS, Refusal, frontier as compared};
use altai_model::Scenario;
use altai_report::frontier as report;

use super::exit_code;
use crate::arguments::Frontier as Arguments;
use crate::found::Found;
use crate::output::wrong;
use crate::progress::Progress;
use crate::subject::{Subject, narrow};

/// Plays the scenario under every set of its deals, and holds odds against cost.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn frontier(arguments: &Arguments) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Arguments) -> Result<anyhow::Result<()>, u8> {
    let mut subject = Subject::to_play(&arguments.playing, Some(arguments.paths))?;
    let (asked, scenario) = (asked(arguments, &subject)?, &subject.scenario);
    let folder = arguments.telling.keeping.folder(&arguments.playing.scenario, report::TABLE)?;
    let progress = Progress::new(2 * asked.paths, arguments.telling.json);
    let find = |threads| compared(scenario, &asked, threads, &|played| progress.hear(played));
    let found = Found::on(arguments.playing.threads(), find).or_refusal();
    let found = found.map_err(|refusal| wrong(&refused(refusal, scenario, &asked)))?;
    drop(progress);
    subject.packages = Some(found.answer.packages.iter().map(|row| row.package.clone()).collect());
    Ok(found.tell(&subject, folder.as_ref(), &arguments.telling, ""))
}

/// What the command line asks for; or an exit code, where a name is not there, which is told.
fn asked(arguments: &Arguments, subject: &Subject) -> Result<Asked, u8> {
    let scenario = &subject.scenario;
    let decided = if arguments.deals.is_empty() {
        (0..scenario.deals.len()).collect()
    } else {
        subject.deals(&arguments.deals)?
    };
    let mut others = scenario.clone();
    narrow(&mut others, &[arguments.others.clone().unwrap_or_else(|| "none".to_owned())])?;
    let mut others_on = others.packages.swap_remove(0).deals;
    others_on.retain(|deal| !decided.contains(deal));
    Ok(Asked {
        target: subject.target(arguments.target.as_deref())?,
        decided,
        others_on,
        budget: arguments.budget,
        paths: scenario.run.paths,
        seed: scenario.run.seed,
    })
}

fn refused(refusal: Refusal, scenario: &Scenario, asked: &Asked) -> String {
    match refusal {
        Refusal::NoDeal => "this scenario has no deal to spend public money on".to_owned(),
        Refusal::TooMany(deals) => {
            let costly = asked.decided.iter().filter(|&&deal| scenario.deals[deal].cost.is_some());
            let names: Vec<&str> = costly.take(MOST_DEALS).map(|&deal| scenario.deals[deal].name.as_str()).collect();
            let such = if names.is_empty() { "A,B,C".to_owned() } else { names.join(",") };
            format!(
                "{deals} deals have more packages than can be compared, which are those of at most {MOST_DEALS}\n  say which are \
                 decided on, such as --deals {such}; the others are off, or as a package has them, with --others PACKAGE"
            )
        }
        Refusal::Unable([deal, required]) => {
            let name = |deal: usize| scenario.deals[deal].name.as_str();
            let mut with: Vec<usize> = asked.decided.iter().flat_map(|&deal| scenario.with_required(deal)).collect();
            with.retain(|deal| !asked.others_on.contains(deal));
            with.sort_unstable();
            with.dedup();
            let with: Vec<&str> = with.into_iter().map(name).collect();
            format!(
                "`{}` requires `{}`, which is off whatever is decided: it would never go ahead\n  decide on that too, --deals {}, or \
                 have it on, --others {1}",
                name(deal),
                name(required),
                with.join(",")
            )
        }
        Refusal::NoCost => {
            let deal = asked.decided.first().map_or("NAME", |&deal| scenario.deals[deal].name.as_str());
            let none = if asked.decided.len() == scenario.deals.len() {
                "no deal of this scenario costs public money"
            } else {
                "none of the deals that are decided on costs public money"
            };
            format!(
                "{none}: there is nothing to hold the odds against\n  say what one costs, in USD million, with `cost` in its table, \
                 or with --set deals.{deal}.cost=20"
            )
        }
    }
}
