//! `altai run`: reads a scenario, plays it, says what came of it, and keeps it where asked.

mod designed;

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use altai_analysis::levels::{self, Scope};
use altai_analysis::{Answer, precision};
use altai_model::Scenario;
use altai_report::{Timing, csv_file, json, terminal};
use altai_sim::{Design, Plan, Streams, Summary, play_timed};

use self::designed::Designed;
use super::exit_code;
use super::plan::warn_of_a_wide_one;
use super::rare::rare;
use crate::arguments::{Levels, Run};
use crate::manifest::{How, Manifest};
use crate::output::{filled, out, width_of_answers, width_of_tables};
use crate::progress::Progress;
use crate::result_folder::ResultFolder;
use crate::scenario_file;
use crate::subject::Subject;
use crate::timing::{Steps, timed};
use crate::{clock, diagnostics};

/// Runs the scenario.
///
/// # Errors
///
/// The results cannot be written, or the answer cannot be printed.
pub(crate) fn run(arguments: &Run) -> anyhow::Result<u8> {
    exit_code(if arguments.rare { rare(arguments) } else { answer(arguments) })
}

fn answer(arguments: &Run) -> Result<anyhow::Result<()>, u8> {
    if let Some(asked) = arguments.precision.filter(|_| !arguments.quiet) {
        warn_of_a_wide_one(asked);
    }
    let began = Instant::now();
    designed::check(arguments)?;
    let (subject, reading) = timed(|| read(arguments));
    let mut subject = subject?;
    let playing = &arguments.playing;
    let folder = arguments.keeping.folder(&playing.scenario, "odds.csv")?;
    let (scenario, threads) = (&mut subject.scenario, playing.threads());
    let mut played = match arguments.sampler {
        Design::MonteCarlo => Played::new(scenario, threads, arguments.quiet, arguments.precision),
        design => Played::designed(scenario, design, threads, arguments.quiet),
    };
    // To run the scenario that is kept is to play as many.
    scenario.run.paths = played.summary.paths();
    let (levels, knowing) = timed(|| how_sure(arguments.levels, scenario, threads));
    played.knowing = levels.as_ref().map(|_| knowing);
    let (answer, answering) = timed(|| played.answer(scenario).with_levels(levels));
    let mut steps = Steps {
        began,
        reading,
        preparing: played.preparing,
        playing: played.timing,
        knowing: played.knowing,
        answering,
        writing: None,
    };
    let answer = Answered { subject: &subject, played: &played, answer: &answer };
    let (kept, writing) = timed(|| folder.map_or(Ok(()), |folder| keep(&folder, &answer, &steps.report())));
    steps.writing = arguments.keeping.out.as_ref().map(|_| writing);
    // Even where the results could not be kept, the answer is worth its minutes.
    Ok(show(arguments, &answer, &steps.report()).and(kept))
}

/// Reads the scenario; or an exit code, where there is a mistake, which is told.
pub(super) fn read(arguments: &Run) -> Result<Subject, u8> {
    let playing = &arguments.playing;
    let reading = scenario_file::read(&playing.scenario, &playing.set)?;
    if reading.scenario.is_none() || arguments.strict {
        diagnostics::tell(&reading.sources, &reading.diagnostics);
    } else if !arguments.quiet {
        diagnostics::tell_beside_an_answer(&reading.sources, &reading.diagnostics);
    }
    if reading.scenario.is_some() && arguments.strict {
        diagnostics::let_none_pass(&reading.sources, &reading.diagnostics)?;
    }
    let paths = arguments.paths.or(arguments.precision.map(|_| precision::MOST));
    let mut subject = Subject::of(reading, &playing.set)?.played(playing, paths);
    if !arguments.package.is_empty() {
        subject.narrow(&arguments.package)?;
    }
    Ok(subject)
}

/// How sure the odds are, of what is asked for: unless that is nothing.
fn how_sure(asked: Option<Levels>, scenario: &Scenario, threads: NonZeroUsize) -> Option<altai_analysis::Levels> {
    let scope = match asked {
        Some(Levels::One) => return None,
        Some(Levels::Two) => Scope::All,
        None => Scope::Headline,
    };
    levels::levels(scenario, scope, scenario.run.paths, scenario.run.seed, threads)
}

