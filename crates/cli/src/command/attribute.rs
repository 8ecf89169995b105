//! `altai attribute`: what each deal is worth.

use altai_analysis::attribution::{Asked, Gain, MOST_EXACT, Orders, Refusal, attribute as attributed};
use altai_model::Scenario;
use altai_report::attribution as report;

use super::exit_code;
use crate::arguments::{Attribute, AttributeMeasure};
use crate::found::Found;
use crate::output::wrong;
use crate::progress::Progress;
use crate::subject::Subject;

/// So many paths unless told otherwise.
const PATHS: u64 = 100_000;

/// Plays the scenario under every set of its deals and says what each is worth.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn attribute(arguments: &Attribute) -> anyhow::Result<u8> {
    exit_code(answer(arguments))
}

fn answer(arguments: &Attribute) -> Result<anyhow::Result<()>, u8> {
    let paths = arguments.paths.unwrap_or(PATHS);
    let mut subject = Subject::to_play(&arguments.playing, Some(paths))?;
    let all = "all".to_owned();
    subject.narrow_to(Some(arguments.package.as_ref().unwrap_or(&all)))?;
    let (asked, scenario) = (asked(arguments, &subject)?, &subject.scenario);
    let folder = arguments.telling.keeping.folder(&arguments.playing.scenario, report::TABLE)?;
    let progress = Progress::new(asked.paths, arguments.telling.json);
    let find = |threads| attributed(scenario, &asked, threads, &|played| progress.hear(played));
    let found = Found::on(arguments.playing.threads(), find).or_refusal();
    let found = found.map_err(|refusal| wrong(&refused(refusal, scenario)))?;
    drop(progress);
    Ok(found.tell(&subject, folder.as_ref(), &arguments.telling, ""))
}

/// What the command line asks for; or an exit code, where a target is not there, which is told.
fn asked(arguments: &Attribute, subject: &Subject) -> Result<Asked, u8> {
    Ok(Asked {
        target: subject.target(arguments.target.as_deref())?,
        package: 0,
        gain: match arguments.measure {
            AttributeMeasure::Reached => Gain::Reached,
            AttributeMeasure::AtDate => Gain::AtDate,
            AttributeMeasure::Mean => Gain::Mean,
            AttributeMeasure::Median => Gain::Median,
        },
        orders: match (arguments.prerequisites, arguments.sectors) {
            (true, _) => Orders::RequirementsFirst,
            (_, true) => Orders::SectorBySector,
            _ => Orders::All,
        },
        interactions: arguments.interactions,
        paths: subject.scenario.run.paths,
        seed: subject.scenario.run.seed,
    })
}

fn refused(refusal: Refusal, scenario: &Scenario) -> String {
    match refusal {
        Refusal::NoDeal if scenario.deals.is_empty() => "this scenario has no deal to attribute anything to".to_owned(),
        Refusal::NoDeal => format!("package `{}` has no deal to attribute anything to", scenario.packages[0].name),
        Refusal::TooMany(deals) => format!(
            "{deals} deals are too many for --prerequisites, --sectors and --interactions, which take at most {MOST_EXACT}: \
             name fewer with --package"
        ),
    }
}