/// A simulation and how it went.
struct Played {
    summary: Summary,
    started: String,
    preparing: Duration,
    timing: altai_sim::Timing,
    /// How long it took to tell how sure the odds are, where that was told.
    knowing: Option<Duration>,
    threads: NonZeroUsize,
    /// What a design keeps beside the summary of all paths.
    designed: Option<Designed>,
}

impl Played {
    /// All paths; or, where a precision is asked for, as many as it takes.
    fn new(scenario: &Scenario, threads: NonZeroUsize, quiet: bool, asked: Option<f64>) -> Self {
        let started = clock::now();
        let (plan, preparing) = timed(|| Plan::compile(scenario));
        let draws = Streams::new(scenario.run.seed);
        let most = scenario.run.paths;
        let play = |from: u64, to: u64| {
            let progress = Progress::new(to - from, quiet);
            play_timed(&plan, &draws, from..to, threads, &|played| progress.hear(played))
        };
        let (mut summary, mut timing) = play(0, asked.map_or(most, |_| precision::PILOT.min(most)));
        if let Some(asked) = asked {
            while let Some(to) = precision::next(precision::headline(scenario, &summary), summary.paths(), asked, most)
            {
                let (more, took) = play(summary.paths(), to);
                summary.merge(&more);
                timing.follow(&took);
            }
        }
        Self { summary, started, preparing, timing, knowing: None, threads, designed: None }
    }

    fn answer(&self, scenario: &Scenario) -> Answer {
        match &self.designed {
            None => Answer::of(scenario, &self.summary),
            Some(Designed { sampling, replicates, .. }) => {
                Answer::of_replicates(scenario, sampling.clone(), &self.summary, replicates)
            }
        }
    }

    fn seconds(&self) -> f64 {
        (self.preparing + self.timing.elapsed + self.knowing.unwrap_or_default()).as_secs_f64()
    }
}

/// All that is to be told.
struct Answered<'a> {
    subject: &'a Subject,
    played: &'a Played,
    answer: &'a Answer,
}

/// Writes everything to the folder.
fn keep(folder: &ResultFolder, answered: &Answered<'_>, timing: &Timing) -> anyhow::Result<()> {
    let Answered { subject, played, answer } = answered;
    let how = How { threads: played.threads.get(), started: &played.started, seconds: played.seconds() };
    let manifest = Manifest {
        headline: answer.headline.as_ref(),
        levels: answer.knowledge,
        cautions: answer.cautions.iter().map(ToString::to_string).collect(),
        sampling: answer.sampling.as_ref(),
        timing: Some(timing),
        ..subject.manifest(how)
    };
    let document = json::document(answer, &subject.run(), None);
    folder.keep(csv_file::files(answer), document, subject.as_played(), manifest)
}

/// Prints the answer as asked for.
fn show(arguments: &Run, answered: &Answered<'_>, timing: &Timing) -> anyhow::Result<()> {
    let Answered { subject, played, answer } = answered;
    let run = subject.run();
    if arguments.json {
        return Ok(out(&json::document(answer, &run, arguments.timing.then_some(timing)))?);
    }
    let precise = arguments.precision.map(|asked| precision::how_precise(&subject.scenario, &played.summary, asked));
    let remark = precise.or_else(|| played.designed.as_ref().map(Designed::remark));
    if arguments.brief {
        out(&terminal::headline(answer, width_of_tables()))?;
        if let Some(remark) = remark {
            out(&format!("\n{}.\n", filled(&remark, "", width_of_answers())))?;
        }
    } else if !arguments.quiet {
        let tells = answer.knowledge.is_some_and(|knowledge| knowledge.scope == Scope::Headline);
        let differences = if tells && !answer.differences.is_empty() {
            "--levels two says how far differences depend on what is not known,\n"
        } else {
            ""
        };
        let next = format!("next: {differences}--out FOLDER keeps every number, --set ADDRESS=VALUE changes one");
        let next = arguments.keeping.whereabouts(&next);
        let next = remark.map_or(next.clone(), |remark| format!("{remark}; {next}"));
        out(&terminal::text(answer, &run, played.seconds(), &next, width_of_tables()))?;
    }
    if arguments.timing {
        let gap = if arguments.quiet { "" } else { "\n" };
        out(&format!("{gap}{}", terminal::timing(timing, width_of_tables())))?;
    }
    Ok(())
}
